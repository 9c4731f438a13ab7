//! Models through serde's traits: round trips, other deserializers, redaction.

mod models;

use models::{Participant, Session, SessionMode, SessionSid};
use serde::Deserialize;
use serde_json::{Value, json};
use twilio_runtime::model::{Date, Timestamp, from_text};

fn reply() -> Value {
    json!({
        "sid": "KC0123456789ABCDEF0123456789abcdef",
        "service_sid": "not one",
        "account_sid": null,
        "date_started": "2026-03-01T08:00:00Z",
        "date_expiry": "Sun, 01 Mar 2026 10:00:00 +0200",
        "billed_on": "yesterday",
        "mode": "by-pigeon",
        "ttl": -1,
        "price": 19.72,
        "closed": true,
        "unique_name": "",
        "data": "the secret",
        "attributes": {"b": [null, 1.5], "a": {}},
        "roles": [],
        "steps": [null, "x", {}],
        "modes": ["voice-only", "", "by-pigeon"],
        "links": {"b": "1", "a": "2"},
        "capabilities": {"fax": false},
        "participants": [{"id": "1", "identifier": "+15558675310", "joined": "2026-03-01T08:00:00.500Z"}],
        "parent": {"sid": "KC2", "ttl": 0}
    })
}

#[test]
fn what_was_decoded_encodes_to_the_same_json() {
    let session: Session = from_text(&reply().to_string()).unwrap();
    let mut expected = reply();
    expected.as_object_mut().unwrap().remove("account_sid");
    assert_eq!(serde_json::to_value(&session).unwrap(), expected);
    let again: Session = from_text(&serde_json::to_string(&session).unwrap()).unwrap();
    assert_eq!(again, session);
    assert_eq!(again.clone(), session);
}

#[test]
fn fields_are_written_in_the_document_s_order_and_the_rest_after_them() {
    let session: Session =
        from_text(r#"{"ttl": 1, "b": 2, "mode": [], "a": 3, "price": null, "sid": "KC1"}"#)
            .unwrap();
    assert_eq!(
        serde_json::to_string(&session).unwrap(),
        r#"{"sid":"KC1","ttl":1,"a":3,"b":2,"mode":[]}"#
    );
    assert_eq!(serde_json::to_string(&Session::default()).unwrap(), "{}");
}

#[test]
fn every_route_gives_the_same_model() {
    let text = reply().to_string();
    let session: Session = from_text(&text).unwrap();
    assert_eq!(serde_json::from_str::<Session>(&text).unwrap(), session);
    assert_eq!(
        serde_json::from_slice::<Session>(text.as_bytes()).unwrap(),
        session
    );
    assert_eq!(
        serde_json::from_reader::<_, Session>(text.as_bytes()).unwrap(),
        session
    );
    assert_eq!(serde_json::from_value::<Session>(reply()).unwrap(), session);
    assert_eq!(Session::deserialize(&reply()).unwrap(), session);
    let optional: Option<Session> = serde_json::from_str(&text).unwrap();
    assert_eq!(optional, Some(session));
    assert_eq!(
        serde_json::from_str::<Option<Session>>("null").unwrap(),
        None
    );
}

#[test]
fn other_deserializers_report_the_path_too() {
    let wrong = json!([{"id": "1"}, {"id": []}]);
    let error = serde_json::from_value::<Participant>(wrong[1].clone()).unwrap_err();
    assert_eq!(error.to_string(), "at id: expected text, found a list");
    let error = serde_json::from_str::<Vec<Participant>>(&wrong.to_string()).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("at id: expected text, found a list"),
        "{text}"
    );
    let error = serde_json::from_value::<Session>(json!({})).unwrap_err();
    assert_eq!(error.to_string(), "`sid` is missing");
    let error = serde_json::from_value::<Session>(Value::Null).unwrap_err();
    assert_eq!(error.to_string(), "expected an object, found nothing");
}

#[test]
fn scalars_have_serde_of_their_own() {
    let sid: SessionSid = serde_json::from_value(json!("KC1")).unwrap();
    assert_eq!(serde_json::to_value(sid).unwrap(), json!("KC1"));
    let error = serde_json::from_value::<SessionSid>(json!("é")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a SID, found characters that are not printable ASCII"
    );
    for text in ["2026-03-01T08:00:00Z", "soon", ""] {
        let timestamp: Timestamp = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(serde_json::to_value(&timestamp).unwrap(), json!(text));
    }
    let date: Date = serde_json::from_value(json!("2026-03-01")).unwrap();
    assert_eq!(serde_json::to_value(&date).unwrap(), json!("2026-03-01"));
    let mode: SessionMode = serde_json::from_value(json!("voice-only")).unwrap();
    assert_eq!(mode, SessionMode::VoiceOnly);
    assert!(serde_json::from_value::<SessionMode>(Value::Null).is_err());
    assert_eq!(
        serde_json::to_value(SessionMode::from("x")).unwrap(),
        json!("x")
    );
}

#[test]
fn debug_shows_what_is_there_and_nothing_personal() {
    let session: Session = from_text(
        r#"{"sid": "KC1", "mode": "voice-only", "ttl": 5, "data": "secret", "roles": ["a"],
            "date_started": "2026-03-01T08:00:00Z", "links": {"a": "b"}, "price": 2.0,
            "participants": [{"id": "1", "identifier": "+15558675310"}]}"#,
    )
    .unwrap();
    let shown = "Session { sid: \"KC1\", date_started: \"2026-03-01T08:00:00Z\", \
        mode: \"voice-only\", ttl: 5, price: 2.0, data: [redacted], roles: [\"a\"], \
        links: {\"a\": \"b\"}, participants: [Participant { id: \"1\", identifier: [redacted] }] }";
    assert_eq!(format!("{session:?}"), shown);
    assert_eq!(format!("{:?}", Session::default()), "Session");
    let pretty = format!("{session:#?}");
    assert!(pretty.contains("\n    data: [redacted],\n"), "{pretty}");
    assert!(
        pretty.contains("\n            identifier: [redacted],\n"),
        "{pretty}"
    );
}
