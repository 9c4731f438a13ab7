//! From and to the crate `time`.

use time::OffsetDateTime;

use super::super::date::{Date, DateError};
use super::super::notation::{Day, calendar_day};
use super::super::timestamp::{Timestamp, TimestampError};

/// In UTC; fractions of a second are cut off. An instant out of the years 0 to 9999
/// becomes the nearest one within them.
impl From<OffsetDateTime> for Timestamp {
    fn from(instant: OffsetDateTime) -> Self {
        Self::nearest(instant.unix_timestamp())
    }
}

/// With the offset from UTC that the text has.
impl TryFrom<&Timestamp> for OffsetDateTime {
    type Error = TimestampError;

    fn try_from(timestamp: &Timestamp) -> Result<Self, TimestampError> {
        timestamp.instant().ok_or(TimestampError::NOTATION)
    }
}

/// With the offset from UTC that the text has.
impl TryFrom<Timestamp> for OffsetDateTime {
    type Error = TimestampError;

    fn try_from(timestamp: Timestamp) -> Result<Self, TimestampError> {
        Self::try_from(&timestamp)
    }
}

/// A date out of the years 0 to 9999 becomes the nearest one within them.
impl From<time::Date> for Date {
    fn from(day: time::Date) -> Self {
        Self::from_day(day.into())
    }
}

impl TryFrom<&Date> for time::Date {
    type Error = DateError;

    fn try_from(date: &Date) -> Result<Self, DateError> {
        let Day { year, month, day } = date.numbers()?;
        calendar_day(year.into(), month, day).ok_or(DateError::NO_SUCH_DAY)
    }
}

impl TryFrom<Date> for time::Date {
    type Error = DateError;

    fn try_from(date: Date) -> Result<Self, DateError> {
        Self::try_from(&date)
    }
}
