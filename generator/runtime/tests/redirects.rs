//! Operations whose success is a redirect: it is read, and never followed.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{Thing, client, things};
use loopback::{Act, Server};
use twilio_runtime::{Call, Client, Error, Method, Operation};

const FILE: Operation =
    Operation::new("things_v1", "FetchFile", Method::Get, "/v1/Things").redirects(&[302, 307]);

fn file<T>(client: &Client) -> Call<T> {
    Call::new(&things(client), &FILE)
}

#[tokio::test]
async fn the_reply_of_a_redirect_is_decoded_and_its_address_is_there() {
    let other = Server::start(|_, _| Act::json(200, r#"{"sid":"wrong"}"#)).await;
    for status in [302, 307] {
        let address = format!("{}/file?signature=a%2Fb", other.url());
        let target = address.clone();
        let server = Server::start(move |_, _| {
            Act::with(status, &[("Location", &target)], r#"{"sid":"TH1"}"#)
        })
        .await;
        let (client, _) = client(&server);
        let thing: Thing = file(&client).await.unwrap();
        assert_eq!(thing.sid.as_deref(), Some("TH1"));
        let raw = file::<Thing>(&client).raw().await.unwrap();
        assert_eq!(raw.status(), status);
        assert_eq!(raw.location(), Some(address.as_str()));
        assert_eq!(raw.value().unwrap().sid.as_deref(), Some("TH1"));
        file::<()>(&client).await.unwrap();
        assert_eq!(server.seen().len(), 3);
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn any_other_redirect_is_an_error_still() {
    let server = Server::start(|_, _| Act::with(301, &[("Location", "/v1/Other")], "{}")).await;
    let (client, _) = client(&server);
    let error = file::<Thing>(&client).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error}");
    assert_eq!(error.status(), Some(301));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_redirect_without_an_address_has_none() {
    let server = Server::start(|_, _| Act::json(307, r#"{"sid":"TH1"}"#)).await;
    let (client, _) = client(&server);
    let raw = file::<Thing>(&client).raw().await.unwrap();
    assert_eq!(raw.location(), None);
}
