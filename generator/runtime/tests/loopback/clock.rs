//! A transport that really sends, and whose waits take no time.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use twilio_runtime::{
    BoxFuture, Request, ReqwestTransport, Transport, TransportError, TransportReply,
};

/// When every test takes place: 2026-03-01T08:00:00Z.
pub const NOW: Duration = Duration::from_secs(1_772_352_000);

/// Sends over reqwest; waits by putting its clock forward.
#[derive(Clone)]
pub struct Clockwork {
    inner: Arc<ReqwestTransport>,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl Clockwork {
    pub fn new() -> Self {
        let inner = ReqwestTransport::new(Duration::from_secs(5), 64).unwrap();
        Self {
            inner: Arc::new(inner),
            waits: Arc::default(),
        }
    }

    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }
}

impl Transport for Clockwork {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
        self.inner.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // When it is polled, so that a sleep that is only set up does not count.
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.waits.lock().unwrap().push(duration);
        })
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + NOW + self.waits().iter().sum::<Duration>()
    }
}
