//! Signatures for tests of code that takes webhooks: the same that Twilio's Python library
//! makes, and good enough for the validator.

#![cfg(all(feature = "webhooks", feature = "testing"))]

mod recorded;

use recorded::{TOKEN, recorded};
use twilio_runtime::testing::{sign, with_body_hash};
use twilio_runtime::webhooks::{Incoming, Rejected, Validator};

#[test]
fn they_are_those_of_the_reference() {
    for request in recorded() {
        let signature = sign(TOKEN, &request.url, &request.body);
        assert_eq!(
            Some(&signature),
            request.signature.as_ref(),
            "{}",
            request.name
        );
        let header = |name: &str| match name {
            "x-twilio-signature" => Some(signature.as_str()),
            "content-type" => request.content_type.as_deref(),
            _ => None,
        };
        let (method, url, body) = (&request.method, &request.url, &request.body);
        let incoming = Incoming::new(method, url, header, body.as_bytes());
        let verdict = Validator::new(TOKEN).validate(&incoming);
        assert_eq!(verdict, Ok(()), "{}", request.name);
    }
}

#[test]
fn a_body_that_is_not_a_form_is_signed_by_its_hash() {
    let body = r#"{"status":"ready"}"#;
    let url = with_body_hash("https://example.com/hook?x=1", body);
    let (before, hash) = url.split_once("&bodySHA256=").unwrap();
    assert_eq!((before, hash.len()), ("https://example.com/hook?x=1", 64));
    assert!(with_body_hash("https://example.com/hook#part", body).contains("/hook?bodySHA256="));
    let signature = sign(TOKEN, &url, body);
    let verdict = |body: &str| {
        let header = |name: &str| match name {
            "x-twilio-signature" => Some(signature.as_str()),
            "content-type" => Some("application/json"),
            _ => None,
        };
        let incoming = Incoming::new("POST", url.as_str(), header, body.as_bytes());
        Validator::new(TOKEN).validate(&incoming)
    };
    assert_eq!(verdict(body), Ok(()));
    assert_eq!(verdict("{}"), Err(Rejected::BodyHash));
}

#[test]
fn what_is_not_sent_of_a_url_is_not_signed() {
    let plain = sign(TOKEN, "https://example.com/hook", "A=1");
    let whole = sign(TOKEN, "https://user:password@example.com/hook#part", "A=1");
    assert_eq!(plain, whole);
    assert_ne!(plain, sign("other", "https://example.com/hook", "A=1"));
}
