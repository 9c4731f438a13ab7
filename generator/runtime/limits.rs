//! How long things may take and how large they may be.

use std::time::Duration;

/// What every call of a client is limited to unless it says otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// For the default transport: to connect, TLS included.
    pub(super) connect_timeout: Duration,
    /// For one attempt. Twilio's API itself gives up at about 30 seconds.
    pub(super) attempt_timeout: Duration,
    /// For a call with all its attempts and waits.
    pub(super) timeout: Duration,
    /// For a reply's body.
    pub(super) max_reply_bytes: usize,
    /// For the default transport: connections per host.
    pub(super) max_connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(35),
            timeout: Duration::from_secs(120),
            max_reply_bytes: 32 * 1024 * 1024,
            max_connections: 64,
        }
    }
}
