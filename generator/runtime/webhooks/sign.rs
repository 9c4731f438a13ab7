//! Signatures as Twilio makes them, for tests of code that takes webhooks.

use sha2::{Digest as _, Sha256};

use super::signature::{Signed, hex, signed_parameters};
use super::url;

/// Signs a request as Twilio does: the text for its header `X-Twilio-Signature`.
///
/// The URL is the one that Twilio is told, with scheme, host and query. The body is a
/// form, or empty for a `GET`. Any other body is signed by its hash in the URL: make
/// the URL with [`with_body_hash`], and both send and sign that one.
///
/// ```
/// use twilio_runtime::testing::{sign, with_body_hash};
///
/// let body = "From=%2B15555550123&Body=Hello";
/// let signature = sign("the-auth-token", "https://example.com/hooks/messages", body);
/// assert_eq!(signature.len(), 28);
///
/// let event = serde_json::json!({"status": "ready"}).to_string();
/// let url = with_body_hash("https://example.com/hooks/events", &event);
/// let signature = sign("the-auth-token", &url, &event);
/// assert_eq!(signature.len(), 28);
/// ```
#[must_use]
pub fn sign(auth_token: &str, url: &str, body: impl AsRef<[u8]>) -> String {
    let url = url::signed_part(url);
    let parameters = match url::body_hash(&url) {
        Some(_) => String::new(),
        None => signed_parameters(body.as_ref()),
    };
    let signed = Signed {
        url: &url,
        parameters: &parameters,
    };
    signed.sign(auth_token)
}

/// The URL to which Twilio sends a body that is not a form, such as JSON: with the
/// parameter `bodySHA256`, which stands for the body in the signature.
#[must_use]
pub fn with_body_hash(url: &str, body: impl AsRef<[u8]>) -> String {
    let url = url::signed_part(url);
    let separator = if url.contains('?') { '&' } else { '?' };
    let hash = hex(&Sha256::digest(body.as_ref()));
    format!("{url}{separator}bodySHA256={hash}")
}
