//! How values came that mean the same to a field as others would: `"10"` for 10,
//! or a list with `null` in it. They are written again as they came.
//!
//! It may not know fields, nor what is written for them; `written` does.

use std::collections::BTreeMap;

use serde_json::Value;

/// How the value of a field came.
#[derive(Clone)]
pub(super) enum Spelling {
    /// A value that is neither a list nor an object, and what would be written for
    /// it: `null` if it stands for no value.
    Scalar { came: Value, written: Value },
    /// A list: the items that would be written otherwise, by their index as they
    /// came.
    Items(Vec<(usize, Spelling)>),
    /// An object with any keys: the entries that would be written otherwise.
    Entries(BTreeMap<String, Spelling>),
}

impl Spelling {
    /// That of a value that stands for none.
    pub(super) fn blank(came: Value) -> Self {
        let written = Value::Null;
        Self::Scalar { came, written }
    }

    /// The value that stands for none.
    pub(super) fn as_blank(&self) -> Option<&Value> {
        match self {
            Self::Scalar { came, written } if written.is_null() => Some(came),
            _ => None,
        }
    }
}
