//! The scripted transport that users test their own code with.

#![cfg(all(feature = "testing", feature = "reqwest"))]

mod loopback;

use std::time::Duration;

use loopback::api::{FETCH, Thing, create, delete, fetch, list};
use serde_json::json;
use twilio_runtime::testing::Script;
use twilio_runtime::{
    Authorization, BoxFuture, Client, Credentials, CredentialsProvider, Error, Method, Operation,
    TransportErrorKind,
};

#[tokio::test]
async fn it_answers_with_models_json_and_errors_and_keeps_the_requests() {
    let script = Script::new();
    let thing = Thing {
        sid: Some("TH1".to_owned()),
        ..Thing::default()
    };
    script.expect("CreateThing").answer(&thing);
    script
        .expect("FetchThing")
        .answer_with(203, json!({"sid": "TH2"}));
    script
        .expect("FetchThing")
        .header("Twilio-Request-Id", "RQ1")
        .error(404, 20404, "None");
    script.expect("DeleteThing").text(204, "");

    let client = script.client().unwrap();
    assert_eq!(create(&client).form("Name", "a b").await.unwrap(), thing);
    assert_eq!(fetch(&client, "a/b").raw().await.unwrap().status(), 203);
    let error = fetch(&client, "TH3").await.unwrap_err();
    assert_eq!(
        (error.code(), error.request_id()),
        (Some(20404), Some("RQ1"))
    );
    delete(&client, "TH4").await.unwrap();

    script.verify().unwrap();
    let requests = script.requests();
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[0].form(), [("Name".to_owned(), "a b".to_owned())]);
    assert_eq!(requests[1].path_segments(), ["v1", "Things", "a/b"]);
    assert!(
        requests[0]
            .header("authorization")
            .unwrap()
            .starts_with("Basic ")
    );
    assert_eq!(script.last("FetchThing").unwrap().path(), "/v1/Things/TH3");
    assert_eq!(script.last("Unknown").map(|request| request.url()), None);
}

#[tokio::test]
async fn lists_are_served_in_pages() {
    let script = Script::new();
    script
        .expect("ListThing")
        .page_with_more([json!({"sid": "1"}), json!({"sid": "2"})]);
    script.expect("ListThing").page([json!({"sid": "3"})]);
    let client = script.client().unwrap();
    let mut items = list(&client).items();
    let mut count = 0;
    while items.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 3);
    script.verify().unwrap();
}

#[tokio::test]
async fn waits_take_no_time_and_are_written_down() {
    let script = Script::new();
    script
        .expect("FetchThing")
        .fail(TransportErrorKind::Timeout);
    script
        .expect("FetchThing")
        .header("Retry-After", "20")
        .text(503, "");
    script.expect("FetchThing").answer(json!({"sid": "TH1"}));
    let builder = script.builder().randomness(|| 1.0);
    let client = builder.build_with(script.clone()).unwrap();
    fetch(&client, "TH1").await.unwrap();
    let waits = [Duration::from_millis(500), Duration::from_secs(20)];
    assert_eq!(script.waits(), waits);
}

#[tokio::test]
async fn what_is_not_by_the_script_is_told() {
    let script = Script::new();
    script.expect("FetchThing").answer(json!({}));
    script.expect("FetchThing").answer(json!({}));
    let client = script.client().unwrap();
    fetch(&client, "TH1").await.unwrap();
    let error = delete(&client, "TH1").await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)));
    let line = error.to_string();
    assert!(
        line.contains("the script expects no call of DeleteThing here"),
        "{line}"
    );
    assert_eq!(
        script.verify().unwrap_err().to_string(),
        "expected and not called: FetchThing; called and not expected: DeleteThing"
    );
}

#[tokio::test]
async fn an_operation_is_told_from_its_namesake_in_another_document() {
    const NAMESAKE: Operation =
        Operation::new("things_v2", "FetchThing", Method::Get, "/v2/Things/{Sid}");
    let script = Script::new();
    script.expect(&NAMESAKE).answer(json!({"sid": "2"}));
    script.expect(&FETCH).answer(json!({"sid": "1"}));
    let client = script.client().unwrap();
    let thing = fetch(&client, "1").await.unwrap();
    assert_eq!(thing.sid.as_deref(), Some("1"));
    assert!(script.last(&FETCH).is_some() && script.last(&NAMESAKE).is_none());
    let line = script.verify().unwrap_err().to_string();
    assert_eq!(line, "expected and not called: FetchThing");
}

#[tokio::test]
async fn another_attempt_that_was_not_scripted_says_so() {
    let script = Script::new();
    script.expect("FetchThing").error(503, 20503, "Busy");
    let client = script.client().unwrap();
    let line = fetch(&client, "1").await.unwrap_err().to_string();
    assert!(line.contains("another attempt after a failure"), "{line}");
}

#[test]
fn a_header_that_cannot_be_sent_is_told() {
    let script = Script::new();
    script
        .expect("FetchThing")
        .header("bad name", "x")
        .text(200, "");
    let line = script.verify().unwrap_err().to_string();
    assert!(
        line.contains(r#"the header "bad name" cannot be sent"#),
        "{line}"
    );
}

#[tokio::test]
async fn a_provider_of_credentials_is_waited_for() {
    struct Vault;
    impl CredentialsProvider for Vault {
        fn authorization(
            &self,
        ) -> BoxFuture<'_, Result<Authorization, Box<dyn std::error::Error + Send + Sync>>>
        {
            Box::pin(async {
                tokio::task::yield_now().await;
                Ok(Authorization::bearer("token"))
            })
        }
    }
    let script = Script::new();
    script.expect("FetchThing").answer(json!({"sid": "TH1"}));
    let builder = Client::builder(Credentials::provider(Vault));
    let client = builder.build_with(script.clone()).unwrap();
    fetch(&client, "1").await.unwrap();
    assert!(script.waits().is_empty());
    let sent = script.requests();
    assert_eq!(sent[0].header("authorization"), Some("Bearer token"));
}
