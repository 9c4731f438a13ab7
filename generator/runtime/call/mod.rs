//! Calls: how one is built, sent, tried again and observed.

mod attempt;
#[allow(
    clippy::module_inception,
    reason = "the file is named after the type that it defines"
)]
mod call;
mod options;
mod path;
mod pending;
mod request_builder;
mod retry;
pub(crate) mod send;
mod spans;

pub use attempt::Attempt;
pub(crate) use attempt::AttemptHook;
pub use call::Call;
pub use path::ApiPath;
pub use pending::Pending;
pub(crate) use request_builder::RequestBuilder;
pub(crate) use retry::is_transient;
pub use retry::{Decision, FailedAttempt, Failure, RetryPolicy};
