//! The parts of a webhook's URL that bear on its signature: the scheme, the user, the
//! port, the apostrophes, the fragment, and the hash of the body.
//!
//! It reads text and does not parse URLs, because the signature covers every byte.

use super::super::wire::encode;

/// The part of a URL that is signed: without a fragment, which is not sent, and
/// without user and password, which are sent in a header.
pub(super) fn signed_part(url: &str) -> String {
    let url = url.split('#').next().unwrap_or(url);
    let authority = url.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = url.split_at(authority);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}{host}{rest}")
}

/// The hash of the body that the signed part of a URL carries.
pub(super) fn body_hash(url: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    encode::decoded_pairs(query)
        .into_iter()
        .find(|(name, hash)| name == "bodySHA256" && !hash.is_empty())
        .map(|(_, hash)| hash)
}

/// The forms in which the signed part of a URL may have been signed.
///
/// Twilio signs some URLs with the default port and some without it, and always an
/// unescaped `'`, which some frameworks hand on as `%27`.
pub(super) fn signed_forms(url: &str) -> Vec<String> {
    let url = with_lower_scheme(url);
    let mut forms = vec![without_port(&url), with_port(&url)];
    if url.contains("%27") {
        let unescaped = url.replace("%27", "'");
        forms.extend([without_port(&unescaped), with_port(&unescaped)]);
    }
    forms
}

/// A URL whose scheme is in lower case, as it is signed.
fn with_lower_scheme(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
        None => url.to_owned(),
    }
}

/// Splits a URL before and after its port, which includes the colon.
fn split_at_port(url: &str) -> (&str, &str, &str) {
    let start = url.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = url.split_at(start);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, _) = rest.split_at(end);
    // The last colon begins the port, unless it is part of an IPv6 address.
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

/// A URL without its port.
fn without_port(url: &str) -> String {
    let (before, _, rest) = split_at_port(url);
    format!("{before}{rest}")
}

/// A URL with a port, which is the default one of its scheme if it has none.
fn with_port(url: &str) -> String {
    let (before, port, rest) = split_at_port(url);
    let port = match port {
        "" if url.starts_with("https:") => ":443",
        "" => ":80",
        port => port,
    };
    format!("{before}{port}{rest}")
}
