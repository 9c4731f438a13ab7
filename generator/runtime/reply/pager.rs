//! Fetches the pages of a list one after another.
//!
//! Compiled once, whatever the items are. It may not know how a page is read.

use std::hash::{BuildHasher, RandomState};
use std::task::{Context, Poll};

use super::super::call::RequestBuilder;
use super::super::call::send;
use super::super::error::{Error, PagingError};
use super::super::future::BoxFuture;
use super::super::wire::Answer;
use super::page::PagePosition;

/// Fetches page after page.
pub(super) struct Pager {
    pub(super) builder: Box<RequestBuilder>,
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
    pub(super) fn new(builder: Box<RequestBuilder>) -> Self {
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

    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Answer, Error>>> {
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
    pub(super) fn record(
        &mut self,
        position: &PagePosition,
        items: usize,
        context: &mut Context<'_>,
    ) {
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
    pub(super) fn continue_prefetch(&mut self, context: &mut Context<'_>) {
        if let PagerState::Fetching(_) = self.state {
            self.advance(context);
        }
    }
}
