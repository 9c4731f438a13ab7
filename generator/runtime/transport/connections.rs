//! The limit on connections of the default transport, per host.
//!
//! A place is taken for each exchange, so no more than that are under way at
//! once. That alone does not limit connections. When an exchange ends, its place
//! is free before its connection is back in the library's pool, and a call that
//! takes the place in between would open a connection too many. So a call that
//! follows closely upon another, when as many connections have been opened as
//! there may be, waits a moment for that connection to come back.
//!
//! The library races that wait against its pool. When the pool wins, the library
//! keeps the opening of the connection going on its own; being polled outside
//! of its call is how it learns here that nobody needs it any more.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_layer::Layer;
use tower_service::Service;

use super::super::future::BoxFuture;
use super::transport::{TransportError, TransportErrorKind};

tokio::task_local! {
    /// The exchange that is being polled.
    static EXCHANGE: Arc<Waiting>;
}

/// The limits on connections to all hosts.
pub(crate) struct Connections {
    pub(crate) max_per_host: usize,
    /// How long a connection may take from the end of its exchange back to the
    /// pool. Nearly always it takes microseconds.
    grace: Duration,
    /// By scheme, host and port. There are as many as products, so no map.
    hosts: Mutex<Vec<(String, Arc<Host>)>>,
}

/// The limit on connections to one host.
struct Host {
    max_connections: usize,
    permits: Arc<Semaphore>,
    count: Mutex<Count>,
}

struct Count {
    /// Connections opened and not known to be closed. Those that a server closes
    /// while they are idle are not known; see [`Host::may_open`].
    open: usize,
    /// When a connection was last handed back to the pool.
    returned: Option<Instant>,
}

/// What an exchange that needs a connection knows of its host.
struct Waiting {
    host: Arc<Host>,
    /// Until when a connection may yet come back to the pool for it.
    until: Option<Instant>,
    /// Whether it has a connection, as far as is known.
    has_one: AtomicBool,
}

/// The place of an exchange under way.
pub(crate) struct ConnectionPermit {
    waiting: Arc<Waiting>,
    /// Whether the connection went back to the pool.
    kept: bool,
    _permit: OwnedSemaphorePermit,
}

impl Connections {
    pub(crate) fn new(max_per_host: usize, connect_timeout: Duration) -> Self {
        Self {
            max_per_host: max_per_host.clamp(1, Semaphore::MAX_PERMITS),
            grace: (connect_timeout / 2).min(Duration::from_secs(1)),
            hosts: Mutex::default(),
        }
    }

    /// Waits for a place at the host of a URL.
    pub(crate) async fn permit(
        &self,
        url: &str,
        timeout: Duration,
    ) -> Result<ConnectionPermit, TransportError> {
        let host = self.host(origin(url));
        let permit = Arc::clone(&host.permits).acquire_owned();
        let Ok(Ok(permit)) = tokio::time::timeout(timeout, permit).await else {
            return Err(TransportError::new(TransportErrorKind::Busy));
        };
        let until = host.count().returned.map(|at| at + self.grace);
        Ok(ConnectionPermit {
            waiting: Arc::new(Waiting {
                host,
                until,
                has_one: AtomicBool::new(false),
            }),
            kept: false,
            _permit: permit,
        })
    }

    fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, host)) = hosts.iter().find(|(origin, _)| origin == name) {
            return Arc::clone(host);
        }
        let host = Arc::new(Host {
            max_connections: self.max_per_host,
            permits: Arc::new(Semaphore::new(self.max_per_host)),
            count: Mutex::new(Count {
                open: 0,
                returned: None,
            }),
        });
        hosts.push((name.to_owned(), Arc::clone(&host)));
        host
    }
}

/// Scheme, host and port of a URL.
fn origin(url: &str) -> &str {
    let mut slashes = url.match_indices('/').map(|(at, _)| at);
    let end = slashes.nth(2).unwrap_or(url.len());
    url.get(..end).unwrap_or(url)
}

