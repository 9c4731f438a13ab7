//! Webhooks: whether a request was really sent by Twilio.
//!
//! It may not know clients or calls.

#[cfg(feature = "axum")]
mod axum;
mod incoming;
mod settings;
#[cfg(feature = "testing")]
pub(super) mod sign;
mod signature;
mod url;
mod validator;

#[cfg(feature = "axum")]
pub use self::axum::{Endpoint, Signed, SignedRejection};
pub use incoming::Incoming;
pub use validator::{Rejected, Validator};
