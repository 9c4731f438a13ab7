//! From and to the crate `jiff`.

use jiff::Zoned;
use jiff::civil;

use super::super::date::{Date, DateError};
use super::super::notation::Day;
use super::super::timestamp::{Timestamp, TimestampError};

/// Fractions of a second are cut off. An instant before the year 0 becomes the first
/// second of that year.
impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        // Its own seconds are rounded to the epoch, and not down.
        let is_before_second = instant.subsec_nanosecond() < 0;
        Self::nearest(instant.as_second() - i64::from(is_before_second))
    }
}

/// As its instant: the time zone is lost.
impl From<Zoned> for Timestamp {
    fn from(zoned: Zoned) -> Self {
        zoned.timestamp().into()
    }
}

/// Fails also for the last two hours of the year 9999, which jiff cannot represent.
impl TryFrom<&Timestamp> for jiff::Timestamp {
    type Error = TimestampError;

    fn try_from(timestamp: &Timestamp) -> Result<Self, TimestampError> {
        let nanos = timestamp.unix_nanoseconds();
        let nanos = nanos.ok_or(TimestampError::NOTATION)?;
        Self::from_nanosecond(nanos).map_err(|_| TimestampError::RANGE)
    }
}

/// Fails also for the last two hours of the year 9999, which jiff cannot represent.
impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = TimestampError;

    fn try_from(timestamp: Timestamp) -> Result<Self, TimestampError> {
        Self::try_from(&timestamp)
    }
}

/// A date before the year 0 becomes the first day of that year.
impl From<civil::Date> for Date {
    fn from(day: civil::Date) -> Self {
        let (month, day_of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        Self::from_day(Day::nearest(day.year().into(), month, day_of_month))
    }
}

impl TryFrom<&Date> for civil::Date {
    type Error = DateError;

    fn try_from(date: &Date) -> Result<Self, DateError> {
        let Day { year, month, day } = date.numbers()?;
        Self::new(year as i16, month as i8, day as i8).map_err(|_| DateError::NO_SUCH_DAY)
    }
}

impl TryFrom<Date> for civil::Date {
    type Error = DateError;

    fn try_from(date: Date) -> Result<Self, DateError> {
        Self::try_from(&date)
    }
}
