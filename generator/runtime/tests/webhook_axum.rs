//! Webhooks in axum: a server on loopback, behind a public URL that it does not see, gets
//! the requests of `recorded/requests.jsonl`, which Twilio's Python library signed
//! (`tests/record_webhooks.py`).

#![cfg(all(feature = "axum", feature = "testing"))]

mod recorded;

use std::collections::HashMap;
use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::FromRef;
use axum::routing::{any, post};
use axum::{Form, Json, Router};
use recorded::{Recorded, TOKEN, recorded};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use twilio_runtime::testing::{sign, with_body_hash};
use twilio_runtime::webhooks::{Endpoint, Rejected, Signed, SignedRejection, Validator};

/// What Twilio was told, and what a proxy makes `http://127.0.0.1/…` of.
const PUBLIC: &str = "https://hooks.example.com";

/// The state of an application, which has more than webhooks need.
#[derive(Clone)]
struct App {
    endpoint: Endpoint,
    greeting: &'static str,
}

impl FromRef<App> for Endpoint {
    fn from_ref(app: &App) -> Self {
        app.endpoint.clone()
    }
}

async fn form(Signed(Form(form)): Signed<Form<HashMap<String, String>>>) -> String {
    form.get("Body").cloned().unwrap_or_default()
}

async fn json(Signed(Json(event)): Signed<Json<Value>>) -> String {
    event["status"].to_string()
}

async fn bytes(Signed(body): Signed<Bytes>) -> Bytes {
    body
}

fn app(endpoint: Endpoint) -> Router {
    let hooks = Router::new()
        .route("/form", any(form))
        .route("/json", post(json))
        .route("/bytes", post(bytes));
    let app = App {
        endpoint,
        greeting: "open to everybody",
    };
    let greeting = app.greeting;
    Router::new()
        .nest("/twilio", hooks)
        .route("/", any(move || async move { greeting }))
        .with_state(app)
}

async fn serve(endpoint: Endpoint) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app(endpoint)).await });
    address
}

fn endpoint() -> Endpoint {
    Endpoint::new(PUBLIC, Validator::new(TOKEN)).unwrap()
}

/// Sends a request as it is, and returns the status and the body of the answer.
async fn send(server: SocketAddr, head: &str, body: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(server).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server that does not read a body may be gone before it is sent.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap();
    (status.parse().unwrap(), body.to_owned())
}

/// Sends a recorded request from behind the proxy.
async fn play(server: SocketAddr, request: &Recorded) -> (u16, String) {
    let (method, target) = (&request.method, request.url.strip_prefix(PUBLIC).unwrap());
    let length = request.body.len();
    let mut head = format!(
        "{method} {target} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\nContent-Length: {length}\r\n"
    );
    if let Some(content_type) = &request.content_type {
        head += &format!("Content-Type: {content_type}\r\n");
    }
    if let Some(signature) = &request.signature {
        head += &format!("X-Twilio-Signature: {signature}\r\n");
    }
    send(server, &(head + "\r\n"), request.body.as_bytes()).await
}

fn one(name: &str) -> Recorded {
    let mut all = recorded().into_iter();
    all.find(|request| request.name == name).unwrap()
}

#[tokio::test]
async fn what_twilio_signed_reaches_the_handler() {
    let server = serve(endpoint()).await;
    let text = "Two cafés & a 🎉";
    let cases = [
        ("a form", text),
        ("a form with a charset", text),
        ("a form without parameters", ""),
        ("a form by GET", text),
        ("an apostrophe", text),
        ("JSON", "\"ready\""),
        ("JSON of a cloud event", "\"ready\""),
    ];
    for (name, answer) in cases {
        let (status, body) = play(server, &one(name)).await;
        assert_eq!((status, body.as_str()), (200, answer), "{name}");
    }
    for name in ["a form as it is", "JSON as it is"] {
        let request = one(name);
        assert_eq!(play(server, &request).await, (200, request.body), "{name}");
    }
}

