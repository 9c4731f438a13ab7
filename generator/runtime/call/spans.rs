//! The spans of the feature `tracing`; without it, types that do nothing.
//!
//! A span records the operation and how it ended, by the names of OpenTelemetry's
//! conventions for HTTP clients where these have one. It may not know parameters,
//! bodies or credentials.

use super::super::future::BoxFuture;
use super::super::wire::Operation;
use super::retry::Failure;

/// A span around a call or around one of its attempts.
#[derive(Clone)]
pub(crate) struct Span(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(feature = "tracing")]
impl Span {
    pub(crate) fn call(operation: &'static Operation, host: &str) -> Self {
        Self(tracing::info_span!(
            "twilio.call",
            operation = operation.id(),
            document = operation.document_name(),
            "http.request.method" = operation.method().as_str(),
            "url.template" = operation.path(),
            "server.address" = host,
            "http.response.status_code" = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
            attempts = tracing::field::Empty,
            request_id = tracing::field::Empty,
        ))
    }

    pub(crate) fn attempt(operation: &'static Operation, host: &str, number: u32) -> Self {
        let span = tracing::debug_span!(
            "twilio.attempt",
            otel.kind = "client",
            operation = operation.id(),
            "http.request.method" = operation.method().as_str(),
            "url.template" = operation.path(),
            "server.address" = host,
            "http.request.resend_count" = tracing::field::Empty,
            "http.response.status_code" = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
            request_id = tracing::field::Empty,
        );
        // The convention has it only where a request is sent again.
        if number > 1 {
            span.record("http.request.resend_count", number - 1);
        }
        Self(span)
    }

    pub(crate) fn attempts(&self, attempts: u32) {
        self.0.record("attempts", attempts);
    }

    pub(crate) fn answered(&self, status: u16, request_id: Option<&str>) {
        self.0.record("http.response.status_code", status);
        if let Some(id) = request_id {
            self.0.record("request_id", id);
        }
    }

    pub(crate) fn failed(&self, failure: Failure) {
        match failure {
            Failure::Status(status) => self.0.record("error.type", tracing::field::display(status)),
            Failure::Transport(kind) => self.0.record("error.type", tracing::field::debug(kind)),
        };
    }

    pub(crate) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        Box::pin(tracing::Instrument::instrument(future, self.0.clone()))
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn call(_: &'static Operation, _: &str) -> Self {
        Self()
    }

    pub(crate) fn attempt(_: &'static Operation, _: &str, _: u32) -> Self {
        Self()
    }

    pub(crate) fn attempts(&self, _: u32) {}

    pub(crate) fn answered(&self, _: u16, _: Option<&str>) {}

    pub(crate) fn failed(&self, _: Failure) {}

    pub(crate) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
        future
    }
}
