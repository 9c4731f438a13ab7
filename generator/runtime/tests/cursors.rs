//! Going on with a list later.

#![cfg(feature = "reqwest")]

mod loopback;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use loopback::api::{Thing, client, client_at, list, things};
use loopback::lists::{all, sids, three_pages};
use twilio_runtime::{Call, Cursor, List, Method, Operation};

/// The text of a cursor with these parts.
fn text_of(parts: &str) -> String {
    URL_SAFE_NO_PAD.encode(parts)
}

#[tokio::test]
async fn the_text_of_a_cursor_can_stand_in_a_url() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let cursor = list(&client).await.unwrap().cursor().unwrap().unwrap();
    let text = cursor.to_string();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    assert!(text.bytes().all(is_plain), "{text}");
    assert_eq!(text.parse::<Cursor>().unwrap(), cursor);
    assert_eq!(serde_json::to_value(&cursor).unwrap(), text);
}

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
async fn a_list_continued_within_a_page_can_be_continued_again() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let mut items = list(&client).items();
    items.next().await.unwrap().unwrap();
    let mut items = list(&client).resume(&items.cursor().unwrap()).items();
    items.next().await.unwrap().unwrap();
    let cursor = items.cursor().unwrap();
    assert_eq!(
        all(list(&client).resume(&cursor)).await.unwrap(),
        ["3", "4", "5", "6"]
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

#[tokio::test]
async fn headers_of_the_caller_go_along_whether_set_before_or_after() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let cursor = list(&client).await.unwrap().cursor().unwrap().unwrap();
    let call = list(&client)
        .header("X-Before", "1")
        .header_parameter("Flex-Metadata", "x")
        .resume(&cursor)
        .header("X-After", "2");
    call.await.unwrap();
    let seen = server.seen();
    let last = seen.last().unwrap();
    assert_eq!(last.header("x-before"), Some("1"));
    assert_eq!(last.header("x-after"), Some("2"));
    assert_eq!(last.header("flex-metadata"), None);
}

#[tokio::test]
async fn a_cursor_leads_to_no_other_list() {
    const PARTS: Operation = Operation::list(
        "things_v1",
        "ListPart",
        Method::Get,
        "/v1/Things/{ThingSid}/Parts",
        "parts",
    );
    let own = "KS00000000000000000000000000000001";
    let other = "KS00000000000000000000000000000002";
    let (client, _) = client_at("http://127.0.0.1:1");
    let resumed = |thing: &str, path: &str| {
        let parts = things(&client).id(thing).then("Parts");
        let cursor = text_of(&format!("ListPart 0 {path}?Page=1"));
        let cursor: Cursor = cursor.parse().unwrap();
        let call: List<Thing> = Call::new(&parts, &PARTS);
        call.resume(&cursor).request()
    };
    for (thing, path) in [
        (own, format!("/v1/Things/{own}/Parts")),
        ("a b", "/v1/Things/a%20b/Parts".to_owned()),
        // The API tells a SID where it was asked by a name.
        ("a b", format!("/v1/Things/{own}/Parts")),
    ] {
        let request = resumed(thing, &path).unwrap();
        assert_eq!(request.path(), path, "{thing}");
    }
    for (thing, path) in [
        (own, format!("/v1/Things/{other}/Parts")),
        (own, "/v1/Things/a/Parts".to_owned()),
        ("a", "/v1/Things/b/Parts".to_owned()),
        (own, format!("/v1/Things/{own}/Others")),
        (own, format!("/v1/Things/{own}/{other}")),
        (own, format!("/v1/Things/{own}/Parts/{other}")),
        (own, format!("/v1/Things/{own}")),
    ] {
        let line = resumed(thing, &path).unwrap_err().to_string();
        assert!(
            line.contains("the cursor is not one of this ListPart"),
            "{line}"
        );
    }
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
        "L 0 /a\\b",
        "L 0 /\u{e9}",
    ];
    for text in bad {
        assert!(text_of(text).parse::<Cursor>().is_err(), "{text}");
    }
    let good = "ListThing 3 /v1/Things?Page=1";
    assert!(good.parse::<Cursor>().is_err(), "not encoded");
    let good = text_of(good);
    assert_eq!(good.parse::<Cursor>().unwrap().to_string(), good);
    assert!(format!("{good}=").parse::<Cursor>().is_err());
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused_unsent() {
    let server = three_pages().await;
    let (client, _) = client(&server);
    let other: Cursor = text_of("ListOther 0 /v1/Others").parse().unwrap();
    let error = list(&client).resume(&other).await.unwrap_err();
    assert!(error.is_unsent() && server.seen().is_empty(), "{error}");
}
