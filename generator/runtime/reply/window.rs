//! Which items of a page are kept: those after a position, up to a limit, and that can
//! be read.
//!
//! It may not know pages, nor what an item is read into.

use serde_json::Value;

use super::super::error::{Error, ReplyProblem};
use super::super::model::{DecodeError, Field, FieldList, Fill, Slot, ValueRef, read};
use super::super::wire::Answer;
use super::item_ranges::item_ranges;

/// An item that cannot be read.
pub(super) struct Fault {
    /// Its index in the reply.
    index: usize,
    /// Its place among the items that are kept, those that cannot be read included.
    /// `None` until it is known, and if it is not kept.
    pub(super) place: Option<usize>,
    pub(super) error: Error,
}

/// The text of a page that could not be read because of this error, with `null` in place
/// of each item that cannot be read. `None` if that is not what is wrong.
///
/// Each item is read by itself, for which the list lends its type. It stays as it is.
#[cold]
pub(super) fn without_faults(
    answer: &Answer,
    error: &Error,
    items: &mut dyn FieldList,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    let Error::Decode(error) = error else {
        return None;
    };
    // A body that is not all text has no path.
    let path = error.path().split_once('[').map(|(key, _)| key);
    let key = path.or(answer.operation.page_key())?;
    let text: &[u8] = &answer.body;
    let mut readable = Vec::with_capacity(text.len());
    let mut end = 0;
    for (index, range) in item_ranges(text, key)?.into_iter().enumerate() {
        let item = text.get(range.clone())?;
        readable.extend_from_slice(text.get(end..range.start)?);
        end = range.end;
        match check(item, items) {
            Ok(()) => readable.extend_from_slice(item),
            Err(error) => {
                readable.extend_from_slice(b"null");
                let path = format!("{key}[{index}]");
                let problem = ReplyProblem::item(&error, &path, item, range.start);
                faults.push(Fault {
                    index,
                    place: None,
                    error: answer.unreadable(problem),
                });
            }
        }
    }
    readable.extend_from_slice(text.get(end..)?);
    String::from_utf8(readable).ok()
}

/// Whether an item can be read.
fn check(item: &[u8], items: &mut dyn FieldList) -> Result<(), DecodeError> {
    let text = std::str::from_utf8(item)
        .map_err(|_| DecodeError::afterwards("", "expected text in UTF-8, found other bytes"))?;
    let mut outcome = Ok(());
    if text.trim_ascii() != "null" {
        items.add(&mut |field| {
            outcome = read(text, field);
            false
        });
    }
    outcome
}

/// A list that keeps some of the items read into it: it skips the first and keeps a
/// limited number of the others.
pub(super) struct Window<'a> {
    items: &'a mut dyn FieldList,
    /// The items that cannot be read, in their order.
    faults: &'a mut [Fault],
    /// How many of them have come.
    passed: usize,
    has_list: bool,
    skip: usize,
    limit: usize,
    /// The index of the next item in the reply.
    index: usize,
    pub(super) skipped: usize,
    pub(super) kept: usize,
    /// Whether there are items beyond the limit.
    pub(super) more: bool,
}

impl<'a> Window<'a> {
    pub(super) fn new(
        answer: &Answer,
        items: &'a mut dyn FieldList,
        faults: &'a mut [Fault],
    ) -> Self {
        Self {
            items,
            faults,
            passed: 0,
            has_list: false,
            skip: answer.skip,
            limit: answer.limit.unwrap_or(usize::MAX),
            index: 0,
            skipped: 0,
            kept: 0,
            more: false,
        }
    }

    /// Whether the next item cannot be read.
    fn is_fault(&mut self) -> bool {
        let next = self.faults.get(self.passed);
        let is_fault = next.is_some_and(|fault| fault.index == self.index);
        self.index += 1;
        self.passed += usize::from(is_fault);
        is_fault
    }

    /// Reads an item, and returns whether there is one.
    fn keep(&mut self, fill: &mut Fill<'_>) -> bool {
        let mut kept = false;
        self.items.add(&mut |field| {
            let filled = fill(field);
            // An item that is null is left out.
            kept = filled && !matches!(field.value(), ValueRef::Absent);
            filled
        });
        kept
    }

    /// Reads an item that is not kept, and returns whether there is one.
    fn pass(&mut self, fill: &mut Fill<'_>) -> bool {
        let mut dropped = None::<Value>;
        fill(&mut dropped);
        match dropped {
            None => false,
            Some(Value::Null) => is_untyped(self.items),
            Some(_) => true,
        }
    }
}

/// Whether the items of a list can be any JSON, for which null is a value.
fn is_untyped(items: &mut dyn FieldList) -> bool {
    let mut untyped = false;
    items.add(&mut |field| {
        untyped = matches!(field.slot(), Slot::Untyped(_));
        false
    });
    untyped
}

impl Field for Window<'_> {
    fn clear(&mut self) {
        FieldList::clear(self);
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

impl FieldList for Window<'_> {
    fn add(&mut self, fill: &mut Fill<'_>) {
        let skipping = self.skipped < self.skip;
        let full = self.kept >= self.limit;
        if self.is_fault() {
            self.pass(fill);
            if !skipping && !full {
                if let Some(fault) = self.faults.get_mut(self.passed - 1) {
                    fault.place = Some(self.kept);
                }
                self.kept += 1;
                return;
            }
        } else if !skipping && !full {
            self.kept += usize::from(self.keep(fill));
            return;
        } else if !self.pass(fill) {
            return;
        }
        self.skipped += usize::from(skipping);
        self.more |= !skipping;
    }

    fn clear(&mut self) {
        self.items.clear();
        (self.index, self.passed) = (0, 0);
        (self.skipped, self.kept, self.more) = (0, 0, false);
    }

    fn item(&self, index: usize) -> ValueRef<'_> {
        self.items.item(index)
    }
}
