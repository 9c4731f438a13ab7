//! The ways from a text to a SID: as a constant, strictly, and leniently.

mod models;

use models::{MessageSid, SessionSid};
use twilio_runtime::model::{AnyPrefix, Sid};

const TEXT: &str = "KC0123456789abcdef0123456789ABCDEF";

#[test]
fn a_constant_is_what_parsing_yields() {
    const SESSION: SessionSid = SessionSid::from_static(TEXT);
    const ANY: Sid<AnyPrefix> = Sid::from_static("zz0123456789abcdef0123456789abcdef");
    assert_eq!(SessionSid::parse(TEXT), Ok(SESSION));
    assert_eq!(TEXT.parse(), Ok(SESSION));
    assert_eq!(SESSION.as_str(), TEXT);
    assert!(SESSION.is_well_formed() && ANY.is_well_formed());
    for text in ["SM", "MM"].map(|prefix| prefix.to_owned() + &TEXT[2..]) {
        let text: &'static str = text.leak();
        assert_eq!(MessageSid::parse(text), Ok(MessageSid::from_static(text)));
    }
}

#[test]
fn a_constant_is_refused_as_parsing_refuses() {
    for text in [
        "",
        "KC0123456789abcdef0123456789abcde",
        "KC0123456789abcdef0123456789abcdef0",
        "KS0123456789abcdef0123456789abcdef",
        "kC0123456789abcdef0123456789abcdef",
        "KC0123456789abcdef0123456789abcdeg",
        "KC0123456789abcdef0123456789abcdé",
        "éC0123456789abcdef0123456789abcde",
    ] {
        assert!(SessionSid::parse(text).is_err(), "{text}");
        let expected = "expected a SID: KC and 32 hexadecimal digits";
        assert_eq!(panic_of(|| SessionSid::from_static(text)), expected);
    }
    let expected = "expected a SID: SM or MM and 32 hexadecimal digits";
    assert_eq!(panic_of(|| MessageSid::from_static("KC")), expected);
    let expected = "expected a SID: two letters and 32 hexadecimal digits";
    assert_eq!(panic_of(|| Sid::<AnyPrefix>::from_static("1")), expected);
}

fn panic_of<T>(panics: impl FnOnce() -> T + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(panics).err().unwrap();
    *panic.downcast::<String>().unwrap()
}

#[test]
fn what_a_reply_may_hold_is_parsed_leniently_by_name() {
    for text in ["", "KS1", "a name", "ZZ0123456789abcdef0123456789abcdef"] {
        let sid = SessionSid::parse_lenient(text).unwrap();
        assert_eq!(sid.as_str(), text);
        assert!(!sid.is_well_formed(), "{text}");
    }
    assert_eq!(SessionSid::parse_lenient(TEXT), SessionSid::parse(TEXT));
    let long = SessionSid::parse_lenient(&"0".repeat(35)).unwrap_err();
    assert_eq!(long.to_string(), "expected a SID, found 35 bytes");
    let accented = SessionSid::parse_lenient("café").unwrap_err();
    let expected = "expected a SID, found characters that are not printable ASCII";
    assert_eq!(accented.to_string(), expected);
}
