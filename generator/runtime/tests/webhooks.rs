//! Signatures of requests from Twilio. The signatures here were computed with
//! Twilio's Python library, 9.13.0.

#![cfg(feature = "webhooks")]

mod hooks;

use hooks::{FORM, TOKEN, posted};
use twilio_runtime::webhooks::{Rejected, Validator};

const FORMS: [(&str, &str, &str); 7] = [
    (
        "https://example.com/hook?foo=1&bar=2",
        "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212",
        "qdKqd4+11C++aHWsKkMNnXnAV9I=",
    ),
    (
        "https://example.com/hook",
        "Body=a+b%26c%3D%C3%BC%F0%9F%8E%89&Empty=&Z=1&a=2",
        "VDc6TXc2a6Ho6aQa6Xp0KntJ9fA=",
    ),
    (
        "https://example.com/hook",
        "M=b&M=a&M=b&A=1",
        "oYaFmzMcAKfS/b0qjY7rk+jP2ro=",
    ),
    (
        "https://example.com:443/hook",
        "A=1",
        "oUOnGCITrk0+SID2IOASuDknItY=",
    ),
    (
        "http://example.com:80/hook?x",
        "A=1",
        "aPlmdf9kO6UOQx5YAHCPgI+T/Ag=",
    ),
    (
        "https://example.com:8443/hook",
        "A=1",
        "5gEj0BLM9GuDLcmvVeTpICv8QJc=",
    ),
    (
        "https://example.com/hook",
        "",
        "pqfgeqdsEhvy8l+pmXL8UJANcvg=",
    ),
];

const HASH: &str = "4f5701c27fe91e395dc5a6dfc5d46d23858a54ef5260fa4072ebbe8185b64edd";
const BODY: &str = r#"{"property": "value", "boolean": true, "u": "ü"}"#;
const JSON_SIGNATURE: &str = "gOkcZXOal3NeWBdSGgHpiNn4lWw=";

fn form(validator: &Validator, url: &str, body: &str, signature: &str) -> Result<(), Rejected> {
    validator.validate(&posted(url, signature, FORM, body.as_bytes()))
}

fn json(url: &str, body: &[u8], content_type: Option<&str>) -> Result<(), Rejected> {
    Validator::new(TOKEN).validate(&posted(url, JSON_SIGNATURE, content_type, body))
}

fn json_url() -> String {
    format!("https://example.com/hook?bodySHA256={HASH}&x=1")
}

#[test]
fn forms_agree_with_the_reference() {
    let validator = Validator::new(TOKEN);
    for (url, body, signature) in FORMS {
        assert_eq!(
            form(&validator, url, body, signature),
            Ok(()),
            "{url} {body}"
        );
    }
}

#[test]
fn the_usual_port_may_be_there_or_not() {
    let validator = Validator::new(TOKEN);
    for (url, body, signature) in FORMS {
        let other = match url {
            url if url.contains(":443") => url.replace(":443", ""),
            url if url.contains(":80/") => url.replace(":80", ""),
            url if url.contains(":8443") => continue,
            url => url.replace("example.com", "example.com:443"),
        };
        assert_eq!(form(&validator, &other, body, signature), Ok(()), "{other}");
    }
    // An unusual port is left out too, as the reference does.
    let (_, body, signature) = FORMS[5];
    let other = "https://example.com:9000/hook";
    assert_eq!(
        form(&validator, other, body, signature),
        Err(Rejected::Signature)
    );
}

#[test]
fn whatever_is_changed_is_rejected() {
    let validator = Validator::new(TOKEN);
    let (url, body, signature) = FORMS[0];
    let rejected = Err(Rejected::Signature);
    assert_eq!(
        form(
            &validator,
            "https://example.com/hook?foo=1",
            body,
            signature
        ),
        rejected
    );
    assert_eq!(
        form(&validator, &url.replace("https", "http"), body, signature),
        rejected
    );
    assert_eq!(
        form(&validator, &url.replace("example", "evil"), body, signature),
        rejected
    );
    assert_eq!(
        form(&validator, url, &body.replace("1234&", "1235&"), signature),
        rejected
    );
    assert_eq!(
        form(&validator, url, &format!("{body}&Extra=1"), signature),
        rejected
    );
    assert_eq!(form(&validator, url, "", signature), rejected);
    for signature in [
        "",
        "x",
        "qdKqd4+11C++aHWsKkMNnXnAV9I",
        "qdKqd4+11C++aHWsKkMNnXnAV9J=",
    ] {
        assert_eq!(form(&validator, url, body, signature), rejected);
    }
    let other = Validator::new("other");
    assert_eq!(form(&other, url, body, signature), rejected);
}

#[test]
fn any_of_several_tokens_will_do() {
    let (url, body, signature) = FORMS[0];
    for validator in [
        Validator::new("other").or(TOKEN),
        Validator::new(TOKEN).or("other"),
        Validator::new("a").or("b").or(TOKEN),
    ] {
        assert_eq!(form(&validator, url, body, signature), Ok(()));
    }
    let neither = Validator::new("a").or("b");
    assert_eq!(
        form(&neither, url, body, signature),
        Err(Rejected::Signature)
    );
}

#[test]
fn an_empty_token_vouches_for_nothing() {
    // Made with the empty key, as anybody can.
    let signature = "xQOF1APtyntRalj3wBIyoHzQGho=";
    let url = "https://example.com/hook";
    for validator in [Validator::new(""), Validator::new(TOKEN).or("")] {
        assert_eq!(
            form(&validator, url, "", signature),
            Err(Rejected::Signature)
        );
    }
}

