//! SIDs, the identifiers of Twilio's resources: a prefix of two letters for the
//! kind, and 32 hexadecimal digits.
//!
//! Texts from users are checked strictly. Those from replies are not: published
//! examples hold SIDs with other prefixes and lengths, and one of these must not
//! make a whole reply unreadable.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::field::{Datum, Field, Slot, ValueRef};
use super::read::deserialize_into;
use super::sid_text::{SidError, SidText, flaw};

/// A kind of SID, by its prefix.
pub trait Prefix: 'static {
    /// The allowed prefixes. If there are none, any two letters are allowed.
    const PREFIXES: &'static [&'static str];
}

/// The kind of a SID with any prefix.
pub enum AnyPrefix {}

impl Prefix for AnyPrefix {
    const PREFIXES: &'static [&'static str] = &[];
}

/// A SID: the identifier of a resource, with a prefix of the kind `P`.
///
/// Three ways lead from a text to a SID:
///
/// - [`from_static`](Sid::from_static) is for constants. The compiler checks the text,
///   so there is no macro for it.
/// - [`parse`](Sid::parse), `FromStr` and `TryFrom` are strict, for texts from users.
/// - [`parse_lenient`](Sid::parse_lenient) and serde keep up to 34 printable ASCII
///   characters as they are, as replies are read. Published examples hold SIDs with
///   other prefixes and lengths; [`is_well_formed`](Sid::is_well_formed) tells.
///
/// The default is empty and stands for no SID.
///
/// ```
/// use twilio_runtime::model::{AnyPrefix, Sid, SidError};
///
/// const DESK: Sid<AnyPrefix> = Sid::from_static("KS0123456789abcdef0123456789abcdef");
///
/// # fn main() -> Result<(), SidError> {
/// let typed: Sid<AnyPrefix> = "KS0123456789abcdef0123456789abcdef".parse()?;
/// assert_eq!(typed, DESK);
/// let stored = Sid::<AnyPrefix>::parse_lenient("KS1")?;
/// assert!(!stored.is_well_formed());
/// # Ok(())
/// # }
/// ```
pub struct Sid<P: Prefix> {
    text: SidText,
    kind: PhantomData<fn() -> P>,
}

impl<P: Prefix> Sid<P> {
    const EMPTY: Self = Self::from_text(SidText::EMPTY);

    const fn from_text(text: SidText) -> Self {
        Self {
            text,
            kind: PhantomData,
        }
    }

    /// The SID of a text that is known when the program is compiled.
    ///
    /// # Panics
    ///
    /// If the text is not a SID of this kind: in a constant, where it belongs, the
    /// program does not compile then, and the message says what was expected.
    #[must_use]
    #[track_caller]
    pub const fn from_static(text: &'static str) -> Self {
        Self::from_text(SidText::from_static(text, P::PREFIXES))
    }

    /// Parses a SID of this kind strictly: a prefix, and 32 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// If the text has another prefix, another length, or other characters. The error
    /// does not repeat the text.
    pub fn parse(text: &str) -> Result<Self, SidError> {
        SidText::parse(text, P::PREFIXES).map(Self::from_text)
    }

    /// Keeps a text as a reply's is kept: up to 34 printable ASCII characters, whatever
    /// they are. For texts that were in replies, and have been stored since.
    ///
    /// # Errors
    ///
    /// If the text is longer, or has other characters.
    pub fn parse_lenient(text: &str) -> Result<Self, SidError> {
        SidText::parse_lenient(text).map(Self::from_text)
    }

    /// The text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether it is empty, which stands for no SID.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it has a prefix of its kind and 32 hexadecimal digits. A parsed SID
    /// always has; one from a reply need not.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        flaw(self.as_str(), P::PREFIXES).is_none()
    }

    /// The same SID without its kind.
    #[must_use]
    pub fn any(self) -> Sid<AnyPrefix> {
        Sid::from_text(self.text)
    }
}

impl<P: Prefix> FromStr for Sid<P> {
    type Err = SidError;

    fn from_str(text: &str) -> Result<Self, SidError> {
        Self::parse(text)
    }
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

// Written out, because a derive would demand the same traits of `P`.

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

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Text(Cow::Borrowed(self.as_str()))
    }
}

/// The identity of a resource, which is not optional.
impl<P: Prefix> Field for Sid<P> {
    fn clear(&mut self) {
        *self = Self::EMPTY;
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Sid(&mut self.text)
    }

    fn value(&self) -> ValueRef<'_> {
        match self.is_empty() {
            true => ValueRef::Absent,
            false => ValueRef::Text(Cow::Borrowed(self.as_str())),
        }
    }
}

impl<P: Prefix> Serialize for Sid<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Lenient, as for a reply.
impl<'de, P: Prefix> Deserialize<'de> for Sid<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut sid = Self::EMPTY;
        deserialize_into(&mut sid, deserializer)?;
        Ok(sid)
    }
}
