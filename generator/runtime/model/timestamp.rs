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
use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

use super::date::{digits, parse_day};
use super::field::{Datum, Parsed, Slot, ValueRef};

const NANOS: i128 = 1_000_000_000;
const DAY: i64 = 86_400;

/// A point in time, or a text from a reply that is not one.
///
/// Two are equal if they are the same instant, however they are written. A text
/// that is not a date and time equals only the same text, and sorts last.
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
    /// Parses a date and time as in RFC 3339 or RFC 2822.
    ///
    /// # Errors
    ///
    /// If the text is neither.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        let timestamp = Self::from(text);
        match timestamp.to_offset_date_time() {
            Some(_) => Ok(timestamp),
            None => Err(TimestampError(())),
        }
    }

    /// Seconds since 1970, rounded down, or `None` if the text is not a date and
    /// time.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        match &self.0 {
            Repr::Seconds(seconds) => Some(*seconds),
            Repr::Text(text) => interpret(text).map(OffsetDateTime::unix_timestamp),
        }
    }

    /// The instant with its offset from UTC, or `None` if the text is not a date and
    /// time.
    #[must_use]
    pub fn to_offset_date_time(&self) -> Option<OffsetDateTime> {
        match &self.0 {
            Repr::Seconds(seconds) => OffsetDateTime::from_unix_timestamp(*seconds).ok(),
            Repr::Text(text) => interpret(text),
        }
    }

    /// The instant as the standard library has it, or `None` if the text is not a
    /// date and time or the platform cannot represent it.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let nanos = self.to_offset_date_time()?.unix_timestamp_nanos();
        let seconds = u64::try_from(nanos.div_euclid(NANOS).unsigned_abs()).ok()?;
        let rest = u32::try_from(nanos.rem_euclid(NANOS)).ok()?;
        let whole = match nanos < 0 {
            true => UNIX_EPOCH.checked_sub(Duration::from_secs(seconds)),
            false => UNIX_EPOCH.checked_add(Duration::from_secs(seconds)),
        };
        whole?.checked_add(Duration::new(0, rest))
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
        match &self.0 {
            Repr::Seconds(seconds) => (false, i128::from(*seconds) * NANOS, ""),
            Repr::Text(text) => match interpret(text) {
                Some(instant) => (false, instant.unix_timestamp_nanos(), ""),
                None => (true, 0, text),
            },
        }
    }
}

/// Parses `YYYY-MM-DDTHH:MM:SSZ` to seconds, and yields `None` for every other form.
fn parse_canonical(text: &str) -> Option<i64> {
    let (day, time) = text.split_at_checked(10)?;
    let &[b'T', h1, h0, b':', m1, m0, b':', s1, s0, b'Z'] = time.as_bytes() else {
        return None;
    };
    let day = parse_day(day)?;
    let (hour, minute, second) = (digits(&[h1, h0])?, digits(&[m1, m0])?, digits(&[s1, s0])?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = i64::from(day.to_julian_day()) - i64::from(EPOCH_JULIAN_DAY);
    Some(days * DAY + i64::from(hour * 3600 + minute * 60 + second))
}

/// 1970-01-01, as the `time` crate counts days.
const EPOCH_JULIAN_DAY: i32 = OffsetDateTime::UNIX_EPOCH.to_julian_day();

/// The longest text that is parsed as a date and time, in bytes. RFC 2822 allows
/// nested comments, into which versions of `time` before 0.3.47 recurse.
const LONGEST: usize = 64;

/// Parses a text that is not in the canonical form.
fn interpret(text: &str) -> Option<OffsetDateTime> {
    if text.len() > LONGEST {
        return None;
    }
    let parsed = OffsetDateTime::parse(text, &Rfc3339);
    parsed
        .or_else(|_| OffsetDateTime::parse(text, &Rfc2822))
        .ok()
}

fn write_seconds(seconds: i64) -> String {
    // The seconds always come from a date that `time` can represent.
    let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = at.to_calendar_date();
    let (hour, minute, second) = at.to_hms();
    let month = u8::from(month);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// In UTC; fractions of a second are cut off.
impl From<OffsetDateTime> for Timestamp {
    fn from(instant: OffsetDateTime) -> Self {
        Self(Repr::Seconds(instant.unix_timestamp()))
    }
}

/// Fractions of a second are cut off. An instant after the year 9999 becomes the
/// last second of that year; one before the year -9999, the first.
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
        let first = time::Date::MIN.midnight().assume_utc().unix_timestamp();
        let last = time::Date::MAX.midnight().assume_utc().unix_timestamp() + DAY - 1;
        Self(Repr::Seconds(seconds.clamp(first, last)))
    }
}

/// Keeps any text as it is. To reject texts that are not a date and time, use
/// [`Timestamp::parse`].
impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(match parse_canonical(text) {
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

/// The text is not a date and time as in RFC 3339 or RFC 2822.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampError(());

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a date and time such as 2026-03-01T08:00:00Z")
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
