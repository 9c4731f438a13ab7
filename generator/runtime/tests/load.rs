//! Many calls at once over one client: all answered, over no more connections
//! than allowed, in bounded memory.

#![cfg(feature = "reqwest")]

mod loopback;

use std::time::Duration;

use loopback::api::{self, Thing, fetch};
use loopback::{Act, Server};
use twilio_runtime::{ApiPath, Call, Client, Credentials, Product, RetryPolicy};

const CALLS: usize = 1000;
const REPLY: usize = 100_000;
const MEBIBYTE: usize = 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_open_no_more_connections_than_allowed() {
    for limit in [1, 16, 64] {
        let body = format!(r#"{{"sid":"TH1","data":"{}"}}"#, "x".repeat(REPLY));
        let server = Server::start(move |_, _| Act::json(200, &body)).await;
        let client = Client::builder(Credentials::auth_token(api::ACCOUNT, api::TOKEN))
            .base_url(server.url())
            .max_connections_per_host(limit)
            .build()
            .unwrap();
        let before = resident();
        let calls: Vec<_> = (0..CALLS)
            .map(|_| tokio::spawn(fetch(&client, "TH1").into_future()))
            .collect();
        for call in calls {
            let thing = call.await.unwrap().unwrap();
            assert_eq!(thing.data.map(|data| data.len()), Some(REPLY));
        }
        // The server's side of it is in this process too.
        let grown = resident().saturating_sub(before);
        assert!(grown < 256 * MEBIBYTE, "grew by {} MiB", grown / MEBIBYTE);
        assert_eq!(server.seen().len(), CALLS);
        assert!(server.opened() <= limit, "{} for {limit}", server.opened());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_closes_after_each_reply_is_not_waited_for() {
    let server = Server::start(|_, _| {
        Act::with(200, &[("Connection", "close")], r#"{"sid":"TH1"}"#).then(loopback::Then::Close)
    })
    .await;
    let client = Client::builder(Credentials::auth_token(api::ACCOUNT, api::TOKEN))
        .base_url(server.url())
        .max_connections_per_host(2)
        .build()
        .unwrap();
    for _ in 0..20 {
        fetch(&client, "TH1").await.unwrap();
    }
    assert_eq!(server.opened(), 20);
    assert!(server.most_open() <= 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_that_were_given_up_leave_room_for_others() {
    let server = Server::start(|_, seen| match seen.target.contains("Stalled") {
        true => Act::with(200, &[("Content-Length", "9")], "{").then(loopback::Then::Stall),
        false => Act::json(200, r#"{"sid":"TH1"}"#),
    })
    .await;
    let client = Client::builder(Credentials::none())
        .base_url(server.url())
        .max_connections_per_host(2)
        .build()
        .unwrap();
    let given_up = || async {
        let before = server.seen().len();
        let mut call = Box::pin(fetch(&client, "Stalled").into_future());
        std::future::poll_fn(|context| {
            let poll = call.as_mut().poll(context);
            context.waker().wake_by_ref();
            match server.seen().len() > before {
                true => std::task::Poll::Ready(()),
                false => poll.map(drop),
            }
        })
        .await;
    };
    // Taken for open, such connections would hold up each other call for a second.
    let all = async {
        for _ in 0..20 {
            given_up().await;
            fetch(&client, "TH1").await.unwrap();
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(6), all).await;
    assert!(
        ended.is_ok(),
        "calls waited for connections that were closed"
    );
}

#[tokio::test]
async fn a_permit_is_returned_whatever_becomes_of_its_exchange() {
    let server = Server::start(|_, seen| match seen.target.rsplit('/').next() {
        Some("TooLarge") => Act::json(200, &" ".repeat(100)),
        Some("Broken") => Act::new("", loopback::Then::Reset),
        Some("Stalled") => Act::new("", loopback::Then::Stall),
        _ => Act::json(200, r#"{"sid":"TH1"}"#),
    })
    .await;
    let client = Client::builder(Credentials::none())
        .base_url(server.url())
        .max_connections_per_host(1)
        .retry(RetryPolicy::never())
        .max_reply_bytes(50)
        .build()
        .unwrap();
    for sid in ["TH1", "TooLarge", "Broken", "Stalled"] {
        let short = Duration::from_millis(200);
        let first = fetch(&client, sid).attempt_timeout(short).await;
        assert_eq!(first.is_ok(), sid == "TH1", "{sid}");
        let next = fetch(&client, "TH1").attempt_timeout(Duration::from_secs(5));
        assert!(next.await.is_ok(), "no permit after {sid}");
    }
    assert_eq!(server.most_open(), 1);
}

#[tokio::test]
async fn the_limit_is_that_of_a_host_whatever_its_base_urls() {
    const OTHER: Product = Product::new("other", "other.twilio.com");
    let server = Server::start(|_, _| Act::json(200, r#"{"sid":"TH1"}"#)).await;
    let client = Client::builder(Credentials::none())
        .base_url_for(api::PRODUCT, format!("{}/a", server.url()))
        .base_url_for(OTHER, format!("{}/b", server.url()))
        .max_connections_per_host(1)
        .build()
        .unwrap();
    let there: Call<Thing> = Call::new(
        &ApiPath::root(&client, OTHER).then("v1/Things"),
        &api::CREATE,
    );
    let calls = [
        tokio::spawn(fetch(&client, "TH1").into_future()),
        tokio::spawn(there.into_future()),
    ];
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.opened(), 1);
}

/// The bytes of memory in use; 0 where the system does not say.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0) * 4096
}
