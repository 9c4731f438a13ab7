//! Limits on time, size and connections, and their defaults.

use std::time::Duration;

/// The limits of every call of a client that does not set its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The time to connect, TLS included. For the default transport.
    pub(crate) connect_timeout: Duration,
    /// The time of one attempt. Twilio itself gives up after about 30 seconds.
    pub(crate) attempt_timeout: Duration,
    /// The time of a call, with all its attempts and waits.
    pub(crate) timeout: Duration,
    /// The size of a reply's body.
    pub(crate) max_reply_bytes: usize,
    /// The number of connections to each host. For the default transport.
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
