//! What credentials become on the wire, and which are refused.

#![cfg(feature = "reqwest")]

mod loopback;

use std::error::Error as StdError;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use loopback::api::{ACCOUNT, TOKEN, Thing, create, fetch, things};
use loopback::clock::Clockwork;
use loopback::{Act, Server};
use twilio_runtime::{
    Authorization, BoxFuture, Call, Client, Credentials, CredentialsProvider, Error, Method,
    Operation,
};

const KEY: &str = "SK00000000000000000000000000000001";

async fn server() -> Server {
    Server::start(|_, _| Act::json(200, r#"{"sid":"TH1"}"#)).await
}

/// What the server received as `Authorization`.
async fn authorization(credentials: Credentials) -> Option<String> {
    let server = server().await;
    let builder = Client::builder(credentials).base_url(server.url());
    let client = builder.build_with(Clockwork::new()).unwrap();
    fetch(&client, "TH1").await.unwrap();
    server.seen()[0].header("authorization").map(str::to_owned)
}

fn basic(pair: &str) -> Option<String> {
    let encoded = base64::engine::general_purpose::STANDARD.encode(pair);
    Some(format!("Basic {encoded}"))
}

#[tokio::test]
async fn each_kind_of_credentials_is_sent_as_it_has_to_be() {
    let token = Credentials::auth_token(ACCOUNT, TOKEN);
    assert_eq!(token.account_sid(), Some(ACCOUNT));
    assert_eq!(
        authorization(token).await,
        basic(&format!("{ACCOUNT}:{TOKEN}"))
    );
    let key = Credentials::api_key(KEY, "ünïcode");
    assert_eq!(key.account_sid(), None);
    assert_eq!(authorization(key).await, basic(&format!("{KEY}:ünïcode")));
    let bearer = Credentials::bearer("abc.def").for_account(ACCOUNT);
    assert_eq!(bearer.account_sid(), Some(ACCOUNT));
    assert_eq!(
        authorization(bearer).await.as_deref(),
        Some("Bearer abc.def")
    );
    assert_eq!(authorization(Credentials::none()).await, None);
}

#[tokio::test]
async fn the_authorization_of_a_call_replaces_the_clients() {
    let server = server().await;
    let (client, _) = loopback::api::client(&server);
    fetch(&client, "1")
        .authorization("Bearer other")
        .await
        .unwrap();
    fetch(&client, "2")
        .header("Authorization", "Bearer third")
        .await
        .unwrap();
    fetch(&client, "3").await.unwrap();
    let seen = server.seen();
    let sent: Vec<_> = seen
        .iter()
        .map(|seen| seen.header("authorization"))
        .collect();
    let own = basic(&format!("{ACCOUNT}:{TOKEN}"));
    assert_eq!(
        sent,
        [Some("Bearer other"), Some("Bearer third"), own.as_deref()]
    );
}

#[tokio::test]
async fn an_anonymous_operation_gets_no_credentials_but_its_own() {
    const TOKEN: Operation =
        Operation::new("things_v1", "CreateToken", Method::Post, "/v1/Things").anonymous();
    let server = server().await;
    let (client, _) = loopback::api::client(&server);
    let call = || Call::<Thing>::new(&things(&client), &TOKEN);
    call().await.unwrap();
    call().authorization("Bearer own").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[1].header("authorization"), Some("Bearer own"));
}

/// Hands out a new token each time.
struct Vault(AtomicUsize);

impl CredentialsProvider for Vault {
    fn authorization(
        &self,
    ) -> BoxFuture<'_, Result<Authorization, Box<dyn StdError + Send + Sync>>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            tokio::task::yield_now().await;
            match number {
                0 | 1 => Ok(Authorization::bearer(format!("token-{number}"))),
                2 => Ok(Authorization::bearer("line\nbreak")),
                _ => Err("the vault is sealed".into()),
            }
        })
    }
}

#[tokio::test]
async fn a_provider_is_asked_before_each_attempt() {
    let server = Server::start(|number, _| match number {
        0 => Act::json(503, ""),
        _ => Act::json(200, r#"{"sid":"TH1"}"#),
    })
    .await;
    let client = Client::builder(Credentials::provider(Vault(AtomicUsize::new(0))))
        .base_url(server.url())
        .build()
        .unwrap();
    fetch(&client, "TH1").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), Some("Bearer token-0"));
    assert_eq!(seen[1].header("authorization"), Some("Bearer token-1"));
    let error = create(&client).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no credentials: the credentials hold a control"),
        "{error}"
    );
    let error = create(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /v1/Things: not sent: no credentials: the vault is sealed"
    );
    assert!(matches!(error, Error::Credentials(_)) && error.is_unsent());
    assert!(error.source().is_some());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_provider_that_fails_after_an_attempt_does_not_hide_it() {
    let server = Server::start(|_, _| Act::json(503, "")).await;
    let vault = Credentials::provider(Vault(AtomicUsize::new(1)));
    let builder = Client::builder(vault).base_url(server.url());
    let client = builder.build_with(Clockwork::new()).unwrap();
    let error = create(&client).replayable().await.unwrap_err();
    let line = error.to_string();
    assert!(
        line.starts_with("POST /v1/Things: no credentials for attempt 2: "),
        "{line}"
    );
    assert!(!error.is_unsent());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_provider_that_never_answers_ends_with_the_call() {
    struct Never;
    impl CredentialsProvider for Never {
        fn authorization(
            &self,
        ) -> BoxFuture<'_, Result<Authorization, Box<dyn StdError + Send + Sync>>> {
            Box::pin(std::future::pending())
        }
    }
    let client = Client::builder(Credentials::provider(Never))
        .base_url("http://127.0.0.1:1")
        .build_with(Clockwork::new())
        .unwrap();
    let error = fetch(&client, "TH1").await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the provider did not answer in time"),
        "{error}"
    );
}

#[test]
fn credentials_that_cannot_be_sent_are_refused_at_once() {
    for (credentials, problem) in [
        (
            Credentials::auth_token("", "x"),
            "the user name of the credentials is empty",
        ),
        (Credentials::auth_token("a:b", "x"), "holds a colon"),
        (
            Credentials::auth_token(ACCOUNT, ""),
            "the secret of the credentials is empty",
        ),
        (
            Credentials::auth_token(ACCOUNT, "marked\n"),
            "a line break at their end",
        ),
        (
            Credentials::bearer("marked\r\nX: y"),
            "hold a control character",
        ),
    ] {
        let error = Client::new(credentials).unwrap_err();
        let line = error.to_string();
        assert!(line.contains(problem) && !line.contains("marked"), "{line}");
        assert!(matches!(error, Error::Config(_)));
    }
}
