//! Validates the signature of a request that claims to come from Twilio.
//!
//! The signature covers the URL and, for a form, its parameters. For any other
//! body, the URL carries a hash of the body.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Hmac;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::super::client::Secret;
use super::incoming::Incoming;
use super::settings::{Algorithm, Settings};
use super::signature::{Signed, hex, signed_parameters};
use super::url;

/// The default limit on the length of a form.
const MAX_FORM_BYTES: usize = 1024 * 1024;

/// The default limit on the parameters of a form.
const MAX_PARAMETERS: usize = 1000;

/// Validates the signatures of webhooks with one or more auth tokens or shared keys.
///
/// A request that names no key is genuine if it was signed with any of the tokens.
/// While a token is being replaced, set both the old and the new one. A request that
/// names a shared key is genuine if it was signed with the secret of that key.
///
/// # Repeats
///
/// A signature holds no time and nothing that is used once. Whoever has seen a genuine
/// request, in a log or on the way, can send it again at any time, and it is genuine
/// again. So take requests over https only and keep their URLs, bodies and signatures
/// out of logs. Where something must not happen twice, as with a payment or a message
/// that is sent on, remember what has been handled by a parameter that is signed, such
/// as `MessageSid` or `CallSid` along with the status, and ignore repeats; Twilio itself
/// repeats a request that it got no answer to. Headers, such as
/// `I-Twilio-Idempotency-Token`, and the method are not signed, so a repeat by
/// somebody else may have others.
#[derive(Clone, Debug)]
pub struct Validator {
    secrets: Vec<SigningSecret>,
    max_form_bytes: usize,
    max_parameters: usize,
}

/// An auth token, or the secret of a shared key.
#[derive(Clone, Debug)]
struct SigningSecret {
    /// The id of the shared key, `None` for an auth token.
    key: Option<String>,
    secret: Secret,
}

/// Why a request is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejected {
    /// The request names an algorithm that is neither `HMAC_SHA1` nor `HMAC_SHA256`.
    Algorithm,
    /// The request names a shared key whose secret the validator was not given.
    Key,
    /// The signature was made with another token or over something else, often
    /// because a proxy has changed the URL.
    Signature,
    /// The URL has no `bodySHA256`, so the signature does not cover the body.
    NoBodyHash,
    /// The body does not have the hash in the URL.
    BodyHash,
    /// The body is a form that is longer or has more parameters than the validator
    /// allows. It has not been read, and whether the request is genuine is not known.
    TooLarge,
}

impl Validator {
    /// A validator with the auth token of an account. With an empty token, it rejects
    /// every request.
    #[must_use]
    pub fn new(auth_token: impl Into<String>) -> Self {
        let validator = Self {
            secrets: Vec::new(),
            max_form_bytes: MAX_FORM_BYTES,
            max_parameters: MAX_PARAMETERS,
        };
        validator.or(auth_token)
    }

    /// Adds a further auth token.
    #[must_use]
    pub fn or(self, auth_token: impl Into<String>) -> Self {
        self.with(None, auth_token.into())
    }

    /// Adds the secret of a shared key, which signs the requests that name its id.
    #[must_use]
    pub fn or_shared_key(self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.with(Some(id.into()), secret.into())
    }

    /// Limits the length of a form, in bytes. A longer one is rejected unread. The
    /// default is 1 MiB.
    #[must_use]
    pub fn max_form_bytes(mut self, bytes: usize) -> Self {
        self.max_form_bytes = bytes;
        self
    }

    /// Limits the number of parameters in a form, all of which are decoded and sorted
    /// before it is known who sent them. A form with more is rejected undecoded. The
    /// default is 1,000; Twilio sends fewer than a hundred.
    #[must_use]
    pub fn max_parameters(mut self, parameters: usize) -> Self {
        self.max_parameters = parameters;
        self
    }

    fn with(mut self, key: Option<String>, secret: String) -> Self {
        let secret = Secret::new(secret);
        self.secrets.push(SigningSecret { key, secret });
        self
    }

    /// Checks that a request is genuine. The time this takes depends neither on the
    /// secret that signed the request nor on where a wrong signature differs.
    ///
    /// # Errors
    ///
    /// If the request is not genuine; the error says why.
    pub fn validate(&self, incoming: &Incoming<'_>) -> Result<(), Rejected> {
        let settings = Settings::read(incoming.signature_settings.unwrap_or_default())
            .ok_or(Rejected::Algorithm)?;
        let mut secrets = self.secrets_of(settings.key).peekable();
        if settings.key.is_some() && secrets.peek().is_none() {
            return Err(Rejected::Key);
        }
        let form = incoming.is_form() && !incoming.is_bodiless();
        let url = url::signed_part(&incoming.url);
        let hash = url::body_hash(&url).filter(|_| !incoming.is_bodiless());
        if hash.is_none() && !form && !incoming.body.is_empty() {
            return Err(Rejected::NoBodyHash);
        }
        let parameters = if form {
            self.check_size(incoming.body)?;
            signed_parameters(incoming.body)
        } else {
            String::new()
        };
        let signature = STANDARD
            .decode(incoming.signature)
            .map_err(|_| Rejected::Signature)?;
        let urls = url::signed_forms(&url);
        let mut genuine = false;
        for secret in secrets {
            for url in &urls {
                let signed = Signed {
                    url,
                    parameters: &parameters,
                };
                let secret = secret.expose();
                genuine |= match settings.algorithm {
                    Algorithm::HmacSha1 => signed.verify::<Hmac<Sha1>>(secret, &signature),
                    Algorithm::HmacSha256 => signed.verify::<Hmac<Sha256>>(secret, &signature),
                };
            }
        }
        match hash {
            _ if !genuine => Err(Rejected::Signature),
            // A form is signed with its parameters and needs no hash. But if there
            // is one, it has to match, or a signed request with JSON could be
            // passed off as an empty form.
            Some(hash) if hash != hex(&Sha256::digest(incoming.body)) => Err(Rejected::BodyHash),
            _ => Ok(()),
        }
    }

    /// Whether a form is within the limits, and may be decoded.
    fn check_size(&self, form: &[u8]) -> Result<(), Rejected> {
        let pieces = form.split(|byte| *byte == b'&');
        let mut parameters = pieces.filter(|piece| !piece.is_empty());
        let is_long = form.len() > self.max_form_bytes;
        match is_long || parameters.nth(self.max_parameters).is_some() {
            true => Err(Rejected::TooLarge),
            false => Ok(()),
        }
    }

    /// The secrets of a shared key, or the auth tokens. Anyone can sign with an empty
    /// secret, which means that none was set.
    fn secrets_of(&self, key: Option<&str>) -> impl Iterator<Item = &Secret> {
        let secrets = self.secrets.iter();
        secrets
            .filter(move |secret| secret.key.as_deref() == key)
            .map(|secret| &secret.secret)
            .filter(|secret| !secret.expose().is_empty())
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Algorithm => "the signature is made with an unknown algorithm",
            Self::Key => "the signature is made with a shared key that was not given",
            Self::Signature => "the signature does not match the URL and the parameters",
            Self::NoBodyHash => {
                "the URL has no bodySHA256, so the signature does not cover the body"
            }
            Self::BodyHash => "the body does not have the hash in the URL",
            Self::TooLarge => "the form is longer or has more parameters than is allowed",
        })
    }
}

impl std::error::Error for Rejected {}
