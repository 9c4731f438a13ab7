//! Requests from Twilio, for the tests of their signatures.

use twilio_runtime::webhooks::Incoming;

pub(crate) const TOKEN: &str = "1c892n40nd03kdnc0112slzkl3091j20";
pub(crate) const FORM: Option<&str> = Some("application/x-www-form-urlencoded; charset=UTF-8");

/// A `POST` with a signature and, if there is one, a type of its body.
pub(crate) fn posted<'a>(
    url: &'a str,
    signature: &'a str,
    content_type: Option<&'a str>,
    body: &'a [u8],
) -> Incoming<'a> {
    let header = |name: &str| match name {
        "x-twilio-signature" => Some(signature),
        "content-type" => content_type,
        _ => None,
    };
    Incoming::new("POST", url, header, body)
}
