//! Errors: everything that can go wrong, and how it reads.

mod api_error;
mod call_error;
mod config_error;
pub(crate) mod excerpt;
mod kinds;
mod missing;
mod reply_error;

pub use api_error::ApiError;
pub use call_error::{CallError, CredentialsError, HookError, PagingError, RequestError};
pub use config_error::ConfigError;
pub use kinds::Error;
pub use missing::{MissingProperty, required};
pub use reply_error::ReplyError;
pub(crate) use reply_error::ReplyProblem;
