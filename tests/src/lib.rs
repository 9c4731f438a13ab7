//! The emitted crate as its users meet it: what the acceptance tests and the replay of recorded requests share.
//!
//! Nothing here knows how the crate is made. What is expected is read from the OpenAPI documents themselves, so that
//! a mistake of the generator cannot hide by being made twice.

pub mod conformance;
pub mod document;
pub mod files;
pub mod loopback;
pub mod play;
pub mod sample;
pub mod shape;

// Compiled once, here, for all tests: it spells a call of every operation.
#[allow(
    missing_docs,
    unreachable_pub,
    reason = "emitted for tests, and read in the generator's template"
)]
#[path = "../../generated/tests/dispatch/mod.rs"]
mod dispatch;

pub use dispatch::{Inputs, Refusal};

/// The Rust of the project's README, as the build script found it.
pub const README_CODE: &str = include_str!(concat!(env!("OUT_DIR"), "/readme.md"));

/// The code of the README compiles: each of its blocks is a documentation test of this item.
#[cfg(doctest)]
#[doc = include_str!(concat!(env!("OUT_DIR"), "/readme.md"))]
pub struct Readme;
