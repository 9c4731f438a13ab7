//! The emitted crate as its users meet it: what the acceptance tests and the replay of recorded requests share.
//!
//! Nothing here may know how the crate is made. Expectations are read from the OpenAPI documents themselves, so that a
//! mistake of the generator is not repeated in the test that should find it.

pub mod calls;
pub mod conformance;
pub mod document;
pub mod examples;
pub mod files;
pub mod loopback;
pub mod reading;
pub mod sample;
pub mod shape;

// It calls every operation, so it is compiled once, here, for all tests.
#[allow(
    missing_docs,
    unreachable_pub,
    reason = "emitted for tests, and read in the generator's template"
)]
#[path = "../../generated/tests/dispatch/mod.rs"]
mod dispatch;

pub use dispatch::{Inputs, Refusal};

/// The blocks of Rust in the project's README, as the build script extracts them.
pub const README_CODE: &str = include_str!(concat!(env!("OUT_DIR"), "/readme.md"));

/// The code of the README compiles: each of its blocks is a documentation test of this item.
#[cfg(doctest)]
#[doc = include_str!(concat!(env!("OUT_DIR"), "/readme.md"))]
pub struct Readme;
