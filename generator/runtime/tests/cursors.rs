//! Going on with a list later.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{client, list};
use loopback::lists::{all, sids, three_pages};
use twilio_runtime::Cursor;

#[tokio::test]
async fn a_list_goes_on_from_where_it_was_left() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let mut items = list(&client).items();
    assert!(items.cursor().is_none());
    let mut kept = Vec::new();
    for _ in 0..3 {
        items.next().await.unwrap().unwrap();
        kept.push(items.cursor().unwrap());
    }
    let text = serde_json::to_string(&kept[2]).unwrap();
    let cursor: Cursor = serde_json::from_str(&text).unwrap();
    assert_eq!(
        all(list(&client).resume(&cursor)).await.unwrap(),
        ["4", "5", "6"]
    );
    assert_eq!(
        all(list(&client).resume(&kept[1])).await.unwrap(),
        ["3", "4", "5", "6"]
    );
    assert_eq!(
        all(list(&client).resume(&kept[1]).limit(1)).await.unwrap(),
        ["3"]
    );
}

#[tokio::test]
async fn a_page_knows_the_place_after_it() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let first = list(&client).await.unwrap();
    let cursor = first.cursor().unwrap().unwrap();
    assert_eq!(
        all(list(&client).resume(&cursor)).await.unwrap(),
        ["3", "4", "5", "6"]
    );
    // One that a limit has cut goes on within the page.
    let cut = list(&client).limit(1).await.unwrap();
    assert_eq!(sids(cut.items()), ["1"]);
    let cursor = cut.cursor().unwrap().unwrap();
    assert_eq!(all(list(&client).resume(&cursor)).await.unwrap()[0], "2");
}

#[test]
fn cursors_from_outside_are_read_strictly() {
    let bad = [
        "",
        "x",
        "ListThing 0",
        "ListThing x /a",
        " 0 /a",
        "L 0 a",
        "L 0 //evil.example/a",
        "L 0 /a/../b",
        "L 0 /a b",
        "L 0 https://evil.example/",
        "L -1 /a",
        "L 0 /a#b",
        "L 0 /\u{e9}",
    ];
    for text in bad {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
    let good = "ListThing 3 /v1/Things?Page=1";
    assert_eq!(good.parse::<Cursor>().unwrap().as_str(), good);
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused_unsent() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let other: Cursor = "ListOther 0 /v1/Others".parse().unwrap();
    let error = list(&client).resume(&other).await.unwrap_err();
    assert!(error.is_unsent() && server.seen().is_empty(), "{error}");
}
