//! What no field of a model holds is kept beside its fields, and a reply is written again as it came.

mod models;

use models::sessions::{KEYS, SID};
use models::{Participant, Session};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use twilio_runtime::model::{Extra, from_text};

fn read(reply: &Value) -> Session {
    from_text(&reply.to_string()).unwrap_or_else(|error| panic!("{error}\n{reply}"))
}

fn written(model: &impl Serialize) -> Value {
    serde_json::to_value(model).unwrap()
}

/// Reads a session with one more key by every route, and checks that it is written as it came.
fn comes_back(key: &str, value: &Value) -> Session {
    let reply = json!({"sid": SID, key: value});
    let session = read(&reply);
    assert_eq!(written(&session), reply);
    assert_eq!(Session::deserialize(&reply).unwrap(), session);
    let text = serde_json::to_string(&session).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), reply);
    assert_eq!(written(&session.clone()), reply);
    session
}

#[test]
fn undeclared_keys_are_kept_at_any_depth() {
    for value in [
        json!(null),
        json!(1.5),
        json!(""),
        json!({"a": [null, {"b": true}]}),
    ] {
        let session = comes_back("undeclared", &value);
        assert_eq!(session.extra().len(), 1);
        assert_eq!(session.extra()["undeclared"].value(), &value);
        assert_eq!(session.extra()["undeclared"].problem(), None);
    }
    let session = comes_back("capabilities", &json!({"fax": true, "sms_outbound": false}));
    assert!(session.extra().is_empty());
    let capabilities = session.capabilities.unwrap();
    assert_eq!(capabilities.fax, Some(true));
    assert_eq!(capabilities.extra()["sms_outbound"].value(), false);
    let session = comes_back("participants", &json!([{"id": "1", "x": 1}, {"id": "2"}]));
    let participants = session.participants.unwrap();
    assert_eq!(participants[0].extra()["x"].value(), 1);
    assert!(participants[1].extra().is_empty());
    let session = comes_back("parent", &json!({"sid": "KC1", "x": 1}));
    assert_eq!(session.parent.unwrap().extra()["x"].value(), 1);
}

#[test]
fn a_value_that_does_not_fit_costs_its_own_field_only() {
    let session = comes_back("links", &json!("https://example.com/"));
    assert_eq!(session.sid, SID);
    assert_eq!(session.links, None);
    let extra = &session.extra()["links"];
    assert_eq!(extra.value(), "https://example.com/");
    assert_eq!(extra.problem(), Some("expected an object, found text"));
    let session = comes_back("capabilities", &json!({"fax": [], "voice": true}));
    let capabilities = session.capabilities.unwrap();
    assert_eq!((capabilities.fax, capabilities.voice), (None, Some(true)));
    let problem = capabilities.extra()["fax"].problem();
    assert_eq!(problem, Some("expected true or false, found a list"));
    let parent = json!({"sid": "KC1", "parent": {"sid": "KC0", "ttl": []}});
    let parent = comes_back("parent", &parent).parent.unwrap();
    assert!(parent.extra().is_empty());
    assert!(parent.parent.unwrap().extra().contains_key("ttl"));
}

#[test]
fn one_item_that_does_not_fit_keeps_the_whole_list_elsewhere() {
    let roles = json!(["a", null, 1, {"b": [2.5, null]}, [], "c"]);
    let session = comes_back("roles", &roles);
    assert_eq!(session.roles, None);
    assert_eq!(session.extra()["roles"].value(), &roles);
    assert_eq!(
        session.extra()["roles"].problem(),
        Some("at roles[3]: expected text, found an object")
    );
    let links = json!({"a": "1", "b": null, "c": 3, "d": {"e": 1}, "f": "2"});
    let session = comes_back("links", &links);
    assert_eq!(session.links, None);
    assert_eq!(
        session.extra()["links"].problem(),
        Some("at links.d: expected text, found an object")
    );
    let participants =
        json!([{"id": "1", "joined": 1, "x": null}, {"identifier": null, "id": []}, null]);
    let session = comes_back("participants", &participants);
    assert_eq!(session.participants, None);
    let problem = session.extra()["participants"].problem();
    assert_eq!(
        problem,
        Some("at participants[1].id: expected text, found a list")
    );
}

