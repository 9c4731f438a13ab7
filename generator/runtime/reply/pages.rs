//! The streams over a list: its pages and its items.
//!
//! Fetching is not generic and so compiled once; only reading a page and handing
//! out its items is. It may not know how a call is sent.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::task::{Context, Poll};

use super::super::call::send;
use super::super::call::{Call, RequestBuilder};
use super::super::error::{Error, PagingError};
use super::super::future::BoxFuture;
use super::super::model::Datum;
use super::super::wire::Answer;
use super::cursor::Cursor;
use super::page::{Page, PagePosition, ReadPage};
use super::window::Fault;

/// A call of a list. Awaiting it yields the first page; [`pages`](Call::pages)
/// and [`items`](Call::items) yield the whole list.
pub type List<T> = Call<Page<T>>;

impl<T: Datum + 'static> Call<Page<T>> {
    /// Ends the list after this many items. Pages that are not needed for them are
    /// not requested. Unless a page size is set, this is also the page size, up to
    /// the largest that the operation has.
    pub fn limit(mut self, items: usize) -> Self {
        self.builder.listing.limit = Some(items);
        self
    }

    /// Sets whether the next page is requested while the items of the current one
    /// are in use. By default it is not. The request holds a connection until its
    /// page is used, which counts towards the limit on connections.
    pub fn prefetch(mut self, ahead: bool) -> Self {
        self.builder.listing.prefetch = ahead;
        self
    }

    /// Continues the list from a cursor of an earlier call. The parameters of that
    /// call are part of the cursor, so those of this call are not sent, except the
    /// authorization and additional headers. A cursor of another list, or of the
    /// same list of another resource, is refused when the call is sent.
    pub fn resume(mut self, from: &Cursor) -> Self {
        self.builder
            .resume(from.operation(), from.skip(), from.target());
        self
    }

    /// A stream of all pages, in order.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.builder)
    }

    /// A stream of all items, page by page.
    pub fn items(self) -> Items<T> {
        Items::new(self.builder)
    }
}

/// Fetches page after page.
struct Pager {
    builder: Box<RequestBuilder>,
    state: PagerState,
    /// Whether the page in progress was requested ahead of its use.
    prefetched: bool,
    /// The hashes of the targets requested so far, sorted. Only hashes, because a
    /// list may have very many pages.
    seen: Vec<u64>,
    hasher: RandomState,
    /// How many pages in a row had no items.
    empty: usize,
}

/// How many pages in a row may have no items. A filter can make some empty; a server
/// that sends so many would keep a client busy for ever.
const MAX_EMPTY: usize = 1000;

