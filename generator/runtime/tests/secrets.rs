//! No secret and no value of a request or reply is printed: every public type
//! is formatted, with marked values in all of them. `spans.rs` does the same
//! for spans.

#![cfg(all(feature = "reqwest", feature = "testing"))]

mod loopback;

use std::fmt::Debug;
use std::sync::Arc;

use loopback::api::{PRODUCT, client_at, create, fetch, list, things};
use loopback::{Act, Server};
use serde_json::json;
use twilio_runtime::testing::Script;
use twilio_runtime::{
    Authorization, BoxFuture, Client, Credentials, CredentialsProvider, Request, RetryPolicy,
    Transport, TransportError, TransportErrorKind, TransportReply,
};

const MARK: &str = "MARKED";

fn check(what: &str, printed: &str) {
    assert!(!printed.contains(MARK), "{what}: {printed}");
    assert!(
        !printed.contains("TUFSS0VE"),
        "{what}, in base64: {printed}"
    );
}

fn check_debug(what: &str, value: &dyn Debug) {
    check(what, &format!("{value:?} {value:#?}"));
}

fn marked_client(url: &str) -> Client {
    Client::builder(Credentials::auth_token("AC1", MARK))
        .base_url(url)
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

#[test]
fn credentials_print_no_secret() {
    struct Vault;
    impl CredentialsProvider for Vault {
        fn authorization(
            &self,
        ) -> BoxFuture<'_, Result<Authorization, Box<dyn std::error::Error + Send + Sync>>>
        {
            Box::pin(async { Ok(Authorization::bearer(MARK)) })
        }
    }
    for credentials in [
        Credentials::auth_token("AC1", MARK),
        Credentials::api_key("SK1", MARK),
        Credentials::bearer(MARK),
        Credentials::provider(Vault),
    ] {
        check_debug("credentials", &credentials);
        let builder = Client::builder(credentials);
        let url = format!("https://{MARK}:{MARK}@gw.example/?key={MARK}");
        let gateway = builder.clone().base_url(&*url).base_url_for(PRODUCT, url);
        check_debug("builder", &gateway);
        check("error", &gateway.build().unwrap_err().to_string());
        let fragment = builder
            .clone()
            .base_url(format!("https://gw.example/#{MARK}"));
        check_debug("builder", &fragment);
        check("error", &fragment.build().unwrap_err().to_string());
        check_debug("client", &builder.build().unwrap());
    }
    check_debug("authorization", &Authorization::basic("AC1", MARK));
    check_debug("authorization", &Authorization::bearer(MARK));
}

#[test]
fn calls_and_requests_print_no_value() {
    let (client, _) = client_at("http://127.0.0.1:1");
    let at = things(&client).id(MARK);
    check_debug("place", &at);
    assert_eq!(format!("{at:?}"), "ApiPath(things /v1/Things/{})");
    // What a call shows of its parameters, `shown_calls.rs` says.
    let call = create(&client)
        .header("Flex-Metadata", MARK)
        .authorization(MARK);
    check_debug("call", &call);
    let call = call
        .form("Name", MARK)
        .form_json("Json", json!({"a": MARK}))
        .query("Query", MARK)
        .query_map("Tags", [(MARK, "x")])
        .json(json!({"a": MARK}));
    check_debug("request", &call.request().unwrap());
    check_debug("request", &fetch(&client, MARK).request().unwrap());
    check_debug("pending", &call.into_future());
    check_debug("items", &list(&client).query("Name", MARK).items());
    check_debug("pages", &list(&client).query("Name", MARK).pages());
}

#[tokio::test]
async fn what_a_transport_gets_prints_no_value() {
    let script = Script::new();
    script.expect("CreateThing").answer(json!({"data": MARK}));
    script
        .expect("ListThing")
        .page_with_more([json!({"data": MARK})]);
    let builder = Client::builder(Credentials::auth_token("AC1", MARK));
    let client = builder.build_with(script.clone()).unwrap();
    let raw = create(&client).form("Name", MARK).raw().await.unwrap();
    check_debug("raw reply", &raw);
    check_debug("model", &raw.value().unwrap());
    check_debug("request", &script.requests());
    check(
        "header",
        &format!("{:?}", script.requests()[0].headers()["authorization"]),
    );
    check_debug("script", &script);
    let page = list(&client).query("Name", MARK).await.unwrap();
    check_debug("page", &page);
    check_debug("cursor", &page.cursor().unwrap());
    check_debug(
        "reply",
        &TransportReply::new(200, http::HeaderMap::new(), MARK),
    );
}

#[tokio::test]
async fn the_header_of_any_credentials_is_marked_as_sensitive() {
    for credentials in [
        Credentials::auth_token("AC1", MARK),
        Credentials::api_key("SK1", MARK),
        Credentials::bearer(MARK),
        Credentials::none(),
    ] {
        let script = Script::new();
        let operation = script.expect("FetchThing");
        operation.answer(json!({}));
        let client = Client::builder(credentials.clone()).build_with(script.clone());
        let mut call = fetch(&client.unwrap(), "TH1");
        if format!("{credentials:?}").contains("none") {
            call = call.authorization(MARK);
        }
        call.await.unwrap();
        let requests = script.requests();
        let header = &requests[0].headers()["authorization"];
        assert!(header.is_sensitive(), "{credentials:?}");
    }
}

#[tokio::test]
async fn errors_print_no_secret_and_no_value() {
    let server = Server::start(|number, _| match number {
        0 => Act::json(200, r#"{"data":"MARKED","size":[]}"#),
        1 => Act::json(200, r#"{"data":"MARKED"#),
        2 => Act::json(200, r#"{"MARKED"#),
        3 => Act::json(500, r#"["MARKED", 1]"#),
        4 => Act::with(307, &[("Location", "http://evil.example/MARKED")], ""),
        5 => Act::new(
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nMARKED",
            loopback::Then::Close,
        ),
        _ => Act::json(
            200,
            r#"{"things":[],"meta":{"next_page_url":"http://evil.example/MARKED"}}"#,
        ),
    })
    .await;
    let client = marked_client(&server.url());
    for _ in 0..6 {
        let call = fetch(&client, MARK)
            .header("Flex-Metadata", MARK)
            .query("Name", MARK);
        check_error(&call.await.unwrap_err());
    }
    let mut items = list(&client).query("Name", MARK).items();
    check_error(&items.next().await.unwrap().unwrap_err());
    let refused = fetch(&marked_client("http://127.0.0.1:1"), MARK).await;
    check_error(&refused.unwrap_err());
    let refused = create(&client).header("Flex-Metadata", "MARKED\n").await;
    check_error(&refused.unwrap_err());
}

fn check_error(error: &twilio_runtime::Error) {
    check_debug("error", error);
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = cause {
        check("error", &inner.to_string());
        check_debug("error", &inner);
        cause = inner.source();
    }
}

#[test]
fn errors_of_transports_are_shown_with_their_innermost_cause() {
    struct Broken;
    impl Transport for Broken {
        fn send(&self, _: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
            let cause = std::io::Error::other("cable cut");
            Box::pin(async { Err(TransportError::caused(TransportErrorKind::Other, cause)) })
        }

        fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
            Box::pin(async {})
        }

        fn now(&self) -> std::time::SystemTime {
            std::time::UNIX_EPOCH
        }
    }
    let builder = Client::builder(Credentials::none());
    let client = builder.build_with(Arc::new(Broken)).unwrap();
    let error = futures::executor::block_on(fetch(&client, "1").into_future()).unwrap_err();
    let host = "(host things.twilio.com)";
    let expected =
        format!("GET /v1/Things/{{Sid}}: the request could not be sent: cable cut {host}");
    assert_eq!(error.to_string(), expected);
}
