//! What goes on the wire: paths, queries, forms, headers, bodies; and what is
//! refused before anything goes there.

#![cfg(feature = "reqwest")]

mod loopback;

use std::collections::BTreeMap;
use std::time::Duration;

use loopback::api::{CREATE, Thing, client, client_at, create, fetch, list, things};
use loopback::{Act, Seen, Server};
use serde::Serialize;
use serde_json::{Value, json};
use twilio_runtime::model::{Date, Timestamp};
use twilio_runtime::{ApiPath, Call, Error, Method, Operation};

async fn server() -> Server {
    Server::start(|_, _| Act::json(200, r#"{"sid":"TH1"}"#)).await
}

/// Sends a call and yields what the server received.
async fn sent(call: impl FnOnce(&ApiPath) -> Call<Thing>) -> Seen {
    let server = server().await;
    let (client, _) = client(&server);
    call(&things(&client)).await.unwrap();
    server.seen().remove(0)
}

/// Sends a call that is refused, and yields why; nothing must have been sent.
async fn refused(call: impl FnOnce(&ApiPath) -> Call<Thing>) -> String {
    let server = server().await;
    let (client, _) = client(&server);
    let call = call(&things(&client));
    let looked_at = call.request().unwrap_err().to_string();
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Request(_)) && error.is_unsent() && !error.is_retryable());
    assert!(server.seen().is_empty());
    assert_eq!(error.to_string(), looked_at);
    looked_at
}

fn form(call: impl FnOnce(Call<Thing>) -> Call<Thing>) -> Vec<(String, String)> {
    let (client, _) = client_at("http://127.0.0.1:1");
    call(create(&client)).request().unwrap().form()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(name, text)| (name.to_string(), text.to_string()))
        .collect()
}

#[tokio::test]
async fn a_form_is_sent_with_everything_reserved_escaped() {
    let seen = sent(|at| {
        Call::new(at, &CREATE)
            .form("FriendlyName", "a+b&c=d%20e \"q\" /?#[] ~\r\nüñ")
            .form("Integration.FlowSid", "")
            .form_each("Urls", ["https://a/?x=1", "b"])
    })
    .await;
    assert_eq!(seen.line(), "POST /v1/Things");
    assert_eq!(
        seen.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        seen.text(),
        "FriendlyName=a%2Bb%26c%3Dd%2520e%20%22q%22%20%2F%3F%23%5B%5D%20~%0D%0A%C3%BC%C3%B1\
         &Integration.FlowSid=&Urls=https%3A%2F%2Fa%2F%3Fx%3D1&Urls=b"
    );
}

#[test]
fn scalars_have_one_text_each() {
    let form = form(|call| {
        let at = "2026-03-01T10:00:00+02:00";
        call.form("Ttl", 3600)
            .form("Minus", -1)
            .form("Whole", 10.0)
            .form("Ratio", 6.985_619)
            .form("Active", true)
            .form("Off", false)
            .form("ApiPath", Timestamp::from(at))
            .form("Day", Date::from("2026-03-01"))
    });
    let expected = [
        ("Ttl", "3600"),
        ("Minus", "-1"),
        ("Whole", "10"),
        ("Ratio", "6.985619"),
        ("Active", "true"),
        ("Off", "false"),
        ("ApiPath", "2026-03-01T10:00:00+02:00"),
        ("Day", "2026-03-01"),
    ];
    assert_eq!(form, pairs(&expected));
}

#[test]
fn untyped_values_are_text_or_compact_json() {
    let form = form(|call| {
        call.form_json("Text", "{\"already\": \"json text\"}")
            .form_json("Quoted", "\"a\"")
            .form_json("Word", "null")
            .form_json("Object", json!({"a": [1, null]}))
            .form_json("List", json!([1, "two", {"a": null}]))
            .form_json("Number", 2.5)
            .form_json("Flag", true)
            .form_json("Nothing", Value::Null)
            .form_each_json(
                "Each",
                [json!("text"), json!({"a": 1}), json!(null), json!([2])],
            )
    });
    let expected = [
        ("Text", "{\"already\": \"json text\"}"),
        ("Quoted", "\"a\""),
        ("Word", "null"),
        ("Object", "{\"a\":[1,null]}"),
        ("List", "[1,\"two\",{\"a\":null}]"),
        ("Number", "2.5"),
        ("Flag", "true"),
        ("Each", "text"),
        ("Each", "{\"a\":1}"),
        ("Each", "[2]"),
    ];
    assert_eq!(form, pairs(&expected));
}

#[test]
fn setting_again_replaces_and_an_empty_list_sends_nothing() {
    let form = form(|call| {
        call.form("A", "1")
            .form_each("B", ["1", "2"])
            .form("A", "2")
            .form_each("B", ["3"])
            .form_each("C", ["1"])
            .form_each("C", Vec::<String>::new())
    });
    assert_eq!(form, pairs(&[("A", "2"), ("B", "3")]));
}

