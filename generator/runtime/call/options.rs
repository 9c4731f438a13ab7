//! How a call is to be sent, where that differs from what its client does.

use std::time::Duration;

use super::retry::RetryPolicy;

/// What one call wants otherwise than its client.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_reply_bytes: Option<usize>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) replayable: bool,
    pub(crate) incomplete: bool,
}

/// What is wanted of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListOptions {
    pub(crate) limit: Option<usize>,
    pub(crate) prefetch: bool,
    /// How many items of the first page to leave out.
    pub(crate) skip: usize,
}
