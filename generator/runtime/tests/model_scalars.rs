//! SIDs, points in time, days, open enums, and their texts in requests.

mod models;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use models::{KC, MessageSid, ServiceSid, SessionMode, SessionSid};
use twilio_runtime::model::{AnyPrefix, Date, Scalar, Sid, Timestamp, from_text};

const SID: &str = "KC0123456789abcdef0123456789ABCDEF";

fn refused<P: twilio_runtime::model::Prefix>(text: &str) -> String {
    text.parse::<Sid<P>>().unwrap_err().to_string()
}

#[test]
fn sids_are_parsed_strictly() {
    let sid: SessionSid = SID.parse().unwrap();
    assert_eq!(sid.as_str(), SID);
    assert_eq!(sid.to_string(), SID);
    assert_eq!(format!("{sid:?}"), format!("{SID:?}"));
    assert_eq!(format!("{sid:>36}"), format!("  {SID}"));
    assert_eq!(SessionSid::try_from(SID), Ok(sid));
    assert_eq!(SessionSid::try_from(SID.to_owned()), Ok(sid));
    assert_eq!(String::from(sid), SID);
    assert_eq!(sid.as_ref(), SID);
    assert!(sid.is_well_formed() && !sid.is_empty());

    let expected = "the text is not a SID: expected KC and 32 hexadecimal digits, found";
    let wide = SID.replace("89a", "89é");
    for (text, actual) in [
        ("KCxyz", "5 characters"),
        ("", "nothing"),
        ("K", "1 character"),
        (&SID.replace("KC", "KS"), "a SID with the prefix KS"),
        (&SID.replace("KC", "kc"), "a SID with the prefix kc"),
        // Only of a SID is it safe to show the beginning.
        (&SID.replace("KC", "7C"), "another beginning"),
        (&SID.replace("KC", "éC"), "another beginning"),
        (&wide.replace("KC", "KS"), "another beginning"),
        (&SID.replace("89a", "89g"), "no such digit at character 13"),
        (&wide, "no such digit at character 13"),
        // 34 bytes, yet not 34 characters.
        (&SID.replace("89ab", "89é"), "33 characters"),
        (&"x".repeat(100_000), "100000 characters"),
    ] {
        assert_eq!(refused::<KC>(text), format!("{expected} {actual}"));
    }
}

#[test]
fn kinds_of_sids_may_have_several_prefixes_or_any() {
    for prefix in ["SM", "MM"] {
        assert!(SID.replace("KC", prefix).parse::<MessageSid>().is_ok());
    }
    let error = SID.parse::<MessageSid>().unwrap_err().to_string();
    assert!(error.contains("expected SM or MM and 32"), "{error}");
    assert!(SID.parse::<Sid<AnyPrefix>>().is_ok());
    let error = SID
        .replace("KC", "7C")
        .parse::<Sid<AnyPrefix>>()
        .unwrap_err()
        .to_string();
    assert!(error.contains("expected two letters and 32"), "{error}");
    let sid: SessionSid = SID.parse().unwrap();
    assert_eq!(sid.any(), SID.parse::<Sid<AnyPrefix>>().unwrap());
}

#[test]
fn sids_are_values() {
    let sid: SessionSid = SID.parse().unwrap();
    let copy = sid;
    assert_eq!(sid, copy);
    assert_eq!(sid, SID);
    assert_eq!(&sid, SID);
    let other: SessionSid = SID.replace('9', "a").parse().unwrap();
    assert!(sid < other);
    assert_eq!(HashMap::from([(sid, 1), (other, 2), (copy, 3)]).len(), 2);
    // They sort as their texts do, also where a reply's are of other lengths.
    let texts = ["KC", "KC0", "KC00", "KC1", "Z"];
    let sids: BTreeSet<SessionSid> = texts
        .iter()
        .rev()
        .map(|text| from_text(&format!("{text:?}")).unwrap())
        .collect();
    assert!(sids.iter().map(SessionSid::as_str).eq(texts));
    assert!(SessionSid::default().is_empty());
    assert!(!SessionSid::default().is_well_formed());
    assert_eq!(size_of::<SessionSid>(), 35);
    assert_eq!(size_of::<Option<ServiceSid>>(), 36);
    fn sendable<T: Send + Sync + Copy + 'static>(_: T) {}
    sendable(sid);
}