#[test]
fn a_query_is_built_like_a_form() {
    let (client, _) = client_at("http://127.0.0.1:1");
    let request = list(&client)
        .query_each("DateCreated<", ["a b", "c"])
        .query_map("AddOns", BTreeMap::from([("x.y", "1")]))
        .query_json("Filter", json!({"a": 1}))
        .query_each_json("Ids", [json!(1), json!("two")])
        .request()
        .unwrap();
    let query =
        "DateCreated%3C=a%20b&DateCreated%3C=c&AddOns.x.y=1&Filter=%7B%22a%22%3A1%7D&Ids=1&Ids=two";
    assert_eq!(request.raw_query(), Some(query));
    assert_eq!(request.query_values("DateCreated<"), ["a b", "c"]);
    assert!(request.body().is_none());
}

#[tokio::test]
async fn nothing_is_sent_that_was_not_set() {
    let seen = sent(|at| Call::new(at, &CREATE)).await;
    assert!(seen.body.is_empty());
    assert_eq!(seen.header("content-type"), None);
    assert_eq!(seen.header("content-length"), Some("0"));
    assert_eq!(seen.header("accept"), Some("application/json"));
    let agent = seen.header("user-agent").unwrap();
    assert_eq!(agent, "twilio-runtime/0.0.0 (Rust)");
}

#[tokio::test]
async fn a_json_body_is_sent_as_it_is_and_is_an_object_where_none_is_given() {
    const JSON: Operation =
        Operation::new("things_v1", "UpdateThing", Method::Post, "/v1/Things").json_body();
    let seen = sent(|at| Call::new(at, &JSON).json(json!({"a": null, "b": ["ü"]}))).await;
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.text(), r#"{"a":null,"b":["ü"]}"#);
    let seen = sent(|at| Call::new(at, &JSON)).await;
    assert_eq!(seen.text(), "{}");
}

#[tokio::test]
async fn path_arguments_are_escaped_and_stay_one_segment() {
    let server = server().await;
    let (client, _) = client(&server);
    let cases = [
        ("a/b?c#d%e", "a%2Fb%3Fc%23d%25e"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("+1 555", "%2B1%20555"),
        ("Zoë 🎉", "Zo%C3%AB%20%F0%9F%8E%89"),
        (
            "a\\b\r\n;:@&=$,!*'()",
            "a%5Cb%0D%0A%3B%3A%40%26%3D%24%2C%21%2A%27%28%29",
        ),
        ("a-b._~", "a-b._~"),
    ];
    for (argument, _) in cases {
        let request = fetch(&client, argument).request().unwrap();
        assert_eq!(request.path_segments(), ["v1", "Things", argument]);
        fetch(&client, argument).await.unwrap();
    }
    let expected = cases.map(|(_, escaped)| format!("GET /v1/Things/{escaped}"));
    assert_eq!(server.lines(), expected);
}

#[tokio::test]
async fn path_arguments_that_name_another_path_are_refused() {
    const DEEP: Operation = Operation::new(
        "things_v1",
        "FetchPart",
        Method::Get,
        "/v1/Things/{ThingSid}/Parts/{Sid}",
    )
    .suffix(".json");
    for (argument, problem) in [
        ("", "is empty"),
        (".", "is `.`, which names another path"),
        ("..", "is `..`, which names another path"),
    ] {
        let line =
            refused(|at| Call::new(&at.clone().id("TH1").then("Parts").id(argument), &DEEP)).await;
        assert_eq!(
            line,
            format!(
                "GET /v1/Things/{{ThingSid}}/Parts/{{Sid}}: not sent: the path parameter {{Sid}} {problem}"
            )
        );
        let line =
            refused(|at| Call::new(&at.clone().id(argument).then("Parts").id("P"), &DEEP)).await;
        assert!(line.contains("the path parameter {ThingSid}"), "{line}");
    }
}

#[test]
fn a_suffix_is_appended_to_the_path() {
    const WITH: Operation =
        Operation::new("things_v1", "FetchThing", Method::Get, "/v1/Things/{Sid}").suffix(".json");
    let (client, _) = client_at("http://127.0.0.1:1");
    let call: Call<Thing> = Call::new(&things(&client).id("TH1"), &WITH);
    assert_eq!(
        call.request().unwrap().url(),
        "http://127.0.0.1:1/v1/Things/TH1.json"
    );
}

#[tokio::test]
async fn headers_are_sent_and_control_characters_are_refused() {
    let text = "v=1; a+b&c=d%20e \"q\" /?#[] ~ é";
    let seen = sent(|at| Call::new(at, &CREATE).header("Flex-Metadata", text)).await;
    assert_eq!(seen.header("flex-metadata"), Some(text));
    for text in [
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\0b",
        "a\u{7f}",
        "a\u{1b}[31m",
        "a\u{85}",
    ] {
        let line = refused(|at| Call::new(at, &CREATE).header("Flex-Metadata", text)).await;
        assert!(
            line.ends_with("the header flex-metadata holds a control character"),
            "{line}"
        );
        let line = refused(|at| Call::new(at, &CREATE).authorization(text)).await;
        assert!(
            line.ends_with("the header authorization holds a control character"),
            "{line}"
        );
    }
    for name in ["", "a b", "a\r\n", "ü"] {
        let line = refused(|at| Call::new(at, &CREATE).header(name, "x")).await;
        assert!(line.contains("is not the name of a header"), "{line}");
    }
    for name in ["Host", "content-length", "Transfer-Encoding", "connection"] {
        let line = refused(|at| Call::new(at, &CREATE).header(name, "x")).await;
        assert!(line.contains("is set by the client alone"), "{line}");
    }
}

#[tokio::test]
async fn numbers_that_are_none_are_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let line = refused(|at| Call::new(at, &CREATE).form("Offset", number)).await;
        assert!(
            line.ends_with("Offset cannot be sent: it is not a finite number"),
            "{line}"
        );
        refused(|at| Call::new(at, &CREATE).form_each("Offsets", [1.0, number])).await;
        refused(|at| Call::new(at, &CREATE).query("Offset", number)).await;
    }
}

