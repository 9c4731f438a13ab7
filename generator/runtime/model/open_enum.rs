//! Enums that survive values nobody knew when they were emitted.

use std::borrow::Cow;
use std::fmt;

use super::field::{Datum, Parsed, Slot, ValueRef};

/// An enum of texts with a variant for every text that is not among them.
pub trait OpenEnum: Clone + Datum + 'static {
    /// The known values, in the document's order.
    const ALL: &'static [Self];

    /// The text as it stands on the wire.
    fn as_str(&self) -> &str;

    /// The value for a text that is none of the known ones.
    fn unrecognized(text: Unrecognized) -> Self;
}

/// A text that is none of the values known to this version of the crate.
///
/// Only decoding and conversions from text make one, so a known value never hides in it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Unrecognized {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The value that a text stands for, known or not.
#[must_use]
pub fn recognize<E: OpenEnum>(text: &str) -> E {
    for value in E::ALL {
        if value.as_str() == text {
            return value.clone();
        }
    }
    E::unrecognized(Unrecognized(text.into()))
}

impl<'a> Slot<'a> {
    /// The place of an open enum.
    #[must_use]
    pub fn open_enum<E: OpenEnum>(field: &'a mut Option<E>) -> Self {
        Self::Parsed(field)
    }
}

impl<'a> ValueRef<'a> {
    /// What an open enum holds.
    #[must_use]
    pub fn open_enum<E: OpenEnum>(value: &'a E) -> Self {
        Self::Text(Cow::Borrowed(value.as_str()))
    }
}

impl<E: OpenEnum> Parsed for Option<E> {
    fn read(&mut self, text: &str) {
        *self = Some(recognize(text));
    }
}
