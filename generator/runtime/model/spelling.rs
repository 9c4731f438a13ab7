//! How values came that mean the same to a field as others would: `"10"` for 10,
//! or a list with `null` in it. They are written again as they came.
//!
//! It may not know fields, nor what is written for them; `written` does.

use serde_json::{Map, Value};

/// How the value of a field came.
pub(super) enum Spelling {
    /// A value that is neither a list nor an object, and what would be written for
    /// it: `null` if it stands for no value.
    Scalar { came: Value, written: Value },
    /// A list: the items that would be written otherwise, by their index as they
    /// came.
    Items(Vec<(usize, Spelling)>),
    /// An object with any keys: the entries that would be written otherwise.
    Entries(EntrySpellings),
}

/// Spellings by key. The map has their indexes: one of another type would have to be
/// compiled besides that of JSON.
#[derive(Default)]
pub(super) struct EntrySpellings {
    indexes: Map<String, Value>,
    spellings: Vec<Spelling>,
}

impl EntrySpellings {
    pub(super) fn is_empty(&self) -> bool {
        self.spellings.is_empty()
    }

    /// Sets the spelling of a key, or that it has none.
    pub(super) fn set(&mut self, key: &str, spelling: Option<Spelling>) {
        let index = match spelling {
            Some(spelling) => {
                self.spellings.push(spelling);
                Value::from(self.spellings.len() - 1)
            }
            None if self.indexes.contains_key(key) => Value::Null,
            None => return,
        };
        self.indexes.insert(key.to_owned(), index);
    }

    pub(super) fn get(&self, key: &str) -> Option<&Spelling> {
        self.at(self.indexes.get(key)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Spelling)> {
        let indexes = self.indexes.iter();
        indexes.filter_map(|(key, index)| Some((key, self.at(index)?)))
    }

    fn at(&self, index: &Value) -> Option<&Spelling> {
        let index = usize::try_from(index.as_u64()?).ok()?;
        self.spellings.get(index)
    }
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
