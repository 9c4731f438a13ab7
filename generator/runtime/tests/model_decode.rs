//! Decoding replies: what is kept, what is lenient, what is refused and where.

mod models;

use std::collections::BTreeMap;

use models::sessions::{SID, problem, with};
use models::{Session, SessionMode};
use serde_json::{Value, json};
use twilio_runtime::model::{Date, from_text};

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
fn undeclared_keys_do_no_harm_whatever_they_hold() {
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
        "ttl: expected an integer, found other text"
    );
    assert_eq!(
        problem("ttl", r#""""#),
        "ttl: expected an integer, found other text"
    );
    assert_eq!(
        problem("price", r#""nan""#),
        "price: expected a number, found other text"
    );
    assert_eq!(
        problem("price", r#""inf""#),
        "price: expected a number, found other text"
    );
    assert_eq!(
        problem("price", r#""1e999""#),
        "price: expected a number, found other text"
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
            .year(),
        None
    );
}
