//! Lists of which an item cannot be read, or that have no items, or no end.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{Thing, client, list, things};
use loopback::lists::{all, page};
use loopback::{Act, Server};
use serde_json::Value;
use twilio_runtime::{Call, Client, Error, List, Method, Operation};

/// A page whose items are written as they are.
fn raw(items: &[&str], next: Option<&str>) -> Act {
    let next = serde_json::to_string(&next).unwrap();
    let items = items.join(" , ");
    let body = format!(r#"{{"meta": {{"next_page_url": {next}}}, "things": [ {items} ]}}"#);
    Act::json(200, &body)
}

/// Two pages; the first one has these items, the second one a thing named `last`.
async fn served(items: &'static [&'static str]) -> (Server, Client) {
    let server = Server::start(move |_, seen| match seen.target.contains("Page=1") {
        false => raw(items, Some("/v1/Things?Page=1")),
        true => raw(&[r#"{"sid": "last"}"#], None),
    })
    .await;
    let (client, _) = client(&server);
    (server, client)
}

/// What a stream yields: SIDs, and the paths of what cannot be read.
async fn outline(call: List<Thing>) -> Vec<String> {
    let mut items = call.items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(match item {
            Ok(thing) => thing.sid.unwrap(),
            Err(Error::Decode(error)) => format!("! {}", error.path()),
            Err(error) => panic!("{error}"),
        });
    }
    seen
}

const MIXED: &[&str] = &[
    r#"{"sid": "1"}"#,
    r#"{"sid": "2", "size": {"of": ["marked, ]"]}}"#,
    "null",
    r#"{"sid": "3", "note": "[\"}"}"#,
    "7",
    r#"{"sid": "4"}"#,
];

#[tokio::test]
async fn an_item_that_cannot_be_read_is_an_error_in_its_place() {
    let (server, client) = served(MIXED).await;
    let expected = ["1", "! things[1].size", "3", "! things[4]", "4", "last"];
    assert_eq!(outline(list(&client)).await, expected);
    assert_eq!(outline(list(&client).prefetch(true)).await, expected);
    assert_eq!(server.seen().len(), 4);
    // It counts towards the limit.
    for limit in 0..=6 {
        let limited = outline(list(&client).limit(limit)).await;
        assert_eq!(limited, expected[..limit]);
    }
}

#[tokio::test]
async fn the_cursor_goes_on_behind_it() {
    let (_server, client) = served(MIXED).await;
    let whole = outline(list(&client)).await;
    let mut items = list(&client).items();
    for done in 1..=whole.len() {
        let _ = items.next().await.unwrap();
        let cursor = items.cursor().unwrap();
        let rest = outline(list(&client).resume(&cursor)).await;
        assert_eq!(rest, whole[done..], "{cursor:?} {cursor}");
        let next = outline(list(&client).resume(&cursor).limit(2)).await;
        assert_eq!(next, whole[done..][..next.len()]);
    }
}

#[tokio::test]
async fn its_error_says_where_and_shows_no_value() {
    let (_server, client) = served(MIXED).await;
    let mut items = list(&client).items();
    items.next().await.unwrap().unwrap();
    let error = items.next().await.unwrap().unwrap_err();
    let line = error.to_string();
    assert!(
        line.contains("at things[1].size: expected an integer, found an object: "),
        "{line}"
    );
    assert!(line.contains(r#""size": "#), "{line}");
    assert!(!line.contains("marked"), "{line}");
    assert_eq!(error.operation().unwrap().id(), "ListThing");
}

#[tokio::test]
async fn what_no_parser_gets_past_spoils_its_item_only() {
    let (_server, client) = served(&[
        r#"{"sid": "1"}"#,
        r#"{"sid": "\ud800"}"#,
        r#"{"sid": }"#,
        r#"{"size": 1e999}"#,
        "",
        r#"{"sid": "2"} 3"#,
        r#"{"sid": "3"}"#,
    ])
    .await;
    let faulty = [1, 2, 3, 4, 5].map(|index| format!("! things[{index}"));
    let seen = outline(list(&client)).await;
    assert_eq!(seen.len(), 8, "{seen:?}");
    for (seen, faulty) in seen[1..6].iter().zip(&faulty) {
        assert!(seen.starts_with(faulty), "{seen}");
    }
    assert_eq!([&seen[0], &seen[6], &seen[7]], ["1", "3", "last"]);
}

#[tokio::test]
async fn an_item_that_is_no_text_spoils_itself_only() {
    let server = Server::start(|_, _| {
        let body = b"{\"things\": [{\"sid\": \"1\"}, {\"sid\": \"\xff\"}, {\"sid\": \"2\"}]}";
        Act::with(200, &[], body)
    })
    .await;
    let (client, _) = client(&server);
    let expected = ["1", "! things[1]", "2"];
    assert_eq!(outline(list(&client)).await, expected);
}

#[tokio::test]
async fn many_of_them_take_no_longer_each_than_one() {
    let items = vec![r#"{"size": []}"#; 20_000].join(",");
    let body = format!(r#"{{"things": [{items}]}}"#);
    let server = Server::start(move |_, _| Act::json(200, &body)).await;
    let (client, _) = client(&server);
    let seen = outline(list(&client)).await;
    assert_eq!(seen.len(), 20_000);
    assert_eq!(seen[19_999], "! things[19999].size");
}

#[tokio::test]
async fn a_page_with_such_an_item_is_an_error_and_the_pages_go_on() {
    let (_server, client) = served(MIXED).await;
    let Err(Error::Decode(error)) = list(&client).await else {
        panic!("the page was read")
    };
    assert_eq!(error.path(), "things[1].size");
    let mut pages = list(&client).pages();
    assert!(matches!(pages.next().await, Some(Err(Error::Decode(_)))));
    let last = pages.next().await.unwrap().unwrap();
    assert_eq!(last.items()[0].sid.as_deref(), Some("last"));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_page_that_is_itself_broken_ends_the_list() {
    for body in [
        r#"{"things": [{"sid": "1"}, {"sid": 2"#,
        r#"{"things": [{"sid": "1"}, {"sid": []}]"#,
        r#"{"things": [{"sid": "1"}, {"sid": []}], "meta": {"page": "x"}}"#,
        r#"{"things": [{"sid": "1"}, {"sid": []}], "meta": 7}"#,
        r#"{"things": {"sid": []}}"#,
        r#"{"other": [{"sid": []}]}"#,
    ] {
        let server = Server::start(move |_, _| Act::json(200, body)).await;
        let (client, _) = client(&server);
        let mut items = list(&client).items();
        assert!(matches!(items.next().await, Some(Err(_))), "{body}");
        assert!(items.next().await.is_none(), "{body}");
    }
}

#[tokio::test]
async fn null_is_an_item_only_where_it_is_a_value() {
    const ANY: Operation =
        Operation::list("things_v1", "ListAny", Method::Get, "/v1/Things", "things");
    let (_server, client) = served(&["1", "null", "2"]).await;
    let any = || -> List<Value> { Call::new(&things(&client), &ANY) };
    let mut items = any().items();
    for _ in 0..2 {
        items.next().await.unwrap().unwrap();
    }
    let mut rest = any().resume(&items.cursor().unwrap()).items();
    assert_eq!(rest.next().await.unwrap().unwrap(), 2);
}

#[tokio::test]
async fn a_thousand_pages_without_items_are_the_end() {
    let server = Server::start(|number, _| {
        let next = format!("/v1/Things?Page={}", number + 1);
        match number {
            // Some pages may well be empty.
            900 => page(&["1"], Some(&next)),
            _ => page(&[], Some(&next)),
        }
    })
    .await;
    let (client, _) = client(&server);
    let mut items = list(&client).items();
    assert!(items.next().await.unwrap().is_ok());
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Paging(_)));
    let problem = "1000 pages in a row had no items";
    assert!(error.to_string().contains(problem), "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(server.seen().len(), 1901);
}

#[tokio::test]
async fn a_last_page_that_names_itself_is_the_last() {
    let server = Server::start(|_, seen| match seen.target.contains("Page=1") {
        false => page(&["1"], Some("/v1/Things?Page=1")),
        true => page(&["2"], Some("https://things.twilio.com/v1/Things?Page=1")),
    })
    .await;
    let (client, _) = client(&server);
    assert_eq!(all(list(&client)).await.unwrap(), ["1", "2"]);
    assert_eq!(server.seen().len(), 2);
    let first = list(&client).await.unwrap();
    let cursor = first.cursor().unwrap().unwrap();
    let last = list(&client).resume(&cursor).await.unwrap();
    assert!(!last.has_more() && last.cursor().unwrap().is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn an_iterator_goes_on_behind_it_too() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let (_server, client) = runtime.block_on(served(MIXED));
    let items: Vec<_> = list(&client).items().wait().collect();
    let readable: Vec<_> = items.iter().map(Result::is_ok).collect();
    assert_eq!(readable, [true, false, true, false, true, true]);
    assert_eq!(list(&client).pages().wait().count(), 2);
}
