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
use super::notation::Day;

/// A date, `YYYY-MM-DD`, or a text from a reply that is not one.
///
/// Texts that are not dates sort after all dates. The features `time`, `jiff` and
/// `chrono` convert it from and to the dates of these crates.
///
/// ```
/// use twilio_runtime::model::{Date, DateError};
///
/// # fn main() -> Result<(), DateError> {
/// let day = Date::new(2026, 3, 1)?;
/// assert_eq!(day.to_string(), "2026-03-01");
/// assert_eq!(Date::from("someday").year(), None);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Repr);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    /// Written `YYYY-MM-DD`.
    Day(Day),
    /// Any other text, unchanged.
    Text(Box<str>),
}

impl Date {
    /// The date of a year from 0 to 9999, a month from 1 to 12, and a day of that
    /// month from 1.
    ///
    /// # Errors
    ///
    /// If there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        Self::strict(Day::new(year.into(), month, day))
    }

    /// Parses a date of the form `YYYY-MM-DD`.
    ///
    /// # Errors
    ///
    /// If the text has another form, or there is no such day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        Self::strict(Day::parse(text))
    }

    fn strict(day: Option<Day>) -> Result<Self, DateError> {
        day.map(Self::from_day).ok_or(DateError::NO_SUCH_DAY)
    }

    /// Whether it is a date. A parsed one always is; one from a reply need not be.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        matches!(self.0, Repr::Day(_))
    }

    /// The year, from 0 to 9999, or `None` if the text is not a date.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        self.numbers().ok().map(|day| day.year)
    }

    /// The month, from 1 to 12, or `None` if the text is not a date.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.numbers().ok().map(|day| day.month)
    }

    /// The day of the month, from 1 to 31, or `None` if the text is not a date.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.numbers().ok().map(|day| day.day)
    }

    pub(super) const fn from_day(day: Day) -> Self {
        Self(Repr::Day(day))
    }

    pub(super) fn numbers(&self) -> Result<Day, DateError> {
        match &self.0 {
            Repr::Day(day) => Ok(*day),
            Repr::Text(_) => Err(DateError::NO_SUCH_DAY),
        }
    }

    /// The text as it is sent.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Day(day) => day.write().into(),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// Keeps any text as it is. To reject texts that are not dates, use
/// [`Date::parse`].
impl From<&str> for Date {
    fn from(text: &str) -> Self {
        Self(match Day::parse(text) {
            Some(day) => Repr::Day(day),
            None => Repr::Text(text.into()),
        })
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

/// A text is not a date of the form `YYYY-MM-DD`, or there is no such day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError(());

impl DateError {
    pub(super) const NO_SUCH_DAY: Self = Self(());
}

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
