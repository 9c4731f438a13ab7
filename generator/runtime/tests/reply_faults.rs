//! Replies that are not what they should be: what the caller sees, and what the
//! servers received.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{client, create, delete, fetch, list};
use loopback::{Act, Server};
use twilio_runtime::{Error, RetryPolicy};

async fn failure(act: impl Fn() -> Act + Send + Sync + 'static) -> (Error, Server) {
    let server = Server::start(move |_, _| act()).await;
    let (client, _) = client(&server);
    let error = fetch(&client, "TH1").retry(RetryPolicy::never()).await;
    (error.unwrap_err(), server)
}

async fn line(status: u16, headers: &'static [(&str, &str)], body: &'static str) -> String {
    let (error, _) = failure(move || Act::with(status, headers, body)).await;
    error.to_string()
}

#[tokio::test]
async fn truncated_json_says_where_and_shows_no_value() {
    let line = line(
        200,
        &[("Twilio-Request-Id", "RQ1")],
        r#"{"sid":"TH1","data":"marked-personal","size":3"#,
    )
    .await;
    assert_eq!(
        line,
        "GET /v1/Things/{Sid}: 200 with a reply that cannot be read: EOF while parsing an object \
         (line 1, column 46): {\"sid\":\"…\",\"data\":\"…\",\"size\":0 (request RQ1)"
    );
}

