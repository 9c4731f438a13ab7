//! Search, held to the queries of people.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

mod browser;
mod identify;
mod kit;
mod nearest;
mod ranking;
