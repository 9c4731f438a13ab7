//! The spans of the feature `tracing`, and nothing where it is off.
//!
//! A span knows the operation and what came of it. Parameters, bodies and
//! credentials never get here.

use super::credentials::BoxFuture;
use super::operation::Operation;

/// A span around a call or around one of its attempts.
#[derive(Clone)]
pub(super) struct Span(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(feature = "tracing")]
impl Span {
    pub(super) fn call(operation: &'static Operation) -> Self {
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

    pub(super) fn attempt(operation: &'static Operation, number: u32) -> Self {
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

    pub(super) fn attempts(&self, attempts: u32) {
        self.0.record("attempts", attempts);
    }

    pub(super) fn answered(&self, status: u16, request_id: Option<&str>) {
        self.0.record("status", status);
        if let Some(id) = request_id {
            self.0.record("request_id", id);
        }
    }

    pub(super) fn failed(&self, kind: super::transport::TransportErrorKind) {
        self.0.record("failure", tracing::field::debug(kind));
    }

    pub(super) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        Box::pin(tracing::Instrument::instrument(future, self.0.clone()))
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(super) fn call(_: &'static Operation) -> Self {
        Self()
    }

    pub(super) fn attempt(_: &'static Operation, _: u32) -> Self {
        Self()
    }

    pub(super) fn attempts(&self, _: u32) {}

    pub(super) fn answered(&self, _: u16, _: Option<&str>) {}

    pub(super) fn failed(&self, _: super::transport::TransportErrorKind) {}

    pub(super) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        future
    }
}
