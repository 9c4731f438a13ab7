//! How a call is sent, as far as it differs from its client's defaults.
//!
//! It may not know operations or parameters.

use std::time::Duration;

use super::retry::RetryPolicy;

/// The options of one call; `None` stands for the client's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_reply_bytes: Option<usize>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) replayable: bool,
    pub(crate) incomplete: bool,
}

/// The options of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListOptions {
    pub(crate) limit: Option<usize>,
    pub(crate) prefetch: bool,
    /// How many items of the first page are skipped.
    pub(crate) skip: usize,
    /// Whether later pages are asked for with the header parameters of the first.
    pub(crate) repeats_headers: bool,
}
