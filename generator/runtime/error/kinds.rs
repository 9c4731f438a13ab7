//! The error type, and what all its kinds have in common: one line that a person
//! can act on, the causes behind it, and whether a retry can help.
//!
//! No error carries credentials, and none shows a value of the request.

use std::error::Error as StdError;
use std::fmt;

use super::super::model::SidError;
use super::super::reply::CursorError;
use super::super::transport::TransportErrorKind;
use super::super::wire::Operation;
use super::api_error::ApiError;
use super::call_error::{CallError, CredentialsError, HookError, PagingError, RequestError};
use super::config_error::ConfigError;
use super::missing::MissingProperty;
use super::reply_error::ReplyError;

/// Everything that can go wrong with a client, a call or a list.
///
/// `Display` prints one line; [`source`](StdError::source) leads to the causes.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client cannot be made as configured.
    Config(Box<ConfigError>),
    /// A text or a reply does not hold what a call needs: a [`SidError`], a
    /// [`CursorError`] or a [`MissingProperty`], which `?` converts to this.
    Argument(Box<dyn StdError + Send + Sync>),
    /// The call was refused before anything was sent.
    Request(Box<RequestError>),
    /// The provider of credentials had none to give.
    Credentials(Box<CredentialsError>),
    /// A hook of the client stopped the call.
    Hook(Box<HookError>),
    /// The call got no reply.
    Transport(Box<CallError>),
    /// The API answered with a status other than 2xx.
    Api(Box<ApiError>),
    /// The API answered with success and a body that cannot be read, or a page with an
    /// item that cannot.
    Decode(Box<ReplyError>),
    /// The address of the next page of a list cannot be followed.
    Paging(Box<PagingError>),
}

impl Error {
    /// Whether trying again later can help.
    ///
    /// That does not make it safe: unless [`is_unsent`](Self::is_unsent), a
    /// second `POST` may create a second resource.
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
            Self::Api(error) => super::super::call::is_transient(error.status()),
            _ => false,
        }
    }

    /// Whether time ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.cause.kind().is_timeout())
    }

    /// Whether it is certain that no attempt of the call reached the API.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::Config(_) | Self::Argument(_) | Self::Request(_) => true,
            Self::Credentials(error) => error.unsent,
            Self::Hook(error) => error.unsent,
            Self::Transport(error) => error.unsent,
            _ => false,
        }
    }

    /// The API's own error, if it answered with one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The HTTP status of the reply, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            _ => None,
        }
    }

    /// Twilio's error code, such as 20404, if the API gave one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.api().and_then(ApiError::code)
    }

    /// The id that Twilio gave the request; their support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// The operation that was called, if it came to that.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Config(_) | Self::Argument(_) => None,
            Self::Request(error) => Some(error.operation),
            Self::Credentials(error) => Some(error.operation),
            Self::Hook(error) => Some(error.operation),
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
            Self::Hook(error) => &**error,
            Self::Transport(error) => &**error,
            Self::Api(error) => &**error,
            Self::Decode(error) => &**error,
            Self::Paging(error) => &**error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), f)
    }
}

/// Its source is the cause behind the line that it prints.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner().source()
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
