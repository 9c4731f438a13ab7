//! What a client needs from its environment: a way to send requests, a clock, and
//! a way to sleep.
//!
//! A transport may not know retries or models.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::HeaderMap;

use super::super::future::BoxFuture;
use super::super::wire::Request;

/// Sends requests. A client and its clones share one transport.
///
/// A client relies on each implementation to do the following:
///
/// - It sends the request to its URL, unchanged and nowhere else. It follows no
///   redirects and sends nothing twice.
/// - The whole exchange ends within [`Request::timeout`].
/// - A body longer than [`Request::max_reply_bytes`] is abandoned as
///   [`TransportErrorKind::TooLarge`] before it fills the memory.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole reply, whatever its status is.
    ///
    /// # Errors
    ///
    /// If there is no complete reply.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>>;

    /// Waits for this time. It is called between attempts.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// The time of day, with which dates in replies are compared.
    fn now(&self) -> SystemTime;

    /// The time since a fixed moment, for deadlines. It should never go back. The
    /// default uses the time of day, which may, so an implementation with a
    /// monotonic clock should use that.
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

/// A complete reply.
#[derive(Clone)]
pub struct TransportReply {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl TransportReply {
    /// A reply with this status, these headers and this body.
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

    /// The headers of the reply.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn into_parts(self) -> (u16, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }
}

/// Shows the status and the length of the body, but no content.
impl fmt::Debug for TransportReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportReply")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The ways in which sending a request can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection: the host is unknown, the port is closed, or TLS failed.
    /// The request has not been sent.
    Connect,
    /// There was no connection in time. The request has not been sent.
    ConnectTimeout,
    /// All connections that the limit allows were in use for too long. The request
    /// has not been sent.
    Busy,
    /// There was no complete reply in time. The request may have been carried out.
    Timeout,
    /// The connection broke before the reply was complete, or the reply is not
    /// HTTP. The request may have been carried out.
    Broken,
    /// The body of the reply is longer than allowed. The request may have been
    /// carried out.
    TooLarge,
    /// The call was polled outside of the async runtime that the transport needs. The
    /// request has not been sent, and trying again does not help.
    NoRuntime,
    /// Any other failure. Trying again does not help.
    Other,
}

impl TransportErrorKind {
    /// Whether it is certain that the request has not been sent.
    #[must_use]
    pub const fn is_unsent(self) -> bool {
        matches!(
            self,
            Self::Connect | Self::ConnectTimeout | Self::Busy | Self::NoRuntime
        )
    }

    /// Whether time ran out.
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
            Self::NoRuntime => "the call was polled outside of a tokio runtime",
            Self::Other => "the request could not be sent",
        }
    }
}

/// A request got no reply. The text shows no part of the request.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// An error of this kind.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// An error of this kind, with its cause.
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

    /// The kind of failure.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        // The innermost cause is the informative one, such as `Connection refused`.
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
