//! Dates as the API writes them, `YYYY-MM-DD`.
//!
//! Any other text is kept as it is, because one date that does not parse must not
//! make a whole reply unreadable.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::field::{Datum, Parsed, Slot, ValueRef};

/// A date, `YYYY-MM-DD`, or a text from a reply that is not one.
///
/// Texts that are not dates sort after all dates.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Repr);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    /// Written `YYYY-MM-DD`.
    Day(time::Date),
    /// Any other text, unchanged.
    Text(Box<str>),
}

impl Date {
    /// Parses a date of the form `YYYY-MM-DD`.
    ///
    /// # Errors
    ///
    /// If the text has another form, or there is no such day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        match parse_day(text) {
            Some(day) => Ok(day.into()),
            None => Err(DateError(())),
        }
    }

    /// The date, or `None` if the text is not one.
    #[must_use]
    pub fn to_date(&self) -> Option<time::Date> {
        match &self.0 {
            Repr::Day(day) => Some(*day),
            Repr::Text(_) => None,
        }
    }

    /// The text as it is sent.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Day(date) => {
                let (year, month, day) = date.to_calendar_date();
                format!("{year:04}-{:02}-{day:02}", u8::from(month)).into()
            }
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// Parses `YYYY-MM-DD`, and yields `None` for every other form.
pub(super) fn parse_day(text: &str) -> Option<time::Date> {
    let &[y3, y2, y1, y0, b'-', m1, m0, b'-', d1, d0] = text.as_bytes() else {
        return None;
    };
    let year = i32::try_from(digits(&[y3, y2, y1, y0])?).ok()?;
    let month = u8::try_from(digits(&[m1, m0])?).ok()?;
    let day = u8::try_from(digits(&[d1, d0])?).ok()?;
    time::Date::from_calendar_date(year, time::Month::try_from(month).ok()?, day).ok()
}

/// The number that a few decimal digits denote.
pub(super) fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then_some(number * 10 + u32::from(digit))
    })
}

impl From<time::Date> for Date {
    fn from(day: time::Date) -> Self {
        Self(Repr::Day(day))
    }
}

/// Keeps any text as it is. To reject texts that are not dates, use
/// [`Date::parse`].
impl From<&str> for Date {
    fn from(text: &str) -> Self {
        match parse_day(text) {
            Some(day) => day.into(),
            None => Self(Repr::Text(text.into())),
        }
    }
}

/// Keeps any text as it is. To reject texts that are not dates, use
/// [`Date::parse`].
impl From<String> for Date {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

/// The text is not a date of the form `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError(());

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a day such as 2026-03-01")
    }
}

impl Error for DateError {}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text(), f)
    }
}

impl Datum for Date {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Parsed(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Text(self.text())
    }
}

impl Parsed for Option<Date> {
    fn read(&mut self, text: &str) {
        *self = Some(text.into());
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// Lenient, as for a reply: a text that is not a date is kept.
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}
