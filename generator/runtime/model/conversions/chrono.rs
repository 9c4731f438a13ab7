//! From and to the crate `chrono`.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeZone, Utc};

use super::super::date::{Date, DateError};
use super::super::notation::Day;
use super::super::timestamp::{Timestamp, TimestampError};

/// As its instant: the time zone is lost, and fractions of a second are cut off. An
/// instant out of the years 0 to 9999 becomes the nearest one within them.
impl<Z: TimeZone> From<DateTime<Z>> for Timestamp {
    fn from(instant: DateTime<Z>) -> Self {
        Self::nearest(instant.timestamp())
    }
}

impl TryFrom<&Timestamp> for DateTime<Utc> {
    type Error = TimestampError;

    fn try_from(timestamp: &Timestamp) -> Result<Self, TimestampError> {
        let seconds = timestamp.unix_seconds().zip(timestamp.nanosecond());
        let (seconds, nanos) = seconds.ok_or(TimestampError::NOTATION)?;
        Self::from_timestamp(seconds, nanos).ok_or(TimestampError::RANGE)
    }
}

impl TryFrom<Timestamp> for DateTime<Utc> {
    type Error = TimestampError;

    fn try_from(timestamp: Timestamp) -> Result<Self, TimestampError> {
        Self::try_from(&timestamp)
    }
}

/// A date out of the years 0 to 9999 becomes the nearest one within them.
impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Self::from_day(Day::nearest(day.year(), day.month() as u8, day.day() as u8))
    }
}

impl TryFrom<&Date> for NaiveDate {
    type Error = DateError;

    fn try_from(date: &Date) -> Result<Self, DateError> {
        let Day { year, month, day } = date.numbers()?;
        Self::from_ymd_opt(year.into(), month.into(), day.into()).ok_or(DateError::NO_SUCH_DAY)
    }
}

impl TryFrom<Date> for NaiveDate {
    type Error = DateError;

    fn try_from(date: Date) -> Result<Self, DateError> {
        Self::try_from(&date)
    }
}
