//! The text of a SID, whatever its kind, and what keeps a text from being one.
//!
//! It may not know kinds: the prefixes allowed are handed to it. What `Sid` does
//! is done here, so that it is compiled once and not per kind.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// The length of a SID in bytes.
const LENGTH: usize = 34;

/// The length of the prefix among them.
const PREFIX_LENGTH: usize = 2;

/// The text of a SID of any kind, stored inline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SidText {
    /// Zero after the length, so that comparing them compares the texts.
    bytes: [u8; LENGTH],
    length: u8,
}

impl SidText {
    pub(super) const EMPTY: Self = Self {
        bytes: [0; LENGTH],
        length: 0,
    };

    /// The text of a SID with one of the prefixes, which is checked when the program is
    /// compiled.
    #[track_caller]
    pub(super) const fn from_static(text: &str, prefixes: &[&str]) -> Self {
        let text = text.as_bytes();
        if !is_sid_of(text, prefixes) {
            refuse(prefixes);
        }
        let mut sid = Self::EMPTY;
        while (sid.length as usize) < LENGTH {
            sid.bytes[sid.length as usize] = text[sid.length as usize];
            sid.length += 1;
        }
        sid
    }

    /// Keeps any printable ASCII text of up to 34 characters.
    pub(super) fn read(text: &str) -> Result<Self, Cow<'static, str>> {
        let mut sid = Self::EMPTY;
        // A fold without an early exit can be vectorized.
        let printable = |all, byte: &u8| all & matches!(byte, b' '..=b'~');
        match sid.bytes.get_mut(..text.len()) {
            Some(bytes) if text.as_bytes().iter().fold(true, printable) => {
                bytes.copy_from_slice(text.as_bytes());
                sid.length = text.len() as u8;
                Ok(sid)
            }
            Some(_) => Err("expected a SID, found characters that are not printable ASCII".into()),
            None => Err(format!("expected a SID, found {} bytes", text.len()).into()),
        }
    }

    pub(super) fn parse(text: &str, prefixes: &'static [&'static str]) -> Result<Self, SidError> {
        match (flaw(text, prefixes), Self::read(text)) {
            (None, Ok(sid)) => Ok(sid),
            (flaw, _) => Err(SidError {
                prefixes,
                flaw: flaw.unwrap_or(Flaw::Length(text.len())),
            }),
        }
    }

    /// As [`read`](Self::read), with an error for users.
    pub(super) fn parse_lenient(text: &str) -> Result<Self, SidError> {
        Self::read(text).map_err(|problem| SidError {
            prefixes: &[],
            flaw: Flaw::Unreadable(problem),
        })
    }

    pub(super) fn as_str(&self) -> &str {
        // Only ASCII is stored, so neither fallback is used.
        let bytes = self.bytes.get(..usize::from(self.length));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// Whether a text is a SID of some kind.
pub fn is_sid(text: &str) -> bool {
    flaw(text, &[]).is_none()
}

/// Whether a text is a SID with one of the prefixes, or with any if there are none.
const fn is_sid_of(text: &[u8], prefixes: &[&str]) -> bool {
    if text.len() != LENGTH {
        return false;
    }
    let mut at = PREFIX_LENGTH;
    while at < LENGTH {
        if !text[at].is_ascii_hexdigit() {
            return false;
        }
        at += 1;
    }
    let mut index = 0;
    while index < prefixes.len() {
        let prefix = prefixes[index].as_bytes();
        if text[0] == prefix[0] && text[1] == prefix[1] {
            return true;
        }
        index += 1;
    }
    prefixes.is_empty() && text[0].is_ascii_alphabetic() && text[1].is_ascii_alphabetic()
}

/// Panics with what a SID with one of the prefixes looks like, in the compiler's message
/// too, for which nothing can be formatted.
#[track_caller]
const fn refuse(prefixes: &[&str]) -> ! {
    let mut message = ([0; MESSAGE], 0);
    message = append(message, "expected a SID: ");
    if prefixes.is_empty() {
        message = append(message, "two letters");
    }
    let mut index = 0;
    while index < prefixes.len() {
        message = append(message, if index == 0 { "" } else { " or " });
        message = append(message, prefixes[index]);
        index += 1;
    }
    let (text, length) = append(message, " and 32 hexadecimal digits");
    match std::str::from_utf8(text.split_at(length).0) {
        Ok(text) => panic!("{}", text),
        Err(_) => panic!("expected a SID"),
    }
}

/// The longest of these messages, in bytes.
const MESSAGE: usize = 128;

/// As much of a text as there is room for.
const fn append(
    (mut message, mut length): ([u8; MESSAGE], usize),
    text: &str,
) -> ([u8; MESSAGE], usize) {
    let mut at = 0;
    while at < text.len() && length < MESSAGE {
        message[length] = text.as_bytes()[at];
        length += 1;
        at += 1;
    }
    (message, length)
}

/// Why a text is not a SID with one of the prefixes, if it is not.
pub(super) fn flaw(text: &str, prefixes: &[&str]) -> Option<Flaw> {
    let length = text.chars().count();
    if length != LENGTH {
        return Some(Flaw::Length(length));
    }
    let has_prefix = match prefixes {
        [] => text.bytes().take(2).all(|byte| byte.is_ascii_alphabetic()),
        _ => prefixes.iter().any(|prefix| text.starts_with(prefix)),
    };
    if !has_prefix {
        return Some(match text.get(..2) {
            Some(prefix) if !prefixes.is_empty() && is_sid(text) => Flaw::Kind(prefix.to_owned()),
            _ => Flaw::Prefix,
        });
    }
    let mut digits = text.chars().enumerate().skip(2);
    let (index, _) = digits.find(|(_, digit)| !digit.is_ascii_hexdigit())?;
    Some(Flaw::Digit(index + 1))
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The text has this many characters.
    Length(usize),
    /// The text is a SID with this prefix.
    Kind(String),
    /// The text does not begin as it should, and is not another SID.
    Prefix,
    /// The number, from 1, of the first character that is not a hexadecimal digit.
    Digit(usize),
    /// Not even lenient parsing takes the text, for this reason.
    Unreadable(Cow<'static, str>),
}

/// A text is not a SID of the expected kind, or cannot be kept as one.
///
/// The error does not repeat the text, which may be anything: where a SID was expected,
/// somebody may have put a token or a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidError {
    prefixes: &'static [&'static str],
    flaw: Flaw,
}

impl fmt::Display for SidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Flaw::Unreadable(problem) = &self.flaw {
            return f.write_str(problem);
        }
        f.write_str("the text is not a SID: expected ")?;
        match self.prefixes {
            [] => f.write_str("two letters")?,
            prefixes => {
                for (index, prefix) in prefixes.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { " or " })?;
                    f.write_str(prefix)?;
                }
            }
        }
        f.write_str(" and 32 hexadecimal digits, found ")?;
        match &self.flaw {
            Flaw::Length(0) => f.write_str("nothing"),
            Flaw::Length(1) => f.write_str("1 character"),
            Flaw::Length(length) => write!(f, "{length} characters"),
            Flaw::Kind(prefix) => write!(f, "a SID with the prefix {prefix}"),
            Flaw::Prefix => f.write_str("another beginning"),
            Flaw::Digit(position) => write!(f, "no such digit at character {position}"),
            Flaw::Unreadable(problem) => f.write_str(problem),
        }
    }
}

impl Error for SidError {}
