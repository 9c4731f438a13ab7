//! Many calls at once over one client: all answered, over no more connections
//! than allowed, in bounded memory.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{self, fetch};
use loopback::{Act, Server};
use twilio_runtime::{Client, Credentials};

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

/// The bytes of memory in use; 0 where the system does not say.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0) * 4096
}