#[test]
fn a_resource_without_identity_within_another_is_kept_as_it_came() {
    for parent in [
        json!({}),
        json!({"sid": null, "ttl": null, "service_sid": "", "x": 1}),
        json!({"ttl": "10", "roles": [null], "sid": "", "links": 7}),
        json!({"ttl": null, "sid": {"a": 1}, "unique_name": {}, "price": 2}),
    ] {
        let session = comes_back("parent", &parent);
        assert_eq!(session.parent, None);
        assert_eq!(session.extra()["parent"].value(), &parent);
    }
    for id in [json!(""), json!(null)] {
        comes_back("participants", &json!([{"id": "1"}, {"id": id}]));
    }
}

#[test]
fn what_is_converted_is_written_as_it_came() {
    for (key, value) in [
        ("ttl", json!("10")),
        ("ttl", json!(3.0)),
        ("price", json!("-0.50")),
        ("price", json!(5)),
        ("price", json!(9_007_199_254_740_993_u64)),
        ("closed", json!("true")),
        ("unique_name", json!(true)),
        ("mode", json!(1)),
        ("service_sid", json!("")),
        ("account_sid", json!(12)),
        ("date_started", json!(0)),
        ("roles", json!(["a", null, 1, true, null])),
        ("roles", json!([null])),
        ("modes", json!([null, 7, "voice-only"])),
        ("links", json!({"a": null, "b": "1", "c": 2.5})),
        ("participants", json!([null, {"id": 1}, null])),
        ("sid", json!(12)),
    ] {
        let session = comes_back(key, &value);
        assert!(session.extra().is_empty(), "{key}: {session:?}");
    }
}

#[test]
fn how_a_value_was_spelled_makes_no_difference() {
    let spelled = comes_back("ttl", &json!("10"));
    assert_eq!(spelled, comes_back("ttl", &json!(10)));
    assert_ne!(spelled, comes_back("ttl", &json!("11")));
    assert_ne!(comes_back("x", &json!(1)), comes_back("x", &json!(2)));
    assert_ne!(comes_back("x", &json!(1)), read(&json!({"sid": SID})));
}

#[test]
fn what_has_been_changed_is_written_as_it_is_now() {
    let mut session = read(&json!({
        "sid": SID, "ttl": "10", "roles": ["a", null, 2], "links": {"a": null}, "closed": "true", "data": 7,
        "parent": [], "service_sid": "",
    }));
    session.ttl = Some(11);
    session.roles.as_mut().unwrap().push("b".to_owned());
    session
        .links
        .as_mut()
        .unwrap()
        .insert("a".to_owned(), "1".to_owned());
    session.closed = None;
    session.data = Some("8".to_owned());
    session.parent = Some(Box::new(read(&json!({"sid": "KC1"}))));
    session.service_sid = Some("KS0123456789abcdef0123456789abcdef".parse().unwrap());
    let expected = json!({
        "sid": SID, "ttl": 11, "roles": ["a", null, 2, "b"], "links": {"a": "1"}, "data": "8",
        "parent": {"sid": "KC1"}, "service_sid": "KS0123456789abcdef0123456789abcdef",
    });
    assert_eq!(written(&session), expected);
    session.roles = Some(vec!["c".to_owned()]);
    assert_eq!(written(&session)["roles"], json!(["c"]));
}

