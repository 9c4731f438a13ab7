//! What a signature covers, how it is made, and whether a given one matches.
//!
//! It may not know where a request comes from, nor which secrets there are.

use std::collections::BTreeSet;

use hmac::{KeyInit, Mac};

use super::super::wire::encode;

/// What is signed: the URL, and of a form its parameters.
pub(super) struct Signed<'a> {
    pub(super) url: &'a str,
    pub(super) parameters: &'a str,
}

impl Signed<'_> {
    /// Whether a signature was made with this secret. The time does not depend on where
    /// it differs.
    pub(super) fn verify<M: KeyInit + Mac>(&self, secret: &str, signature: &[u8]) -> bool {
        self.mac::<M>(secret)
            .is_some_and(|mac| mac.verify_slice(signature).is_ok())
    }

    /// The signature by an auth token.
    #[cfg(feature = "testing")]
    pub(super) fn sign(&self, secret: &str) -> String {
        use base64::Engine as _;
        let mac = self.mac::<hmac::Hmac<sha1::Sha1>>(secret);
        let bytes = mac.map(|mac| mac.finalize().into_bytes());
        base64::engine::general_purpose::STANDARD.encode(bytes.unwrap_or_default())
    }

    /// HMAC takes keys of any length, so there always is one.
    fn mac<M: KeyInit + Mac>(&self, secret: &str) -> Option<M> {
        let mut mac = <M as KeyInit>::new_from_slice(secret.as_bytes()).ok()?;
        mac.update(self.url.as_bytes());
        mac.update(self.parameters.as_bytes());
        Some(mac)
    }
}

/// The parameters of a form as they are signed: each name followed by its value,
/// sorted by name and then by value, without duplicates.
pub(super) fn signed_parameters(form: &[u8]) -> String {
    let pairs = encode::decoded_pairs(&String::from_utf8_lossy(form));
    let sorted: BTreeSet<(String, String)> = pairs.into_iter().collect();
    sorted
        .into_iter()
        .map(|(name, value)| name + &value)
        .collect()
}

/// A hash as URLs carry it.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
