//! How dates and points in time are written: the forms that the API has, read and
//! written with the crate `time`, which no public signature names.
//!
//! It may not know the types of models.

use std::ops::RangeInclusive;

use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

/// The first and the last second since 1970 that can be written: those of the years 0
/// and 9999.
pub(super) const SECONDS: RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

const SECONDS_PER_DAY: i64 = 86_400;

/// 1970-01-01, as the crate `time` counts days.
const EPOCH_JULIAN_DAY: i32 = OffsetDateTime::UNIX_EPOCH.to_julian_day();

/// The longest text that is parsed as a date and time, in bytes. RFC 2822 allows
/// nested comments, into which versions of `time` before 0.3.47 recurse.
const LONGEST: usize = 64;

/// A day of the years 0 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Day {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Day {
    /// The day of these numbers, if there is one.
    pub(super) fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        calendar_day(year, month, day)?;
        let year = u16::try_from(year).ok().filter(|year| *year <= 9999)?;
        Some(Self { year, month, day })
    }

    /// The day that is nearest to that of another calendar, whose years may be others.
    pub(super) const fn nearest(year: i32, month: u8, day: u8) -> Self {
        match year {
            0..=9999 => Self {
                year: year as u16,
                month,
                day,
            },
            ..0 => Self {
                year: 0,
                month: 1,
                day: 1,
            },
            10_000.. => Self {
                year: 9999,
                month: 12,
                day: 31,
            },
        }
    }

    /// Parses `YYYY-MM-DD`, and yields `None` for every other form.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let &[y3, y2, y1, y0, b'-', m1, m0, b'-', d1, d0] = text.as_bytes() else {
            return None;
        };
        let year = i32::try_from(digits(&[y3, y2, y1, y0])?).ok()?;
        let month = u8::try_from(digits(&[m1, m0])?).ok()?;
        let day = u8::try_from(digits(&[d1, d0])?).ok()?;
        Self::new(year, month, day)
    }

    /// Writes `YYYY-MM-DD`.
    pub(super) fn write(self) -> String {
        let Self { year, month, day } = self;
        format!("{year:04}-{month:02}-{day:02}")
    }
}

impl From<time::Date> for Day {
    fn from(day: time::Date) -> Self {
        Self::nearest(day.year(), day.month().into(), day.day())
    }
}

pub(super) fn calendar_day(year: i32, month: u8, day: u8) -> Option<time::Date> {
    let month = time::Month::try_from(month).ok()?;
    time::Date::from_calendar_date(year, month, day).ok()
}

/// The number that a few decimal digits denote.
fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then_some(number * 10 + u32::from(digit))
    })
}

/// Parses `YYYY-MM-DDTHH:MM:SSZ` to seconds since 1970, and yields `None` for every
/// other form.
pub(super) fn parse_seconds(text: &str) -> Option<i64> {
    let (day, time) = text.split_at_checked(10)?;
    let &[b'T', h1, h0, b':', m1, m0, b':', s1, s0, b'Z'] = time.as_bytes() else {
        return None;
    };
    let Day { year, month, day } = Day::parse(day)?;
    let day = calendar_day(year.into(), month, day)?;
    let (hour, minute, second) = (digits(&[h1, h0])?, digits(&[m1, m0])?, digits(&[s1, s0])?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = i64::from(day.to_julian_day()) - i64::from(EPOCH_JULIAN_DAY);
    Some(days * SECONDS_PER_DAY + i64::from(hour * 3600 + minute * 60 + second))
}

/// Writes seconds since 1970, which are of the years 0 to 9999, as
/// `YYYY-MM-DDTHH:MM:SSZ`.
pub(super) fn write_seconds(seconds: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second) = at.to_hms();
    let day = Day::from(at.date()).write();
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Parses a date and time as in RFC 3339 or RFC 2822. An offset may carry it out of
/// the years that can be written in UTC, and then it is not one.
pub(super) fn parse_instant(text: &str) -> Option<OffsetDateTime> {
    if text.len() > LONGEST {
        return None;
    }
    let parsed = OffsetDateTime::parse(text, &Rfc3339);
    let parsed = parsed.or_else(|_| OffsetDateTime::parse(text, &Rfc2822));
    let instant = parsed.ok()?;
    SECONDS
        .contains(&instant.unix_timestamp())
        .then_some(instant)
}
