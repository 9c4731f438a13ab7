//! Calls: how one is built, sent, tried again and observed.

mod attempt;
mod budget;
mod call_parameters;
mod curl;
mod debug;
mod options;
mod parameters;
mod path;
mod pending;
mod request_builder;
mod retry;
pub(crate) mod send;
mod setters;
mod spans;
mod typed_call;

pub use attempt::Attempt;
pub(crate) use attempt::AttemptHook;
pub(crate) use budget::RetryBudget;
pub use path::ApiPath;
pub use pending::Pending;
pub(crate) use request_builder::RequestBuilder;
pub(crate) use retry::is_transient;
pub use retry::{Decision, FailedAttempt, Failure, RetryPolicy};
pub use typed_call::Call;
