//! Webhooks: whether a request was really sent by Twilio.
//!
//! It may not know clients or calls.

mod settings;
mod url;
mod validator;

pub use validator::{Incoming, Rejected, Validator};
