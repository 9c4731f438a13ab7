//! The errors of a call that was not sent, got no reply, or cannot go on to the
//! next page of its list.
//!
//! Each names the operation that was called. None shows a value of the request.

use std::error::Error as StdError;
use std::fmt;

use super::super::transport::TransportError;
use super::super::wire::Operation;

/// A call was refused before anything was sent.
#[derive(Debug)]
pub struct RequestError {
    pub(super) operation: &'static Operation,
    problem: String,
}

impl RequestError {
    pub(crate) fn new(operation: &'static Operation, problem: String) -> Self {
        Self { operation, problem }
    }

    /// What is wrong with the call. It names parameters but shows no values.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: not sent: {}", self.operation, self.problem)
    }
}

impl StdError for RequestError {}

/// There were no credentials for an attempt of a call.
#[derive(Debug)]
pub struct CredentialsError {
    pub(super) operation: &'static Operation,
    attempt: u32,
    pub(super) unsent: bool,
    source: Box<dyn StdError + Send + Sync>,
}

impl CredentialsError {
    pub(crate) fn new(
        operation: &'static Operation,
        attempt: u32,
        unsent: bool,
        source: Box<dyn StdError + Send + Sync>,
    ) -> Self {
        Self {
            operation,
            attempt,
            unsent,
            source,
        }
    }

    /// The number of the attempt that needed them, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        if self.unsent {
            f.write_str("not sent: ")?;
        }
        f.write_str("no credentials")?;
        if self.attempt > 1 {
            write!(f, " for attempt {}", self.attempt)?;
        }
        write!(f, ": {}", self.source)
    }
}

/// Its source is the provider's own error.
impl StdError for CredentialsError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// A hook set by [`on_request`](super::super::ClientBuilder::on_request) stopped a call.
#[derive(Debug)]
pub struct HookError {
    pub(super) operation: &'static Operation,
    attempt: u32,
    pub(super) unsent: bool,
    source: Box<dyn StdError + Send + Sync>,
}

impl HookError {
    pub(crate) fn new(
        operation: &'static Operation,
        attempt: u32,
        unsent: bool,
        source: Box<dyn StdError + Send + Sync>,
    ) -> Self {
        Self {
            operation,
            attempt,
            unsent,
            source,
        }
    }

    /// The number of the attempt that was stopped, from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}

impl fmt::Display for HookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, attempt) = (self.operation, self.attempt);
        write!(
            f,
            "{operation}: attempt {attempt} was stopped by a hook: {}",
            self.source
        )
    }
}

/// Its source is the hook's own error.
impl StdError for HookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// A call got no reply.
#[derive(Debug)]
pub struct CallError {
    pub(super) operation: &'static Operation,
    host: String,
    attempts: u32,
    pub(super) unsent: bool,
    pub(super) cause: TransportError,
}

impl CallError {
    pub(crate) fn new(
        operation: &'static Operation,
        host: String,
        attempts: u32,
        unsent: bool,
        cause: TransportError,
    ) -> Self {
        Self {
            operation,
            host,
            attempts,
            unsent,
            cause,
        }
    }

    /// The number of attempts made, from 1.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The transport's error in the last attempt.
    #[must_use]
    pub fn cause(&self) -> &TransportError {
        &self.cause
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (host {}", self.operation, self.cause, self.host)?;
        if self.attempts > 1 {
            write!(f, ", {} attempts", self.attempts)?;
        }
        f.write_str(")")
    }
}

/// Its source is what caused the transport's error. That error itself is part of
/// the printed line, and [`CallError::cause`] returns it.
impl StdError for CallError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.source()
    }
}

/// The next page of a list cannot be requested.
#[derive(Debug)]
pub struct PagingError {
    pub(super) operation: &'static Operation,
    problem: String,
}

impl PagingError {
    pub(crate) fn new(operation: &'static Operation, problem: String) -> Self {
        Self { operation, problem }
    }

    /// What is wrong with the address of the next page.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: the next page is not followed: {}",
            self.operation, self.problem
        )
    }
}

impl StdError for PagingError {}
