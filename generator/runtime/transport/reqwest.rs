//! The default transport: reqwest over rustls.
//!
//! With the feature `gzip` it takes compressed replies. The limit on a body counts the
//! bytes that come out, so that a small reply cannot grow beyond it.
//!
//! It may not know calls or retries.

use std::fmt;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, header};
use tokio::runtime::Handle;

use super::super::error::Error;
use super::super::future::BoxFuture;
use super::super::wire::Method;
use super::super::wire::Request;
use super::connections::Connections;
use super::http_client::HttpSettings;
use super::interface::{Transport, TransportError, TransportErrorKind, TransportReply};

/// The most memory that is reserved for a body because of its announced length,
/// in bytes, before any of it has arrived.
const MAX_RESERVED: usize = 256 * 1024;

/// Sends requests with reqwest. It works within a tokio runtime only, with its timers
/// and its I/O enabled; outside of one, calls end with
/// [`TransportErrorKind::NoRuntime`].
pub struct ReqwestTransport {
    client: reqwest::Client,
    connections: Connections,
    started: Instant,
}

impl ReqwestTransport {
    /// A transport with a limit on the time to connect, TLS included, and on the
    /// number of connections to each host.
    ///
    /// # Errors
    ///
    /// If the system's certificates or a proxy setting cannot be read.
    pub fn new(connect_timeout: Duration, max_connections_per_host: usize) -> Result<Self, Error> {
        Self::configured(&HttpSettings::new(
            connect_timeout,
            max_connections_per_host,
        ))
    }

    pub(crate) fn configured(settings: &HttpSettings) -> Result<Self, Error> {
        let connections =
            Connections::new(settings.max_connections_per_host, settings.connect_timeout);
        Ok(Self {
            client: settings.http_client()?,
            connections,
            started: Instant::now(),
        })
    }

    async fn exchange(&self, request: Request) -> Result<TransportReply, TransportError> {
        if Handle::try_current().is_err() {
            return Err(TransportError::new(TransportErrorKind::NoRuntime));
        }
        let started = Instant::now();
        let permit = self
            .connections
            .permit(&request.base, request.timeout())
            .await?;
        let left = request.timeout().saturating_sub(started.elapsed());
        let outgoing = outgoing(&request, left)?;
        let url = outgoing.url().clone();
        let exchange = Box::pin(self.client.execute(outgoing));
        let reply = permit.around(exchange).await.map_err(failure)?;
        // Only a client that the user brought can do that.
        if *reply.url() != url {
            let problem = "the HTTP client followed a redirect: \
                           build it with redirect(Policy::none())";
            return Err(TransportError::caused(TransportErrorKind::Other, problem));
        }
        let last = is_last(&reply);
        let reply = read(reply, request.max_reply_bytes()).await?;
        if !last {
            permit.release();
        }
        Ok(reply)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            // There is no timer outside of a runtime, and no need for one: nothing can
            // be sent there, which the next attempt reports.
            if Handle::try_current().is_ok() {
                tokio::time::sleep(duration).await;
            }
        })
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport")
            .field("max_connections_per_host", &self.connections.max_per_host)
            .finish_non_exhaustive()
    }
}

/// Whether the server closes the connection after this reply.
fn is_last(reply: &reqwest::Response) -> bool {
    let connection = reply.headers().get(header::CONNECTION);
    let closes = connection.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"close"));
    closes || reply.version() < http::Version::HTTP_11
}

/// Reads a whole reply, unless its body is longer than allowed.
async fn read(
    mut reply: reqwest::Response,
    max_bytes: usize,
) -> Result<TransportReply, TransportError> {
    let length = reply.content_length().unwrap_or(0);
    if length > max_bytes as u64 {
        return Err(TransportError::new(TransportErrorKind::TooLarge));
    }
    let reserved = usize::try_from(length).unwrap_or(0).min(MAX_RESERVED);
    let mut body = Vec::with_capacity(reserved);
    while let Some(piece) = reply.chunk().await.map_err(failure)? {
        if piece.len() > max_bytes - body.len() {
            return Err(TransportError::new(TransportErrorKind::TooLarge));
        }
        body.extend_from_slice(&piece);
    }
    body.shrink_to_fit();
    let headers = std::mem::take(reply.headers_mut());
    Ok(TransportReply::new(reply.status().as_u16(), headers, body))
}

fn outgoing(request: &Request, timeout: Duration) -> Result<reqwest::Request, TransportError> {
    let url = reqwest::Url::parse(&request.url())
        .map_err(|error| TransportError::caused(TransportErrorKind::Other, error))?;
    let method = match request.method() {
        Method::Get => http::Method::GET,
        Method::Head => http::Method::HEAD,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    };
    let has_body = matches!(request.method(), Method::Post | Method::Put | Method::Patch);
    let mut outgoing = reqwest::Request::new(method, url);
    *outgoing.headers_mut() = HeaderMap::clone(request.headers());
    *outgoing.timeout_mut() = Some(timeout);
    if let Some(body) = request.body() {
        *outgoing.body_mut() = Some(Bytes::clone(body).into());
    } else if has_body {
        // Some servers demand a length even if there is no body.
        outgoing
            .headers_mut()
            .insert(header::CONTENT_LENGTH, 0.into());
    }
    Ok(outgoing)
}

/// The error without its URL, which reqwest would print: it holds arguments.
fn failure(error: reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, true) => TransportErrorKind::Timeout,
        (false, false) if error.is_builder() => TransportErrorKind::Other,
        (false, false) => TransportErrorKind::Broken,
    };
    TransportError::caused(kind, error.without_url())
}
