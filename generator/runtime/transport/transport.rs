//! What a client needs from the outside world: something that sends a request,
//! and the clock and the sleep that retries need.
//!
//! A transport knows nothing of operations, retries or models.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::HeaderMap;

use super::super::future::BoxFuture;
use super::super::wire::Request;

/// Sends requests. Object safe; a client and its clones share one.
///
/// A client relies on the following, and a transport of one's own has to see to
/// it: the request goes to its URL as it is and nowhere else, redirects are not
/// followed, nothing is sent twice, the whole exchange ends within
/// [`Request::timeout`], and a body longer than [`Request::max_reply_bytes`] is
/// given up as [`TransportErrorKind::TooLarge`] before it fills the memory.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole reply, whatever its status.
    ///
    /// # Errors
    ///
    /// When there is no whole reply.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>>;

    /// Ends after the given time: the wait before another attempt.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// The time of day, to which dates in replies are compared.
    fn now(&self) -> SystemTime;

    /// The time since some fixed moment, for deadlines. It never goes back; the
    /// time of day may, so a transport that can do better should.
    fn monotonic(&self) -> Duration {
        self.now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
    }

    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn monotonic(&self) -> Duration {
        (**self).monotonic()
    }
}

/// A whole reply.
#[derive(Clone)]
pub struct TransportReply {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl TransportReply {
    /// A reply by its status, headers and body.
    #[must_use]
    pub fn new(status: u16, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers,
            body: body.into(),
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn into_parts(self) -> (u16, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }
}

/// Shows the status and the body's length, and no content.
impl fmt::Debug for TransportReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportReply")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// How sending a request came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the name is not known, the port is closed, TLS failed.
    /// The request has not been sent.
    Connect,
    /// No connection in time. The request has not been sent.
    ConnectTimeout,
    /// The limit on connections left none free in time. The request has not
    /// been sent.
    Busy,
    /// No whole reply in time. The request may have been acted upon.
    Timeout,
    /// The connection broke before the whole reply was there, or what came is
    /// not HTTP. The request may have been acted upon.
    Broken,
    /// The reply's body is longer than allowed. The request may have been acted
    /// upon.
    TooLarge,
    /// Something else, which trying again does not mend.
    Other,
}

impl TransportErrorKind {
    /// Whether it is certain that the request has not been sent.
    #[must_use]
    pub const fn is_unsent(self) -> bool {
        matches!(self, Self::Connect | Self::ConnectTimeout | Self::Busy)
    }

    /// Whether it was for want of time.
    #[must_use]
    pub const fn is_timeout(self) -> bool {
        matches!(self, Self::ConnectTimeout | Self::Busy | Self::Timeout)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "no connection",
            Self::ConnectTimeout => "no connection in time",
            Self::Busy => "no free connection in time",
            Self::Timeout => "no whole reply in time",
            Self::Broken => "the connection broke before the whole reply was there",
            Self::TooLarge => "the reply is longer than allowed",
            Self::Other => "the request could not be sent",
        }
    }
}

/// Why there is no reply. Its text names no part of the request.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// An error of a kind.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// An error of a kind, and what caused it.
    #[must_use]
    pub fn caused(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: Some(source.into()),
        }
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        // The innermost cause is the one that says something: `Connection refused`.
        let mut cause = self.source.as_deref().map(|source| source as &dyn StdError);
        while let Some(inner) = cause.and_then(StdError::source) {
            cause = Some(inner);
        }
        match cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
