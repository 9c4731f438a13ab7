//! Signatures of requests from Twilio. The signatures here were computed with
//! Twilio's Python library, 9.13.0.

#![cfg(feature = "webhooks")]

use twilio_runtime::webhooks::{Incoming, Rejected, Validator};

const TOKEN: &str = "1c892n40nd03kdnc0112slzkl3091j20";
const FORM: Option<&str> = Some("application/x-www-form-urlencoded; charset=UTF-8");

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
    validator.validate(&Incoming {
        url,
        signature,
        content_type: FORM,
        body: body.as_bytes(),
    })
}

fn json(url: &str, body: &[u8], content_type: Option<&str>) -> Result<(), Rejected> {
    Validator::new(TOKEN).validate(&Incoming {
        url,
        signature: JSON_SIGNATURE,
        content_type,
        body,
    })
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
    assert_eq!(json(&other, BODY.as_bytes(), kind), Err(Rejected::BodyHash));
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
    let incoming = Incoming {
        url: "https://example.com/?marked",
        signature: "marked",
        content_type: FORM,
        body: b"marked",
    };
    let printed = format!(
        "{:?} {incoming:?} {}",
        Validator::new("marked"),
        Rejected::Signature
    );
    assert!(!printed.contains("marked"), "{printed}");
}
