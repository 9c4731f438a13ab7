//! Percent-encoding and decoding of paths, queries and forms, and untyped JSON.
//!
//! All three are encoded alike: everything but the unreserved characters of
//! RFC 3986 is escaped, spaces included, which every server understands. It may
//! not know operations.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use super::super::model::from_text;

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends a text, percent-encoded.
pub(crate) fn push(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// Encodes pairs as a query or as the body of a form.
pub(crate) fn pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        push(&mut out, name);
        out.push('=');
        push(&mut out, value);
    }
    out
}

/// Decodes a text. Bytes that are not UTF-8 become U+FFFD.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Decodes the pairs of a query or of the body of a form, in which `+` stands for
/// a space.
pub(crate) fn decoded_pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded_with_plus(name), decoded_with_plus(value))
        })
        .collect()
}

fn decoded_with_plus(text: &str) -> String {
    if text.contains('+') {
        decoded(&text.replace('+', " "))
    } else {
        decoded(text)
    }
}

/// Parses JSON, or yields `None` for anything else. Untyped JSON is parsed here
/// only, because the parser would be compiled again for each further place.
pub(crate) fn json(bytes: &[u8]) -> Option<Value> {
    from_text(std::str::from_utf8(bytes).ok()?).ok()
}
