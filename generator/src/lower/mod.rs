//! Lowering: every decision between a document and the model is taken here, once.
//!
//! openapiv3 comes in, `model` goes out. Lowering knows Twilio's conventions (verbs, SIDs, envelopes,
//! `x-twilio`) and Rust's rules for names; it does not know how code is spelled.

mod api;
pub(crate) mod context;
mod count;
mod declared;
mod document;
mod fixup;
mod hosts;
mod identity;
mod modules;
pub(crate) mod operations;
pub(crate) mod prose;
mod public;
pub(crate) mod room;
mod secrets;
pub(crate) mod setters;
pub(crate) mod tree;
pub(crate) mod types;

pub use self::api::{Settings, lower};
pub use self::fixup::{FIXUPS, Fixup};
