//! What decoding refuses, and what its errors say.

mod models;

use models::sessions::{KEYS, problem, with};
use models::{Capabilities, Participant, Session};
use serde_json::{Value, json};
use twilio_runtime::model::{Timestamp, from_text};

fn root(text: &str) -> String {
    let error = from_text::<Session>(text).expect_err("it should be refused");
    error.to_string()
}

// Long because it is a table of cases.
#[test]
fn values_of_another_kind_do_not_fit_and_why_has_their_path() {
    let cases = [
        (
            "unique_name",
            "[1]",
            "unique_name: expected text, found a list",
        ),
        (
            "unique_name",
            "{}",
            "unique_name: expected text, found an object",
        ),
        (
            "unique_name",
            r#"{"a": 1}"#,
            "unique_name: expected text, found an object",
        ),
        (
            "date_expiry",
            "[]",
            "date_expiry: expected text, found a list",
        ),
        ("sid", "[]", "sid: expected text, found a list"),
        ("ttl", "true", "ttl: expected an integer, found true"),
        ("ttl", "{}", "ttl: expected an integer, found an object"),
        ("price", "false", "price: expected a number, found false"),
        ("roles", r#""agent""#, "roles: expected a list, found text"),
        ("roles", "{}", "roles: expected a list, found an object"),
        (
            "roles",
            r#"["a", "b", ["c"]]"#,
            "roles[2]: expected text, found a list",
        ),
        ("links", "[]", "links: expected an object, found a list"),
        (
            "links",
            r#"{"a b": []}"#,
            r#"links["a b"]: expected text, found a list"#,
        ),
        (
            "links",
            r#"{"": []}"#,
            r#"links[""]: expected text, found a list"#,
        ),
        (
            "links",
            r#"{"a-b": []}"#,
            "links.a-b: expected text, found a list",
        ),
        (
            "capabilities",
            "7",
            "capabilities: expected an object, found a number",
        ),
        (
            "participants",
            r#"[{"id": "1"}, 7]"#,
            "participants[1]: expected an object, found a number",
        ),
    ];
    for (key, value, expected) in cases {
        assert_eq!(problem(key, value), expected);
    }
}

#[test]
fn a_missing_identity_is_named_at_any_depth() {
    assert_eq!(root("{}"), "`sid` is missing (line 1, column 2)");
    assert_eq!(problem("parent", "{}"), "parent: `sid` is missing");
    assert_eq!(
        problem("participants", r#"[{"id": "1"}, {}]"#),
        "participants[1]: `id` is missing"
    );
    assert_eq!(
        problem("participants", r#"[{"id": ""}]"#),
        "participants[0]: `id` is missing"
    );
    assert!(from_text::<Capabilities>("{}").is_ok());
}

#[test]
fn errors_say_where_in_the_text() {
    let text = "{\n  \"ttl\": 5,\n  \"sid\": [1]\n}";
    let error = from_text::<Session>(text).unwrap_err();
    assert_eq!((error.path(), error.line()), ("sid", 3));
    assert_eq!(error.problem(), "expected text, found a list");
    assert_eq!(
        error.to_string(),
        format!(
            "at sid: expected text, found a list (line 3, column {})",
            error.column()
        )
    );
}

#[test]
fn errors_never_repeat_values() {
    for key in [
        "sid",
        "service_sid",
        "ttl",
        "price",
        "closed",
        "roles",
        "capabilities",
    ] {
        let secret = r#""the secret of +15558675310 which is long""#;
        let shown = match with(key, secret) {
            Ok(session) => format!("{session:?} {:?}", session.extra()),
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(shown.contains("expected"), "{shown}");
        assert!(!shown.contains("secret"), "{shown}");
    }
}

#[test]
fn long_keys_are_shortened_in_paths() {
    let key = "é".repeat(1000);
    let problem = problem("links", &format!(r#"{{"{key}": []}}"#));
    assert!(problem.len() < 200, "{problem}");
    assert!(problem.contains('…'));
}

#[test]
fn what_is_not_json_is_refused() {
    assert_eq!(root(""), "EOF while parsing a value (line 1, column 0)");
    assert_eq!(root("null"), "expected an object, found nothing");
    assert_eq!(
        root("[]"),
        "expected an object, found a list (line 1, column 2)"
    );
    assert!(root("<html>").starts_with("expected value (line 1, column 1"));
    assert!(root(r#"{"sid": "KC1"} x"#).starts_with("trailing characters (line 1"));
    assert!(root(r#"{"sid": "KC1"}{}"#).starts_with("trailing characters"));
    assert!(root(r#"{"sid": "KC1", }"#).starts_with("trailing comma"));
    assert!(root(r#"{"sid": "KC1""#).starts_with("EOF while parsing an object"));
    assert!(root(r#"{"sid": "KC1", 7: 1}"#).starts_with("key must be a string"));
    assert!(root("{\"sid\": \"K\u{1}\"}").starts_with("at sid: control character"));
    assert!(root(r#"{"sid": "\q"}"#).starts_with("at sid: invalid escape"));
    assert!(root(r#"{"unique_name": "\ud83c"}"#).starts_with("at unique_name: "));
    assert!(root(r#"{"sid": nul}"#).starts_with("at sid: expected ident"));
    assert!(root(r#"{"x": nul}"#).starts_with("at x: expected ident"));
    assert!(root("{\"sid\": \"KC1\"}\u{feff}").starts_with("trailing characters"));
}

#[test]
fn surrounding_space_is_no_matter() {
    assert!(from_text::<Session>("\n\t {\"sid\": \"KC1\"}\r\n ").is_ok());
}

#[test]
fn numbers_out_of_range_are_errors() {
    for (key, value) in [
        ("price", "1e999"),
        ("ttl", "-1e999"),
        ("attributes", "[1e999]"),
    ] {
        let error = with(key, value).unwrap_err();
        assert_eq!(
            (error.path(), error.problem()),
            (key, "number out of range")
        );
    }
    assert_eq!(
        problem("unique_name", "1e999"),
        "unique_name: number out of range"
    );
}

#[test]
fn depth_is_limited_wherever_it_is() {
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    for key in ["attributes", "steps", "parent", "unique_name"] {
        assert!(with(key, &deep("[", "]")).is_err(), "{key}");
    }
    let error = with("attributes", &deep("[", "]")).unwrap_err();
    assert_eq!(
        (error.path(), error.problem()),
        ("attributes", "recursion limit exceeded")
    );
    let error = with("parent", &deep(r#"{"parent":"#, "}")).unwrap_err();
    assert!(error.path().starts_with("parent.parent.parent"));
    assert_eq!(error.problem(), "recursion limit exceeded");
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(with("attributes", &nested(120)).is_ok());
    // What is not declared may be as deep as it likes: what cannot be kept is left out.
    assert!(with("not_declared", &deep("[", "]")).is_ok());
}

#[test]
fn anything_that_a_field_can_hold_can_be_a_whole_reply() {
    assert_eq!(from_text::<Vec<i64>>("[1, null, 2]").unwrap(), [1, 2]);
    assert!(from_text::<Vec<i64>>("null").unwrap().is_empty());
    assert_eq!(from_text::<Value>("null").unwrap(), Value::Null);
    assert_eq!(from_text::<Value>("[null]").unwrap(), json!([null]));
    assert_eq!(from_text::<String>(r#""x""#).unwrap(), "x");
    assert_eq!(
        from_text::<Timestamp>(r#""x""#).unwrap(),
        Timestamp::from("x")
    );
    assert_eq!(
        from_text::<Vec<Participant>>(r#"[{"id": "1"}, {}]"#)
            .unwrap_err()
            .path(),
        "[1]"
    );
}

#[test]
fn cut_off_anywhere_a_reply_is_an_error_and_no_panic() {
    let text = r#"{"sid": "KC1", "attributes": {"a\u00e9": [1.5e3, true, null]}, "links": {"é": "x"},
        "participants": [{"id": "1", "joined": "2026-03-01T08:00:01Z"}], "price": "-0.1"}"#;
    assert!(from_text::<Session>(text).is_ok());
    for (end, _) in text.char_indices() {
        assert!(
            from_text::<Session>(&text[..end]).is_err(),
            "{}",
            &text[..end]
        );
    }
}

#[test]
fn any_value_under_any_key_is_no_panic() {
    let values = [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "1e308",
        "18446744073709551615",
        r#""""#,
        r#""text""#,
        r#""2026-13-45T99:99:99Z""#,
        r#""0000-01-01T00:00:00Z""#,
        r#""９９９９-01-01""#,
        "[]",
        "{}",
        "[[]]",
        r#"{"sid": {}}"#,
        r#"[{"id": []}]"#,
        r#"{"$serde_json::private::Number": "1"}"#,
        r#"{"$serde_json::private::Number": 1}"#,
    ];
    for key in KEYS {
        for value in values {
            if let Err(error) = with(key, value) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}
