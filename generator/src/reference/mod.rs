//! The reference: what a document says, for people and for their tools.
//!
//! It reads the model and yields text. It knows no files, no clock and no network.

pub mod identify;
pub mod script;
pub mod search;
