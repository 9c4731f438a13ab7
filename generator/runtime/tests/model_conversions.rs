//! Timestamps and dates from and to those of `time`, `jiff` and `chrono`: the same instant
//! both ways, cut down to seconds, and kept within the years that the API can write.

use twilio_runtime::model::{Date, Timestamp};

const EXACT: &str = "1969-12-31T23:59:58.250Z";
const SOON: &str = "soon";

#[cfg(feature = "time")]
#[test]
fn time() {
    use time::{Month, OffsetDateTime, UtcOffset};
    let day = time::Date::from_calendar_date(2026, Month::March, 1).unwrap();
    let offset = UtcOffset::from_hms(2, 0, 0).unwrap();
    let instant = day.with_hms_milli(10, 0, 0, 999).unwrap();
    let timestamp = Timestamp::from(instant.assume_offset(offset));
    assert_eq!(timestamp.to_string(), "2026-03-01T08:00:00Z");
    let text = Timestamp::from("2026-03-01T10:00:00.999+02:00");
    let back = OffsetDateTime::try_from(&text).unwrap();
    assert_eq!(
        (back, back.offset()),
        (instant.assume_offset(offset), offset)
    );
    let exact = OffsetDateTime::try_from(Timestamp::from(EXACT)).unwrap();
    assert_eq!(exact.unix_timestamp_nanos(), -1_750_000_000);
    assert_eq!(Timestamp::from(exact).unix_seconds(), Some(-2));
    // Later than any instant in UTC that has four digits for its year.
    let last = time::PrimitiveDateTime::MAX.assume_offset(UtcOffset::from_hms(-1, 0, 0).unwrap());
    assert_eq!(Timestamp::from(last).to_string(), "9999-12-31T23:59:59Z");
    let first = OffsetDateTime::from_unix_timestamp(-100_000_000_000).unwrap();
    assert_eq!(Timestamp::from(first).to_string(), "0000-01-01T00:00:00Z");
    let error = OffsetDateTime::try_from(Timestamp::from(SOON)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a date and time such as 2026-03-01T08:00:00Z"
    );

    assert_eq!(Date::from(day).to_string(), "2026-03-01");
    assert_eq!(time::Date::try_from(&Date::from("2026-03-01")), Ok(day));
    assert_eq!(Date::from(first.date()).to_string(), "0000-01-01");
    assert!(time::Date::try_from(Date::from(SOON)).is_err());
}

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    use jiff::civil;
    let instant: jiff::Timestamp = "2026-03-01T10:00:00.999+02:00".parse().unwrap();
    assert_eq!(Timestamp::from(instant).to_string(), "2026-03-01T08:00:00Z");
    let zoned = instant.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(2)));
    assert_eq!(Timestamp::from(zoned).to_string(), "2026-03-01T08:00:00Z");
    let exact = jiff::Timestamp::try_from(&Timestamp::from(EXACT)).unwrap();
    assert_eq!(exact.as_nanosecond(), -1_750_000_000);
    assert_eq!(Timestamp::from(exact).unix_seconds(), Some(-2));
    let whole = Timestamp::from("1969-12-31T23:59:58Z");
    let back = jiff::Timestamp::try_from(whole.clone()).unwrap();
    assert_eq!(Timestamp::from(back), whole);
    let first = Timestamp::from(jiff::Timestamp::MIN);
    assert_eq!(first.to_string(), "0000-01-01T00:00:00Z");
    let last = Timestamp::from("9999-12-31T23:59:59Z");
    let error = jiff::Timestamp::try_from(last).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a point in time of the years 0 to 9999"
    );
    assert!(jiff::Timestamp::try_from(Timestamp::from(SOON)).is_err());

    let day = civil::date(2024, 2, 29);
    assert_eq!(Date::from(day).to_string(), "2024-02-29");
    assert_eq!(civil::Date::try_from(&Date::from("2024-02-29")), Ok(day));
    assert_eq!(Date::from(civil::Date::MIN).to_string(), "0000-01-01");
    assert_eq!(
        civil::Date::try_from(Date::from("9999-12-31")),
        Ok(civil::Date::MAX)
    );
    assert!(civil::Date::try_from(Date::from(SOON)).is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn chrono() {
    use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
    let instant: DateTime<FixedOffset> = "2026-03-01T10:00:00.999+02:00".parse().unwrap();
    assert_eq!(Timestamp::from(instant).to_string(), "2026-03-01T08:00:00Z");
    let exact = DateTime::<Utc>::try_from(&Timestamp::from(EXACT)).unwrap();
    assert_eq!(exact.timestamp_nanos_opt(), Some(-1_750_000_000));
    assert_eq!(Timestamp::from(exact).unix_seconds(), Some(-2));
    let last = Timestamp::from(DateTime::<Utc>::MAX_UTC);
    assert_eq!(last.to_string(), "9999-12-31T23:59:59Z");
    assert_eq!(
        DateTime::<Utc>::try_from(last).unwrap().timestamp(),
        253_402_300_799
    );
    let first = Timestamp::from(DateTime::<Utc>::MIN_UTC);
    assert_eq!(first.to_string(), "0000-01-01T00:00:00Z");
    assert!(DateTime::<Utc>::try_from(Timestamp::from(SOON)).is_err());

    let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    assert_eq!(Date::from(day).to_string(), "2024-02-29");
    assert_eq!(NaiveDate::try_from(&Date::from("2024-02-29")), Ok(day));
    assert_eq!(Date::from(NaiveDate::MAX).to_string(), "9999-12-31");
    assert!(NaiveDate::try_from(Date::from(SOON)).is_err());
}
