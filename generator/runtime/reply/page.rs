//! One page of a list, and where the list goes on.
//!
//! It may not know how pages are fetched.

use std::fmt;

use serde_json::Value;

use super::super::error::ReplyProblem;
use super::super::error::{Error, PagingError};
use super::super::model::{self, Datum, Field, Fill, PageMeta, Slot, ValueRef, read_page};
use super::super::wire::Answer;
use super::super::wire::Operation;
use super::super::wire::address::{self, Refusal};
use super::cursor::Cursor;
use super::typed_reply::Reply;

/// One page of a list. Iterating over it yields its items.
#[derive(Clone)]
pub struct Page<T> {
    items: Vec<T>,
    head: Box<Head>,
}

/// What a page has besides its items. Not generic, so that it is compiled once.
#[derive(Clone)]
struct Head {
    meta: PageMeta,
    position: PagePosition,
}

/// The position of a page in its list.
#[derive(Clone)]
pub(crate) struct PagePosition {
    operation: &'static Operation,
    /// The path and query of the page itself.
    pub(crate) target: String,
    /// How many items of the page were skipped, before the first that is kept.
    pub(crate) skipped: usize,
    /// How many items were kept, if the limit cut off others.
    cut: Option<usize>,
    /// The path and query of the next page, if there is one.
    next: Result<Option<String>, Refusal>,
}

impl<T> Page<T> {
    /// The items of the page.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items of the page, without the page.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// The metadata in the reply, such as the page size.
    #[must_use]
    pub fn meta(&self) -> &PageMeta {
        &self.head.meta
    }

    /// Whether the list goes on after this page.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.head.position.cut.is_some() || !matches!(self.head.position.next, Ok(None))
    }

    /// The position after this page, from which the list can be continued later, or
    /// `None` if the list ends here.
    ///
    /// # Errors
    ///
    /// If the address of the next page cannot be followed.
    pub fn cursor(&self) -> Result<Option<Cursor>, Error> {
        self.head.position.cursor()
    }

    pub(crate) fn position(&self) -> &PagePosition {
        &self.head.position
    }
}

impl PagePosition {
    fn cursor(&self) -> Result<Option<Cursor>, Error> {
        if let Some(kept) = self.cut {
            return Ok(Some(self.cursor_within(kept)));
        }
        let next = self.next()?;
        Ok(next.map(|target| Cursor::new(self.operation.id(), 0, &target)))
    }

    /// The position after this many of the items that were kept.
    pub(crate) fn cursor_within(&self, done: usize) -> Cursor {
        Cursor::new(self.operation.id(), self.skipped + done, &self.target)
    }

    pub(crate) fn next(&self) -> Result<Option<String>, Error> {
        self.next.clone().map_err(|refusal| {
            let error = PagingError::new(self.operation, refusal.to_string());
            Error::Paging(Box::new(error))
        })
    }
}

impl<T: Datum + 'static> Reply for Page<T> {
    fn read(answer: Answer) -> Result<Self, Error> {
        let mut items = Vec::new();
        let head = Head::read(&answer, &mut items)?;
        Ok(Self { items, head })
    }
}

impl Head {
    fn read(answer: &Answer, items: &mut dyn model::FieldList) -> Result<Box<Self>, Error> {
        let key = answer.operation.page_key().unwrap_or_default();
        let mut window = Window {
            items,
            has_list: false,
            skip: answer.skip,
            limit: answer.limit.unwrap_or(usize::MAX),
            skipped: 0,
            kept: 0,
            more: false,
        };
        let meta = read_page(answer.text()?, key, &mut window)
            .map_err(|error| answer.unreadable(ReplyProblem::Decode(error)))?;
        let position = PagePosition {
            skipped: window.skipped,
            cut: window.more.then_some(window.kept),
            ..PagePosition::new(answer, &meta)
        };
        Ok(Box::new(Self { meta, position }))
    }
}

/// A list that keeps some of the items read into it: it skips the first `skip`
/// and keeps at most `limit` of the others.
struct Window<'a> {
    items: &'a mut dyn model::FieldList,
    has_list: bool,
    skip: usize,
    limit: usize,
    skipped: usize,
    kept: usize,
    more: bool,
}

impl Field for Window<'_> {
    fn clear(&mut self) {
        self.has_list = false;
    }

    fn slot(&mut self) -> Slot<'_> {
        self.has_list = true;
        Slot::List(self)
    }

    fn value(&self) -> ValueRef<'_> {
        if self.has_list {
            ValueRef::List(&*self.items)
        } else {
            ValueRef::Absent
        }
    }
}

impl model::FieldList for Window<'_> {
    fn add(&mut self, fill: &mut Fill<'_>) {
        let skipping = self.skipped < self.skip;
        if !skipping && self.kept < self.limit {
            // An item that is null is left out.
            self.items.add(fill);
            self.kept += usize::from(!matches!(self.items.item(self.kept), ValueRef::Absent));
            return;
        }
        let mut dropped = None::<Value>;
        if fill(&mut dropped) && dropped.is_some() {
            self.skipped += usize::from(skipping);
            self.more |= !skipping;
        }
    }

    fn item(&self, index: usize) -> ValueRef<'_> {
        self.items.item(index)
    }
}

impl PagePosition {
    fn new(answer: &Answer, meta: &PageMeta) -> Self {
        let destination = &answer.destination;
        let token = answer.operation.page_token();
        let next = match (meta.next_page_url.as_deref(), meta.next_token.as_deref()) {
            (None | Some(""), None | Some("")) => Ok(None),
            (None | Some(""), Some(_)) if token.is_empty() => Ok(None),
            (None | Some(""), Some(next)) => {
                Ok(Some(address::with_parameter(&answer.target, token, next)))
            }
            (Some(next), _) => address::follow(
                &destination.base,
                destination.published.as_ref(),
                &answer.target,
                next,
            )
            .map(Some),
        };
        Self {
            operation: answer.operation,
            target: answer.target.clone(),
            skipped: 0,
            cut: None,
            next,
        }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("meta", &self.head.meta)
            .finish_non_exhaustive()
    }
}
