//! Webhooks: whether a request was really sent by Twilio.
//!
//! It may not know clients or calls.

mod incoming;
mod settings;
mod url;
mod validator;

pub use incoming::Incoming;
pub use validator::{Rejected, Validator};
