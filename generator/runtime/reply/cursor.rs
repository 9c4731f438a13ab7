//! A position in a list, as a text that can be stored.
//!
//! It may not know calls or pages.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::super::wire::address;

/// A position in a list, from which the list can be continued later, even in
/// another process.
///
/// Its text consists of letters, digits, `-` and `_`, so that it can stand in a URL.
/// It holds, in base64, the id of the operation, how many items of the page have been
/// handed out, and the path and query of the page. That includes the filters of the
/// list, so `Debug` does not show it. It holds no host and no credentials, and a
/// forged text cannot lead a client to another host.
///
/// ```no_run
/// use serde_json::Value;
/// use twilio_runtime::{Error, List, Page};
///
/// /// The page that a link of this program asks for, and what the next link has to say.
/// async fn page(list: List<Value>, from: Option<&str>) -> Result<(Page<Value>, Option<String>), Error> {
///     let list = match from {
///         Some(text) => list.resume(&text.parse()?),
///         None => list,
///     };
///     let page = list.await?;
///     let next = page.cursor()?.map(|cursor| cursor.to_string());
///     Ok((page, next))
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    text: String,
    operation: String,
    /// How many items of the page have been handed out.
    skip: usize,
    /// The path and query of the page.
    target: String,
}

impl Cursor {
    pub(crate) fn new(operation: &str, skip: usize, target: &str) -> Self {
        Self {
            text: URL_SAFE_NO_PAD.encode(format!("{operation} {skip} {target}")),
            operation: operation.to_owned(),
            skip,
            target: target.to_owned(),
        }
    }

    pub(crate) fn operation(&self) -> &str {
        &self.operation
    }

    pub(crate) fn skip(&self) -> usize {
        self.skip
    }

    pub(crate) fn target(&self) -> &str {
        &self.target
    }
}

/// The text to keep. Parse it to get the cursor back.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// The text is not that of a [`Cursor`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorError(());

impl fmt::Display for CursorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a cursor: expected what the `to_string()` of one gave")
    }
}

impl std::error::Error for CursorError {}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError(()))?;
        let text = String::from_utf8(bytes).map_err(|_| CursorError(()))?;
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
