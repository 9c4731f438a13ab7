//! The limit on the connections of the default transport, for each host.
//!
//! Each exchange takes a permit, which limits how many are in progress at once.
//! That alone does not limit connections: when an exchange ends, its permit is
//! free before its connection is back in reqwest's pool, and a call that takes
//! the permit in between would open one connection too many. So when the limit on
//! connections is reached, a call that follows closely after another waits for a
//! moment until that connection is back.
//!
//! reqwest races that wait against its pool. If the pool wins, reqwest continues
//! to open the connection in a task of its own. Being polled outside of an
//! exchange is how the gate here learns that the connection is no longer needed.
//!
//! It may not know requests.

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
use super::interface::{TransportError, TransportErrorKind};

tokio::task_local! {
    /// The exchange that is being polled.
    static EXCHANGE: Arc<Exchange>;
}

/// The limits on connections to all hosts.
pub(crate) struct Connections {
    pub(crate) max_per_host: usize,
    /// How long a connection may take to get back to the pool after its exchange.
    /// Nearly always that is a few microseconds.
    grace: Duration,
    /// By scheme, host and port. A list, since there are only as many as products.
    hosts: Mutex<Vec<(String, Arc<Host>)>>,
}

/// The limit on connections to one host.
struct Host {
    max_connections: usize,
    permits: Arc<Semaphore>,
    count: Mutex<Count>,
}

struct Count {
    /// Connections that were opened and are not known to be closed. If a server
    /// closes an idle one, that is not known; see [`Host::may_open`].
    open: usize,
    /// When an exchange last ended with its connection intact.
    returned: Option<Instant>,
}

/// The state of an exchange with regard to its connection.
struct Exchange {
    host: Arc<Host>,
    /// Until when a connection may still come back to the pool.
    until: Option<Instant>,
    /// Whether it has a connection, as far as is known.
    connected: AtomicBool,
}

/// The permit of an exchange in progress. Dropping it lets another exchange start.
pub(crate) struct ConnectionPermit {
    exchange: Arc<Exchange>,
    /// Whether the connection goes back to the pool.
    reusable: bool,
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

    /// Waits for a permit for the host of a URL.
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
            exchange: Arc::new(Exchange {
                host,
                until,
                connected: AtomicBool::new(false),
            }),
            reusable: false,
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
    /// Runs the exchange so that its connection, if it opens one, is counted.
    pub(crate) async fn around<T>(&self, exchange: BoxFuture<'_, T>) -> T {
        // The connection is one of the pool's unless a gate is passed to open one.
        self.exchange.set_connected(true);
        EXCHANGE.scope(Arc::clone(&self.exchange), exchange).await
    }

    /// Ends the exchange with its connection intact, so that another can use it.
    pub(crate) fn release(mut self) {
        self.reusable = true;
        self.exchange.host.count().returned = Some(Instant::now());
    }
}

/// An exchange that ends in any other way, such as being dropped, leaves a
/// connection that cannot be used again.
impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        if !self.reusable && self.exchange.connected.load(Ordering::Relaxed) {
            self.exchange.host.closed();
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

    /// Counts one more connection if the limit allows it. After `until`, no
    /// connection is on its way back and none is idle, or this exchange would have
    /// taken it. So whatever else is still counted has been closed by the server.
    fn may_open(&self, until: Option<Instant>) -> bool {
        let mut count = self.count();
        if count.open < self.max_connections {
            count.open += 1;
            return true;
        }
        if until.is_some_and(|until| Instant::now() < until) {
            return false;
        }
        // Each exchange in progress has a connection, this one included.
        count.open = self.max_connections
            - self
                .permits
                .available_permits()
                .min(self.max_connections - 1);
        true
    }
}

impl Exchange {
    fn set_connected(&self, connected: bool) {
        self.connected.store(connected, Ordering::Relaxed);
    }

    /// Waits until a connection may be opened, or yields `None` once it is no longer
    /// needed.
    async fn opening(&self) -> Option<Opening> {
        let wait = self.until.map_or(Duration::ZERO, |until| {
            until.saturating_duration_since(Instant::now())
        });
        let mut over = pin!(tokio::time::sleep(wait));
        poll_fn(|context| {
            if EXCHANGE.try_with(|_| ()).is_err() {
                self.set_connected(true);
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

/// A connection that is being opened. Unless that succeeds, dropping this uncounts
/// it.
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

/// Puts a [`Gate`] around the service that opens connections.
#[derive(Clone)]
pub(crate) struct Gates;

/// Opens a connection once the limit allows it.
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
            let Ok(exchange) = EXCHANGE.try_with(Arc::clone) else {
                poll_fn(|context| inner.poll_ready(context)).await?;
                return inner.call(target).await;
            };
            exchange.set_connected(false);
            let opening = exchange.opening().await.ok_or("no longer needed")?;
            poll_fn(|context| inner.poll_ready(context)).await?;
            let connection = inner.call(target).await?;
            opening.succeeded();
            exchange.set_connected(true);
            Ok(connection)
        })
    }
}
