//! What can be configured of the default transport.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{ACCOUNT, TOKEN, fetch};
use loopback::clock::Clockwork;
use loopback::{Act, Server};
use twilio_runtime::{Client, ClientBuilder, Credentials, Error, RetryPolicy};

/// A certificate of an authority that signs nothing.
const AUTHORITY: &str = include_str!("authority.pem");

fn builder() -> ClientBuilder {
    Client::builder(Credentials::auth_token(ACCOUNT, TOKEN)).retry(RetryPolicy::never())
}

fn http(redirects: reqwest::redirect::Policy) -> reqwest::Client {
    let builder = reqwest::Client::builder().redirect(redirects).no_proxy();
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    builder.tls_backend_preconfigured(tls).build().unwrap()
}

#[tokio::test]
async fn a_client_of_the_users_own_sends_the_requests() {
    let server = Server::start(|_, _| Act::json(200, r#"{"sid":"TH1"}"#)).await;
    let client = builder()
        .base_url(server.url())
        .http_client(http(reqwest::redirect::Policy::none()))
        .max_connections_per_host(1)
        .build()
        .unwrap();
    let sent = (0..3).map(|_| fetch(&client, "TH1").send());
    for thing in futures::future::join_all(sent).await {
        assert_eq!(thing.unwrap().sid.as_deref(), Some("TH1"));
    }
    assert_eq!(server.most_open(), 1);
}

#[tokio::test]
async fn a_client_that_follows_redirects_is_reported() {
    let server = Server::start(|number, _| match number {
        0 => Act::with(307, &[("Location", "/elsewhere")], ""),
        _ => Act::json(200, "{}"),
    })
    .await;
    let client = builder()
        .base_url(server.url())
        .http_client(http(reqwest::redirect::Policy::default()))
        .build()
        .unwrap();
    let error = fetch(&client, "TH1").await.unwrap_err();
    assert!(
        error.to_string().contains("redirect(Policy::none())"),
        "{error}"
    );
}

#[test]
fn settings_that_would_be_without_effect_are_refused() {
    let own = || builder().http_client(http(reqwest::redirect::Policy::none()));
    for (made, problem) in [
        (
            own().proxy("http://p.example:1").build(),
            "given to http_client",
        ),
        (
            own().root_certificate(AUTHORITY).build(),
            "given to http_client",
        ),
        (own().build_with(Clockwork::new()), "use build()"),
        (
            builder()
                .proxy("http://p.example:1")
                .build_with(Clockwork::new()),
            "use build()",
        ),
        (
            builder().proxy("socks5://user:MARKED@p.example:1").build(),
            "speaks SOCKS",
        ),
        (
            builder().proxy("http://user:MARKED@[p.example:1").build(),
            "the proxy is not usable",
        ),
        (
            builder().root_certificate("MARKED").build(),
            "expected BEGIN CERTIFICATE",
        ),
    ] {
        let error = made.unwrap_err();
        let line = format!("{error} {error:?}");
        assert!(
            matches!(error, Error::Config(_)) && line.contains(problem),
            "{line}"
        );
        assert!(!line.contains("MARKED"), "{line}");
    }
}

#[test]
fn an_authority_is_trusted_beside_those_of_the_system() {
    builder().root_certificate(AUTHORITY).build().unwrap();
    let two = [AUTHORITY, AUTHORITY].concat();
    builder().root_certificate(two).no_proxy().build().unwrap();
}

#[tokio::test]
async fn requests_go_through_the_proxy() {
    // It gets the request to connect, and refuses.
    let proxy = Server::start(|_, _| Act::json(407, "{}")).await;
    let client = builder()
        .base_url("https://things.example")
        .proxy(proxy.url())
        .build()
        .unwrap();
    fetch(&client, "TH1").await.unwrap_err();
    assert_eq!(proxy.lines(), ["CONNECT things.example:443"]);
}
