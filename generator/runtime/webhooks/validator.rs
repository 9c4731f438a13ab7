//! Requests that come from Twilio: whether their signature is genuine.
//!
//! The signature covers the URL and, for a form, its parameters; for any other
//! body the URL carries the body's hash. Validate the bytes as they came in,
//! before anything parses them.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::super::client::Secret;
use super::super::wire::encode;

/// Validates signatures with one or more auth tokens.
///
/// With several, a request is genuine if any of them signed it: keep the old
/// token beside the new one while tokens are changed.
#[derive(Clone, Debug)]
pub struct Validator {
    tokens: Vec<Secret>,
}

/// A request as it came in.
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    /// The URL as Twilio was told it: with scheme, host and query, as it was
    /// before any proxy of yours changed it.
    pub url: &'a str,
    /// The header `X-Twilio-Signature`.
    pub signature: &'a str,
    /// The header `Content-Type`; `None` where there is none.
    pub content_type: Option<&'a str>,
    /// The raw body; empty for a `GET`.
    pub body: &'a [u8],
}

/// Why a request is not taken for genuine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejected {
    /// The signature was made with another token, or over something else: often
    /// a URL that a proxy has changed.
    Signature,
    /// The URL has no `bodySHA256`, so nothing vouches for the body.
    NoBodyHash,
    /// The body is not the one that was signed.
    BodyHash,
}

impl Validator {
    /// A validator with an account's auth token. With an empty one nothing is
    /// genuine.
    #[must_use]
    pub fn new(auth_token: impl Into<String>) -> Self {
        Self {
            tokens: vec![Secret::new(auth_token)],
        }
    }

    /// Accepts another token too.
    #[must_use]
    pub fn or(mut self, auth_token: impl Into<String>) -> Self {
        self.tokens.push(Secret::new(auth_token));
        self
    }

    /// Whether a request is genuine. Takes the same time whichever token
    /// signed it, and wherever a signature differs.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn validate(&self, incoming: &Incoming<'_>) -> Result<(), Rejected> {
        let form = is_form(incoming);
        match body_hash(incoming.url) {
            // A form is signed with its parameters, so it needs no hash; where
            // there is one it must be true all the same, or a signed JSON
            // request could be passed off as an empty form.
            Some(hash) if hash != hex(&Sha256::digest(incoming.body)) => {
                return Err(Rejected::BodyHash);
            }
            None if !form && !incoming.body.is_empty() => return Err(Rejected::NoBodyHash),
            _ => {}
        }
        let parameters = if form {
            joined(incoming.body)
        } else {
            String::new()
        };
        let signature = STANDARD
            .decode(incoming.signature.trim())
            .map_err(|_| Rejected::Signature)?;
        // Twilio is not consistent about the usual port in the URL.
        let urls = [without_port(incoming.url), with_port(incoming.url)];
        let mut genuine = false;
        let tokens = self.tokens.iter();
        // Anybody can sign with an empty token, which is one that was not set.
        for token in tokens.filter(|token| !token.expose().is_empty()) {
            for url in &urls {
                genuine |= is_signed(token, url, &parameters, &signature);
            }
        }
        if genuine {
            Ok(())
        } else {
            Err(Rejected::Signature)
        }
    }
}

fn is_signed(token: &Secret, url: &str, parameters: &str, signature: &[u8]) -> bool {
    // HMAC takes a key of any length; an error is not to be expected.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(token.expose().as_bytes()) else {
        return false;
    };
    mac.update(url.as_bytes());
    mac.update(parameters.as_bytes());
    // Constant time.
    mac.verify_slice(signature).is_ok()
}

fn is_form(incoming: &Incoming<'_>) -> bool {
    let kind = incoming.content_type.unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The parameters as they are signed: sorted by name, and per name by value
/// without repetition, each name followed by its value.
fn joined(body: &[u8]) -> String {
    let pairs = encode::decoded_pairs(&String::from_utf8_lossy(body));
    let sorted: BTreeSet<(String, String)> = pairs.into_iter().collect();
    sorted
        .into_iter()
        .map(|(name, value)| name + &value)
        .collect()
}

fn body_hash(url: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next().unwrap_or(query);
    encode::decoded_pairs(query)
        .into_iter()
        .find(|(name, _)| name == "bodySHA256")
        .map(|(_, hash)| hash.to_ascii_lowercase())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A URL in three: up to the host's end, the port with its colon, the rest.
fn around_port(url: &str) -> (&str, &str, &str) {
    let start = url.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = url.split_at(start);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, _) = rest.split_at(end);
    // The last colon is the port's, unless it is within an IPv6 address.
    let colon = authority.rfind(':').filter(|at| {
        authority
            .get(at + 1..)
            .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let host = scheme.len() + colon.unwrap_or(authority.len());
    let (before, port_and_rest) = url.split_at(host);
    let (port, rest) = port_and_rest.split_at(authority.len() + scheme.len() - host);
    (before, port, rest)
}

fn without_port(url: &str) -> String {
    let (before, _, rest) = around_port(url);
    format!("{before}{rest}")
}

fn with_port(url: &str) -> String {
    let (before, port, rest) = around_port(url);
    let port = match port {
        "" if url.starts_with("https:") => ":443",
        "" => ":80",
        port => port,
    };
    format!("{before}{port}{rest}")
}

/// Shows the parts that are not personal.
impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("content_type", &self.content_type)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Signature => "the signature does not fit the URL and the parameters",
            Self::NoBodyHash => "the URL has no bodySHA256 to vouch for the body",
            Self::BodyHash => "the body does not have the hash that the URL says",
        })
    }
}

impl std::error::Error for Rejected {}
