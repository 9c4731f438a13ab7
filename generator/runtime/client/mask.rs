//! Masks the credentials of a request in what comes back: some servers and gateways
//! repeat the request in their errors.
//!
//! It may not know replies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::HeaderValue;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::secret::Secret;

/// What is shorter may as well be a word, and is not a secret.
const SHORTEST: usize = 4;

/// How much of a secret has to be there at the end of a text that was cut off.
const SHORTEST_CUT: usize = 8;

/// The secrets of one request, in the forms in which a reply may repeat them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mask {
    secrets: Vec<Secret>,
}

impl Mask {
    /// A mask for an `Authorization` header.
    pub(crate) fn of(header: &HeaderValue) -> Self {
        let mut mask = Self::default();
        let Ok(header) = std::str::from_utf8(header.as_bytes()) else {
            return mask;
        };
        let header = header.trim();
        let (scheme, token) = header.split_once(' ').unwrap_or(("", header));
        let pair = match scheme.eq_ignore_ascii_case("basic") {
            true => STANDARD.decode(token).map(Zeroizing::new).ok(),
            false => None,
        };
        let pair = pair
            .as_deref()
            .and_then(|pair| std::str::from_utf8(pair).ok());
        // Nothing of the user name, which is not a secret.
        let secret = pair.map_or(token, |pair| {
            pair.split_once(':').map_or(pair, |pair| pair.1)
        });
        mask.add(token.trim_end_matches('='));
        mask.add(secret);
        let encoded = Zeroizing::new(STANDARD.encode(secret));
        mask.add(encoded.trim_end_matches('='));
        mask
    }

    fn add(&mut self, secret: &str) {
        if secret.len() >= SHORTEST {
            self.secrets.push(Secret::new(secret));
        }
    }

    /// The bytes with an asterisk in place of each byte of a secret, or `None` if they
    /// hold no secret. The length stays.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut masked = None;
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let lengths = self
                .secrets
                .iter()
                .filter_map(|secret| starts(rest, secret));
            let Some(length) = lengths.max() else {
                at += 1;
                continue;
            };
            let masked = masked.get_or_insert_with(|| bytes.to_vec());
            if let Some(hidden) = masked.get_mut(at..at + length) {
                hidden.fill(b'*');
            }
            at += length;
        }
        masked
    }

    pub(crate) fn text(&self, text: String) -> String {
        match self.bytes(text.as_bytes()) {
            Some(masked) => String::from_utf8_lossy(&masked).into_owned(),
            None => text,
        }
    }

    pub(crate) fn headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            let masked = self.bytes(value.as_bytes());
            if let Some(Ok(masked)) = masked.map(|masked| HeaderValue::from_bytes(&masked)) {
                *value = masked;
            }
        }
    }

    /// The same JSON with all its texts and keys masked.
    pub(crate) fn json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.into_iter().map(|item| self.json(item)).collect(),
            Value::Object(members) => {
                let members = members.into_iter();
                let masked: Map<_, _> = members
                    .map(|(key, value)| (self.text(key), self.json(value)))
                    .collect();
                Value::Object(masked)
            }
            other => other,
        }
    }
}

/// The length of a secret that some bytes begin with, in any letter case, since a host
/// is in lower case, and with any of its characters escaped as in JSON, in HTML or in a URL.
fn starts(bytes: &[u8], secret: &Secret) -> Option<usize> {
    let mut rest = bytes;
    for (count, expected) in secret.expose().bytes().enumerate() {
        // A text that was cut off ends with `…`.
        if count >= SHORTEST_CUT && rest.starts_with("…".as_bytes()) {
            break;
        }
        let (length, actual) = unescaped(rest, expected)?;
        if !actual.eq_ignore_ascii_case(&expected) {
            return None;
        }
        rest = rest.get(length..)?;
    }
    Some(bytes.len() - rest.len())
}

/// The first byte of a text, and its length in the text; with its escape resolved if
/// that makes it the expected one.
fn unescaped(text: &[u8], expected: u8) -> Option<(usize, u8)> {
    let escaped = match text {
        [b'\\', b'u', b'0', b'0', high, low, ..] => {
            number(&[*high, *low], 16).map(|byte| (6, byte))
        }
        [b'\\', byte, ..] => Some((2, *byte)),
        [b'%', high, low, ..] => number(&[*high, *low], 16).map(|byte| (3, byte)),
        [b'&', b'#', rest @ ..] => {
            let end = rest.iter().take(5).position(|byte| *byte == b';');
            let byte = match end.and_then(|end| rest.get(..end)) {
                Some([b'x' | b'X', digits @ ..]) => number(digits, 16),
                Some(digits) => number(digits, 10),
                None => None,
            };
            end.zip(byte).map(|(end, byte)| (end + 3, byte))
        }
        _ => None,
    };
    let plain = text.first().map(|first| (1, *first));
    escaped
        .filter(|(_, byte)| byte.eq_ignore_ascii_case(&expected))
        .or(plain)
}

fn number(digits: &[u8], radix: u32) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(digits, radix).ok()
}
