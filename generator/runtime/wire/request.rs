//! Requests as they are sent, and ways to inspect them.
//!
//! It may not know clients or calls.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use serde_json::Value;

use super::super::client::Limits;
use super::address;
use super::encode;
use super::method::Method;
use super::operation::Operation;

/// A complete request.
///
/// A hook set by [`on_request`](super::super::ClientBuilder::on_request) and a transport
/// around another one can read it whole, and change it before they hand it on.
///
/// The request that [`Call::request`](super::super::Call::request) returns has no
/// credentials; the one that a transport receives has them. `Debug` shows no
/// values of either.
#[derive(Clone)]
pub struct Request {
    pub(crate) operation: &'static Operation,
    /// Scheme, host, port and the path of the base URL.
    pub(crate) base: String,
    /// The path and the query.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) timeout: Duration,
    pub(crate) max_reply_bytes: usize,
}

impl Request {
    /// A request of an operation to a URL, without headers and body. It may take 35
    /// seconds, and the body of its reply may have 32 MiB.
    ///
    /// ```
    /// use twilio_runtime::http::Uri;
    /// use twilio_runtime::{Method, Operation, Request};
    ///
    /// const FETCH: Operation = Operation::new("proxy_v1", "FetchRule", Method::Get, "/v1/Rules/{Sid}");
    ///
    /// let request = Request::new(&FETCH, Uri::from_static("https://gw.example/v1/Rules/1?Page=0"));
    /// assert_eq!(request.query_values("Page"), ["0"]);
    /// ```
    #[must_use]
    pub fn new(operation: &'static Operation, url: Uri) -> Self {
        let limits = Limits::default();
        let mut request = Self {
            operation,
            base: String::new(),
            target: String::new(),
            headers: HeaderMap::new(),
            body: None,
            timeout: limits.attempt_timeout,
            max_reply_bytes: limits.max_reply_bytes,
        };
        request.set_url(url);
        request
    }

    /// Sends it to another URL, credentials included. Without scheme and host no
    /// transport can send it.
    pub fn set_url(&mut self, url: Uri) {
        let parts = url.into_parts();
        self.base = match (parts.scheme, parts.authority) {
            (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
            _ => String::new(),
        };
        self.target = parts
            .path_and_query
            .map_or_else(|| "/".to_owned(), |target| target.to_string());
    }

    /// The headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Sets the body, or takes it away. The header `Content-Type` stays as it is.
    pub fn set_body(&mut self, body: Option<Bytes>) {
        self.body = body;
    }

    /// Sets the time that this attempt may take.
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    /// Sets the largest body that the reply may have, in bytes.
    pub fn set_max_reply_bytes(&mut self, bytes: usize) {
        self.max_reply_bytes = bytes;
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.operation.method()
    }

    /// The whole URL. It never holds credentials.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}{}", self.base, self.target)
    }

    /// The path as it is sent, percent-encoded, without the path of the base URL.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or(&self.target)
    }

    /// The segments of the path, decoded.
    #[must_use]
    pub fn path_segments(&self) -> Vec<String> {
        self.path()
            .split('/')
            .skip(1)
            .map(encode::decoded)
            .collect()
    }

    /// The query as it is sent, or `None` if there is none.
    #[must_use]
    pub fn raw_query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// The names and values of the query, decoded, in order.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        encode::decoded_pairs(self.raw_query().unwrap_or_default())
    }

    /// The values of a query parameter, in order.
    #[must_use]
    pub fn query_values(&self, name: &str) -> Vec<String> {
        values(self.query(), name)
    }

    /// The names and values of the form, decoded, in order. Empty if the body is not
    /// a form.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        match (&self.body, self.header("content-type")) {
            (Some(body), Some(FORM)) => encode::decoded_pairs(&String::from_utf8_lossy(body)),
            _ => Vec::new(),
        }
    }

    /// The values of a form parameter, in order.
    #[must_use]
    pub fn form_values(&self, name: &str) -> Vec<String> {
        values(self.form(), name)
    }

    /// The body as JSON, or `None` if it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        match self.header("content-type") {
            Some(JSON) => encode::json(self.body.as_ref()?),
            _ => None,
        }
    }

    /// The body, or `None` if there is none.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.body.as_ref()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The text of a header, or `None` if there is none or it is not visible ASCII.
    #[must_use]
    #[inline]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The time that this attempt may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The largest body that the reply may have, in bytes.
    #[must_use]
    pub fn max_reply_bytes(&self) -> usize {
        self.max_reply_bytes
    }

    pub(crate) fn set_form(&mut self, body: String) {
        self.set_content(FORM, body.into());
    }

    pub(crate) fn set_json(&mut self, body: Bytes) {
        self.set_content(JSON, body);
    }

    fn set_content(&mut self, kind: &'static str, body: Bytes) {
        self.headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        self.body = Some(body);
    }
}

/// Headers that decide how a message is framed or where it goes, which callers may not
/// set.
pub(crate) const RESERVED_HEADERS: [HeaderName; 6] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::EXPECT,
];

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

fn values(pairs: Vec<(String, String)>, name: &str) -> Vec<String> {
    pairs
        .into_iter()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value)
        .collect()
}

/// Shows what is the same for everyone who calls the operation, and the names of
/// the headers.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut headers = String::new();
        for name in self.headers.keys() {
            headers.push_str(name.as_str());
            headers.push(' ');
        }
        f.debug_struct("Request")
            .field("operation", self.operation)
            .field("base", &address::without_secrets(&self.base))
            .field("headers", &headers.trim_end())
            .field("body_bytes", &self.body.as_ref().map_or(0, Bytes::len))
            .finish_non_exhaustive()
    }
}