#[test]
fn canonical_timestamps_are_instants_with_the_same_text() {
    for (text, seconds) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1),
        ("2015-07-30T20:00:00Z", 1_438_286_400),
        ("2024-02-29T23:59:59Z", 1_709_251_199),
        ("0000-01-01T00:00:00Z", -62_167_219_200),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ] {
        let timestamp = Timestamp::from(text);
        assert_eq!(timestamp.unix_seconds(), Some(seconds), "{text}");
        assert_eq!(timestamp.to_string(), text);
        assert_eq!(format!("{timestamp:?}"), format!("{text:?}"));
        assert_eq!(Timestamp::parse(text), Ok(timestamp));
    }
}

#[test]
fn other_notations_keep_their_text_and_are_the_same_instant() {
    let same = Timestamp::from("2026-03-01T08:00:00Z");
    let texts = [
        "2026-03-01T10:00:00+02:00",
        "2026-03-01T08:00:00.000Z",
        "2026-03-01t08:00:00z",
        "Sun, 01 Mar 2026 08:00:00 +0000",
        "Sun, 01 Mar 2026 10:00:00 +0200",
        "01 Mar 2026 08:00:00 GMT",
    ];
    let mut set = HashSet::from([same.clone()]);
    for text in texts {
        let timestamp: Timestamp = text.parse().unwrap();
        assert_eq!(timestamp, same, "{text}");
        assert_eq!(timestamp.to_string(), text);
        assert_eq!(timestamp.unix_seconds(), same.unix_seconds());
        assert!(!set.insert(timestamp), "{text}");
    }
    let later = Timestamp::from("2026-03-01T08:00:00.000000001Z");
    assert_ne!(later, same);
    assert!(later > same);
    assert_eq!(later.nanosecond(), Some(1));
    assert_eq!(Timestamp::from(texts[0]).hour(), Some(8), "it is in UTC");
}

#[test]
fn what_is_no_date_and_time_is_a_text() {
    let texts = [
        "",
        "soon",
        "2026-03-01",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T08:60:00Z",
        "2026-03-01T08:00:61Z",
        "2026-03-01 08:00:00",
        "+026-03-01T08:00:00Z",
        "2026-03-01T08:00:00é",
    ];
    for text in texts {
        let timestamp = Timestamp::from(text);
        assert_eq!(timestamp.to_string(), text);
        assert_eq!(timestamp.unix_seconds(), None, "{text}");
        assert!(!timestamp.is_well_formed());
        assert_eq!(timestamp.date(), None);
        assert_eq!(timestamp.second(), None);
        assert_eq!(timestamp.to_system_time(), None);
        assert_eq!(timestamp.checked_add(Duration::ZERO), None);
        assert_eq!(timestamp.duration_since(&Timestamp::UNIX_EPOCH), None);
        let error = text.parse::<Timestamp>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a date and time such as 2026-03-01T08:00:00Z"
        );
    }
    assert_eq!(Timestamp::from("a"), Timestamp::from("a"));
    assert_ne!(Timestamp::from("a"), Timestamp::from("b"));
    assert!(Timestamp::from("a") < Timestamp::from("b"));
    assert!(Timestamp::from("9999-12-31T23:59:59Z") < Timestamp::from(""));
}

#[test]
fn hostile_dates_are_no_danger() {
    let nested = "(".repeat(1_000_000);
    assert_eq!(Timestamp::from(nested.as_str()).unix_seconds(), None);
    assert_eq!(
        Timestamp::from(format!("Sun, 01 Mar 2026 08:00:00 +0000{nested}")).unix_seconds(),
        None
    );
}

