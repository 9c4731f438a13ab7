//! Requests that come from Twilio: whether their signature is genuine.

mod validator;

pub use validator::{Incoming, Rejected, Validator};