#[test]
fn of_two_equal_keys_the_last_counts() {
    let last = |members: &str| -> (Session, Value) {
        let text = format!(r#"{{"sid": "{SID}", {members}}}"#);
        let session = from_text::<Session>(&text).unwrap();
        let value = written(&session);
        assert_eq!(value, serde_json::from_str::<Value>(&text).unwrap());
        (session, value)
    };
    assert!(last(r#""ttl": [], "ttl": 5"#).0.extra().is_empty());
    assert_eq!(last(r#""ttl": 5, "ttl": []"#).0.ttl, None);
    last(r#""ttl": "5", "ttl": 6"#);
    last(r#""ttl": 6, "ttl": "5""#);
    last(r#""x": 1, "x": null"#);
    last(r#""links": {"a": null, "a": "1"}"#);
    last(r#""links": {"a": "1", "a": null}"#);
    last(r#""links": {"a": 1, "a": "1"}"#);
    last(r#""parent": {"sid": 1, "sid": "2", "ttl": 1}"#);
    last(r#""parent": {"sid": "2", "sid": null}"#);
}

#[test]
fn debug_shows_why_but_no_value() {
    let session = read(&json!({
        "sid": "KC1", "undeclared": "the secret", "ttl": ["the secret"], "data": {"the secret": []}, "closed": "true",
    }));
    let shown = "Session { sid: \"KC1\", closed: true, extra: {\"data\": [redacted], \
        \"ttl\": expected an integer, found a list, \"undeclared\": not declared} }";
    assert_eq!(format!("{session:?}"), shown);
    assert!(!format!("{:?}", session.extra()).contains("secret"));
}

#[test]
fn a_model_with_nothing_beside_its_fields_pays_a_pointer() {
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let session = from_text::<Session>("\u{feff}{\"sid\": \"KC1\"}").unwrap();
    assert_eq!(session.sid, "KC1");
    assert!(from_text::<Session>("\u{feff}\u{feff}{\"sid\": \"KC1\"}").is_err());
    assert!(from_text::<Session>("\u{feff}").is_err());
}

/// What JSON cannot be kept is left out, rather than that the reply is lost.
#[test]
fn values_that_cannot_be_kept_cost_no_reply() {
    let session = from_text::<Session>(r#"{"x": 1e999, "sid": "KC1", "y": 1, "ttl": []}"#).unwrap();
    assert_eq!(written(&session), json!({"sid": "KC1", "ttl": []}));
}

/// Random JSON, of keys that are declared and others.
struct Dice(fastrand::Rng);

impl Dice {
    fn value(&mut self, depth: usize) -> Value {
        match self.0.usize(..if depth == 0 { 9 } else { 12 }) {
            0 => Value::Null,
            1 => json!(self.0.bool()),
            2 => json!(self.0.i64(-5..5)),
            3 => json!(self.0.u64(..)),
            4 => json!((self.0.f64() - 0.5) * 1e3),
            5 => json!(
                [
                    "",
                    "10",
                    "-1.50",
                    "true",
                    "1e400",
                    "voice-only",
                    "2026-03-01"
                ][self.0.usize(..7)]
            ),
            6 => json!(self.text()),
            7 => json!("KC1"),
            8 => json!(self.0.i64(..) as f64),
            9 => (0..self.0.usize(..4))
                .map(|_| self.value(depth - 1))
                .collect(),
            _ => self.object(depth - 1),
        }
    }

    fn text(&mut self) -> String {
        (0..self.0.usize(..50))
            .map(|_| self.0.char('\0'..='\u{2000}'))
            .collect()
    }

    fn object(&mut self, depth: usize) -> Value {
        let members = (0..self.0.usize(..8)).map(|_| {
            let key = match self.0.usize(..20) {
                0 => self.text(),
                _ => KEYS[self.0.usize(..KEYS.len())].to_owned(),
            };
            (key, self.value(depth))
        });
        Value::Object(members.collect::<Map<_, _>>())
    }
}

/// A reply without the declared keys of its models that are null: null and absent are the same.
fn without_nulls(reply: &Value, session: &Session) -> Value {
    let mut reply = reply.clone();
    strip(&mut reply, &written(session));
    reply
}

/// Removes each null that is not written.
fn strip(came: &mut Value, written: &Value) {
    match (came, written) {
        (Value::Object(came), Value::Object(written)) => {
            came.retain(|key, value| !value.is_null() || written.contains_key(key));
            for (key, value) in came {
                strip(value, written.get(key).unwrap_or(&Value::Null));
            }
        }
        (Value::Array(came), Value::Array(written)) => {
            for (came, written) in came.iter_mut().zip(written) {
                strip(came, written);
            }
        }
        _ => {}
    }
}

#[test]
fn any_object_comes_back_as_it_was() {
    let mut dice = Dice(fastrand::Rng::with_seed(11));
    let mut kept = 0;
    for _ in 0..4000 {
        let mut reply = dice.object(4);
        reply["sid"] = json!(SID);
        let session = read(&reply);
        assert_eq!(written(&session), without_nulls(&reply, &session));
        let text = serde_json::to_string(&session).unwrap();
        let again: Session = from_text(&text).unwrap();
        assert_eq!(again, session);
        assert_eq!(serde_json::to_string(&again).unwrap(), text);
        assert_eq!(serde_json::from_value::<Session>(reply).unwrap(), session);
        kept += session.extra().len();
    }
    assert!(kept > 4000, "{kept} values");
    assert!(from_text::<Participant>("{}").is_err());
}
