//! Connections that fail, break or stall: what the caller sees, and what the
//! server received.

#![cfg(feature = "reqwest")]

mod loopback;

use std::time::Duration;

use loopback::api::{client, client_at, create, delete, fetch};
use loopback::{Act, Server, Then};
use twilio_runtime::{Error, RetryPolicy, TransportErrorKind};

const OK: &str = r#"{"sid":"TH1"}"#;

fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.cause().kind(),
        other => panic!("{other}"),
    }
}

fn attempts(error: &Error) -> u32 {
    match error {
        Error::Transport(error) => error.attempts(),
        other => panic!("{other}"),
    }
}

/// An address that nothing listens on.
fn closed_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn refused_connections_are_tried_again_for_every_method() {
    let (client, clock) = client_at(&closed_port());
    for error in [
        fetch(&client, "TH1").await.unwrap_err(),
        create(&client).form("Name", "x").await.unwrap_err(),
    ] {
        assert_eq!(kind(&error), TransportErrorKind::Connect);
        assert_eq!(attempts(&error), 4);
        assert!(error.is_retryable() && error.is_unsent() && !error.is_timeout());
        let line = error.to_string();
        assert!(line.contains("no connection: Connection refused"), "{line}");
        assert!(line.ends_with("(host 127.0.0.1, 4 attempts)"), "{line}");
    }
    let waits = [500, 1000, 2000, 500, 1000, 2000].map(Duration::from_millis);
    assert_eq!(clock.waits(), waits);
}

#[tokio::test]
async fn a_get_is_tried_again_after_a_reset_before_the_reply() {
    let server = Server::start(|number, _| match number {
        0 => Act::new("", Then::Reset),
        _ => Act::json(200, OK),
    })
    .await;
    let (client, _) = client(&server);
    let thing = fetch(&client, "TH1").await.unwrap();
    assert_eq!(thing.sid.as_deref(), Some("TH1"));
    assert_eq!(server.lines(), ["GET /v1/Things/TH1", "GET /v1/Things/TH1"]);
}

#[tokio::test]
async fn a_post_is_not_replayed_after_a_reset_before_the_reply() {
    let server = Server::start(|_, _| Act::new("", Then::Reset)).await;
    let (client, clock) = client(&server);
    let error = create(&client).form("Name", "x").await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Broken);
    assert!(error.is_retryable() && !error.is_unsent());
    assert_eq!(server.seen().len(), 1);
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn a_post_that_may_be_repeated_is() {
    let server = Server::start(|number, _| match number {
        0 => Act::new("", Then::Reset),
        1 => Act::json(503, ""),
        _ => Act::json(201, OK),
    })
    .await;
    let (client, _) = client(&server);
    create(&client)
        .form("Name", "x")
        .replayable()
        .await
        .unwrap();
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_post_is_not_replayed_on_a_kept_connection_that_the_server_resets() {
    let server = Server::start(|number, _| match number {
        0 => Act::json(201, OK),
        _ => Act::new("", Then::Reset),
    })
    .await;
    let (client, _) = client(&server);
    create(&client).form("Name", "first").await.unwrap();
    let error = create(&client).form("Name", "second").await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Broken);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_reset_within_the_reply_is_a_broken_connection() {
    let server = Server::start(|_, _| {
        Act::new(
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sid\":",
            Then::Reset,
        )
    })
    .await;
    let (client, _) = client(&server);
    let error = create(&client).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Broken);
    assert_eq!(server.seen().len(), 1);
    let error = fetch(&client, "TH1").await.unwrap_err();
    assert_eq!(
        (kind(&error), attempts(&error)),
        (TransportErrorKind::Broken, 4)
    );
}

#[tokio::test]
async fn a_reset_after_the_reply_costs_nothing() {
    let server = Server::start(|_, _| Act::json(200, OK).then(Then::Close)).await;
    let (client, _) = client(&server);
    for _ in 0..3 {
        fetch(&client, "TH1").await.unwrap();
    }
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_reply_that_is_cut_off_cleanly_is_not_taken_for_whole() {
    let server = Server::start(|_, _| {
        Act::new(
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sid\":\"TH1\"}",
            Then::Close,
        )
    })
    .await;
    let (client, _) = client(&server);
    let error = delete(&client, "TH1")
        .retry(RetryPolicy::never())
        .await
        .unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Broken);
}

#[tokio::test]
async fn a_reply_that_never_ends_ends_at_the_limit() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n ";
    let server = Server::start(move |_, _| Act::new(head, Then::Repeat)).await;
    let (client, _) = client(&server);
    let error = fetch(&client, "TH1").await.unwrap_err();
    assert_eq!(
        (kind(&error), attempts(&error)),
        (TransportErrorKind::TooLarge, 1)
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_body_of_a_gibibyte_is_given_up_by_its_length() {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n ", 1 << 30);
    let server = Server::start(move |_, _| Act::new(head.as_str(), Then::Repeat)).await;
    let (client, _) = client(&server);
    let error = fetch(&client, "TH1").await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
}

#[tokio::test]
async fn a_call_can_limit_its_reply_further() {
    let server = Server::start(|_, _| Act::json(200, OK)).await;
    let (client, _) = client(&server);
    let most = OK.len();
    fetch(&client, "TH1").max_reply_bytes(most).await.unwrap();
    let error = fetch(&client, "TH1")
        .max_reply_bytes(most - 1)
        .await
        .unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
}

#[tokio::test]
async fn a_stalled_reply_is_a_timeout_and_a_post_is_not_replayed() {
    let server = Server::start(|_, _| Act::new("", Then::Stall)).await;
    let (client, clock) = client(&server);
    let short = Duration::from_millis(300);
    let error = create(&client).attempt_timeout(short).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Timeout);
    assert!(error.is_timeout() && error.is_retryable() && !error.is_unsent());
    assert_eq!(server.seen().len(), 1);
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn a_stall_within_the_body_is_a_timeout_too_and_a_get_is_tried_again() {
    let server = Server::start(|number, _| match number {
        0 => Act::new(
            "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"sid\"",
            Then::Stall,
        ),
        _ => Act::json(200, OK),
    })
    .await;
    let (client, _) = client(&server);
    let short = Duration::from_millis(300);
    fetch(&client, "TH1").attempt_timeout(short).await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn what_is_not_http_is_a_broken_connection() {
    let server = Server::start(|_, _| Act::new("220 smtp ready\r\n\r\n", Then::Close)).await;
    let (client, _) = client(&server);
    let error = create(&client).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Broken);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn tls_that_fails_is_no_connection_and_nothing_is_sent() {
    let server = Server::start(|_, _| Act::json(200, OK)).await;
    let (client, _) = client_at(&format!("https://{}", server.address));
    let error = create(&client)
        .retry(RetryPolicy::never())
        .await
        .unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Connect);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_call_beyond_the_limit_on_connections_waits_and_then_gives_up_unsent() {
    let server = Server::start(|_, _| Act::new("", Then::Stall)).await;
    let client = twilio_runtime::Client::builder(twilio_runtime::Credentials::none())
        .base_url(server.url())
        .max_connections_per_host(1)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let first = tokio::spawn(fetch(&client, "TH1").into_future());
    while server.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    let short = Duration::from_millis(50);
    let error = create(&client).attempt_timeout(short).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Busy);
    assert!(error.is_unsent());
    assert_eq!(server.lines(), ["GET /v1/Things/TH1"]);
    first.abort();
}
