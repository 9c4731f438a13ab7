//! The envelope around a page, in both styles.

mod models;

use models::Session;
use serde_json::Value;
use twilio_runtime::model::{PageMeta, decode_page};

fn page(text: &str) -> (Vec<Session>, PageMeta) {
    decode_page(text, "sessions").unwrap()
}

fn refused(text: &str) -> String {
    let error = decode_page::<Session>(text, "sessions").unwrap_err();
    match error.path() {
        "" => error.problem().to_owned(),
        path => format!("{path}: {}", error.problem()),
    }
}

#[test]
fn paging_under_meta() {
    let (sessions, meta) = page(
        r#"{
            "sessions": [{"sid": "KC1"}, null, {"sid": "KC2"}],
            "meta": {
                "key": "sessions", "page": 1, "page_size": 50, "url": "https://h/s?Page=1",
                "first_page_url": "https://h/s?Page=0", "next_page_url": "https://h/s?Page=2",
                "previous_page_url": "https://h/s?Page=0", "more": {}
            },
            "page": 7, "uri": "/not/this"
        }"#,
    );
    assert!(
        sessions
            .iter()
            .map(|session| session.sid.as_str())
            .eq(["KC1", "KC2"])
    );
    assert_eq!(meta.key.as_deref(), Some("sessions"));
    assert_eq!((meta.page, meta.page_size), (Some(1), Some(50)));
    assert_eq!(meta.url.as_deref(), Some("https://h/s?Page=1"));
    assert_eq!(meta.first_page_url.as_deref(), Some("https://h/s?Page=0"));
    assert_eq!(meta.next_page_url.as_deref(), Some("https://h/s?Page=2"));
    assert_eq!(
        meta.previous_page_url.as_deref(),
        Some("https://h/s?Page=0")
    );
}

#[test]
fn flat_paging() {
    let (sessions, meta) = page(
        r#"{"first_page_uri": "/f", "next_page_uri": "/n", "previous_page_uri": null, "uri": "/u",
            "page": 0, "page_size": 2, "end": 1, "sessions": [{"sid": "KC1"}]}"#,
    );
    assert_eq!(sessions.len(), 1);
    assert_eq!(meta.key, None);
    assert_eq!((meta.page, meta.page_size), (Some(0), Some(2)));
    assert_eq!(meta.first_page_url.as_deref(), Some("/f"));
    assert_eq!(meta.next_page_url.as_deref(), Some("/n"));
    assert_eq!(meta.previous_page_url, None);
    assert_eq!(meta.url.as_deref(), Some("/u"));
}

#[test]
fn the_last_page_has_no_next() {
    let (_, meta) = page(r#"{"meta": {"next_page_url": null}, "sessions": []}"#);
    assert_eq!(meta.next_page_url, None);
    let (_, meta) = page(r#"{"meta": null, "sessions": []}"#);
    assert_eq!(meta, PageMeta::default());
    let (_, meta) = page(r#"{"sessions": []}"#);
    assert_eq!(meta, PageMeta::default());
}

#[test]
fn meta_may_name_another_key() {
    let (sessions, meta) =
        page(r#"{"items": [{"sid": "KC1"}], "meta": {"key": "items", "page": 3}}"#);
    assert_eq!(sessions.len(), 1);
    assert_eq!(meta.page, Some(3));
    // The key of the document comes first.
    let both = r#"{"items": [], "sessions": [{"sid": "KC1"}], "meta": {"key": "items"}}"#;
    assert_eq!(page(both).0.len(), 1);
}

#[test]
fn a_page_without_its_list_is_an_error() {
    assert_eq!(refused("{}"), "`sessions` is missing");
    assert_eq!(
        refused(r#"{"meta": {"key": "items"}}"#),
        "`sessions` is missing"
    );
    assert_eq!(
        refused(r#"{"meta": {"key": "sessions"}}"#),
        "`sessions` is missing"
    );
    assert_eq!(
        refused(r#"{"sessions": {}}"#),
        "sessions: expected a list, found an object"
    );
    assert_eq!(refused("null"), "expected an object, found nothing");
    assert_eq!(refused("[]"), "expected an object, found a list");
}

#[test]
fn a_list_given_as_null_is_empty() {
    let (sessions, meta) = page(r#"{"sessions": null, "meta": {"page": 3}}"#);
    assert!(sessions.is_empty());
    assert_eq!(meta.page, Some(3));
    let (sessions, _) = page(r#"{"items": null, "meta": {"key": "items"}}"#);
    assert!(sessions.is_empty());
}

#[test]
fn items_keep_what_does_not_fit() {
    let (sessions, _) =
        page(r#"{"sessions": [{"sid": "KC1"}, {"sid": "KC2", "ttl": [], "x": 1}]}"#);
    assert!(sessions[0].extra().is_empty());
    let extra = sessions[1].extra();
    assert_eq!(
        extra["ttl"].problem(),
        Some("expected an integer, found a list")
    );
    assert_eq!(extra["x"].problem(), None);
}

#[test]
fn errors_name_the_item() {
    let text = r#"{"sessions": [{"sid": "KC1"}, {"sid": []}]}"#;
    assert_eq!(
        refused(text),
        "sessions[1].sid: expected text, found a list"
    );
    let error = decode_page::<Session>(text, "sessions")
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("at sessions[1].sid: expected text, found a list (line 1"));
    assert_eq!(
        refused(r#"{"sessions": [{"sid": "KC1"}, {}]}"#),
        "sessions[1]: `sid` is missing"
    );
    assert_eq!(
        refused(r#"{"sessions": [], "meta": 1}"#),
        "meta: expected an object, found a number"
    );
    assert!(refused(r#"{"sessions": []} x"#).starts_with("trailing characters"));
    assert!(refused(r#"{"sessions": ["#).starts_with("sessions"));
}

#[test]
fn items_may_be_anything() {
    let (values, _) = decode_page::<Value>(r#"{"x": [1, null, "a"]}"#, "x").unwrap();
    assert_eq!(values, [1.into(), Value::Null, "a".into()]);
    let (texts, _) = decode_page::<String>(r#"{"x": ["a"]}"#, "x").unwrap();
    assert_eq!(texts, ["a"]);
}

#[test]
fn addresses_are_not_shown() {
    let (_, meta) =
        page(r#"{"sessions": [], "meta": {"page": 0, "next_page_url": "https://h/?To=%2B1555"}}"#);
    assert_eq!(
        format!("{meta:?}"),
        "PageMeta { page: 0, next_page_url: [redacted] }"
    );
}
