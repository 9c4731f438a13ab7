//! Turns Twilio's OpenAPI documents into a Rust client crate.
//!
//! ```text
//! load → lower (model) → emit → format → output
//! ```
//!
//! Each stage speaks a vocabulary of its own: `load` speaks openapiv3, `model` is plain data, `emit` speaks quote.
//! All decisions are taken in `lower`; every problem on the way is a [`diagnostic::Diagnostic`] with a place, and
//! all of them are collected before a run fails.

pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod file_tree;
pub mod format;
pub mod load;
pub mod lower;
pub mod model;
pub mod names;
pub mod output;
pub mod pipeline;
pub mod reference;
pub mod structure;
pub mod workspace;