#[tokio::test]
async fn a_value_of_the_wrong_kind_is_named_by_its_path() {
    let (error, _) =
        failure(|| Act::json(200, r#"{"sid":"TH1","size":["marked-personal"]}"#)).await;
    let Error::Decode(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.path(), "size");
    assert_eq!(error.status(), 200);
    let line = error.to_string();
    assert!(
        line.contains("at size: expected an integer, found a list"),
        "{line}"
    );
    assert!(!line.contains("marked-personal"), "{line}");
}

#[tokio::test]
async fn html_with_status_200_is_shown_shortened() {
    let line = line(
        200,
        &[("Content-Type", "text/html")],
        "<html>\n <b>Sign in</b></html>",
    )
    .await;
    assert!(line.contains(r#""<html> <b>Sign in</b></html>""#), "{line}");
}

#[tokio::test]
async fn html_with_status_503_is_an_error_of_the_api_and_shown_shortened() {
    let line = line(503, &[("Content-Type", "text/html")], "<html>Down</html>").await;
    assert_eq!(
        line,
        "GET /v1/Things/{Sid}: 503 Service Unavailable: the reply is not an error of the API: \
         \"<html>Down</html>\""
    );
}

#[tokio::test]
async fn an_empty_200_where_a_model_is_due_is_an_error_and_is_fine_where_none_is() {
    let server = Server::start(|_, _| Act::with(200, &[], "")).await;
    let (client, _) = client(&server);
    let error = create(&client).await.unwrap_err();
    assert!(
        error.to_string().ends_with("cannot be read: it is empty"),
        "{error}"
    );
    delete(&client, "TH1").await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn invalid_utf_8_is_an_error_with_the_place() {
    let (error, _) = failure(|| Act::with(200, &[], b"{\"sid\":\"T\xff\"}")).await;
    assert!(error.to_string().contains("byte 9 is not UTF-8"), "{error}");
}

#[tokio::test]
async fn deeply_nested_json_is_an_error_and_no_overflow() {
    let deep = "[".repeat(100_000);
    let (error, _) = failure(move || Act::json(200, &format!(r#"{{"other":{deep}"#))).await;
    assert!(matches!(error, Error::Decode(_)), "{error}");
    let deep = "{\"a\":".repeat(100_000);
    let (error, _) = failure(move || Act::json(400, &deep)).await;
    assert!(matches!(error, Error::Api(_)), "{error}");
}

#[tokio::test]
async fn errors_of_the_older_shape_print_one_line() {
    let (error, _) = failure(|| {
        Act::with(
            400,
            &[("Twilio-Request-Id", "RQ1")],
            r#"{"code":80603,"message":"Session with UniqueName\nalready exists",
                "more_info":"https://www.twilio.com/docs/errors/80603","status":400,
                "details":{"field":"UniqueName"}}"#,
        )
    })
    .await;
    assert_eq!(
        error.to_string(),
        "GET /v1/Things/{Sid}: 400 Bad Request: 80603 Session with UniqueName already exists; \
         details: {\"field\":\"UniqueName\"} \
         (request RQ1, https://www.twilio.com/docs/errors/80603)"
    );
    assert_eq!((error.status(), error.code()), (Some(400), Some(80603)));
    assert_eq!(error.request_id(), Some("RQ1"));
    assert!(!error.is_retryable());
    assert_eq!(
        error.operation().map(|operation| operation.id()),
        Some("FetchThing")
    );
}

#[tokio::test]
async fn errors_of_the_newer_shape_print_one_line() {
    let line = line(
        404,
        &[("Content-Type", "application/problem+json")],
        r#"{"type":"https://www.twilio.com/docs/errors/20404","title":"Not found","status":404,
            "code":"20404","detail":"No such thing","errors":[{"pointer":"/Sid"}]}"#,
    )
    .await;
    assert_eq!(
        line,
        "GET /v1/Things/{Sid}: 404 Not Found: 20404 No such thing; \
         details: [{\"pointer\":\"/Sid\"}] (https://www.twilio.com/docs/errors/20404)"
    );
}

#[tokio::test]
async fn odd_members_of_an_error_do_not_cost_the_others() {
    let line = line(400, &[], r#"{"code":{"a":1},"message":"Bad","details":[]}"#).await;
    assert_eq!(line, "GET /v1/Things/{Sid}: 400 Bad Request: Bad");
}

#[tokio::test]
async fn an_unknown_json_error_is_shown_without_its_values() {
    let line = line(418, &[], r#"{"fault":"marked-personal","n":[12345]}"#).await;
    assert!(line.contains(r#"{"fault":"…","n":[00000]}"#), "{line}");
    let marked = self::line(418, &[], "\u{feff}{\"fault\":\"marked-personal\"}").await;
    assert!(marked.contains(r#"{"fault":"…"}"#), "{marked}");
    let text = self::line(418, &[], r#""marked-personal""#).await;
    assert!(!text.contains("marked"), "{text}");
}

#[tokio::test]
async fn a_redirect_to_another_host_is_reported_and_not_followed() {
    let other = Server::start(|_, _| Act::json(200, r#"{"sid":"TH1"}"#)).await;
    let target = format!(
        "{}/v1/Things/TH1",
        other.url().replace("127.0.0.1", "localhost")
    );
    for status in [301, 302, 303, 307, 308] {
        let target = target.clone();
        let (error, server) =
            failure(move || Act::with(status, &[("Location", &target)], "")).await;
        assert_eq!(error.status(), Some(status));
        let line = error.to_string();
        assert!(
            line.contains("a redirect to localhost, which is not followed"),
            "{line}"
        );
        assert_eq!(server.seen().len(), 1);
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_within_the_host_is_not_followed_either() {
    let (error, server) = failure(|| Act::with(307, &[("Location", "/v1/Other")], "")).await;
    assert!(
        error.to_string().contains("a redirect to another path"),
        "{error}"
    );
    assert_eq!(server.lines(), ["GET /v1/Things/TH1"]);
}

#[tokio::test]
async fn a_list_without_its_items_is_an_error() {
    let server = Server::start(|_, _| Act::json(200, r#"{"meta":{}}"#)).await;
    let (client, _) = client(&server);
    let error = list(&client).await.unwrap_err();
    assert!(error.to_string().contains("`things` is missing"), "{error}");
}

#[tokio::test]
async fn the_raw_reply_is_had_with_its_value_on_demand() {
    let body = r#"{"sid":"TH1","size":"nonsense"}"#;
    let server =
        Server::start(move |_, _| Act::with(201, &[("Twilio-Request-Id", "RQ1")], body)).await;
    let (client, _) = client(&server);
    let raw = fetch(&client, "TH1").raw().await.unwrap();
    assert_eq!((raw.status(), raw.attempts()), (201, 1));
    assert_eq!(raw.request_id(), Some("RQ1"));
    assert_eq!(&raw.bytes()[..], body.as_bytes());
    assert!(raw.headers().contains_key("content-length"));
    assert!(matches!(raw.value(), Err(Error::Decode(_))));
}

#[tokio::test]
async fn errors_keep_their_causes() {
    use std::error::Error as _;
    let (error, _) = failure(|| Act::json(200, "{")).await;
    assert!(
        error
            .source()
            .is_some_and(|cause| cause.is::<twilio_runtime::model::DecodeError>())
    );
}
