//! The values of form, query and header parameters as text.
//!
//! It may not know how a text is encoded for its position.

use std::borrow::Cow;

use super::date::Date;
use super::open_enum::OpenEnum;
use super::sid::{Prefix, Sid};
use super::timestamp::Timestamp;

/// A value of a parameter that is sent as one text.
pub trait Scalar {
    /// The text as it is sent, before percent-encoding.
    fn wire_text(&self) -> Cow<'_, str>;

    /// Why the value cannot be sent, if it cannot.
    fn refusal(&self) -> Option<&'static str> {
        None
    }
}

impl Scalar for String {
    fn wire_text(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl Scalar for &str {
    fn wire_text(&self) -> Cow<'_, str> {
        (*self).into()
    }
}

impl Scalar for bool {
    fn wire_text(&self) -> Cow<'_, str> {
        if *self { "true" } else { "false" }.into()
    }
}

impl Scalar for i64 {
    fn wire_text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

/// The shortest decimal text that parses to the same number, without an exponent
/// and without an empty fraction, as in `12.5` and `10`.
impl Scalar for f64 {
    fn wire_text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }

    fn refusal(&self) -> Option<&'static str> {
        (!self.is_finite()).then_some("it is not a finite number")
    }
}

impl<P: Prefix> Scalar for Sid<P> {
    fn wire_text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

/// In UTC and to the second. A text that the caller set is sent as it is.
impl Scalar for Timestamp {
    fn wire_text(&self) -> Cow<'_, str> {
        self.text()
    }
}

/// A text that the caller set is sent as it is.
impl Scalar for Date {
    fn wire_text(&self) -> Cow<'_, str> {
        self.text()
    }
}

impl<E: OpenEnum> Scalar for E {
    fn wire_text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}
