//! The header `X-Twilio-Webhooks-Signature-Settings`: which key signed a request, and
//! how. It may not know secrets.

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    HmacSha1,
    HmacSha256,
}

/// What the header says: `key=<id>,algorithm=<name>`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settings<'h> {
    /// The id of the shared key, `None` if an auth token signs.
    pub(super) key: Option<&'h str>,
    pub(super) algorithm: Algorithm,
}

impl<'h> Settings<'h> {
    /// Reads the header, which is empty if it is absent. `None` if it names an unknown
    /// algorithm.
    pub(super) fn read(header: &'h str) -> Option<Self> {
        let algorithm = match part(header, "algorithm") {
            None => Algorithm::HmacSha1,
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => Algorithm::HmacSha1,
            Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => Algorithm::HmacSha256,
            Some(_) => return None,
        };
        let key = part(header, "key");
        Some(Self { key, algorithm })
    }
}

/// The first value of a name that is not empty.
fn part<'h>(header: &'h str, name: &str) -> Option<&'h str> {
    let mut parts = header.split(',').filter_map(|part| part.split_once('='));
    parts
        .find(|(other, value)| other.trim() == name && !value.trim().is_empty())
        .map(|(_, value)| value.trim())
}
