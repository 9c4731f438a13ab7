//! The errors of a call that has no reply, or whose list does not go on.
//!
//! Each says which operation was called. None shows a value of the request.

use std::error::Error as StdError;
use std::fmt;

use super::super::transport::TransportError;
use super::super::wire::Operation;

/// Why a call was refused before anything was sent.
#[derive(Debug)]
pub struct RequestError {
    pub(super) operation: &'static Operation,
    problem: String,
}

impl RequestError {
    pub(crate) fn new(operation: &'static Operation, problem: String) -> Self {
        Self { operation, problem }
    }

    /// What is wrong with the call. Names parameters and no values.
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

/// Why there were no credentials for a call.
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

    /// The attempt that they were wanted for, counted from 1.
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

/// The provider's own error.
impl StdError for CredentialsError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// Why a call has no reply.
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

    /// How often it was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The transport's error at the last attempt.
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

/// The causes of the transport's error, which stands in the line already and is
/// there as [`CallError::cause`].
impl StdError for CallError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.source()
    }
}

/// Why the next page of a list cannot be asked for.
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
