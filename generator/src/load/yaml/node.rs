//! The marked tree: a document as it is written, each node with its place.
//!
//! It knows YAML's values and nothing of OpenAPI.

/// Where a node starts, and the bytes that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// Counted from 1.
    pub line: u32,
    /// In characters, counted from 1.
    pub column: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte; equal to `start` for block maps and lists, which begin with their first entry.
    pub end: u32,
}

/// A value of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub(crate) value: Value,
    pub(crate) mark: Mark,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Something that has been refused: whatever is wrong with it has been said.
    Refused,
    Null,
    Bool(bool),
    Number(serde_yaml::Number),
    Text(Box<str>),
    List(Vec<Node>),
    Map(Map),
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Something that has been refused; there is none in a loaded document.
    Refused,
    /// Nothing.
    Null,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// A map.
    Map,
}

impl Kind {
    /// With its article, as it stands in a sentence.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Refused => "something that is refused",
            Self::Null => "nothing",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Map => "a map",
        }
    }
}

impl Node {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match &self.value {
            Value::Refused => Kind::Refused,
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Number(_) => Kind::Number,
            Value::Text(_) => Kind::Text,
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Map,
        }
    }

    /// Where it starts.
    pub fn mark(&self) -> Mark {
        self.mark
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.value {
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The number, if it is one, whole or not.
    pub fn as_number(&self) -> Option<&serde_yaml::Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Keys and values of a map in the order of the document; none for anything else.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.map_entries()
            .iter()
            .map(|entry| (&*entry.key, &entry.value))
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Map(map) => map.get(key),
            _ => None,
        }
    }

    pub(crate) fn map_entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(map) => &map.entries,
            _ => &[],
        }
    }

    /// As a value that serde reads.
    pub(crate) fn to_value(&self) -> serde_yaml::Value {
        match &self.value {
            Value::Null | Value::Refused => serde_yaml::Value::Null,
            Value::Bool(value) => serde_yaml::Value::Bool(*value),
            Value::Number(number) => serde_yaml::Value::Number(number.clone()),
            Value::Text(text) => serde_yaml::Value::String(text.to_string()),
            Value::List(items) => {
                serde_yaml::Value::Sequence(items.iter().map(Node::to_value).collect())
            }
            Value::Map(map) => serde_yaml::Value::Mapping(
                map.entries
                    .iter()
                    .map(|entry| {
                        (
                            serde_yaml::Value::String(entry.key.to_string()),
                            entry.value.to_value(),
                        )
                    })
                    .collect(),
            ),
        }
    }
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: Box<str>,
    pub(crate) key_mark: Mark,
    pub(crate) value: Node,
}

/// A map in the order of the document.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Map {
    entries: Vec<Entry>,
    /// The entries sorted by key, for maps with more than a few: a hundred thousand properties are looked
    /// up one by one later. Sorting needs no hashing, so nobody can choose keys that make it slow.
    sorted: Vec<u32>,
}

/// Up to so many entries, looking through them is quicker than anything else.
const FEW: usize = 8;

impl Map {
    /// A map, and the pairs (first, again) of entries that have the same key. Of those only the first stays.
    pub(crate) fn new(mut entries: Vec<Entry>) -> (Self, Vec<(Mark, Entry)>) {
        let mut sorted = sort(&entries);
        let mut again = Vec::new();
        let mut keep = None;
        for &index in &sorted {
            let Some(entry) = entries.get(index as usize) else {
                continue;
            };
            match keep {
                Some((key, mark)) if key == &entry.key => again.push((index, mark)),
                _ => keep = Some((&entry.key, entry.key_mark)),
            }
        }
        let mut doubles = Vec::with_capacity(again.len());
        if !again.is_empty() {
            again.sort_unstable_by_key(|(index, _)| *index);
            let mut again = again.into_iter().peekable();
            let mut rest = Vec::with_capacity(entries.len());
            for (index, entry) in entries.into_iter().enumerate() {
                match again.next_if(|(double, _)| *double as usize == index) {
                    Some((_, first)) => doubles.push((first, entry)),
                    None => rest.push(entry),
                }
            }
            entries = rest;
            sorted = sort(&entries);
        }
        if entries.len() <= FEW {
            sorted = Vec::new();
        }
        (Self { entries, sorted }, doubles)
    }

    fn get(&self, key: &str) -> Option<&Entry> {
        if self.sorted.is_empty() {
            return self.entries.iter().find(|entry| &*entry.key == key);
        }
        let key_at = |index: &u32| self.entries.get(*index as usize).map(|entry| &*entry.key);
        let found = self
            .sorted
            .binary_search_by(|index| key_at(index).cmp(&Some(key)))
            .ok()?;
        self.entries.get(*self.sorted.get(found)? as usize)
    }
}

/// Stable, so that of equal keys the first in the document comes first.
fn sort(entries: &[Entry]) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..u32::try_from(entries.len()).unwrap_or(u32::MAX)).collect();
    sorted.sort_by(|a, b| {
        let key = |index: &u32| entries.get(*index as usize).map(|entry| &*entry.key);
        key(a).cmp(&key(b))
    });
    sorted
}
