//! The tests of an emitted crate: every example decoded, every operation's request built.

pub(crate) mod dispatch;
pub(crate) mod examples;
mod fit;
mod fit_json;
mod ways;
