//! Lists that are asked for otherwise than by `PageSize` up to 1000, or that name their next page by a token.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{Thing, client, things};
use loopback::lists::all;
use loopback::{Act, Server};
use serde_json::json;
use twilio_runtime::{Call, Client, Cursor, List, Method, Operation};

const BY_TOKEN: Operation = Operation::list(
    "things_v2",
    "ListThing",
    Method::Get,
    "/v1/Things",
    "things",
)
.paged_by("pageSize", 100, "pageToken");
const WHOLE: Operation = Operation::list(
    "things_v2",
    "ListThing",
    Method::Get,
    "/v1/Things",
    "things",
)
.paged_by("", 1000, "");

fn list(client: &Client, operation: &'static Operation) -> List<Thing> {
    Call::new(&things(client), operation)
}

/// Two pages; the first names the second by a token alone.
async fn two_pages() -> Server {
    Server::start(|_, seen| {
        let (sid, meta) = match seen.target.contains("pageToken=") {
            false => (
                "1",
                json!({"key": "things", "pageSize": 1, "nextToken": "a/b+c="}),
            ),
            true => (
                "2",
                json!({"key": "things", "pageSize": 1, "previousToken": "0"}),
            ),
        };
        Act::json(
            200,
            &json!({"things": [{"sid": sid}], "meta": meta}).to_string(),
        )
    })
    .await
}

#[tokio::test]
async fn a_token_leads_to_the_next_page_with_the_same_parameters() {
    let server = two_pages().await;
    let (client, _) = client(&server);
    let call = list(&client, &BY_TOKEN)
        .query("name", "x y")
        .query("pageSize", 1);
    assert_eq!(all(call).await.unwrap(), ["1", "2"]);
    assert_eq!(
        server.lines(),
        [
            "GET /v1/Things?name=x%20y&pageSize=1",
            "GET /v1/Things?name=x%20y&pageSize=1&pageToken=a%2Fb%2Bc%3D",
        ]
    );
}

#[tokio::test]
async fn a_token_given_by_the_caller_is_replaced_by_the_next() {
    let server = Server::start(|number, _| {
        let next = ["b", "c", ""].get(number).copied();
        let page = json!({"things": [{"sid": "1"}], "meta": {"nextToken": next}});
        Act::json(200, &page.to_string())
    })
    .await;
    let (client, _) = client(&server);
    let call = list(&client, &BY_TOKEN)
        .query("pageToken", "a")
        .query("name", "x");
    assert_eq!(all(call).await.unwrap().len(), 3);
    assert_eq!(
        server.lines(),
        [
            "GET /v1/Things?pageToken=a&name=x",
            "GET /v1/Things?name=x&pageToken=b",
            "GET /v1/Things?name=x&pageToken=c",
        ]
    );
}

#[tokio::test]
async fn a_token_that_comes_again_is_an_error_and_no_loop() {
    let server = Server::start(|_, _| {
        Act::json(
            200,
            r#"{"things":[{"sid":"1"}],"meta":{"nextToken":"same"}}"#,
        )
    })
    .await;
    let (client, _) = client(&server);
    let error = all(list(&client, &BY_TOKEN)).await.unwrap_err();
    assert!(error.to_string().contains("asked for already"), "{error}");
    assert_eq!(server.lines().len(), 2);
}

#[tokio::test]
async fn a_cursor_keeps_the_token_and_nothing_shows_it() {
    let server = two_pages().await;
    let (client, _) = client(&server);
    let page = list(&client, &BY_TOKEN).await.unwrap();
    assert!(page.has_more());
    assert_eq!(page.meta().page_size, Some(1));
    assert_eq!(page.meta().next_token.as_deref(), Some("a/b+c="));
    assert!(!format!("{page:?}").contains("a/b"), "{page:?}");
    let cursor = page.cursor().unwrap().unwrap();
    let kept: Cursor = cursor.as_str().parse().unwrap();
    let rest = all(list(&client, &BY_TOKEN).resume(&kept)).await.unwrap();
    assert_eq!(rest, ["2"]);
}

#[tokio::test]
async fn a_limit_asks_for_no_larger_pages_than_the_document_allows() {
    for (limit, line) in [
        (3, "GET /v1/Things?pageSize=3"),
        (500, "GET /v1/Things?pageSize=100"),
    ] {
        let server = two_pages().await;
        let (client, _) = client(&server);
        all(list(&client, &BY_TOKEN).limit(limit)).await.unwrap();
        assert_eq!(server.lines()[0], line);
    }
}

#[tokio::test]
async fn a_list_without_parameters_for_pages_gets_none() {
    let server = two_pages().await;
    let (client, _) = client(&server);
    let whole = all(list(&client, &WHOLE).limit(5)).await.unwrap();
    assert_eq!(whole, ["1"]);
    assert_eq!(server.lines(), ["GET /v1/Things"]);
}