#[tokio::test]
async fn what_twilio_did_not_sign_is_forbidden_without_a_reason() {
    let server = serve(endpoint()).await;
    let mut tried = 0;
    for request in recorded() {
        let changed = [
            Recorded {
                signature: None,
                ..request.clone()
            },
            Recorded {
                signature: Some(String::from("not base64")),
                ..request.clone()
            },
            Recorded {
                signature: one("an apostrophe").signature,
                url: request.url.clone() + if request.url.contains('?') { "&" } else { "?" },
                ..request.clone()
            },
            Recorded {
                body: request.body.clone() + "&A=1",
                content_type: request.content_type.clone().or(one("a form").content_type),
                ..request.clone()
            },
        ];
        for request in changed {
            let answer = play(server, &request).await;
            assert_eq!(answer, (403, String::new()), "{request:?}");
            tried += 1;
        }
    }
    assert!(tried > 40);
    // Another address, of which the server knows nothing but what it was given.
    let elsewhere = Endpoint::new("https://example.org", Validator::new(TOKEN)).unwrap();
    let elsewhere = serve(elsewhere).await;
    assert_eq!(play(elsewhere, &one("a form")).await.0, 403);
    let (status, greeting) = send(server, "GET / HTTP/1.0\r\n\r\n", b"").await;
    assert_eq!((status, greeting.as_str()), (200, "open to everybody"));
}

#[tokio::test]
async fn genuine_requests_of_another_form_are_answered_by_the_extractor_within() {
    let server = serve(endpoint()).await;
    for (name, status) in [
        ("JSON where a form is due", 415),
        ("a form where JSON is due", 415),
        ("text that is not JSON", 400),
    ] {
        assert_eq!(play(server, &one(name)).await.0, status, "{name}");
    }
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let request = one("a form");
    let length = request.body.len();
    let fits = serve(endpoint().max_body_bytes(length)).await;
    assert_eq!(play(fits, &request).await.0, 200);
    let narrow = serve(endpoint().max_body_bytes(length - 1)).await;
    assert_eq!(play(narrow, &request).await.0, 413);
    // Unsigned, it is not even read: the server answers before there is a body.
    let head = "POST /twilio/form HTTP/1.0\r\nContent-Length: 1000000000\r\n\r\n";
    assert_eq!(send(fits, head, b"").await.0, 403);
    // In pieces of unknown length, and past the limit of axum itself.
    let large = serve(endpoint().max_body_bytes(4 << 20)).await;
    let json = format!("{{\"status\":\"{}\"}}", "x".repeat(3 << 20));
    let url = with_body_hash("https://hooks.example.com/twilio/json", &json);
    let signed = Recorded {
        signature: Some(sign(TOKEN, &url, &json)),
        url,
        body: json,
        ..one("JSON")
    };
    assert_eq!(play(large, &signed).await.0, 200);
    let head = "POST /twilio/form HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
                X-Twilio-Signature: AAAA\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    let (status, _) = send(narrow, head, chunk.repeat(4).as_bytes()).await;
    assert_eq!(status, 413);
    // Of a form, the validator's limits hold too.
    let validator = Validator::new(TOKEN).max_parameters(1);
    let few = serve(Endpoint::new(PUBLIC, validator).unwrap()).await;
    assert_eq!(play(few, &request).await, (413, String::new()));
}

#[test]
fn a_public_url_is_absolute() {
    for url in [
        "https://example.com",
        "https://example.com/",
        "http://localhost:8080/twilio",
    ] {
        assert!(Endpoint::new(url, Validator::new(TOKEN)).is_ok(), "{url}");
    }
    for url in [
        "",
        "example.com",
        "/hooks",
        "ftp://example.com",
        "https://example.com?x=1",
        "https://example.com/#x",
        "https://exa mple.com",
    ] {
        let error = Endpoint::new(url, Validator::new(TOKEN)).unwrap_err();
        let says = "the public URL of webhooks cannot be used: expected an absolute one";
        assert!(error.to_string().contains(says), "{url}: {error}");
    }
    let shown = format!("{:?}", endpoint());
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn a_handler_may_ask_for_the_reason() {
    use std::error::Error as _;
    let rejection = SignedRejection::<std::fmt::Error>::NotGenuine(Rejected::BodyHash);
    assert_eq!(rejection.to_string(), "a webhook request is not genuine");
    let source = rejection.source().unwrap().to_string();
    assert_eq!(source, Rejected::BodyHash.to_string());
}
