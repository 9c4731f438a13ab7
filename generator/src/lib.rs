//! Turns Twilio's OpenAPI documents into a Rust client crate.
//!
//! ```text
//! load (spec) → lower (model) → emit → format → output
//! ```
//!
//! Each stage speaks a vocabulary of its own: `spec` speaks openapiv3, `model` is plain data, `emit` speaks quote.
//! All decisions are taken in `lower`; every problem on the way is a [`diagnostic::Diagnostic`] with a place, and
//! all of them are collected before a run fails.

pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod format;
pub mod lower;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod spec;
pub mod structure;
