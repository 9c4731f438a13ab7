//! How long things may take and how large they may be.

use std::time::Duration;

/// What every call of a client is limited to unless it says otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// For the default transport: to connect, TLS included.
    pub(crate) connect_timeout: Duration,
    /// For one attempt. Twilio's API itself gives up at about 30 seconds.
    pub(crate) attempt_timeout: Duration,
    /// For a call with all its attempts and waits.
    pub(crate) timeout: Duration,
    /// For a reply's body.
    pub(crate) max_reply_bytes: usize,
    /// For the default transport: connections per host.
    pub(crate) max_connections: usize,
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