#[test]
fn other_bodies_are_vouched_for_by_their_hash() {
    let kind = Some("application/json");
    assert_eq!(json(&json_url(), BODY.as_bytes(), kind), Ok(()));
    assert_eq!(json(&json_url(), BODY.as_bytes(), None), Ok(()));
    let changed = BODY.replace("true", "false");
    assert_eq!(
        json(&json_url(), changed.as_bytes(), kind),
        Err(Rejected::BodyHash)
    );
    assert_eq!(
        json(&json_url(), b"\xff\xfe", kind),
        Err(Rejected::BodyHash)
    );
    let other = json_url().replace(HASH, &"0".repeat(64));
    let changed = json(&other, BODY.as_bytes(), kind);
    assert_eq!(changed, Err(Rejected::Signature));
    let without = "https://example.com/hook?x=1";
    assert_eq!(
        json(without, BODY.as_bytes(), kind),
        Err(Rejected::NoBodyHash)
    );
}

#[test]
fn a_signed_json_request_cannot_be_passed_off_as_an_empty_form() {
    assert_eq!(json(&json_url(), b"", FORM), Err(Rejected::BodyHash));
}

#[test]
fn odd_urls_do_no_harm() {
    let validator = Validator::new(TOKEN);
    for url in [
        "",
        "?",
        "://",
        "https://",
        "https://[::1]:443/x",
        "https://u:p@h:1/",
        "héé://:",
    ] {
        assert_eq!(
            form(&validator, url, "A=1", "AAAA"),
            Err(Rejected::Signature),
            "{url}"
        );
    }
}

#[test]
fn nothing_secret_or_personal_is_printed() {
    let mut incoming = posted("https://example.com/?marked", "marked", FORM, b"marked");
    incoming.signature_settings = Some("marked");
    let printed = format!(
        "{:?} {incoming:?} {}",
        Validator::new("marked"),
        Rejected::Signature
    );
    assert!(!printed.contains("marked"), "{printed}");
}

const SHARED_KEY: &str = "webhooks_sharedkey_1";

fn with_settings(signature: &str, settings: &str) -> Result<(), Rejected> {
    let validator = Validator::new(TOKEN).or_shared_key(SHARED_KEY, "secret-of-the-key");
    let mut incoming = posted("https://example.com/hook", signature, FORM, b"A=1");
    incoming.signature_settings = Some(settings);
    validator.validate(&incoming)
}

#[test]
fn a_shared_key_signs_what_names_it() {
    let (sha256, sha1) = (
        "04BiT7lwr5uvY+3B3eyKUAu1/lwGGyIMmlYYUXYv9nQ=",
        "+ptcwtQdeAEcHLGwH7b3xAqcnUE=",
    );
    for settings in [
        "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256",
        " algorithm = HMAC_SHA256 , key = webhooks_sharedkey_1 ",
        "key=,other,key=webhooks_sharedkey_1,algorithm=,algorithm=hmac_sha256",
    ] {
        assert_eq!(with_settings(sha256, settings), Ok(()), "{settings}");
        let rejected = Err(Rejected::Signature);
        assert_eq!(with_settings(sha1, settings), rejected, "{settings}");
    }
    for settings in [
        "key=webhooks_sharedkey_1",
        "algorithm=HMAC_SHA1,key=webhooks_sharedkey_1",
    ] {
        assert_eq!(with_settings(sha1, settings), Ok(()), "{settings}");
    }
}

#[test]
fn a_token_does_not_stand_in_for_a_key_nor_a_key_for_a_token() {
    let by_token = "9l3q9W7sNJvi0Q2cu0TN+4dzWkdvZS7i/cfzlziXNLM=";
    let by_key = "04BiT7lwr5uvY+3B3eyKUAu1/lwGGyIMmlYYUXYv9nQ=";
    let named = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256";
    let unnamed = "algorithm=HMAC_SHA256";
    assert_eq!(with_settings(by_token, unnamed), Ok(()));
    assert_eq!(with_settings(by_token, named), Err(Rejected::Signature));
    assert_eq!(with_settings(by_key, unnamed), Err(Rejected::Signature));
    let other = "key=webhooks_sharedkey_2,algorithm=HMAC_SHA256";
    assert_eq!(with_settings(by_key, other), Err(Rejected::Key));
}

#[test]
fn an_unknown_algorithm_is_rejected() {
    let settings = "key=webhooks_sharedkey_1,algorithm=HMAC_MD5";
    assert_eq!(with_settings("AAAA", settings), Err(Rejected::Algorithm));
}

#[test]
fn the_letter_case_of_the_scheme_does_not_matter() {
    let validator = Validator::new(TOKEN);
    for (url, body, signature) in FORMS {
        let url = url.replacen("http", "HTtP", 1);
        assert_eq!(form(&validator, &url, body, signature), Ok(()), "{url}");
    }
}

#[test]
fn an_apostrophe_may_be_escaped_after_signing() {
    let validator = Validator::new(TOKEN);
    let (plain, escaped) = (
        "https://example.com/hook?name=O'Neil",
        "https://example.com/hook?name=O%27Neil",
    );
    let of_plain = "+pow896IYCTMwoxXKfBw+SfUU3I=";
    let of_escaped = "5Q9/luVsNi4HOCELPc4/p9Ta44M=";
    assert_eq!(form(&validator, plain, "A=1", of_plain), Ok(()));
    assert_eq!(form(&validator, escaped, "A=1", of_plain), Ok(()));
    assert_eq!(form(&validator, escaped, "A=1", of_escaped), Ok(()));
    let rejected = Err(Rejected::Signature);
    assert_eq!(form(&validator, plain, "A=1", of_escaped), rejected);
}
