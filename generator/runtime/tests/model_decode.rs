//! Decoding replies: what is kept, what is lenient, what is refused and where.

mod models;

use std::collections::BTreeMap;

use models::{Capabilities, Participant, Session, SessionMode};
use serde_json::{Value, json};
use twilio_runtime::model::{Date, DecodeError, Timestamp, from_text};

const SID: &str = "KC0123456789abcdef0123456789abcdef";

/// A session with one more key.
fn with(key: &str, value: &str) -> Result<Session, DecodeError> {
    from_text(&format!(r#"{{"sid": "{SID}", "{key}": {value}}}"#))
}

fn problem(key: &str, value: &str) -> String {
    let error = with(key, value).expect_err("it should be refused");
    assert_eq!(error.line(), 1);
    assert!(error.column() > 0);
    match error.path() {
        "" => error.problem().to_owned(),
        path => format!("{path}: {}", error.problem()),
    }
}

fn root(text: &str) -> String {
    let error = from_text::<Session>(text).expect_err("it should be refused");
    error.to_string()
}

#[test]
fn every_kind_of_field_is_read() {
    let session: Session = from_text(
        r#"{
            "sid": "KC0123456789abcdef0123456789abcdef",
            "service_sid": "KS0123456789abcdef0123456789abcdef",
            "account_sid": "AC0123456789abcdef0123456789abcdef",
            "date_started": "2026-03-01T08:00:00Z",
            "date_expiry": "Sun, 01 Mar 2026 08:00:00 +0000",
            "billed_on": "2026-03-02",
            "mode": "voice-only",
            "ttl": 3600,
            "price": -0.0025,
            "closed": false,
            "unique_name": "order \u00e9 \ud83c\udf89",
            "data": "",
            "attributes": {"a": [1, null]},
            "roles": ["agent", "wfo.full_access"],
            "steps": [1, "two", null, {"three": 3}],
            "modes": ["voice-only", "by-pigeon"],
            "links": {"participants": "https://example.com/p", "none": null},
            "capabilities": {"fax": true, "sms_outbound": true},
            "participants": [{"id": "1", "joined": "2026-03-01T08:00:01Z"}, {"id": "2"}],
            "parent": {"sid": "KC2", "parent": {"sid": "KC1"}}
        }"#,
    )
    .unwrap();

    assert_eq!(session.sid.as_str(), SID);
    assert!(session.service_sid.unwrap().is_well_formed());
    assert_eq!(session.date_started, session.date_expiry);
    assert_eq!(session.date_started, Some("2026-03-01T08:00:00Z".into()));
    assert_eq!(session.billed_on, Some(Date::from("2026-03-02")));
    assert_eq!(session.mode, Some(SessionMode::VoiceOnly));
    assert_eq!(session.ttl, Some(3600));
    assert_eq!(session.price, Some(-0.0025));
    assert_eq!(session.closed, Some(false));
    assert_eq!(session.unique_name.as_deref(), Some("order é 🎉"));
    assert_eq!(session.data.as_deref(), Some(""));
    assert_eq!(session.attributes, Some(json!({"a": [1, null]})));
    assert_eq!(session.roles.unwrap(), ["agent", "wfo.full_access"]);
    assert_eq!(
        session.steps.unwrap(),
        [json!(1), json!("two"), Value::Null, json!({"three": 3})]
    );
    let modes = session.modes.unwrap();
    assert_eq!(modes[0], SessionMode::VoiceOnly);
    assert_eq!(modes[1].as_str(), "by-pigeon");
    assert_eq!(
        session.links.unwrap(),
        BTreeMap::from([(
            "participants".to_owned(),
            "https://example.com/p".to_owned()
        )])
    );
    assert_eq!(session.capabilities.unwrap().fax, Some(true));
    assert_eq!(session.participants.as_ref().unwrap().len(), 2);
    assert_eq!(session.participants.unwrap()[1].id, "2");
    let grandparent = session.parent.unwrap().parent.unwrap();
    assert_eq!(grandparent.sid, "KC1");
}

#[test]
fn null_and_absent_are_the_same() {
    let keys = [
        "service_sid",
        "date_started",
        "billed_on",
        "mode",
        "ttl",
        "price",
        "closed",
        "data",
        "attributes",
        "roles",
        "modes",
        "links",
        "capabilities",
        "participants",
        "parent",
    ];
    for key in keys {
        let expected: Session = from_text(&format!(r#"{{"sid": "{SID}"}}"#)).unwrap();
        assert_eq!(with(key, "null").unwrap(), expected, "{key}");
    }
}

#[test]
fn null_entries_are_left_out_of_lists_and_maps() {
    assert_eq!(
        with("roles", r#"["a", null, "b"]"#).unwrap().roles.unwrap(),
        ["a", "b"]
    );
    let participants = r#"[null, {"id": "1"}, null]"#;
    let session = with("participants", participants).unwrap();
    assert_eq!(session.participants.unwrap().len(), 1);
    assert_eq!(
        with("links", r#"{"a": null}"#).unwrap().links,
        Some(BTreeMap::new())
    );
}

#[test]
fn unknown_keys_are_skipped_whatever_they_hold() {
    for value in [
        "null",
        "[[[{}]]]",
        r#"{"sid": 1}"#,
        "1e999",
        r#""\ud83c\udf89""#,
    ] {
        assert!(with("not_declared", value).is_ok(), "{value}");
    }
}

#[test]
fn the_last_of_two_equal_keys_wins() {
    assert_eq!(with("ttl", r#"1, "ttl": 2"#).unwrap().ttl, Some(2));
    assert_eq!(with("ttl", r#"1, "ttl": null"#).unwrap().ttl, None);
    assert_eq!(
        with("roles", r#"["a"], "roles": ["b"]"#)
            .unwrap()
            .roles
            .unwrap(),
        ["b"]
    );
    let twice = with(
        "capabilities",
        r#"{"fax": true}, "capabilities": {"voice": true}"#,
    )
    .unwrap();
    assert_eq!(twice.capabilities.unwrap().fax, None);
    let links = with("links", r#"{"a": "1", "a": "2", "b": "1", "b": null}"#)
        .unwrap()
        .links;
    assert_eq!(
        links,
        Some(BTreeMap::from([("a".to_owned(), "2".to_owned())]))
    );
    assert_eq!(with("sid", r#""KC2""#).unwrap().sid, "KC2");
    assert_eq!(problem("sid", "null"), "`sid` is missing");
}

#[test]
fn keys_may_be_escaped() {
    let session: Session = from_text(r#"{"s\u0069d": "KC1", "tt\u006c": 5}"#).unwrap();
    assert_eq!(session.ttl, Some(5));
}

#[test]
fn numbers_may_come_as_text() {
    assert_eq!(with("ttl", r#""10""#).unwrap().ttl, Some(10));
    assert_eq!(
        with("ttl", r#""-9223372036854775808""#).unwrap().ttl,
        Some(i64::MIN)
    );
    assert_eq!(with("ttl", r#""10.000""#).unwrap().ttl, Some(10));
    assert_eq!(with("price", r#""19.720000""#).unwrap().price, Some(19.72));
    assert_eq!(with("price", r#""-0.0025""#).unwrap().price, Some(-0.0025));
    assert_eq!(
        problem("ttl", r#""ten""#),
        "ttl: expected an integer, found text that is none"
    );
    assert_eq!(
        problem("ttl", r#""""#),
        "ttl: expected an integer, found text that is none"
    );
    assert_eq!(
        problem("price", r#""nan""#),
        "price: expected a number, found text that is none"
    );
    assert_eq!(
        problem("price", r#""inf""#),
        "price: expected a number, found text that is none"
    );
    assert_eq!(
        problem("price", r#""1e999""#),
        "price: expected a number, found text that is none"
    );
}

#[test]
fn integers_may_be_written_with_a_point() {
    assert_eq!(with("ttl", "3.0").unwrap().ttl, Some(3));
    assert_eq!(with("ttl", "1e3").unwrap().ttl, Some(1000));
    assert_eq!(with("ttl", "-0.0").unwrap().ttl, Some(0));
    assert_eq!(
        with("ttl", "9223372036854775807").unwrap().ttl,
        Some(i64::MAX)
    );
    assert_eq!(
        with("ttl", "-9223372036854775808").unwrap().ttl,
        Some(i64::MIN)
    );
    assert_eq!(
        problem("ttl", "3.5"),
        "ttl: expected an integer, found a number with a fraction"
    );
    let beyond = "ttl: expected an integer, found a number beyond 64 bits";
    assert_eq!(problem("ttl", "9223372036854775808"), beyond);
    assert_eq!(problem("ttl", "18446744073709551616"), beyond);
    assert_eq!(problem("ttl", "-9223372036854775809e3"), beyond);
    assert_eq!(problem("ttl", r#""9223372036854775808""#), beyond);
}

#[test]
fn numbers_may_be_whole() {
    assert_eq!(with("price", "5").unwrap().price, Some(5.0));
    assert_eq!(with("price", "-5").unwrap().price, Some(-5.0));
}

#[test]
fn text_may_come_as_a_number_or_a_truth_value() {
    let name = |value| with("unique_name", value).unwrap().unique_name.unwrap();
    assert_eq!(name("10"), "10");
    assert_eq!(name("-10"), "-10");
    assert_eq!(name("2.5"), "2.5");
    assert_eq!(name("true"), "true");
    assert_eq!(name("false"), "false");
    assert_eq!(with("mode", "1").unwrap().mode.unwrap().as_str(), "1");
    assert_eq!(
        with("date_started", "0")
            .unwrap()
            .date_started
            .unwrap()
            .to_string(),
        "0"
    );
    assert_eq!(
        with("service_sid", "12").unwrap().service_sid.unwrap(),
        "12"
    );
}

#[test]
fn truth_values_may_come_as_text() {
    assert_eq!(with("closed", r#""true""#).unwrap().closed, Some(true));
    assert_eq!(with("closed", r#""false""#).unwrap().closed, Some(false));
    assert_eq!(
        problem("closed", r#""yes""#),
        "closed: expected true or false, found other text"
    );
    assert_eq!(
        problem("closed", "1"),
        "closed: expected true or false, found a number"
    );
}

#[test]
fn sids_are_kept_as_they_are_up_to_34_printable_characters() {
    let sid = with("service_sid", r#""XX wrong""#)
        .unwrap()
        .service_sid
        .unwrap();
    assert_eq!(sid, "XX wrong");
    assert!(!sid.is_well_formed());
    assert_eq!(with("service_sid", r#""""#).unwrap().service_sid, None);
    assert_eq!(problem("sid", r#""""#), "`sid` is missing");
    let long = format!("{:?}", "x".repeat(35));
    assert_eq!(
        problem("service_sid", &long),
        "service_sid: expected a SID, found 35 bytes"
    );
    for odd in [r#""\n""#, r#""é""#, r#""\u0000""#, r#""\u007f""#] {
        assert_eq!(
            problem("service_sid", odd),
            "service_sid: expected a SID, found characters that are not printable ASCII"
        );
    }
}

#[test]
fn dates_that_do_not_parse_are_kept() {
    let session = with("date_started", r#""soon""#).unwrap();
    let soon = session.date_started.unwrap();
    assert_eq!(soon.to_string(), "soon");
    assert_eq!(soon.unix_seconds(), None);
    assert_eq!(
        with("billed_on", r#""2026-02-30""#)
            .unwrap()
            .billed_on
            .unwrap()
            .to_date(),
        None
    );
}

#[test]
fn values_of_another_kind_are_refused_with_their_path() {
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
            "capabilities",
            r#"{"fax": []}"#,
            "capabilities.fax: expected true or false, found a list",
        ),
        (
            "participants",
            r#"[{"id": "1"}, 7]"#,
            "participants[1]: expected an object, found a number",
        ),
        (
            "participants",
            r#"[{"id": "1", "joined": {}}]"#,
            "participants[0].joined: expected text, found an object",
        ),
        (
            "parent",
            r#"{"sid": "KC1", "parent": {"ttl": []}}"#,
            "parent.parent.ttl: expected an integer, found a list",
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
    let text = "{\n  \"sid\": \"KC1\",\n  \"ttl\": [1]\n}";
    let error = from_text::<Session>(text).unwrap_err();
    assert_eq!((error.path(), error.line()), ("ttl", 3));
    assert_eq!(error.problem(), "expected an integer, found a list");
    assert_eq!(
        error.to_string(),
        format!(
            "at ttl: expected an integer, found a list (line 3, column {})",
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
        let error = with(key, secret).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
}

#[test]
fn long_keys_are_shortened_in_paths() {
    let key = "é".repeat(1000);
    let error = with("links", &format!(r#"{{"{key}": []}}"#)).unwrap_err();
    assert!(error.path().len() < 200, "{}", error.path());
    assert!(error.path().contains('…'));
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
    // Skipped values need no stack, so they may be as deep as they like.
    assert!(with("not_declared", &deep("[", "]")).is_ok());
}

#[test]
fn anything_that_a_field_can_hold_can_be_a_whole_reply() {
    assert_eq!(from_text::<Vec<i64>>("[1, null, 2]").unwrap(), [1, 2]);
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
    let keys = [
        "sid",
        "service_sid",
        "date_started",
        "billed_on",
        "mode",
        "ttl",
        "price",
        "closed",
        "data",
        "attributes",
        "roles",
        "steps",
        "modes",
        "links",
        "capabilities",
        "participants",
        "parent",
    ];
    for key in keys {
        for value in values {
            if let Err(error) = with(key, value) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}
