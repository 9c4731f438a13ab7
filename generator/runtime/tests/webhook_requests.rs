//! Requests from Twilio as servers have them: by method, with what a configured URL may
//! hold, and of any size. The signatures here were computed with Twilio's Python library,
//! 9.13.0, over what Twilio signs.

#![cfg(feature = "webhooks")]

mod hooks;

use hooks::{FORM, TOKEN, posted};
use http::Request;
use twilio_runtime::webhooks::{Incoming, Rejected, Validator};

/// The hash of no body of these requests.
const HASH: &str = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

/// The URL `https://example.com/hook?x=1` with the form `A=1`.
const OF_FORM: &str = "2Hf2OKlkPZzbff3SJnOmDNdxyWw=";
/// The same URL without a form.
const OF_URL: &str = "v8J+fsUGPAYqLcj/VaVoCmOMW9Q=";

fn judged(incoming: &Incoming<'_>) -> Result<(), Rejected> {
    Validator::new(TOKEN).validate(incoming)
}

#[test]
fn a_get_carries_the_hash_of_a_body_that_it_does_not_have() {
    let once = format!("https://example.com/hook?CallSid=CA1&bodySHA256={HASH}");
    let twice = format!("{once}&bodySHA256={HASH}");
    for (url, signature) in [
        (&once, "STgDkWVhTgTMQ7KmmS3BZn4z+kA="),
        (&twice, "WUQvI99lJdMS41aSSG3FPm0JrTo="),
    ] {
        for kind in [None, FORM] {
            let mut incoming = posted(url, signature, kind, b"");
            assert_eq!(judged(&incoming), Err(Rejected::BodyHash), "{url}");
            incoming.method = "GET";
            assert_eq!(judged(&incoming), Ok(()), "{url}");
            // With a body it is held to the hash, and without its signature to nothing.
            incoming.body = b"{}";
            assert!(judged(&incoming).is_err(), "{url}");
            incoming.body = b"";
            incoming.signature = OF_URL;
            assert_eq!(judged(&incoming), Err(Rejected::Signature), "{url}");
        }
    }
}

#[test]
fn what_is_not_sent_of_a_configured_url_is_not_signed() {
    for url in [
        "https://user:password@example.com/hook?x=1",
        "https://user@example.com:443/hook?x=1",
        "https://a@b:c@example.com/hook?x=1",
        "https://example.com/hook?x=1#rc=2&rp=all",
        "https://user:password@example.com/hook?x=1#rc=2&rp=all",
        "https://example.com/hook?x=1#a?b@c/d",
    ] {
        assert_eq!(judged(&posted(url, OF_FORM, FORM, b"A=1")), Ok(()), "{url}");
    }
    // Signed with all of it, as Twilio never does.
    let url = "https://user:pass@example.com/hook?x=1";
    let whole = posted(url, "ptPDDbKSIzWhKIczvd2QL1KWfM0=", FORM, b"A=1");
    assert_eq!(judged(&whole), Err(Rejected::Signature));
    // An `@` behind the host is part of the path or the query.
    for url in ["https://a/@example.com/hook?x=1", "https://a?@example.com"] {
        let other = posted(url, OF_FORM, FORM, b"A=1");
        assert_eq!(judged(&other), Err(Rejected::Signature), "{url}");
    }
}

#[test]
fn a_hash_in_a_fragment_vouches_for_nothing() {
    // The SHA-256 of the body.
    let hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    for url in [
        format!("https://example.com/hook?x=1#bodySHA256={hash}"),
        format!("https://example.com/hook?x=1#&bodySHA256={hash}"),
        format!("https://example.com/hook?x=1#?bodySHA256={hash}"),
    ] {
        let incoming = posted(&url, OF_URL, Some("application/json"), b"{}");
        assert_eq!(judged(&incoming), Err(Rejected::NoBodyHash), "{url}");
    }
    let url = format!("https://example.com/hook#?x=1&bodySHA256={hash}");
    let incoming = posted(
        &url,
        "pqfgeqdsEhvy8l+pmXL8UJANcvg=",
        Some("application/json"),
        b"{}",
    );
    assert_eq!(judged(&incoming), Err(Rejected::NoBodyHash));
}

