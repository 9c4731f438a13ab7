//! Calls and lists for code that is not async.
//!
//! One thread, which the first use starts, drives the timers and the connections;
//! the calling threads do the rest. Waiting within an async task would hold up
//! whatever else runs on its thread and might never end, so it is an error. It is
//! allowed where tokio lets code block: in `spawn_blocking` and `block_in_place`.

use std::fmt;
use std::future::IntoFuture;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder as RuntimeBuilder, Handle};
use tokio::task::consume_budget;

use super::call::Call;
use super::call::Pending;
use super::error::{ConfigError, Error};
use super::model::Datum;
use super::reply::Cursor;
use super::reply::Page;
use super::reply::Reply;
use super::reply::{Items, Pages};

/// The async runtime behind all blocking calls. It lives as long as the program.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

impl<T: Reply> Call<T> {
    /// Sends the call and waits for its reply.
    ///
    /// # Errors
    ///
    /// The same as when the call is awaited. Also, if this is called within an async
    /// task: use `.await` there, or tokio's `spawn_blocking`.
    pub fn wait(self) -> Result<T, Error> {
        self.into_future().wait()
    }
}

impl<T> Pending<T> {
    /// Waits for a call in progress, such as that of a raw reply.
    ///
    /// # Errors
    ///
    /// As for [`Call::wait`].
    pub fn wait(mut self) -> Result<T, Error> {
        drive(&mut |context| Pin::new(&mut self).poll(context)).and_then(|reply| reply)
    }
}

impl<T: Datum + 'static> Pages<T> {
    /// An iterator over the pages, for code that is not async.
    pub fn wait(self) -> BlockingPages<T> {
        BlockingPages {
            pages: self,
            done: false,
        }
    }
}

impl<T: Datum + 'static> Items<T> {
    /// An iterator over the items, for code that is not async.
    pub fn wait(self) -> BlockingItems<T> {
        BlockingItems {
            items: self,
            done: false,
        }
    }
}

/// An iterator over the pages of a list, in order. It goes on behind a page of which
/// an item cannot be read, and ends after any other error.
pub struct BlockingPages<T> {
    pages: Pages<T>,
    done: bool,
}

/// An iterator over the items of a list, page by page. It goes on behind an item that
/// cannot be read, and ends after any other error.
pub struct BlockingItems<T> {
    items: Items<T>,
    done: bool,
}

impl<T> BlockingItems<T> {
    /// The position after the last item that was handed out, from which the list can
    /// be continued later, or `None` before the first.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        self.items.cursor()
    }
}

impl<T> Iterator for BlockingPages<T> {
    type Item = Result<Page<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next_of(&mut self.done, &mut |context| {
            self.pages.poll_whole(context)
        })
    }
}

impl<T> Iterator for BlockingItems<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next_of(&mut self.done, &mut |context| self.items.poll_item(context))
    }
}

impl<T> fmt::Debug for BlockingPages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingPages").field(&self.pages).finish()
    }
}

impl<T> fmt::Debug for BlockingItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingItems").field(&self.items).finish()
    }
}

/// What a stream yields, which is waited for.
type Next<V> = Option<Result<V, Error>>;

fn next_of<V>(done: &mut bool, poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<Next<V>>) -> Next<V> {
    if *done {
        return None;
    }
    let next = drive(poll);
    *done = !matches!(next, Ok(Some(_)));
    next.unwrap_or_else(|refused| Some(Err(refused)))
}

fn drive<V>(poll: &mut dyn FnMut(&mut Context<'_>) -> Poll<V>) -> Result<V, Error> {
    if is_within_task() {
        let problem = "wait() was called within an async task, whose thread it may hold up: \
                       use .await there, or tokio's spawn_blocking";
        return Err(ConfigError::new(problem).into());
    }
    // What is polled finds the timers and the connections of that runtime.
    let runtime = runtime()?;
    let _entered = runtime.enter();
    let waker = Waker::from(Arc::new(Caller(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = poll(&mut context) {
            return Ok(value);
        }
        thread::park();
    }
}

/// A thread that waits.
struct Caller(Thread);

impl Wake for Caller {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// More steps than tokio lets a task make in one go, which are 128.
const STEPS: usize = 10_000;

/// Whether this is called within a task that a tokio runtime is polling.
///
/// Tokio does not tell, except by a panic of what blocks. But it limits the steps that a
/// task makes in one go, and not those of code that may block, in or out of a runtime.
fn is_within_task() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    let mut is_limited = || pin!(consume_budget()).poll(&mut context).is_pending();
    Handle::try_current().is_ok() && (0..STEPS).any(|_| is_limited())
}

fn runtime() -> Result<Handle, ConfigError> {
    let failed =
        |error| ConfigError::caused("the thread for blocking use cannot be started", error);
    let mut shared = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*shared {
        return Ok(handle.clone());
    }
    let runtime = RuntimeBuilder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("twilio-blocking".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .map_err(failed)?;
    *shared = Some(handle.clone());
    Ok(handle)
}
