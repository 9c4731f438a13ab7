//! Lists as collections, without a stream trait in scope.

#![cfg(feature = "reqwest")]

mod loopback;

use std::collections::VecDeque;

use loopback::api::{Thing, client, list};
use loopback::lists::{page, sids, three_pages};
use loopback::{Act, Server};
use twilio_runtime::{Error, Page};

#[tokio::test]
async fn all_is_collected_up_to_the_limit() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let first = list(&client).collect_all(3).await.unwrap();
    assert_eq!(sids(&first), ["1", "2", "3"]);
    assert_eq!(server.seen().len(), 2, "the third page is not needed");
    let all = list(&client).collect_all(1000).await.unwrap();
    assert_eq!(sids(&all), ["1", "2", "3", "4", "5", "6"]);
    let fewer = list(&client).limit(1).collect_all(1000).await.unwrap();
    assert_eq!(sids(&fewer), ["1"]);
}

#[tokio::test]
async fn items_and_pages_are_collected() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let mut items = list(&client).items();
    items.next().await.unwrap().unwrap();
    let rest: Vec<Thing> = items.try_collect().await.unwrap();
    assert_eq!(sids(&rest), ["2", "3", "4", "5", "6"]);
    let pages: VecDeque<Page<Thing>> = list(&client).pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 3);
}

#[tokio::test]
async fn the_first_error_ends_a_collection() {
    let server = Server::start(|number, _| match number {
        0 => page(&["1"], Some("/v1/Things?Page=1")),
        _ => Act::json(404, "{}"),
    })
    .await;
    let (client, _) = client(&server);
    let error = list(&client).collect_all(10).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{error}");
}

#[tokio::test]
async fn a_page_is_iterated_by_reference_and_by_value() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let page = list(&client).await.unwrap();
    let mut seen = Vec::new();
    for thing in &page {
        seen.push(thing.sid.clone());
    }
    assert!(
        page.iter()
            .map(|thing| thing.sid.clone())
            .eq(seen.iter().cloned())
    );
    for thing in page {
        assert_eq!(seen.remove(0), thing.sid);
    }
    assert!(seen.is_empty());
}
