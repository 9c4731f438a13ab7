//! Points in time as the API writes them.
//!
//! Nearly all have the form `YYYY-MM-DDTHH:MM:SSZ` and are stored as seconds. Any
//! other text is kept as it is, because one that does not parse must not make a
//! whole reply unreadable, and is parsed on demand.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::{OffsetDateTime, UtcOffset};

use super::date::Date;
use super::field::{Datum, Parsed, Slot, ValueRef};
use super::notation::{SECONDS, parse_instant, parse_seconds, write_seconds};

const NANOS: i128 = 1_000_000_000;

/// A point in time, or a text from a reply that is not one.
///
/// Two are equal if they are the same instant, however they are written. A text
/// that is not a date and time equals only the same text, and sorts last.
///
/// What is made of a text keeps it, with its offset and its fraction of a second.
/// What is made of anything else has whole seconds, as the API has, and is cut down to
/// them. The years are 0 to 9999. The features `time`, `jiff` and `chrono` convert it
/// from and to the instants of these crates.
///
/// ```
/// use std::time::Duration;
/// use twilio_runtime::model::{Timestamp, TimestampError};
///
/// # fn main() -> Result<(), TimestampError> {
/// let started = Timestamp::parse("2026-03-01T08:00:00Z")?;
/// let ended: Timestamp = "Sun, 01 Mar 2026 10:30:00 +0100".parse()?;
/// assert_eq!(started.hour(), Some(8));
/// assert_eq!(ended.duration_since(&started), Some(Duration::from_secs(5400)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Timestamp(Repr);

#[derive(Clone)]
enum Repr {
    /// Seconds since 1970, written `YYYY-MM-DDTHH:MM:SSZ`.
    Seconds(i64),
    /// Any other text, unchanged.
    Text(Box<str>),
}

impl Timestamp {
    /// The beginning of 1970 in UTC.
    pub const UNIX_EPOCH: Self = Self(Repr::Seconds(0));

