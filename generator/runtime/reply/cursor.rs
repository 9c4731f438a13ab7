//! A position in a list, as a text that can be stored.
//!
//! It may not know calls or pages.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::super::wire::address;

/// A position in a list, from which the list can be continued later, even in
/// another process.
///
/// Its text holds the id of the operation, how many items of the page have been
/// handed out, and the path and query of the page. That includes the filters of
/// the list, so `Debug` does not show it. It holds no host and no credentials,
/// and a forged text cannot lead a client to another host.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    text: String,
    /// How many items of the page have been handed out.
    skip: usize,
    /// The length of the operation's id, with which the text begins, in bytes.
    operation: usize,
}

impl Cursor {
    pub(crate) fn new(operation: &str, skip: usize, target: &str) -> Self {
        Self {
            text: format!("{operation} {skip} {target}"),
            skip,
            operation: operation.len(),
        }
    }

    /// The text to store. Parse it to get the cursor back.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn operation(&self) -> &str {
        self.text.get(..self.operation).unwrap_or_default()
    }

    pub(crate) fn skip(&self) -> usize {
        self.skip
    }

    pub(crate) fn target(&self) -> &str {
        self.text.rsplit(' ').next().unwrap_or_default()
    }
}

/// The text is not a [`Cursor`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorError(());

impl fmt::Display for CursorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a cursor")
    }
}

impl std::error::Error for CursorError {}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let mut parts = text.split(' ');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(operation), Some(skip), Some(target), None)
                if !operation.is_empty() && address::is_target(target) =>
            {
                let skip = skip.parse().map_err(|_| CursorError(()))?;
                Ok(Self::new(operation, skip, target))
            }
            _ => Err(CursorError(())),
        }
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cursor({} …)", self.operation())
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
