//! The marked tree: a document as it is written, each node with its mark.
//!
//! It knows the values of YAML and nothing of OpenAPI.

use super::mark::Mark;

/// A value of a document, with everything in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub(crate) value: Value,
    pub(crate) mark: Mark,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Something that was refused, and reported then.
    Refused,
    Null,
    Bool(bool),
    Number(serde_yaml::Number),
    Text(Box<str>),
    List(Vec<Node>),
    Map(Map),
}

/// The type of a node's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// Something that was refused. A loaded document has none.
    Refused,
    /// `null`, or a key without a value.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number, whole or not.
    Number,
    /// A string.
    Text,
    /// A sequence of values.
    List,
    /// Keys with their values.
    Map,
}

impl NodeKind {
    /// The kind as it reads in a sentence, with its article.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Refused => "something that was refused",
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
    /// The type of its value.
    pub fn kind(&self) -> NodeKind {
        match &self.value {
            Value::Refused => NodeKind::Refused,
            Value::Null => NodeKind::Null,
            Value::Bool(_) => NodeKind::Bool,
            Value::Number(_) => NodeKind::Number,
            Value::Text(_) => NodeKind::Text,
            Value::List(_) => NodeKind::List,
            Value::Map(_) => NodeKind::Map,
        }
    }

    /// Where it stands.
    pub fn mark(&self) -> Mark {
        self.mark
    }

    /// The text, if the node is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if the node is one.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if the node is one and it is whole.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.value {
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The number, if the node is one, whole or not.
    pub fn as_number(&self) -> Option<&serde_yaml::Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The items of a list; empty for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The keys and values of a map in the order of the document; empty for anything else.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.map_entries()
            .iter()
            .map(|entry| (&*entry.key, &entry.value))
    }

    /// The value of a key, if the node is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&MapEntry> {
        match &self.value {
            Value::Map(map) => map.get(key),
            _ => None,
        }
    }

    pub(crate) fn map_entries(&self) -> &[MapEntry] {
        match &self.value {
            Value::Map(map) => &map.entries,
            _ => &[],
        }
    }

    /// How far the node reaches. The limit on nesting bounds the recursion.
    pub(crate) fn extent(&self) -> Extent {
        const INDEX: usize = 8;
        let mut extent = Extent::default();
        let mut add = |inner: Extent, token: usize| {
            extent.nodes += inner.nodes;
            extent.depth = extent.depth.max(inner.depth);
            extent.pointer = extent.pointer.max(inner.pointer + token);
        };
        for item in self.items() {
            add(item.extent(), INDEX);
        }
        for (key, value) in self.entries() {
            add(value.extent(), key.len() + 1);
        }
        extent.nodes += 1;
        extent.depth += usize::from(matches!(self.kind(), NodeKind::List | NodeKind::Map));
        extent
    }

    /// The node as JSON.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self.to_value()).unwrap_or_default()
    }

    /// The node as a value that serde can read.
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

/// How far a node reaches.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extent {
    /// How many nodes it consists of.
    pub(crate) nodes: usize,
    /// How many lists and maps are open at its deepest.
    pub(crate) depth: usize,
    /// The length of the longest pointer into it, escapes aside.
    pub(crate) pointer: usize,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MapEntry {
    pub(crate) key: Box<str>,
    pub(crate) key_mark: Mark,
    pub(crate) value: Node,
}

/// A map in the order of the document.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Map {
    pub(super) entries: Vec<MapEntry>,
    /// The indices of the entries sorted by key, for maps with more than a few: a map may hold a hundred thousand
    /// properties, which are looked up one by one. Unlike a hash, a sort cannot be made slow by a choice of keys.
    sorted: Vec<u32>,
}

/// An entry whose key the map has already.
pub(super) struct DuplicateEntry {
    /// Where the key stands first.
    pub(super) first: Mark,
    pub(super) entry: MapEntry,
}

/// With this many entries or fewer, a scan is faster than a lookup.
const FEW: usize = 8;

impl Map {
    /// A map of the first entry with each key, and the others in the order of the document.
    pub(super) fn new(entries: Vec<MapEntry>) -> (Self, Vec<DuplicateEntry>) {
        let sorted = sort_by_key(&entries);
        let repeats = find_repeats(&entries, &sorted);
        if repeats.is_empty() {
            return (Self::from_unique(entries, sorted), Vec::new());
        }
        let mut repeats = repeats.into_iter().peekable();
        let mut unique = Vec::with_capacity(entries.len());
        let mut duplicates = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            match repeats.next_if(|(repeat, _)| *repeat as usize == index) {
                Some((_, first)) => duplicates.push(DuplicateEntry { first, entry }),
                None => unique.push(entry),
            }
        }
        let sorted = sort_by_key(&unique);
        (Self::from_unique(unique, sorted), duplicates)
    }

    fn from_unique(entries: Vec<MapEntry>, sorted: Vec<u32>) -> Self {
        let sorted = if entries.len() > FEW {
            sorted
        } else {
            Vec::new()
        };
        Self { entries, sorted }
    }

    pub(super) fn into_entries(self) -> Vec<MapEntry> {
        self.entries
    }

    pub(super) fn push(&mut self, entry: MapEntry) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.push(entry);
        let sorted = sort_by_key(&entries);
        *self = Self::from_unique(entries, sorted);
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<MapEntry> {
        let index = self.index(key)?;
        let mut entries = std::mem::take(&mut self.entries);
        let entry = entries.remove(index);
        let sorted = sort_by_key(&entries);
        *self = Self::from_unique(entries, sorted);
        Some(entry)
    }

    fn get(&self, key: &str) -> Option<&MapEntry> {
        self.entries.get(self.index(key)?)
    }

    pub(super) fn index(&self, key: &str) -> Option<usize> {
        if self.sorted.is_empty() {
            return self.entries.iter().position(|entry| &*entry.key == key);
        }
        let key_of = |index: &u32| self.entries.get(*index as usize).map(|entry| &*entry.key);
        let position = self
            .sorted
            .binary_search_by(|index| key_of(index).cmp(&Some(key)))
            .ok()?;
        self.sorted.get(position).map(|index| *index as usize)
    }
}

/// The indices of entries sorted by key. The sort is stable, so of equal keys the first in the document comes first.
fn sort_by_key(entries: &[MapEntry]) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..u32::try_from(entries.len()).unwrap_or(u32::MAX)).collect();
    sorted.sort_by(|a, b| {
        let key = |index: &u32| entries.get(*index as usize).map(|entry| &*entry.key);
        key(a).cmp(&key(b))
    });
    sorted
}

/// The indices of the entries whose key an earlier entry has, in their order, with the mark of that earlier key.
fn find_repeats(entries: &[MapEntry], sorted: &[u32]) -> Vec<(u32, Mark)> {
    let mut repeats = Vec::new();
    let mut first: Option<&MapEntry> = None;
    for &index in sorted {
        let Some(entry) = entries.get(index as usize) else {
            continue;
        };
        match first {
            Some(first) if first.key == entry.key => repeats.push((index, first.key_mark)),
            _ => first = Some(entry),
        }
    }
    repeats.sort_unstable_by_key(|(index, _)| *index);
    repeats
}
