//! Percent-encoding of paths, queries and forms, in both directions,
//! and untyped JSON.
//!
//! There is one rule for all three: everything but the unreserved characters of
//! RFC 3986 is escaped, a space too. Servers read that alike everywhere.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use super::super::model::from_text;

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends a text, escaped.
pub(crate) fn push(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// The pairs as in a query or in a form's body.
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

/// A text without its escapes; what is not UTF-8 becomes U+FFFD.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pairs of a query or a form's body; `+` is a space there.
pub(crate) fn decoded_pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (spaced(name), spaced(value))
        })
        .collect()
}

fn spaced(text: &str) -> String {
    if text.contains('+') {
        decoded(&text.replace('+', " "))
    } else {
        decoded(text)
    }
}

/// Bytes as JSON, where they are that. The one place that reads untyped JSON,
/// since each other one would be compiled once more.
pub(crate) fn json(bytes: &[u8]) -> Option<Value> {
    from_text(std::str::from_utf8(bytes).ok()?).ok()
}
