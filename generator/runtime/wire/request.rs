//! Requests as they are sent, and ways to inspect them.
//!
//! It may not know clients or calls.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;

use super::address;
use super::encode;
use super::method::Method;
use super::operation::Operation;

/// A complete request.
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
        self.set_body(FORM, body.into());
    }

    pub(crate) fn set_json(&mut self, body: Bytes) {
        self.set_body(JSON, body);
    }

    fn set_body(&mut self, kind: &'static str, body: Bytes) {
        self.headers
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        self.body = Some(body);
    }
}

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
