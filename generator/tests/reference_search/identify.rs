//! What a text is.

use generator::reference::identify::{Identified, identify};
use generator::reference::search::EntryKind;

use crate::kit::index;

const KS: &str = "KS0123456789abcdef0123456789abcdef";
const KC: &str = "KC0123456789abcdef0123456789abcdef";

fn first(text: &str) -> Identified {
    let answers = identify(index(), text);
    answers
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{text:?} is nothing"))
}

#[test]
fn sids_by_their_prefix() {
    let sid = first(KC);
    assert_eq!(
        (sid.kind, sid.id.as_str()),
        (EntryKind::Sid, "proxy_v1/sids/KC")
    );
    assert_eq!(
        sid.explanation,
        "A SID with the prefix `KC`: SessionSid, proxy_v1."
    );
    assert_eq!(
        identify(index(), "AC0123456789abcdef0123456789abcdef").len(),
        3
    );
    let short = first("KC0123456789abcdef0123456789abcde");
    assert!(
        short.explanation.contains("31 hexadecimal digits"),
        "{}",
        short.explanation
    );
    assert_eq!(first("KC").id, "proxy_v1/sids/KC");
    assert_eq!(identify(index(), "ZZ0123456789abcdef0123456789abcdef"), []);
}

#[test]
fn paths_with_the_values_in_them() {
    let path = format!("/v1/Services/{KS}/Sessions/{KC}/Interactions");
    let values = [("ServiceSid", KS), ("SessionSid", KC)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    for text in [
        path.clone(),
        format!("GET {path}"),
        format!("https://proxy.twilio.com{path}?PageSize=20"),
        format!("https://proxy.dublin.ie1.twilio.com{path}"),
    ] {
        let operation = first(&text);
        assert_eq!(
            operation.id, "proxy_v1/operations/ListInteraction",
            "{text}"
        );
        assert_eq!(operation.values, values, "{text}");
    }
    assert_eq!(
        identify(index(), &format!("https://flex-api.twilio.com{path}")),
        []
    );
    assert_eq!(
        identify(index(), &format!("/v1/Services/{KS}/Sessions/{KC}")).len(),
        3
    );
    assert_eq!(
        first("DELETE /v1/Services/{Sid}").id,
        "proxy_v1/operations/DeleteService"
    );
    assert_eq!(
        first("/v1/Insights/QualityManagement").kind,
        EntryKind::Resource
    );
    let named = identify(
        index(),
        "/v1/Insights/QualityManagement/Assessments/Comments",
    );
    assert!(
        named
            .iter()
            .all(|answer| answer.values.is_empty() && answer.title.ends_with("Comment")),
        "{named:?}"
    );
}

#[test]
fn names_and_values() {
    for (text, id) in [
        ("ListInteraction", "proxy_v1/operations/ListInteraction"),
        ("proxy_v1/models/Session", "proxy_v1/models/Session"),
        ("proxy.v1.service.session", "proxy_v1/models/Session"),
        ("session_enum_mode", "proxy_v1/enums/SessionMode"),
        (
            "voice-and-message",
            "proxy_v1/enums/SessionMode#values.voice-and-message",
        ),
        (
            "SessionMode::VoiceOnly",
            "proxy_v1/enums/SessionMode#values.voice-only",
        ),
        ("proxy::v1::SessionMode", "proxy_v1/enums/SessionMode"),
        (
            "Session.unique_name",
            "proxy_v1/models/Session#property.unique_name",
        ),
        (
            "CreateSession#Ttl",
            "proxy_v1/operations/CreateSession#form.Ttl",
        ),
        (
            "SessionSid",
            "proxy_v1/operations/FetchInteraction#path.SessionSid",
        ),
    ] {
        let answers = identify(index(), text);
        assert!(
            answers.iter().any(|answer| answer.id == id),
            "{text}: {answers:#?}"
        );
    }
}

#[test]
fn rust_calls() {
    for (text, id) in [
        (
            "client.proxy().v1().service(sid).sessions().create()",
            "proxy_v1/operations/CreateSession",
        ),
        (
            "session.interactions().list().page_size(100).items()",
            "proxy_v1/operations/ListInteraction",
        ),
        (
            "let x = client.flex().v2().web_chats().create(\"a\", b()).await?;",
            "flex_v2/operations/CreateWebChannel",
        ),
        (
            "client.proxy().v1().service(sid)",
            "proxy_v1/resources/services",
        ),
    ] {
        assert_eq!(first(text).id, id, "{text}");
    }
}

#[test]
fn nothing_known_is_nothing() {
    for text in [
        "",
        " ",
        "/",
        "hello world",
        "(",
        "x.y.z()",
        "http://",
        "::",
        &"a".repeat(5000),
    ] {
        assert_eq!(identify(index(), text), [], "{text:?}");
    }
}
