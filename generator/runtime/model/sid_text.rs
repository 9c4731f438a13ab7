//! The text of a SID, whatever its kind, and what keeps a text from being one.
//!
//! It may not know kinds: the prefixes allowed are handed to it. What `Sid` does
//! is done here, so that it is compiled once and not per kind.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// The length of a SID in bytes.
const LENGTH: usize = 34;

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
}

/// The text is not a SID of the expected kind.
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
        }
    }
}

impl Error for SidError {}
