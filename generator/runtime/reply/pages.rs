//! The streams over a list: its pages and its items.
//!
//! Fetching is not generic and so compiled once; only reading a page and handing
//! out its items is. It may not know how a call is sent.

use std::fmt;
use std::task::{Context, Poll};

use super::super::call::{Call, RequestBuilder};
use super::super::error::Error;
use super::super::model::Datum;
use super::super::wire::Answer;
use super::cursor::Cursor;
use super::page::{Page, PagePosition, ReadPage};
use super::pager::Pager;
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

    /// All items up to a limit, or all of a list that has fewer. As with
    /// [`limit`](Self::limit), pages beyond it are not requested, and that the list goes
    /// on is not an error; a smaller limit that was set before counts.
    ///
    /// ```no_run
    /// # use serde_json::Value;
    /// # use twilio_runtime::{Error, List};
    /// # async fn example(list: List<Value>) -> Result<(), Error> {
    /// let newest: Vec<Value> = list.collect_all(50).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If a page cannot be fetched, or a page or an item cannot be read.
    pub async fn collect_all(self, limit: usize) -> Result<Vec<T>, Error> {
        let limit = limit.min(self.builder.listing.limit.unwrap_or(limit));
        self.limit(limit).items().try_collect().await
    }

    /// A stream of all pages, in order. A page is requested when the stream is polled
    /// for it, unless [`prefetch`](Self::prefetch) is set.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.builder)
    }

    /// A stream of all items, page by page. A page is requested when the items of the one
    /// before it have been handed out, unless [`prefetch`](Self::prefetch) is set.
    pub fn items(self) -> Items<T> {
        Items::new(self.builder)
    }
}

/// A stream of the pages of a list, in order. [`Pages::next`] works without
/// importing a stream trait.
///
/// ```no_run
/// # use serde_json::Value;
/// # use twilio_runtime::{Error, List};
/// # async fn example(list: List<Value>) -> Result<(), Error> {
/// let mut pages = list.pages();
/// while let Some(page) = pages.try_next().await? {
///     println!("{} items", page.items().len());
/// }
/// # Ok(())
/// # }
/// ```
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

    /// All remaining pages, in a `Vec` or another collection.
    ///
    /// # Errors
    ///
    /// The first error, after which no further page is requested.
    pub async fn try_collect<C: Default + Extend<Page<T>>>(mut self) -> Result<C, Error> {
        let mut pages = C::default();
        while let Some(page) = self.try_next().await? {
            pages.extend([page]);
        }
        Ok(pages)
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
/// ```no_run
/// # use serde_json::Value;
/// # use twilio_runtime::{Error, List};
/// # async fn example(list: List<Value>) -> Result<(), Error> {
/// let mut items = list.items();
/// while let Some(item) = items.try_next().await? {
///     println!("{item}");
/// }
/// # Ok(())
/// # }
/// ```
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

    /// All remaining items, in a `Vec` or another collection. A list may be very long:
    /// set a [`limit`](Call::limit) unless it is known not to be.
    ///
    /// ```no_run
    /// # use serde_json::Value;
    /// # use twilio_runtime::{Error, List};
    /// # async fn example(list: List<Value>) -> Result<(), Error> {
    /// let items: Vec<Value> = list.limit(500).items().try_collect().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The first error, after which no further page is requested.
    pub async fn try_collect<C: Default + Extend<T>>(mut self) -> Result<C, Error> {
        let mut items = C::default();
        while let Some(item) = self.try_next().await? {
            items.extend([item]);
        }
        Ok(items)
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