#[test]
fn an_offset_may_carry_a_text_out_of_the_years_that_can_be_written() {
    for text in ["9999-12-31T23:30:00-01:00", "0000-01-01T00:30:00+01:00"] {
        assert_eq!(Timestamp::from(text).unix_seconds(), None, "{text}");
        assert_eq!(Timestamp::from(text).to_string(), text);
    }
}

#[test]
fn timestamps_come_from_the_clock_and_go_back() {
    let moment = UNIX_EPOCH + Duration::from_secs(1_772_352_000);
    assert_eq!(Timestamp::from(moment).to_string(), "2026-03-01T08:00:00Z");
    assert_eq!(Timestamp::from(moment).to_system_time(), Some(moment));
    let before = UNIX_EPOCH - Duration::from_millis(500);
    assert_eq!(Timestamp::from(before).unix_seconds(), Some(-1));
    let exact = Timestamp::from("1969-12-31T23:59:59.500Z");
    assert_eq!(exact.to_system_time(), Some(before));
    assert_eq!(exact.unix_seconds(), Some(-1));
    assert_eq!(exact.unix_nanoseconds(), Some(-500_000_000));
    let far = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1 << 61));
    if let Some(far) = far {
        assert_eq!(Timestamp::from(far).to_string(), "9999-12-31T23:59:59Z");
    }
    let early = SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(100_000_000_000));
    if let Some(early) = early {
        assert_eq!(Timestamp::from(early).to_string(), "0000-01-01T00:00:00Z");
    }
    let now = Timestamp::now().to_system_time().unwrap();
    let since = SystemTime::now().duration_since(now).unwrap();
    assert!(since < Duration::from_secs(3600), "{since:?}");
}

