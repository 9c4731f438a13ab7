//! The calls that the reference shows: each compiles, in Rust and in blocking Rust, and sends what it is said to send;
//! so does the command for curl.

use std::error::Error;
use std::pin::Pin;
use std::process::Stdio;

use acceptance::loopback::{Answer, Loopback, Received};
use serde_json::{Value, json};
use twilio_flex_proxy::{Client, Credentials};

use built::CALLS;

/// A call as the reference builds it.
struct BuiltCall {
    name: &'static str,
    operation: &'static str,
    host: &'static str,
    curl: &'static str,
    method: &'static str,
    url: &'static str,
    body: &'static str,
    problems: &'static str,
    make: fn(&Client) -> PendingCall<'_>,
}

/// What comes of a call.
type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// A call that is yet to be awaited.
type PendingCall<'c> = Pin<Box<dyn Future<Output = Outcome> + 'c>>;

#[rustfmt::skip]
#[allow(
    dead_code,
    non_snake_case,
    unused_mut,
    unused_variables,
    clippy::print_stdout,
    clippy::useless_conversion,
    reason = "read as samples, where each of these is usual; the blocking ones are only compiled"
)]
mod built;

/// What a request has in common, however it is made.
fn request(received: &Received) -> (String, String, Value) {
    let text = String::from_utf8_lossy(&received.body).into_owned();
    // Keys of an object have no order.
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    (received.method.clone(), received.target.clone(), body)
}

fn expected(call: &BuiltCall) -> (String, String, Value) {
    let target = call
        .url
        .trim_start_matches("https://")
        .trim_start_matches(call.host);
    let body = serde_json::from_str(call.body).unwrap_or_else(|_| json!(call.body));
    (call.method.to_owned(), target.to_owned(), body)
}

#[test]
fn every_operation_has_a_call_without_problems() {
    let mut operations: Vec<&str> = CALLS.iter().map(|call| call.operation).collect();
    operations.dedup();
    assert_eq!(operations.len(), 101);
    for call in CALLS {
        assert_eq!(call.problems, "", "{}", call.name);
    }
}

#[tokio::test]
async fn the_client_sends_what_the_reference_says() {
    let server = Loopback::start().await.unwrap();
    let credentials = Credentials::auth_token("AC0123456789abcdef0123456789abcdef", "token");
    let client = Client::builder(credentials)
        .base_url(server.url())
        .build()
        .unwrap();
    for call in CALLS {
        // What comes back does not matter here; an empty list and an empty object are both read.
        server.script([Answer {
            status: 404,
            body: Some(json!({})),
        }]);
        let outcome = (call.make)(&client).await;
        let received = server.take();
        assert_eq!(received.len(), 1, "{}: {outcome:?}", call.name);
        assert_eq!(request(&received[0]), expected(call), "{}", call.name);
    }
}

#[tokio::test]
async fn curl_sends_what_the_reference_says() {
    let at_hand = std::process::Command::new("curl")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if at_hand.is_err() {
        eprintln!(
            "curl_sends_what_the_reference_says: curl is not at hand; the requests are held to the client's"
        );
        return;
    }
    let server = Loopback::start().await.unwrap();
    for call in CALLS {
        server.script([Answer {
            status: 204,
            body: None,
        }]);
        let command = call
            .curl
            .replace(&format!("https://{}", call.host), &server.url());
        let run = std::process::Command::new("sh")
            .args(["-c", &command])
            .env("TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef")
            .env("TWILIO_AUTH_TOKEN", "token")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut run = run.unwrap();
        let status = tokio::task::spawn_blocking(move || run.wait())
            .await
            .unwrap()
            .unwrap();
        assert!(status.success(), "{}: {command}", call.name);
        let received = server.take();
        assert_eq!(received.len(), 1, "{}", call.name);
        assert_eq!(request(&received[0]), expected(call), "{}", call.name);
        assert!(
            received[0].header("authorization").is_some(),
            "{}",
            call.name
        );
    }
}