impl ConnectionPermit {
    /// Polls the exchange so that its connection, if it opens one, is counted.
    pub(crate) async fn around<T>(&self, exchange: BoxFuture<'_, T>) -> T {
        // One of the pool's, unless a gate is passed to open one.
        self.waiting.has(true);
        EXCHANGE.scope(Arc::clone(&self.waiting), exchange).await
    }

    /// Ends the exchange with its connection intact, so that it can be used again.
    pub(crate) fn give_back(mut self) {
        self.kept = true;
        self.waiting.host.count().returned = Some(Instant::now());
    }
}

/// An exchange that ends otherwise, be it because its call was dropped, leaves a
/// connection that nobody else can use.
impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        if !self.kept && self.waiting.has_one.load(Ordering::Relaxed) {
            self.waiting.host.closed();
        }
    }
}

impl Host {
    fn count(&self) -> MutexGuard<'_, Count> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn closed(&self) {
        let mut count = self.count();
        count.open = count.open.saturating_sub(1);
    }

    /// Counts one more connection, if there may be one. With `until` past, no
    /// connection is on its way back and none is idle, or it would have been
    /// taken: whatever else was counted has been closed by the server.
    fn may_open(&self, until: Option<Instant>) -> bool {
        let mut count = self.count();
        if count.open < self.max_connections {
            count.open += 1;
            return true;
        }
        if until.is_some_and(|until| Instant::now() < until) {
            return false;
        }
        // Of the exchanges under way, this one included, each has one.
        count.open = self.max_connections
            - self
                .permits
                .available_permits()
                .min(self.max_connections - 1);
        true
    }
}

impl Waiting {
    fn has(&self, one: bool) {
        self.has_one.store(one, Ordering::Relaxed);
    }

    /// Waits until a connection may be opened; `None` when it is not needed any
    /// more.
    async fn opening(&self) -> Option<Opening> {
        let wait = self.until.map_or(Duration::ZERO, |until| {
            until.saturating_duration_since(Instant::now())
        });
        let mut over = pin!(tokio::time::sleep(wait));
        poll_fn(|context| {
            if EXCHANGE.try_with(|_| ()).is_err() {
                self.has(true);
                return Poll::Ready(None);
            }
            if !self.host.may_open(self.until) && over.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            Poll::Ready(Some(Opening(Some(Arc::clone(&self.host)))))
        })
        .await
    }
}

/// A connection being opened; it is no longer counted when that comes to nothing.
struct Opening(Option<Arc<Host>>);

impl Opening {
    fn succeeded(mut self) {
        self.0 = None;
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if let Some(host) = &self.0 {
            host.closed();
        }
    }
}

/// Puts [`Gate`]s around whatever opens connections.
#[derive(Clone)]
pub(crate) struct Gates;

/// Opens connections when they may be opened.
#[derive(Clone)]
pub(crate) struct Gate<S>(S);

impl<S> Layer<S> for Gates {
    type Service = Gate<S>;

    fn layer(&self, inner: S) -> Gate<S> {
        Gate(inner)
    }
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl<S, R> Service<R> for Gate<S>
where
    S: Service<R, Error = BoxError> + Clone + Send + 'static,
    S::Response: Send,
    S::Future: Send,
    R: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<S::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: R) -> Self::Future {
        let mut inner = self.0.clone();
        Box::pin(async move {
            let Ok(waiting) = EXCHANGE.try_with(Arc::clone) else {
                poll_fn(|context| inner.poll_ready(context)).await?;
                return inner.call(target).await;
            };
            waiting.has(false);
            let opening = waiting.opening().await.ok_or("not needed any more")?;
            poll_fn(|context| inner.poll_ready(context)).await?;
            let connection = inner.call(target).await?;
            opening.succeeded();
            waiting.has(true);
            Ok(connection)
        })
    }
}
