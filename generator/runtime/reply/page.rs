//! One page of a list, and where the list goes on.
//!
//! It may not know how pages are fetched.

use std::fmt;

use super::super::error::ReplyProblem;
use super::super::error::{Error, PagingError};
use super::super::model::{self, Datum, PageMeta, read_page};
use super::super::wire::Answer;
use super::super::wire::Operation;
use super::super::wire::address::{self, Refusal};
use super::cursor::Cursor;
use super::typed_reply::Reply;
use super::window::{self, Fault, Window};

/// One page of a list. Iterating over it yields its items.
///
/// ```no_run
/// # use serde_json::Value;
/// # use twilio_runtime::{Error, List};
/// # async fn example(list: List<Value>) -> Result<(), Error> {
/// let page = list.await?;
/// for item in &page {
///     println!("{item}");
/// }
/// println!("{} items, and there are more: {}", page.items().len(), page.has_more());
/// # Ok(())
/// # }
/// ```
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
    /// The path and query of the next page, if there is one, or why it is refused.
    next: Result<Option<String>, String>,
    /// Whether the next page is asked for by a token: by this request again, with
    /// another token.
    pub(crate) by_token: bool,
}

impl<T> Page<T> {
    /// The items of the page.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// An iterator over the items of the page.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
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
        self.next.clone().map_err(|problem| {
            let error = PagingError::new(self.operation, problem);
            Error::Paging(Box::new(error))
        })
    }
}

/// A page of which some items may not be readable.
pub(super) struct ReadPage<T> {
    pub(super) page: Page<T>,
    /// In the order of their places.
    pub(super) faults: Vec<Fault>,
}

impl<T: Datum + 'static> ReadPage<T> {
    pub(super) fn read(answer: Answer) -> Result<Self, Error> {
        let mut items = Vec::new();
        let mut faults = Vec::new();
        let head = match Head::read(&answer, &mut items) {
            Ok(head) => head,
            Err(error) => {
                items = Vec::new();
                Head::read_around(&answer, error, &mut items, &mut faults)?
            }
        };
        let page = Page { items, head };
        Ok(Self { page, faults })
    }
}

impl<T> ReadPage<T> {
    /// The number of items, those that cannot be read included.
    pub(super) fn len(&self) -> usize {
        self.page.items.len() + self.faults.len()
    }

    /// The page, if all of its items can be read.
    pub(super) fn whole(self) -> Result<Page<T>, Error> {
        match self.faults.into_iter().next() {
            Some(fault) => Err(fault.error),
            None => Ok(self.page),
        }
    }
}

/// If one item cannot be read, neither can the page.
impl<T: Datum + 'static> Reply for Page<T> {
    fn read(answer: Answer) -> Result<Self, Error> {
        ReadPage::read(answer)?.whole()
    }
}

impl Head {
    fn read(answer: &Answer, items: &mut dyn model::FieldList) -> Result<Box<Self>, Error> {
        let window = Window::new(answer, items, &mut []);
        Self::read_text(answer, answer.text()?, window)
    }

    /// Reads a page again that could not be read because of this error, without the
    /// items that cannot be read.
    #[cold]
    fn read_around(
        answer: &Answer,
        error: Error,
        items: &mut dyn model::FieldList,
        faults: &mut Vec<Fault>,
    ) -> Result<Box<Self>, Error> {
        let Some(text) = window::without_faults(answer, &error, items, faults) else {
            return Err(error);
        };
        let window = Window::new(answer, items, faults);
        let head = Self::read_text(answer, &text, window).map_err(|_| error)?;
        // Those of the others that are skipped or beyond the limit.
        faults.retain(|fault| fault.place.is_some());
        Ok(head)
    }

    fn read_text(answer: &Answer, text: &str, mut window: Window<'_>) -> Result<Box<Self>, Error> {
        let key = answer.operation.page_key().unwrap_or_default();
        let meta = read_page(text, key, &mut window)
            .map_err(|error| answer.unreadable(ReplyProblem::Decode(error)))?;
        let position = PagePosition {
            skipped: window.skipped,
            cut: window.more.then_some(window.kept),
            ..PagePosition::new(answer, &meta)
        };
        Ok(Box::new(Self { meta, position }))
    }
}

impl PagePosition {
    fn new(answer: &Answer, meta: &PageMeta) -> Self {
        let destination = &answer.destination;
        let token = answer.operation.page_token();
        let next = match (meta.next_page_url.as_deref(), meta.next_token.as_deref()) {
            (None | Some(""), None | Some("")) => Ok(None),
            (None | Some(""), Some(_)) if token.is_empty() => Err(Refusal::NotAnAddress(
                "it is a token, and this operation has no parameter for one",
            )),
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
        let by_token = meta.next_page_url.as_deref().unwrap_or_default().is_empty();
        // Some last pages name their own address. A token that comes again is a fault.
        let next = next.map(|next| next.filter(|next| by_token || *next != answer.target));
        Self {
            operation: answer.operation,
            target: answer.target.clone(),
            skipped: 0,
            cut: None,
            next: next.map_err(|refusal| answer.mask.text(refusal.to_string())),
            by_token,
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

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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
