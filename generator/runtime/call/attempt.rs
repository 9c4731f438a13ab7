//! What the function set with `on_attempt` is told about each attempt.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::super::transport::TransportError;
use super::super::wire::Operation;

/// One attempt of a call, after it has ended with or without success.
#[derive(Clone, Debug)]
pub struct Attempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) took: Duration,
    pub(crate) status: Option<u16>,
    pub(crate) error: Option<&'a TransportError>,
    pub(crate) request_id: Option<&'a str>,
    pub(crate) wait: Option<Duration>,
}

impl<'a> Attempt<'a> {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The number of the attempt, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How long it took.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.took
    }

    /// The HTTP status, if there was a reply.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Why there was no reply, if there was none.
    #[must_use]
    pub fn error(&self) -> Option<&'a TransportError> {
        self.error
    }

    /// The id that Twilio gave the request, if there was a reply with one.
    #[must_use]
    pub fn request_id(&self) -> Option<&'a str> {
        self.request_id
    }

    /// The wait before the next attempt, or `None` if there is no further attempt.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        self.wait
    }
}

/// A function that is called with each attempt.
#[derive(Clone)]
pub(crate) struct AttemptHook(pub(crate) Arc<dyn Fn(&Attempt<'_>) + Send + Sync>);

impl fmt::Debug for AttemptHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptHook")
    }
}
