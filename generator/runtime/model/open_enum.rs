//! Enums that keep values which were unknown when they were emitted.
//!
//! It may not know any enum.

use std::borrow::Cow;
use std::fmt;

use super::field::{Datum, Parsed, Slot, ValueRef};

/// An enum of texts that has a variant for texts which it does not know.
pub trait OpenEnum: Clone + Datum + 'static {
    /// The known values, in the order of the document.
    const ALL: &'static [Self];

    /// The text on the wire.
    fn as_str(&self) -> &str;

    /// The value for a text that is not among the known values.
    fn unrecognized(text: Unrecognized) -> Self;
}

/// A text that is not among the values which this version of the crate knows.
///
/// Only decoding and conversions from text make one, so it never holds a known
/// value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    /// The text on the wire.
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

/// The value of a text, known or not.
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
    /// The slot of an open enum.
    #[must_use]
    pub fn open_enum<E: OpenEnum>(field: &'a mut Option<E>) -> Self {
        Self::Parsed(field)
    }
}

impl<'a> ValueRef<'a> {
    /// The value of an open enum.
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