    /// The current time by the clock of the system, in whole seconds.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Parses a date and time as in RFC 3339 or RFC 2822.
    ///
    /// # Errors
    ///
    /// If the text is neither.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        let timestamp = Self::from(text);
        match timestamp.is_well_formed() {
            true => Ok(timestamp),
            false => Err(TimestampError::NOTATION),
        }
    }

    /// The instant that is this many seconds after the beginning of 1970 in UTC, or
    /// before it if the number is negative.
    ///
    /// # Errors
    ///
    /// If the year is not one of 0 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, TimestampError> {
        match SECONDS.contains(&seconds) {
            true => Ok(Self(Repr::Seconds(seconds))),
            false => Err(TimestampError::RANGE),
        }
    }

    /// Whether it is a date and time. A parsed one always is; one from a reply need
    /// not be.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        self.instant().is_some()
    }

    /// Seconds since 1970, rounded down, or `None` if the text is not a date and
    /// time.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        match &self.0 {
            Repr::Seconds(seconds) => Some(*seconds),
            Repr::Text(text) => parse_instant(text).map(OffsetDateTime::unix_timestamp),
        }
    }

    /// Nanoseconds since 1970, or `None` if the text is not a date and time.
    #[must_use]
    pub fn unix_nanoseconds(&self) -> Option<i128> {
        match &self.0 {
            Repr::Seconds(seconds) => Some(i128::from(*seconds) * NANOS),
            Repr::Text(text) => parse_instant(text).map(OffsetDateTime::unix_timestamp_nanos),
        }
    }

    /// The date in UTC, or `None` if the text is not a date and time.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.utc().map(|utc| Date::from_day(utc.date().into()))
    }

    /// The year in UTC, from 0 to 9999, or `None` if the text is not a date and time.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        self.date()?.year()
    }

    /// The month in UTC, from 1 to 12, or `None` if the text is not a date and time.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.date()?.month()
    }

    /// The day of the month in UTC, from 1 to 31, or `None` if the text is not a date
    /// and time.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.date()?.day()
    }

    /// The hour in UTC, from 0 to 23, or `None` if the text is not a date and time.
    #[must_use]
    pub fn hour(&self) -> Option<u8> {
        self.utc().map(OffsetDateTime::hour)
    }

    /// The minute in UTC, from 0 to 59, or `None` if the text is not a date and time.
    #[must_use]
    pub fn minute(&self) -> Option<u8> {
        self.utc().map(OffsetDateTime::minute)
    }

    /// The second, from 0 to 59, or `None` if the text is not a date and time.
    #[must_use]
    pub fn second(&self) -> Option<u8> {
        self.utc().map(OffsetDateTime::second)
    }

    /// The nanoseconds of the second, or `None` if the text is not a date and time.
    #[must_use]
    pub fn nanosecond(&self) -> Option<u32> {
        self.utc().map(OffsetDateTime::nanosecond)
    }

    /// The instant as the standard library has it, or `None` if the text is not a
    /// date and time or the platform cannot represent it.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let since_epoch = duration(self.unix_nanoseconds()?.unsigned_abs())?;
        match *self < Self::UNIX_EPOCH {
            true => UNIX_EPOCH.checked_sub(since_epoch),
            false => UNIX_EPOCH.checked_add(since_epoch),
        }
    }

    /// This instant and so much time, in whole seconds. `None` if the text is not a
    /// date and time, or the year is over 9999.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        let nanos = i128::try_from(duration.as_nanos()).ok()?;
        Self::from_nanoseconds(self.unix_nanoseconds()?.checked_add(nanos)?)
    }

    /// So much time before this instant, in whole seconds. `None` if the text is not a
    /// date and time, or the year is before 0.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        let nanos = i128::try_from(duration.as_nanos()).ok()?;
        Self::from_nanoseconds(self.unix_nanoseconds()?.checked_sub(nanos)?)
    }

    /// The time from another instant to this one. `None` if the other one is later, or
    /// the text of either is not a date and time.
    #[must_use]
    pub fn duration_since(&self, earlier: &Self) -> Option<Duration> {
        let nanos = self.unix_nanoseconds()? - earlier.unix_nanoseconds()?;
        duration(u128::try_from(nanos).ok()?)
    }

    fn from_nanoseconds(nanos: i128) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
        Self::from_unix_seconds(seconds).ok()
    }

    /// The instant of the years 0 to 9999 that is nearest to so many seconds since
    /// 1970.
    pub(super) fn nearest(seconds: i64) -> Self {
        Self(Repr::Seconds(
            seconds.clamp(*SECONDS.start(), *SECONDS.end()),
        ))
    }

    /// The instant with the offset from UTC that its text has.
    pub(super) fn instant(&self) -> Option<OffsetDateTime> {
        match &self.0 {
            Repr::Seconds(seconds) => OffsetDateTime::from_unix_timestamp(*seconds).ok(),
            Repr::Text(text) => parse_instant(text),
        }
    }

    fn utc(&self) -> Option<OffsetDateTime> {
        self.instant()?.checked_to_offset(UtcOffset::UTC)
    }

    /// The text as it is sent.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Seconds(seconds) => write_seconds(*seconds).into(),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }

    /// What it is compared by. Other texts come after all instants.
    fn key(&self) -> (bool, i128, &str) {
        match (self.unix_nanoseconds(), &self.0) {
            (None, Repr::Text(text)) => (true, 0, text),
            (nanos, _) => (false, nanos.unwrap_or_default(), ""),
        }
    }
}

fn duration(nanos: u128) -> Option<Duration> {
    let nanos_per_second = NANOS.unsigned_abs();
    let seconds = u64::try_from(nanos / nanos_per_second).ok()?;
    let rest = u32::try_from(nanos % nanos_per_second).ok()?;
    Some(Duration::new(seconds, rest))
}

/// Fractions of a second are cut off. An instant after the year 9999 becomes the
/// last second of that year; one before the year 0, the first of that year.
impl From<SystemTime> for Timestamp {
    fn from(instant: SystemTime) -> Self {
        let seconds = match instant.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
            Err(before) => {
                let before = before.duration();
                let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                -whole - i64::from(before.subsec_nanos() > 0)
            }
        };
        Self::nearest(seconds)
    }
}

/// Keeps any text as it is. To reject texts that are not a date and time, use
/// [`Timestamp::parse`].
impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(match parse_seconds(text) {
            Some(seconds) => Repr::Seconds(seconds),
            None => Repr::Text(text.into()),
        })
    }
}

/// Keeps any text as it is. To reject texts that are not a date and time, use
/// [`Timestamp::parse`].
impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text)
    }
}

/// Why something is not a point in time: a text that is not a date and time as in RFC
/// 3339 or RFC 2822, or a number that leads out of the years 0 to 9999.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampError(&'static str);

impl TimestampError {
    pub(super) const NOTATION: Self = Self("expected a date and time such as 2026-03-01T08:00:00Z");
    pub(super) const RANGE: Self = Self("expected a point in time of the years 0 to 9999");
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for TimestampError {}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text(), f)
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl Datum for Timestamp {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Parsed(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Text(self.text())
    }
}

impl Parsed for Option<Timestamp> {
    fn read(&mut self, text: &str) {
        *self = Some(text.into());
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// Lenient, as for a reply: a text that is not a date and time is kept.
impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize(deserializer)
    }
}
