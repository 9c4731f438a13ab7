//! The streams over a list: pages, and items. The machine that fetches is
//! untyped; only reading a page and handing out its items is not.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::super::call::send;
use super::super::call::{Call, RequestBuilder};
use super::super::error::{Error, PagingError};
use super::super::future::BoxFuture;
use super::super::model::Datum;
use super::super::wire::Answer;
use super::cursor::Cursor;
use super::page::{Page, PagePosition};
use super::reply::Reply;

/// A call of a list. Awaited, it yields the first page; `pages()` and `items()`
/// yield all.
pub type List<T> = Call<Page<T>>;

impl<T: Datum + 'static> Call<Page<T>> {
    /// Stops after so many items. Where no page size is set, asks for pages no
    /// larger than that; no page is asked for that is not needed.
    pub fn limit(mut self, items: usize) -> Self {
        self.builder.listing.limit = Some(items);
        self
    }

    /// Asks for the next page while the items of one are still in use. Off
    /// unless it is switched on. The page that comes holds a connection until
    /// it is used: with a limit on them, leave enough for other calls.
    pub fn prefetch(mut self, ahead: bool) -> Self {
        self.builder.listing.prefetch = ahead;
        self
    }

    /// Goes on from a place that an earlier call of the same list has handed
    /// out. The parameters of that call are in it; those of this one are not
    /// sent, but for the authorization and headers of one's own. A cursor of
    /// another list, or of the same below another resource, is refused.
    pub fn resume(mut self, from: &Cursor) -> Self {
        self.builder
            .resume(from.operation(), from.skip(), from.target());
        self
    }

    /// All pages, one after the other.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.builder)
    }

    /// All items, page after page.
    pub fn items(self) -> Items<T> {
        Items::new(self.builder)
    }
}

/// Fetches page after page.
struct Pager {
    builder: Box<RequestBuilder>,
    state: PagerState,
    /// Whether the page under way was asked for before anybody wanted it.
    ahead: bool,
    /// The pages that were asked for, as hashes in order: a list may have very
    /// many.
    seen: Vec<u64>,
    hasher: RandomState,
}

enum PagerState {
    /// The page that the draft describes is to be asked for.
    Due,
    Fetching(BoxFuture<'static, Result<Answer, Error>>),
    Fetched(Result<Box<Answer>, Error>),
    /// There is no next page that could be asked for.
    Stuck(Error),
    Done,
}

impl Pager {
    fn new(builder: Box<RequestBuilder>) -> Self {
        let left = builder.listing.limit;
        Self {
            builder,
            state: if left == Some(0) {
                PagerState::Done
            } else {
                PagerState::Due
            },
            ahead: false,
            seen: Vec::new(),
            hasher: RandomState::new(),
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Answer, Error>>> {
        self.advance(context);
        let ahead = std::mem::take(&mut self.ahead);
        // What was asked for ahead may have run out of time while nobody looked.
        if ahead && matches!(&self.state, PagerState::Fetched(Err(error)) if error.is_timeout()) {
            self.state = PagerState::Due;
            self.advance(context);
        }
        // After an error there is nothing more; a new stream can resume.
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

    /// Begins or continues to fetch.
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

    /// Takes note of a page that was read, and of what comes after it.
    fn read(&mut self, position: &PagePosition, items: usize, context: &mut Context<'_>) {
        let listing = &mut self.builder.listing;
        listing.limit = listing.limit.map(|left| left.saturating_sub(items));
        let enough = listing.limit == Some(0);
        if let Err(at) = self.find(&position.target) {
            self.seen
                .insert(at, self.hasher.hash_one(position.target.as_str()));
        }
        if enough {
            return;
        }
        match position.next() {
            Ok(None) => {}
            Ok(Some(next)) if self.find(&next).is_ok() => {
                let problem = "it is one that has been asked for already".to_owned();
                let error = PagingError::new(self.builder.operation, problem);
                self.state = PagerState::Stuck(Error::Paging(Box::new(error)));
            }
            Ok(Some(next)) => {
                self.builder.turn_to(next);
                self.state = PagerState::Due;
                if self.builder.listing.prefetch {
                    self.ahead = true;
                    self.advance(context);
                }
            }
            Err(error) => self.state = PagerState::Stuck(error),
        }
    }

    /// Where a page is among those that were asked for, or would have to be put.
    fn find(&self, target: &str) -> Result<usize, usize> {
        self.seen.binary_search(&self.hasher.hash_one(target))
    }

    /// Continues to fetch ahead while items are handed out.
    fn keep_going(&mut self, context: &mut Context<'_>) {
        if let PagerState::Fetching(_) = self.state {
            self.advance(context);
        }
    }
}

/// The pages of a list, one after the other. A stream; [`Pages::next`] needs no
/// import.
///
/// The first error is the last thing it yields.
#[must_use = "streams do nothing unless they are polled"]
pub struct Pages<T> {
    pager: Pager,
    read: fn(Answer) -> Result<Page<T>, Error>,
}

impl<T> Pages<T> {
    /// The next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    ///
    /// When a page cannot be had.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
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
        let items = page.items().len();
        self.pager.read(page.position(), items, context);
        Poll::Ready(Some(Ok(page)))
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

/// The items of a list, page after page. A stream; [`Items::next`] needs no
/// import.
///
/// The first error is the last thing it yields.
#[must_use = "streams do nothing unless they are polled"]
pub struct Items<T> {
    pages: Pages<T>,
    page: std::vec::IntoIter<T>,
    /// Where the page is, and how many of its items have been handed out.
    position: Option<(PagePosition, usize)>,
}

impl<T> Items<T> {
    /// The next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// When a page cannot be had.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }

    /// The place after the last item that was handed out, to go on from later;
    /// `None` before the first.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        let (position, done) = self.position.as_ref()?;
        Some(position.cursor_within(*done))
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                if let Some((_, done)) = &mut self.position {
                    *done += 1;
                }
                self.pages.pager.keep_going(context);
                return Poll::Ready(Some(Ok(item)));
            }
            match self.pages.poll_page(context) {
                Poll::Ready(Some(Ok(page))) => {
                    self.position = Some((page.position().clone(), 0));
                    self.page = page.into_iter();
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

// Nothing in them is pinned, whatever the items are.
impl<T> Unpin for Pages<T> {}
impl<T> Unpin for Items<T> {}

impl<T: Datum + 'static> Pages<T> {
    pub(crate) fn new(builder: Box<RequestBuilder>) -> Self {
        Self {
            pager: Pager::new(builder),
            read: Page::read,
        }
    }
}

impl<T: Datum + 'static> Items<T> {
    pub(crate) fn new(builder: Box<RequestBuilder>) -> Self {
        Self {
            pages: Pages::new(builder),
            page: Vec::new().into_iter(),
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
