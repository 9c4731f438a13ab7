//! Lowering and emitting through the public surface: what goes in is the text of documents, what comes out is files
//! or diagnostics.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

#[path = "../common/mod.rs"]
mod common;

mod bad;
mod bounds;
mod choices;
mod determinism;
mod diagnostics;
mod dice;
mod examples;
mod good;
mod harm;
mod hostile_names;
mod hostile_products;
mod hostile_prose;
mod hostile_sizes;
mod hosts;
mod items;
mod kit;
mod mutations;
mod names;
mod objects;
mod paths;
mod prose;
mod public;
mod puzzle;
mod replies;
mod secrets;
mod spelling;
mod steps;
mod styles;
mod summary;
mod taken_names;
mod unions;
mod untyped;
