//! What a client does to all of its requests: headers, hooks, a budget of further
//! attempts; and what is refused when it is made.

#![cfg(feature = "reqwest")]

mod loopback;

use std::sync::{Arc, Mutex};

use http::{HeaderValue, Uri};
use loopback::api::{ACCOUNT, FETCH, TOKEN, Thing, create, fetch, list};
use loopback::clock::Clockwork;
use loopback::lists::three_pages;
use loopback::{Act, Server};
use serde_json::json;
use twilio_runtime::{
    BoxFuture, Client, ClientBuilder, Credentials, Error, Request, RetryPolicy, Transport,
    TransportError, TransportReply,
};

fn builder(server: &Server) -> ClientBuilder {
    Client::builder(Credentials::auth_token(ACCOUNT, TOKEN)).base_url(server.url())
}

async fn things() -> Server {
    Server::start(|_, _| Act::json(200, r#"{"sid":"TH1"}"#)).await
}

#[tokio::test]
async fn each_request_has_the_default_headers_unless_the_call_sets_them() {
    let server = three_pages().await;
    let client = builder(&server)
        .default_header("X-Gateway-Key", "k3y")
        .default_header("Accept", "application/json; v=2")
        .build()
        .unwrap();
    list(&client).collect_all(10).await.unwrap();
    for seen in server.seen() {
        assert_eq!(seen.header("x-gateway-key"), Some("k3y"));
        assert_eq!(seen.header("accept"), Some("application/json; v=2"));
    }
    let call = list(&client).header("x-gateway-key", "other");
    assert!(!format!("{client:?} {call:?}").contains("k3y"));
    call.await.unwrap();
    let last = server.seen().pop().unwrap();
    assert_eq!(last.header("x-gateway-key"), Some("other"));
}

#[test]
fn headers_that_cannot_be_sent_are_refused_when_the_client_is_made() {
    for (name, text, problem) in [
        ("Authorization", "x", "set by credentials"),
        ("Host", "x", "set by the client alone"),
        ("a b", "x", "not the name of a header"),
        ("X-Key", "a\nb", "control character"),
    ] {
        let builder = Client::builder(Credentials::none()).default_header(name, text);
        let error = builder.build().unwrap_err();
        assert!(matches!(error, Error::Config(_)));
        assert!(error.to_string().contains(problem), "{error}");
    }
}

#[tokio::test]
async fn a_hook_reads_and_changes_the_request_of_each_page_and_attempt() {
    let server = Server::start(|number, _| match number {
        0 => Act::json(503, "{}"),
        _ => Act::json(200, r#"{"things": [], "meta": {"key": "things"}}"#),
    })
    .await;
    let texts: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&texts);
    let client = builder(&server)
        .on_request(move |request| {
            let credentials = request.header("authorization").is_some();
            let text = format!("{} {} {credentials}", request.method(), request.path());
            kept.lock().unwrap().push(text);
            Ok(())
        })
        .on_request(|request| {
            let signature = HeaderValue::from_str(&format!("of {}", request.url().len()))?;
            request.headers_mut().insert("x-signature", signature);
            Ok(())
        })
        .build_with(Clockwork::new())
        .unwrap();
    list(&client).await.unwrap();
    let line = "GET /v1/Things true".to_owned();
    assert_eq!(*texts.lock().unwrap(), [line.clone(), line]);
    for seen in server.seen() {
        assert!(seen.header("x-signature").unwrap().starts_with("of "));
    }
}

#[tokio::test]
async fn a_hook_that_fails_ends_the_call() {
    let server = Server::start(|_, _| Act::json(503, "{}")).await;
    let attempts = Mutex::new(0);
    let client = builder(&server)
        .on_request(move |_| {
            let mut attempts = attempts.lock().unwrap();
            *attempts += 1;
            match *attempts {
                2 => Err("the key is locked".into()),
                _ => Ok(()),
            }
        })
        .build_with(Clockwork::new())
        .unwrap();
    let error = fetch(&client, "TH1").await.unwrap_err();
    assert!(
        matches!(&error, Error::Hook(hook) if hook.attempt() == 2),
        "{error}"
    );
    assert!(!error.is_unsent() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GET /v1/Things/{Sid}: attempt 2 was stopped by a hook: the key is locked"
    );
    assert_eq!(server.seen().len(), 1);
}

/// Sends everything to another path, as a gateway wants it.
struct Rerouting(Clockwork);

impl Transport for Rerouting {
    fn send(&self, mut request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
        let url: Uri = request
            .url()
            .replace("/v1/", "/gateway/v1/")
            .parse()
            .unwrap();
        request.set_url(url);
        request.set_body(Some(json!({"wrapped": request.form()}).to_string().into()));
        self.0.send(request)
    }

    fn sleep(&self, duration: std::time::Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(duration)
    }

    fn now(&self) -> std::time::SystemTime {
        self.0.now()
    }
}

#[tokio::test]
async fn a_transport_around_another_can_change_a_request() {
    let server = things().await;
    let client = builder(&server)
        .build_with(Rerouting(Clockwork::new()))
        .unwrap();
    create(&client).form("Name", "x").await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.line(), "POST /gateway/v1/Things");
    assert_eq!(seen.text(), r#"{"wrapped":[["Name","x"]]}"#);
}

#[tokio::test]
async fn a_request_can_be_made_for_a_test_of_a_transport() {
    let server = things().await;
    let url = format!("{}/v1/Things/TH1?Page=2", server.url());
    let mut request = Request::new(&FETCH, url.parse().unwrap());
    request
        .headers_mut()
        .insert("x-a", HeaderValue::from_static("1"));
    request.set_max_reply_bytes(3);
    assert_eq!((request.path(), request.url()), ("/v1/Things/TH1", url));
    let error = Clockwork::new().send(request).await.unwrap_err();
    assert_eq!(error.kind(), twilio_runtime::TransportErrorKind::TooLarge);
    assert_eq!(server.seen()[0].header("x-a"), Some("1"));
}

#[tokio::test]
async fn a_budget_limits_the_further_attempts_of_all_calls() {
    let server = Server::start(|number, _| match number {
        0..=5 => Act::json(503, "{}"),
        _ => Act::json(200, "{}"),
    })
    .await;
    let client = builder(&server)
        .retry(RetryPolicy::default().attempts(3))
        .retry_budget(3)
        .build_with(Clockwork::new())
        .unwrap();
    // Two further attempts, and one: then none is left.
    for attempts in [3, 5, 6] {
        fetch(&client, "TH1").await.unwrap_err();
        assert_eq!(server.seen().len(), attempts);
    }
    // Five calls that succeed at once give one back.
    for _ in 0..5 {
        fetch(&client, "TH1").await.unwrap();
    }
    assert_eq!(server.seen().len(), 11);
}

#[tokio::test]
async fn a_call_that_succeeds_in_the_end_gives_its_last_attempt_back() {
    let server = Server::start(|number, _| match number % 2 {
        0 => Act::json(503, "{}"),
        _ => Act::json(200, "{}"),
    })
    .await;
    let client = builder(&server)
        .retry_budget(1)
        .build_with(Clockwork::new())
        .unwrap();
    for _ in 0..3 {
        let thing: Thing = fetch(&client, "TH1").await.unwrap();
        assert_eq!(thing.sid, None);
    }
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn a_name_is_appended_to_the_user_agent() {
    let server = things().await;
    let client = builder(&server)
        .user_agent_suffix("desk/1.2")
        .build()
        .unwrap();
    fetch(&client, "TH1").await.unwrap();
    let agent = server.seen()[0].header("user-agent").unwrap().to_owned();
    assert!(agent.ends_with(" (Rust) desk/1.2"), "{agent}");
}
