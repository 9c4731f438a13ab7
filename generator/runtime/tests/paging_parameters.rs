//! Lists that are asked for otherwise than by `PageSize` up to 1000, or that name their next page by a token.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{Thing, client, things};
use loopback::lists::all;
use loopback::{Act, Server};
use serde_json::{Value, json};
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
    let kept: Cursor = cursor.to_string().parse().unwrap();
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
    let server = Server::start(|_, _| Act::json(200, r#"{"things":[{"sid":"1"}]}"#)).await;
    let (client, _) = client(&server);
    let whole = all(list(&client, &WHOLE).limit(5)).await.unwrap();
    assert_eq!(whole, ["1"]);
    assert_eq!(server.lines(), ["GET /v1/Things"]);
}

#[tokio::test]
async fn a_token_that_no_parameter_takes_is_an_error_and_no_end() {
    let server = two_pages().await;
    let (client, _) = client(&server);
    let mut items = list(&client, &WHOLE).items();
    let first = items.next().await.unwrap().unwrap();
    assert_eq!(first.sid.as_deref(), Some("1"));
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /v1/Things: the next page is not followed: it is a token, and this operation has no parameter for one"
    );
    assert!(items.next().await.is_none());
    let page = list(&client, &WHOLE).await.unwrap();
    assert!(page.has_more());
    assert!(page.cursor().is_err());
}

/// Three pages that name the next by a token under this key, in `meta` or beside the list; the last names it thus.
async fn three_pages(key: &'static str, in_meta: bool, end: Option<Value>) -> Server {
    Server::start(move |number, _| {
        let next = ["b", "c"].get(number).map(|token| json!(token));
        let mut paging = serde_json::Map::new();
        if let Some(next) = next.or_else(|| end.clone()) {
            paging.insert(key.to_owned(), next);
        }
        let mut page = match in_meta {
            true => json!({ "meta": paging }),
            false => {
                paging.insert("meta".to_owned(), json!({"page_size": 1}));
                Value::Object(paging)
            }
        };
        page["things"] = json!([{"sid": number.to_string()}]);
        Act::json(200, &page.to_string())
    })
    .await
}

#[tokio::test]
async fn every_spelling_of_a_token_is_read_in_both_places() {
    for key in [
        "next_token",
        "nextToken",
        "next_page_token",
        "nextPageToken",
        "next_cursor",
        "nextCursor",
    ] {
        for in_meta in [true, false] {
            let server = three_pages(key, in_meta, None).await;
            let (client, _) = client(&server);
            let sids = all(list(&client, &BY_TOKEN)).await.unwrap();
            assert_eq!(sids, ["0", "1", "2"], "{key}, in meta: {in_meta}");
        }
    }
}

#[tokio::test]
async fn a_list_ends_where_the_token_is_absent_or_null_or_empty() {
    for end in [None, Some(Value::Null), Some(json!(""))] {
        let server = three_pages("next_cursor", true, end.clone()).await;
        let (client, _) = client(&server);
        let sids = all(list(&client, &BY_TOKEN)).await.unwrap();
        assert_eq!(sids, ["0", "1", "2"], "{end:?}");
        assert_eq!(server.lines().len(), 3);
    }
}

#[tokio::test]
async fn a_number_may_be_a_token() {
    let server = Server::start(|number, _| {
        let next = [json!(2), json!(4), Value::Null][number].clone();
        let page = json!({"things": [{"sid": number.to_string()}], "next_cursor": next});
        Act::json(200, &page.to_string())
    })
    .await;
    let (client, _) = client(&server);
    assert_eq!(
        all(list(&client, &BY_TOKEN)).await.unwrap(),
        ["0", "1", "2"]
    );
    assert_eq!(server.lines()[2], "GET /v1/Things?pageToken=4");
}

#[tokio::test]
async fn a_list_by_tokens_goes_on_from_any_item_kept() {
    let server = Server::start(|_, seen| {
        let (sids, next) = match seen.target.as_str() {
            at if at.contains("pageToken=c") => (["5", "6"], None),
            at if at.contains("pageToken=b") => (["3", "4"], Some("c")),
            _ => (["1", "2"], Some("b")),
        };
        let things = sids.map(|sid| json!({ "sid": sid }));
        let page = json!({"things": things, "meta": {"next_page_token": next}});
        Act::json(200, &page.to_string())
    })
    .await;
    let (client, _) = client(&server);
    let mut items = list(&client, &BY_TOKEN).query("name", "x").items();
    for rest in [5, 4, 3, 2, 1, 0] {
        items.next().await.unwrap().unwrap();
        let kept: Cursor = items.cursor().unwrap().to_string().parse().unwrap();
        let others = all(list(&client, &BY_TOKEN).resume(&kept)).await.unwrap();
        assert_eq!(others.len(), rest);
    }
}

#[tokio::test]
async fn headers_that_are_parameters_go_with_every_token() {
    let server = three_pages("next_token", true, None).await;
    let (client, _) = client(&server);
    let call = list(&client, &BY_TOKEN).header_parameter("Flex-Metadata", "x");
    all(call).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(
        seen.iter()
            .all(|seen| seen.header("flex-metadata") == Some("x"))
    );
}
