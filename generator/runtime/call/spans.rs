//! The spans of the feature `tracing`; without it, types that do nothing.
//!
//! A span records the operation and how it ended. It may not know parameters,
//! bodies or credentials.

use super::super::future::BoxFuture;
use super::super::wire::Operation;

/// A span around a call or around one of its attempts.
#[derive(Clone)]
pub(crate) struct Span(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(feature = "tracing")]
impl Span {
    pub(crate) fn call(operation: &'static Operation) -> Self {
        Self(tracing::info_span!(
            "twilio.call",
            operation = operation.id(),
            document = operation.document_name(),
            method = operation.method().as_str(),
            path = operation.path(),
            attempts = tracing::field::Empty,
            status = tracing::field::Empty,
            request_id = tracing::field::Empty,
        ))
    }

    pub(crate) fn attempt(operation: &'static Operation, number: u32) -> Self {
        Self(tracing::debug_span!(
            "twilio.attempt",
            operation = operation.id(),
            path = operation.path(),
            attempt = number,
            status = tracing::field::Empty,
            request_id = tracing::field::Empty,
            failure = tracing::field::Empty,
        ))
    }

    pub(crate) fn attempts(&self, attempts: u32) {
        self.0.record("attempts", attempts);
    }

    pub(crate) fn answered(&self, status: u16, request_id: Option<&str>) {
        self.0.record("status", status);
        if let Some(id) = request_id {
            self.0.record("request_id", id);
        }
    }

    pub(crate) fn failed(&self, kind: super::super::transport::TransportErrorKind) {
        self.0.record("failure", tracing::field::debug(kind));
    }

    pub(crate) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        Box::pin(tracing::Instrument::instrument(future, self.0.clone()))
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn call(_: &'static Operation) -> Self {
        Self()
    }

    pub(crate) fn attempt(_: &'static Operation, _: u32) -> Self {
        Self()
    }

    pub(crate) fn attempts(&self, _: u32) {}

    pub(crate) fn answered(&self, _: u16, _: Option<&str>) {}

    pub(crate) fn failed(&self, _: super::super::transport::TransportErrorKind) {}

    pub(crate) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        future
    }
}