enum PagerState {
    /// The page that `builder` describes is to be requested.
    Due,
    Fetching(BoxFuture<'static, Result<Answer, Error>>),
    Fetched(Result<Box<Answer>, Error>),
    /// There is a next page, but it cannot be requested.
    Stuck(Error),
    Done,
}

impl Pager {
    fn new(builder: Box<RequestBuilder>) -> Self {
        let limit = builder.listing.limit;
        Self {
            builder,
            state: if limit == Some(0) {
                PagerState::Done
            } else {
                PagerState::Due
            },
            prefetched: false,
            seen: Vec::new(),
            hasher: RandomState::new(),
            empty: 0,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Answer, Error>>> {
        self.advance(context);
        let prefetched = std::mem::take(&mut self.prefetched);
        // A page requested ahead may have run out of time while nothing polled it.
        if prefetched
            && matches!(&self.state, PagerState::Fetched(Err(error)) if error.is_timeout())
        {
            self.state = PagerState::Due;
            self.advance(context);
        }
        // An error ends the stream; a cursor can continue the list.
        match std::mem::replace(&mut self.state, PagerState::Done) {
            PagerState::Fetched(answer) => Poll::Ready(Some(answer.map(|answer| *answer))),
            PagerState::Stuck(error) => Poll::Ready(Some(Err(error))),
            PagerState::Done => Poll::Ready(None),
            waiting => {
                self.state = waiting;
                Poll::Pending
            }
        }
    }

    /// Starts or continues to fetch the page that is due.
    fn advance(&mut self, context: &mut Context<'_>) {
        if let PagerState::Due = self.state {
            self.state = PagerState::Fetching(send::deliver(self.builder.clone()));
        }
        if let PagerState::Fetching(answer) = &mut self.state {
            if let Poll::Ready(answer) = answer.as_mut().poll(context) {
                self.state = PagerState::Fetched(answer.map(Box::new));
            }
        }
    }

    /// Records a page that was read, and decides what comes after it.
    fn record(&mut self, position: &PagePosition, items: usize, context: &mut Context<'_>) {
        let listing = &mut self.builder.listing;
        listing.limit = listing.limit.map(|left| left.saturating_sub(items));
        let enough = listing.limit == Some(0);
        if let Err(at) = self.index_of(&position.target) {
            self.seen
                .insert(at, self.hasher.hash_one(position.target.as_str()));
        }
        if enough {
            return;
        }
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        match position.next() {
            Ok(None) => {}
            Ok(Some(next)) if self.index_of(&next).is_ok() => {
                self.refuse("it is one that has been asked for already".to_owned());
            }
            Ok(Some(_)) if self.empty >= MAX_EMPTY => {
                self.refuse(format!("{MAX_EMPTY} pages in a row had no items"));
            }
            Ok(Some(next)) => {
                self.builder.turn_to(next);
                self.builder.listing.repeats_headers = position.by_token;
                self.state = PagerState::Due;
                if self.builder.listing.prefetch {
                    self.prefetched = true;
                    self.advance(context);
                }
            }
            Err(error) => self.state = PagerState::Stuck(error),
        }
    }

    /// Ends the list with an error in place of the next page.
    fn refuse(&mut self, problem: String) {
        let error = PagingError::new(self.builder.operation, problem);
        self.state = PagerState::Stuck(Error::Paging(Box::new(error)));
    }

    /// The index of a target in `seen`, or the index at which to insert it.
    fn index_of(&self, target: &str) -> Result<usize, usize> {
        self.seen.binary_search(&self.hasher.hash_one(target))
    }

    /// Continues to fetch the next page while items are handed out.
    fn continue_prefetch(&mut self, context: &mut Context<'_>) {
        if let PagerState::Fetching(_) = self.state {
            self.advance(context);
        }
    }
}

/// A stream of the pages of a list, in order. [`Pages::next`] works without
/// importing a stream trait.
///
/// A page with an item that cannot be read is an error in its place, and the stream
/// goes on behind it; [`items`](Call::items) yields the other items of such a page.
/// The stream ends after any other error.
#[must_use = "streams do nothing unless they are polled"]
pub struct Pages<T> {
    pager: Pager,
    read: fn(Answer) -> Result<ReadPage<T>, Error>,
}

impl<T> Pages<T> {
    /// The next page, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        std::future::poll_fn(|context| self.poll_whole(context)).await
    }

    /// The next page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// If the page cannot be fetched or read.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<ReadPage<T>, Error>>> {
        let answer = match self.pager.poll(context) {
            Poll::Ready(Some(Ok(answer))) => answer,
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Pending => return Poll::Pending,
        };
        let page = match (self.read)(answer) {
            Ok(page) => page,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        let items = page.len();
        self.pager.record(page.page.position(), items, context);
        Poll::Ready(Some(Ok(page)))
    }
}

impl<T> Pages<T> {
    pub(crate) fn poll_whole(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<T>, Error>>> {
        let next = self.poll_page(context);
        next.map(|next| next.map(|page| page.and_then(ReadPage::whole)))
    }
}

#[cfg(feature = "stream")]
impl<T> futures_core::Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_whole(context)
    }
}

/// A stream of the items of a list, page by page. [`Items::next`] works without
/// importing a stream trait.
///
/// An item that cannot be read is an [`Error::Decode`] in its place, with its path in
/// the page, and the stream goes on behind it, as the cursor does. The stream ends after
/// any other error.
#[must_use = "streams do nothing unless they are polled"]
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    /// The items of the page that cannot be read.
    faults: std::vec::IntoIter<Fault>,
    /// The position of the page, and how many of its items have been handed out, those
    /// that cannot be read included.
    position: Option<(PagePosition, usize)>,
}

impl<T> Items<T> {
    /// The next item, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    /// The next item, or `None` after the last.
    ///
    /// # Errors
    ///
    /// If the page cannot be fetched, or the page or the item cannot be read.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }

    /// The position after the last item that was handed out, from which the list can
    /// be continued later, or `None` before the first.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        let (position, done) = self.position.as_ref()?;
        Some(position.cursor_within(*done))
    }

    /// The next item of the page, or the next one that cannot be read.
    fn next_of_page(&mut self) -> Option<Result<T, Error>> {
        let (_, done) = self.position.as_mut()?;
        let fault = self.faults.as_slice().first();
        let item = if fault.is_some_and(|fault| fault.place == Some(*done)) {
            self.faults.next().map(|fault| Err(fault.error))
        } else {
            self.page.next().map(Ok)
        };
        *done += usize::from(item.is_some());
        item
    }

    pub(crate) fn poll_item(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.next_of_page() {
                self.pages.pager.continue_prefetch(context);
                return Poll::Ready(Some(item));
            }
            match self.pages.poll_page(context) {
                Poll::Ready(Some(Ok(read))) => {
                    self.position = Some((read.page.position().clone(), 0));
                    self.page = read.page.into_iter();
                    self.faults = read.faults.into_iter();
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

#[cfg(feature = "stream")]
impl<T> futures_core::Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

// Neither pins its items.
impl<T> Unpin for Pages<T> {}
impl<T> Unpin for Items<T> {}

impl<T: Datum + 'static> Pages<T> {
    pub(crate) fn new(builder: Box<RequestBuilder>) -> Self {
        Self {
            pager: Pager::new(builder),
            read: ReadPage::read,
        }
    }
}

impl<T: Datum + 'static> Items<T> {
    pub(crate) fn new(builder: Box<RequestBuilder>) -> Self {
        Self {
            pages: Pages::new(builder),
            page: Vec::new().into_iter(),
            faults: Vec::new().into_iter(),
            position: None,
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({})", self.pager.builder.operation.id())
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({})", self.pages.pager.builder.operation.id())
    }
}