#[tokio::test]
async fn values_that_cannot_be_written_are_refused() {
    #[derive(Clone)]
    struct Unwritable;
    impl Serialize for Unwritable {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no such thing"))
        }
    }
    let line = refused(|at| Call::new(at, &CREATE).form_json("Channel", Unwritable)).await;
    assert!(
        line.ends_with("Channel cannot be written as JSON: no such thing"),
        "{line}"
    );
    refused(|at| Call::new(at, &CREATE).form_each_json("Channel", [Unwritable])).await;
    let line = refused(|at| Call::new(at, &CREATE).json(Unwritable)).await;
    assert!(
        line.ends_with("the body cannot be written as JSON: no such thing"),
        "{line}"
    );
    // The first problem is the one reported.
    let line = refused(|at| {
        Call::new(at, &CREATE)
            .form("A", f64::NAN)
            .form_json("B", Unwritable)
    })
    .await;
    assert!(line.contains("A cannot be sent"), "{line}");
}

#[tokio::test]
async fn at_least_one_of_a_group_has_to_be_given() {
    const EITHER: Operation =
        Operation::new("things_v1", "CreateMessage", Method::Post, "/v1/Things")
            .at_least_one_of(&[&["Body", "MediaUrl"]]);
    let line = refused(|at| Call::new(at, &EITHER).form("Other", "x")).await;
    assert!(
        line.ends_with("at least one of Body, MediaUrl has to be given"),
        "{line}"
    );
    // An empty list sends nothing, so it is nothing given.
    refused(|at| Call::new(at, &EITHER).form_each("MediaUrl", Vec::<String>::new())).await;
    sent(|at| Call::new(at, &EITHER).form("Body", "")).await;
    sent(|at| Call::new(at, &EITHER).allow_incomplete()).await;
    sent(|at| Call::new(at, &EITHER).form_each("MediaUrl", ["x"])).await;
    sent(|at| Call::new(at, &EITHER).json(json!({"Body": "x"}))).await;
}

#[test]
fn a_request_can_be_looked_at_and_has_no_credentials() {
    let (client, _) = client_at("http://127.0.0.1:1");
    let request = create(&client)
        .form("A", "1")
        .authorization("Bearer x")
        .request()
        .unwrap();
    assert_eq!(request.method(), Method::Post);
    assert_eq!(request.operation().id(), "CreateThing");
    assert_eq!(request.url(), "http://127.0.0.1:1/v1/Things");
    assert_eq!(request.form_values("A"), ["1"]);
    assert_eq!(request.header("authorization"), None);
    assert_eq!(request.json(), None);
}

#[tokio::test]
async fn the_longest_time_limit_is_none() {
    let call = sent(|at| {
        let call = Call::new(at, &CREATE).timeout(Duration::MAX);
        call.attempt_timeout(Duration::MAX)
    });
    assert_eq!(call.await.line(), "POST /v1/Things");
}

#[tokio::test]
async fn a_user_agent_of_ones_own_is_kept() {
    let seen = sent(|at| Call::new(at, &CREATE).header("User-Agent", "desk/1.0")).await;
    assert_eq!(seen.header("user-agent"), Some("desk/1.0"));
}
