//! An answer of the API: a reply, along with what is needed to read it.
//!
//! It may not know what an answer is read into, nor any error.

use std::fmt;
use std::sync::OnceLock;

use bytes::Bytes;
use http::{HeaderMap, HeaderName};

use super::super::client::{Destination, Mask};
use super::operation::Operation;

/// A reply, along with what is needed to read it.
#[derive(Clone)]
pub struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) destination: Destination,
    /// The path and query of the request.
    pub(crate) target: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// For the credentials of the request, should the reply repeat them. It has been
    /// applied to the headers.
    pub(crate) mask: Mask,
    /// The masked body, once an error has asked for it. A page can have many errors.
    pub(crate) masked: OnceLock<Bytes>,
    pub(crate) attempts: u32,
    /// For a list: how many items are skipped, and how many are kept then.
    pub(crate) skip: usize,
    pub(crate) limit: Option<usize>,
}

impl Answer {
    /// The body with the mask applied, as errors have it.
    pub(crate) fn masked_body(&self) -> &Bytes {
        self.masked.get_or_init(|| {
            let masked = self.mask.bytes(&self.body);
            masked.map_or_else(|| self.body.clone(), Bytes::from)
        })
    }

    /// The id that Twilio gave the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

/// Does not show the body.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("operation", self.operation)
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("body_bytes", &self.body.len())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

static REQUEST_ID: HeaderName = HeaderName::from_static("twilio-request-id");

/// The id that Twilio gave the request of a reply.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(&REQUEST_ID)?.to_str().ok()
}
