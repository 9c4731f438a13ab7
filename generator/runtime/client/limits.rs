//! Limits on time and size, and their defaults.

use std::time::Duration;

/// The limits of every call of a client that does not set its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The time of one attempt. Twilio itself gives up after about 30 seconds.
    pub(crate) attempt_timeout: Duration,
    /// The time of a call, with all its attempts and waits.
    pub(crate) timeout: Duration,
    /// The size of a reply's body.
    pub(crate) max_reply_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            attempt_timeout: Duration::from_secs(35),
            timeout: Duration::from_secs(120),
            max_reply_bytes: 32 * 1024 * 1024,
        }
    }
}