#[test]
fn timestamps_are_made_of_seconds_and_say_their_parts() {
    let leap_day = Timestamp::from_unix_seconds(1_709_209_805).unwrap();
    assert_eq!(leap_day.to_string(), "2024-02-29T12:30:05Z");
    assert_eq!(leap_day.date(), Some(Date::from("2024-02-29")));
    let (year, month, day) = (leap_day.year(), leap_day.month(), leap_day.day());
    assert_eq!((year, month, day), (Some(2024), Some(2), Some(29)));
    let time = (leap_day.hour(), leap_day.minute(), leap_day.second());
    assert_eq!(time, (Some(12), Some(30), Some(5)));
    assert_eq!(leap_day.nanosecond(), Some(0));
    for (seconds, text) in [
        (-62_167_219_200, "0000-01-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] {
        let limit = Timestamp::from_unix_seconds(seconds).unwrap();
        assert_eq!(limit.to_string(), text);
        assert_eq!(Timestamp::parse(text), Ok(limit));
        let beyond = Timestamp::from_unix_seconds(seconds + seconds.signum()).unwrap_err();
        assert_eq!(
            beyond.to_string(),
            "expected a point in time of the years 0 to 9999"
        );
    }
}

#[test]
fn timestamps_are_added_to_and_subtracted_from() {
    let start = Timestamp::from("2026-03-01T08:00:00Z");
    let hour = Duration::from_secs(3600);
    let later = start.checked_add(hour).unwrap();
    assert_eq!(later.to_string(), "2026-03-01T09:00:00Z");
    assert_eq!(later.checked_sub(hour), Some(start.clone()));
    assert_eq!(later.duration_since(&start), Some(hour));
    assert_eq!(start.duration_since(&later), None);
    // The fraction of a text counts, and the sum has whole seconds.
    let exact = Timestamp::from("2026-03-01T10:00:00.750+02:00");
    assert_eq!(
        exact.duration_since(&start),
        Some(Duration::from_millis(750))
    );
    let sum = exact.checked_add(Duration::from_millis(250)).unwrap();
    assert_eq!(sum.to_string(), "2026-03-01T08:00:01Z");
    assert_eq!(start.checked_add(Duration::MAX), None);
    assert_eq!(start.checked_sub(Duration::MAX), None);
    let last = Timestamp::from("9999-12-31T23:59:59Z");
    assert_eq!(last.checked_add(Duration::from_secs(1)), None);
    assert_eq!(
        last.checked_add(Duration::from_millis(999)),
        Some(last.clone())
    );
}

#[test]
fn days() {
    let day = Date::new(2024, 2, 29).unwrap();
    assert_eq!(day.to_string(), "2024-02-29");
    assert_eq!("2024-02-29".parse(), Ok(day.clone()));
    assert_eq!(Date::parse("2024-02-29"), Ok(day.clone()));
    assert_eq!(format!("{day:?}"), "\"2024-02-29\"");
    assert_eq!(
        (day.year(), day.month(), day.day()),
        (Some(2024), Some(2), Some(29))
    );
    assert!(day.is_well_formed());
    for (year, month, day) in [
        (2023, 2, 29),
        (2024, 0, 1),
        (2024, 13, 1),
        (2024, 1, 0),
        (10_000, 1, 1),
    ] {
        assert!(Date::new(year, month, day).is_err(), "{year} {month} {day}");
    }
    for text in [
        "",
        "2023-02-29",
        "2024-2-29",
        "24-02-29",
        "2024-02-29T00:00:00Z",
        "２024-02-2",
    ] {
        assert_eq!(Date::from(text).to_string(), text);
        assert_eq!(Date::from(text).day(), None);
        assert!(!Date::from(text).is_well_formed());
        let error = text.parse::<Date>().unwrap_err().to_string();
        assert_eq!(error, "expected a day such as 2026-03-01");
    }
    assert!(Date::from("2024-02-29") < Date::from("2024-03-01"));
    assert!(Date::from("2024-02-29") < Date::from("a day"));
}

#[test]
fn enums_keep_what_they_do_not_know() {
    for mode in SessionMode::ALL {
        assert_eq!(SessionMode::from(mode.as_str()), *mode);
        assert_eq!(mode.to_string(), mode.as_str());
        assert!(!matches!(mode, SessionMode::Unrecognized(_)));
    }
    for text in ["", "Voice-only", "voice-only ", "by-pigeon", "é"] {
        let mode: SessionMode = text.parse().unwrap();
        let SessionMode::Unrecognized(unrecognized) = &mode else {
            panic!("{text} is not among the known ones");
        };
        assert_eq!(unrecognized.as_str(), text);
        assert_eq!(unrecognized.to_string(), text);
        assert_eq!(mode.as_str(), text);
        assert_eq!(mode, SessionMode::from(text.to_owned()));
        assert_eq!(format!("{mode:?}"), format!("Unrecognized({text:?})"));
    }
}

#[test]
fn scalars_have_one_text_each() {
    assert_eq!("a b".wire_text(), "a b");
    assert_eq!("é".to_owned().wire_text(), "é");
    assert_eq!(true.wire_text(), "true");
    assert_eq!(false.wire_text(), "false");
    assert_eq!((-5_i64).wire_text(), "-5");
    assert_eq!(i64::MIN.wire_text(), "-9223372036854775808");
    for (number, text) in [
        (10.0, "10"),
        (12.5, "12.5"),
        (-0.25, "-0.25"),
        (6.985619, "6.985619"),
        (1e21, "1000000000000000000000"),
    ] {
        assert_eq!(number.wire_text(), text);
        assert_eq!(number.refusal(), None);
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(number.refusal(), Some("it is not a finite number"));
    }
    assert_eq!(SID.parse::<SessionSid>().unwrap().wire_text(), SID);
    assert_eq!(SessionMode::VoiceOnly.wire_text(), "voice-only");
    assert_eq!(SessionMode::from("x").wire_text(), "x");
    assert_eq!(Date::from("2026-03-01").wire_text(), "2026-03-01");
    assert_eq!(Date::from("any").wire_text(), "any");
    let passed_through = Timestamp::from("2026-03-01T10:00:00+02:00");
    assert_eq!(passed_through.wire_text(), "2026-03-01T10:00:00+02:00");
    let converted = Timestamp::from(passed_through.to_system_time().unwrap());
    assert_eq!(converted.wire_text(), "2026-03-01T08:00:00Z");
}