#[test]
fn a_form_beyond_the_limits_is_not_read() {
    let hostile = "a&".repeat(1_500_000);
    let url = "https://example.com/hook?x=1";
    let incoming = posted(url, OF_FORM, FORM, hostile.as_bytes());
    let validator = Validator::new(TOKEN);
    assert_eq!(validator.validate(&incoming), Err(Rejected::TooLarge));
    let longer = validator.clone().max_form_bytes(usize::MAX);
    assert_eq!(longer.validate(&incoming), Err(Rejected::TooLarge));
    let both = longer.max_parameters(usize::MAX);
    let many = "a&".repeat(2_000);
    let many = posted(url, OF_FORM, FORM, many.as_bytes());
    assert_eq!(validator.validate(&many), Err(Rejected::TooLarge));
    assert_eq!(both.validate(&many), Err(Rejected::Signature));

    let narrow = validator.max_form_bytes(3).max_parameters(1);
    let fits = posted(url, OF_FORM, FORM, b"A=1");
    assert_eq!(narrow.validate(&fits), Ok(()));
    let two = posted(url, OF_FORM, FORM, b"A&B");
    assert_eq!(narrow.validate(&two), Err(Rejected::TooLarge));
    let long = posted(url, OF_FORM, FORM, b"A=12");
    assert_eq!(narrow.validate(&long), Err(Rejected::TooLarge));
    // What is not a parameter does not count.
    let padded = posted(url, OF_FORM, FORM, b"&A&");
    assert_eq!(narrow.validate(&padded), Err(Rejected::Signature));
    assert_eq!(
        narrow.max_parameters(0).validate(&posted(
            "https://example.com/hook",
            "pqfgeqdsEhvy8l+pmXL8UJANcvg=",
            FORM,
            b""
        )),
        Ok(())
    );
}

#[test]
fn a_request_of_the_crate_http_is_taken_as_it_is() {
    let request = |uri: &str, body: &'static str| {
        Request::builder()
            .method("POST")
            .uri(uri)
            .header("Host", "example.com")
            .header("X-Twilio-Signature", OF_FORM)
            .header("Content-Type", FORM.unwrap())
            .body(body.as_bytes().to_vec())
            .unwrap()
    };
    for uri in ["/hook?x=1", "https://example.com/hook?x=1"] {
        let request = request(uri, "A=1");
        let incoming = Incoming::from_http(&request);
        assert_eq!(incoming.url, "https://example.com/hook?x=1");
        assert_eq!((incoming.method, incoming.body), ("POST", &b"A=1"[..]));
        assert_eq!(judged(&incoming), Ok(()), "{uri}");
    }
    // As a proxy passes it on.
    let behind = request("http://10.0.0.1/x=1", "A=1");
    let incoming = Incoming::from_http(&behind);
    assert_eq!(judged(&incoming), Err(Rejected::Signature));
    let incoming = incoming.with_url("https://example.com/hook?x=1");
    assert_eq!(judged(&incoming), Ok(()));
    let changed = request("/hook?x=1", "A=2");
    let incoming = Incoming::from_http(&changed);
    assert_eq!(judged(&incoming), Err(Rejected::Signature));
}

#[test]
fn headers_of_a_request_may_be_missing_or_no_text() {
    let bare = Request::get("/hook?x=1").body("").unwrap();
    assert_eq!(
        judged(&Incoming::from_http(&bare)),
        Err(Rejected::Signature)
    );
    let header = http::HeaderValue::from_bytes(b"\xff").unwrap();
    let odd = Request::get("/hook?x=1")
        .header("X-Twilio-Signature", &header)
        .header("X-Twilio-Webhooks-Signature-Settings", &header)
        .header("Content-Type", &header)
        .header("Host", &header)
        .body("")
        .unwrap();
    assert_eq!(judged(&Incoming::from_http(&odd)), Err(Rejected::Signature));

    let shared = Request::get("https://example.com/hook?x=1")
        .header("X-Twilio-Signature", OF_URL)
        .header("X-Twilio-Webhooks-Signature-Settings", "key=K1")
        .body("")
        .unwrap();
    let validator = Validator::new("other").or_shared_key("K1", TOKEN);
    let incoming = Incoming::from_http(&shared);
    assert_eq!(validator.validate(&incoming), Ok(()));
    assert_eq!(judged(&incoming), Err(Rejected::Key));
}
