//! Replies that are compressed.

#![cfg(all(feature = "reqwest", feature = "gzip"))]

mod loopback;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use loopback::api::{client, fetch};
use loopback::{Act, Server};
use twilio_runtime::{Error, TransportErrorKind};

/// `{"sid":"aaa…"}` with 100,000 letters, by gzip.
const COMPRESSED: &str = "\
    H4sIAAAAAAACA+3BMREAIAwEMC8vo264Y2Fm5Oq9NhiSvNyzU1kAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADA\
    t9IDFkyViqqGAQA=";

/// What the reply has when it is no longer compressed, in bytes.
const LENGTH: usize = 100_010;

async fn server() -> Server {
    Server::start(|_, seen| {
        assert_eq!(seen.header("accept-encoding"), Some("gzip"));
        let body = STANDARD.decode(COMPRESSED).unwrap();
        assert!(body.len() < 1_000);
        Act::with(200, &[("Content-Encoding", "gzip")], body)
    })
    .await
}

#[tokio::test]
async fn a_compressed_reply_is_read() {
    let server = server().await;
    let (client, _) = client(&server);
    let thing = fetch(&client, "TH1").max_reply_bytes(LENGTH).await.unwrap();
    assert_eq!(thing.sid.unwrap().len(), 100_000);
}

#[tokio::test]
async fn the_limit_counts_what_comes_out_of_a_compressed_reply() {
    let server = server().await;
    let (client, _) = client(&server);
    let error = fetch(&client, "TH1")
        .max_reply_bytes(LENGTH - 1)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.cause().kind() == TransportErrorKind::TooLarge),
        "{error}"
    );
}
