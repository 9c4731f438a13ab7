//! The identifiers of Twilio's resources: two letters that tell the kind, and 32
//! hexadecimal digits.
//!
//! Users' texts are checked strictly. Replies are not: published examples hold
//! SIDs with other prefixes and of other lengths, and none of that may cost a
//! whole reply.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decode::deserialize_into;
use super::field::{Datum, Field, Held, Slot};

/// The length of a SID in bytes.
const LENGTH: usize = 34;

/// The kind of resource that a SID names, by its first two letters.
pub trait Prefix: 'static {
    /// The prefixes allowed; none stands for any two letters.
    const PREFIXES: &'static [&'static str];
}

/// The kind of a SID that may name any resource.
pub enum AnyPrefix {}

impl Prefix for AnyPrefix {
    const PREFIXES: &'static [&'static str] = &[];
}

/// The identifier of a resource whose kind is `P`.
///
/// Parsing is strict; what a reply holds is kept as it is, up to 34 printable
/// ASCII characters, and [`is_well_formed`](Sid::is_well_formed) tells. The
/// default is empty and stands for no SID.
pub struct Sid<P: Prefix> {
    text: SidText,
    kind: PhantomData<fn() -> P>,
}

/// The text of a SID of whatever kind, inline.
///
/// What `Sid` does is done here, so that it is compiled once and not per kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SidText {
    /// Zero behind the length: so two of them compare as their texts do.
    bytes: [u8; LENGTH],
    length: u8,
}

impl SidText {
    const EMPTY: Self = Self {
        bytes: [0; LENGTH],
        length: 0,
    };

    /// Any printable ASCII text that is not too long.
    pub(super) fn read(text: &str) -> Result<Self, Cow<'static, str>> {
        let mut sid = Self::EMPTY;
        // Without a way out of the loop it is done in a few wide steps.
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

    fn parse(text: &str, prefixes: &'static [&'static str]) -> Result<Self, SidError> {
        match (flaw(text, prefixes), Self::read(text)) {
            (None, Ok(sid)) => Ok(sid),
            (flaw, _) => Err(SidError {
                text: shortened(text),
                prefixes,
                flaw: flaw.unwrap_or(Flaw::Length(text.len())),
            }),
        }
    }

    fn as_str(&self) -> &str {
        // Only ASCII is ever stored, so neither fallback is ever taken.
        let bytes = self.bytes.get(..usize::from(self.length));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl<P: Prefix> Sid<P> {
    const EMPTY: Self = Self::from_text(SidText::EMPTY);

    const fn from_text(text: SidText) -> Self {
        Self {
            text,
            kind: PhantomData,
        }
    }

    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether it stands for no SID.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it has a prefix of its kind and 32 hexadecimal digits; what was
    /// parsed has, what a reply held need not.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        flaw(self.as_str(), P::PREFIXES).is_none()
    }

    /// The same SID, without its kind.
    #[must_use]
    pub fn any(self) -> Sid<AnyPrefix> {
        Sid::from_text(self.text)
    }
}

/// Whether a text is a SID of some kind.
pub fn is_sid(text: &str) -> bool {
    flaw(text, AnyPrefix::PREFIXES).is_none()
}

/// What keeps a text from being a SID with one of the prefixes.
fn flaw(text: &str, prefixes: &[&str]) -> Option<Flaw> {
    let length = text.chars().count();
    if length != LENGTH {
        return Some(Flaw::Length(length));
    }
    let known = match prefixes {
        [] => text.bytes().take(2).all(|byte| byte.is_ascii_alphabetic()),
        _ => prefixes.iter().any(|prefix| text.starts_with(prefix)),
    };
    if !known {
        return Some(Flaw::Prefix(text.chars().take(2).collect()));
    }
    let mut digits = text.chars().enumerate().skip(2);
    let (index, found) = digits.find(|(_, digit)| !digit.is_ascii_hexdigit())?;
    Some(Flaw::Digit(found, index + 1))
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Flaw {
    /// How many characters there are.
    Length(usize),
    /// The prefix found.
    Prefix(String),
    /// The first character that is no hexadecimal digit, and its place from 1.
    Digit(char, usize),
}

/// A text that is not a SID of the kind wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidError {
    text: String,
    prefixes: &'static [&'static str],
    flaw: Flaw,
}

impl fmt::Display for SidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a SID: expected ", self.text)?;
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
            Flaw::Prefix(prefix) => write!(f, "the prefix {prefix:?}"),
            Flaw::Digit(found, place) => write!(f, "{found:?} at character {place}"),
        }
    }
}

impl Error for SidError {}

impl<P: Prefix> FromStr for Sid<P> {
    type Err = SidError;

    fn from_str(text: &str) -> Result<Self, SidError> {
        SidText::parse(text, P::PREFIXES).map(Self::from_text)
    }
}

/// What an error repeats of a text: enough to find it, never a whole document.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

impl<P: Prefix> TryFrom<&str> for Sid<P> {
    type Error = SidError;

    fn try_from(text: &str) -> Result<Self, SidError> {
        text.parse()
    }
}

impl<P: Prefix> TryFrom<String> for Sid<P> {
    type Error = SidError;

    fn try_from(text: String) -> Result<Self, SidError> {
        text.parse()
    }
}

impl<P: Prefix> From<Sid<P>> for String {
    fn from(sid: Sid<P>) -> Self {
        sid.as_str().to_owned()
    }
}

impl<P: Prefix> AsRef<str> for Sid<P> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<P: Prefix> fmt::Display for Sid<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<P: Prefix> fmt::Debug for Sid<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

// Written out, because a derive would ask the same of `P`, which is only a mark.

impl<P: Prefix> Clone for Sid<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Prefix> Copy for Sid<P> {}

impl<P: Prefix> Default for Sid<P> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<P: Prefix> PartialEq for Sid<P> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<P: Prefix> Eq for Sid<P> {}

impl<P: Prefix> PartialEq<str> for Sid<P> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<P: Prefix> PartialEq<&str> for Sid<P> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<P: Prefix> PartialOrd for Sid<P> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<P: Prefix> Ord for Sid<P> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<P: Prefix> Hash for Sid<P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<P: Prefix> Datum for Sid<P> {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Sid(&mut field.insert(Self::EMPTY).text)
    }

    fn held(&self) -> Held<'_> {
        Held::Text(Cow::Borrowed(self.as_str()))
    }
}

/// A resource's own identity, which is no `Option`.
impl<P: Prefix> Field for Sid<P> {
    fn clear(&mut self) {
        *self = Self::EMPTY;
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Sid(&mut self.text)
    }

    fn held(&self) -> Held<'_> {
        match self.is_empty() {
            true => Held::Absent,
            false => Held::Text(Cow::Borrowed(self.as_str())),
        }
    }
}

impl<P: Prefix> Serialize for Sid<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Lenient, as in a reply.
impl<'de, P: Prefix> Deserialize<'de> for Sid<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut sid = Self::EMPTY;
        deserialize_into(&mut sid, deserializer)?;
        Ok(sid)
    }
}
