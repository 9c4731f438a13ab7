//! The one error type, and what all of its kinds have in common: one line that
//! a person can act on, the causes behind it, and whether a retry can help.
//!
//! No error carries credentials. None shows a value of the request.

use std::error::Error as StdError;
use std::fmt;

use super::super::model::SidError;
use super::super::reply::CursorError;
use super::super::transport::{TransportError, TransportErrorKind};
use super::super::wire::Operation;
use super::api_error::ApiError;
use super::missing::MissingProperty;
use super::reply_error::ReplyError;

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client cannot be made as configured.
    Config(Box<ConfigError>),
    /// A text or a reply does not hold what a call needs: a [`SidError`], a
    /// [`CursorError`], a [`MissingProperty`]. `?` turns those into this.
    Argument(Box<dyn StdError + Send + Sync>),
    /// The call was refused before anything was sent.
    Request(Box<RequestError>),
    /// The provider of credentials had none for an attempt.
    Credentials(Box<CredentialsError>),
    /// There is no reply.
    Transport(Box<CallError>),
    /// The API answered with something else than success.
    Api(Box<ApiError>),
    /// The API answered with success and a body that cannot be read.
    Decode(Box<ReplyError>),
    /// The address of the next page cannot be followed.
    Paging(Box<PagingError>),
}

impl Error {
    /// Whether trying again later can help. Whether it is safe is another
    /// question: after a failure of a `POST` that is not certain to be unsent,
    /// a second one may create a second thing.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => matches!(
                error.cause.kind(),
                TransportErrorKind::Connect
                    | TransportErrorKind::ConnectTimeout
                    | TransportErrorKind::Busy
                    | TransportErrorKind::Timeout
                    | TransportErrorKind::Broken
            ),
            Self::Api(error) => super::super::call::is_passing(error.status()),
            _ => false,
        }
    }

    /// Whether it was for want of time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.cause.kind().is_timeout())
    }

    /// Whether it is certain that nothing of the call ever reached the API.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::Config(_) | Self::Argument(_) | Self::Request(_) => true,
            Self::Credentials(error) => error.unsent,
            Self::Transport(error) => error.unsent,
            _ => false,
        }
    }

    /// The API's own error, where it answered with one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The HTTP status of the reply, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            _ => None,
        }
    }

    /// Twilio's error code, where the API gave one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.api().and_then(ApiError::code)
    }

    /// The id of the request at Twilio, which their support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Config(_) | Self::Argument(_) => None,
            Self::Request(error) => Some(error.operation),
            Self::Credentials(error) => Some(error.operation),
            Self::Transport(error) => Some(error.operation),
            Self::Api(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.operation()),
            Self::Paging(error) => Some(error.operation),
        }
    }

    fn inner(&self) -> &(dyn StdError + 'static) {
        match self {
            Self::Config(error) => &**error,
            Self::Argument(error) => &**error,
            Self::Request(error) => &**error,
            Self::Credentials(error) => &**error,
            Self::Transport(error) => &**error,
            Self::Api(error) => &**error,
            Self::Decode(error) => &**error,
            Self::Paging(error) => &**error,
        }
    }

    pub(crate) fn request(operation: &'static Operation, problem: impl Into<String>) -> Self {
        Self::Request(Box::new(RequestError {
            operation,
            problem: problem.into(),
        }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), f)
    }
}

/// The causes behind the line that this error prints.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner().source()
    }
}

/// Why a client cannot be made as configured.
#[derive(Debug)]
pub struct ConfigError {
    variable: Option<&'static str>,
    problem: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl ConfigError {
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self {
            variable: None,
            problem: problem.into(),
            source: None,
        }
    }

    pub(crate) fn variable(name: &'static str, problem: String) -> Self {
        Self {
            variable: Some(name),
            ..Self::new(problem)
        }
    }

    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn caused(
        problem: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            source: Some(source.into()),
            ..Self::new(problem)
        }
    }

    /// The environment variable to blame, where it is one.
    #[must_use]
    pub fn variable_name(&self) -> Option<&'static str> {
        self.variable
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(Box::new(error))
    }
}

impl From<SidError> for Error {
    fn from(error: SidError) -> Self {
        Self::Argument(Box::new(error))
    }
}

impl From<CursorError> for Error {
    fn from(error: CursorError) -> Self {
        Self::Argument(Box::new(error))
    }
}

impl From<MissingProperty> for Error {
    fn from(error: MissingProperty) -> Self {
        Self::Argument(Box::new(error))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl StdError for ConfigError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Why a call was refused before anything was sent.
#[derive(Debug)]
pub struct RequestError {
    operation: &'static Operation,
    problem: String,
}

impl RequestError {
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
    operation: &'static Operation,
    attempt: u32,
    unsent: bool,
    source: Box<dyn StdError + Send + Sync>,
}

impl CredentialsError {
    pub(crate) fn boxed(
        operation: &'static Operation,
        attempt: u32,
        unsent: bool,
        source: Box<dyn StdError + Send + Sync>,
    ) -> Error {
        Error::Credentials(Box::new(Self {
            operation,
            attempt,
            unsent,
            source,
        }))
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
    operation: &'static Operation,
    host: String,
    attempts: u32,
    unsent: bool,
    cause: TransportError,
}

impl CallError {
    pub(crate) fn boxed(
        operation: &'static Operation,
        host: String,
        attempts: u32,
        unsent: bool,
        cause: TransportError,
    ) -> Error {
        Error::Transport(Box::new(Self {
            operation,
            host,
            attempts,
            unsent,
            cause,
        }))
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
    operation: &'static Operation,
    problem: String,
}

impl PagingError {
    pub(crate) fn boxed(operation: &'static Operation, problem: String) -> Error {
        Error::Paging(Box::new(Self { operation, problem }))
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
