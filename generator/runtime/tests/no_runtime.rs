//! Calls that are polled outside of a tokio runtime, which the default transport needs:
//! an error, and no panic.

#![cfg(feature = "reqwest")]

mod loopback;

use std::future::IntoFuture as _;

use futures::executor::block_on;
use loopback::api::{create, fetch, list};
use twilio_runtime::{
    Authorization, BoxFuture, Client, Credentials, CredentialsProvider, Error, TransportErrorKind,
};

fn check(error: &Error) {
    let Error::Transport(call) = error else {
        panic!("{error}")
    };
    assert_eq!(call.cause().kind(), TransportErrorKind::NoRuntime);
    assert_eq!(call.attempts(), 1);
    assert!(error.is_unsent() && !error.is_retryable() && !error.is_timeout());
    let problem = "the call was polled outside of a tokio runtime";
    assert!(error.to_string().contains(problem), "{error}");
}

#[test]
fn calls_and_lists_are_errors() {
    let builder = Client::builder(Credentials::bearer("token"));
    let client = builder.build().unwrap();
    check(&block_on(fetch(&client, "TH1").into_future()).unwrap_err());
    check(&block_on(create(&client).replayable().raw()).unwrap_err());
    check(&block_on(list(&client).into_future()).unwrap_err());
    let mut items = list(&client).prefetch(true).items();
    check(&block_on(items.next()).unwrap().unwrap_err());
    assert!(block_on(items.next()).is_none());
}

#[test]
fn with_a_provider_of_credentials_too() {
    struct Vault(bool);
    impl CredentialsProvider for Vault {
        fn authorization(
            &self,
        ) -> BoxFuture<'_, Result<Authorization, Box<dyn std::error::Error + Send + Sync>>>
        {
            match self.0 {
                true => Box::pin(async { Ok(Authorization::bearer("token")) }),
                false => Box::pin(std::future::pending()),
            }
        }
    }
    let with = |answers| {
        let builder = Client::builder(Credentials::provider(Vault(answers)));
        let client = builder.build().unwrap();
        block_on(fetch(&client, "TH1").into_future()).unwrap_err()
    };
    check(&with(true));
    assert!(matches!(with(false), Error::Credentials(_)));
}
