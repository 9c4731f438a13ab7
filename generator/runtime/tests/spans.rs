//! Spans have the operation and what came of it, and no value of a request or
//! reply. One test alone in its process: other threads would get in the way of
//! its subscriber.

#![cfg(all(feature = "reqwest", feature = "tracing"))]

mod loopback;

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use loopback::api::{client_at, fetch};
use loopback::{Act, Server};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use twilio_runtime::RetryPolicy;

const MARK: &str = "MARKED";

/// Writes down all spans and events, with their fields.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut notes = self.0.lock().unwrap();
        write!(notes, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        writeln!(self.0.lock().unwrap(), "\n{}", span.metadata().name()).unwrap();
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn spans_have_the_operation_and_no_value() {
    let notes = Notes::default();
    let dispatch = tracing::Dispatch::new(notes.clone());
    tracing::dispatcher::with_default(&dispatch, || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let server = Server::start(|number, seen| match number {
                0 => Act::json(500, r#"{"message":"MARKED"}"#),
                1 => Act::with(200, &[("Twilio-Request-Id", "RQ1")], r#"{"data":"MARKED"}"#),
                // Repeats what it was sent.
                _ => {
                    let sent = seen.header("authorization").unwrap().to_owned();
                    Act::with(200, &[("Twilio-Request-Id", &sent)], "{}")
                }
            })
            .await;
            let (client, _) = client_at(&server.url());
            let call = fetch(&client, MARK)
                .query("Name", MARK)
                .header("Flex-Metadata", MARK);
            call.await.unwrap();
            let call = fetch(&client, "TH1").authorization(format!("Bearer {MARK}"));
            call.await.unwrap();
            let (client, _) = client_at("http://127.0.0.1:1");
            fetch(&client, MARK)
                .retry(RetryPolicy::never())
                .await
                .unwrap_err();
        });
    });
    let notes = notes.0.lock().unwrap();
    assert!(!notes.contains(MARK), "{notes}");
    for part in [
        "twilio.call",
        "twilio.attempt",
        "operation=\"FetchThing\"",
        "document=\"things_v1\"",
        "http.request.method=\"GET\"",
        "url.template=\"/v1/Things/{Sid}\"",
        "server.address=\"127.0.0.1\"",
        "otel.kind=\"client\"",
        "http.request.resend_count=1",
        "attempts=2",
        "http.response.status_code=500",
        "http.response.status_code=200",
        "error.type=500",
        "request_id=\"RQ1\"",
        "request_id=\"Bearer ******\"",
        "error.type=Connect",
    ] {
        assert!(notes.contains(part), "{part} in {notes}");
    }
}
