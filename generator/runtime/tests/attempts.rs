//! What the attempts of one call have in common: its deadline, and whether any of
//! them may have reached the API.

#![cfg(all(feature = "reqwest", feature = "testing"))]

mod loopback;

use std::time::Duration;

use loopback::api::fetch;
use serde_json::json;
use twilio_runtime::testing::Script;
use twilio_runtime::{RetryPolicy, TransportErrorKind};

#[tokio::test]
async fn an_attempt_may_take_no_longer_than_its_call() {
    let script = Script::new();
    script.expect("FetchThing").answer(json!({}));
    let second = Duration::from_secs(1);
    let client = script.client().unwrap();
    fetch(&client, "TH1").timeout(second).await.unwrap();
    assert_eq!(script.requests()[0].timeout(), second);
}

#[tokio::test]
async fn a_call_is_unsent_only_if_every_attempt_was() {
    for (first, unsent) in [
        (TransportErrorKind::Broken, false),
        (TransportErrorKind::Connect, true),
    ] {
        let script = Script::new();
        script.expect("FetchThing").fail(first);
        script
            .expect("FetchThing")
            .fail(TransportErrorKind::Connect);
        let client = script.client().unwrap();
        let call = fetch(&client, "TH1").retry(RetryPolicy::default().attempts(2));
        let error = call.await.unwrap_err();
        assert_eq!(error.is_unsent(), unsent, "{first:?}");
    }
}
