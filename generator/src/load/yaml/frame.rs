//! A list or map that is still being read.

use std::collections::HashSet;

use super::mark::Mark;
use super::node::{MapEntry, Node, Value};

/// A list or map that has begun and has not ended.
pub(super) enum Frame {
    List {
        mark: Mark,
        /// The number of its anchor; 0 if it has none.
        anchor: usize,
        items: Vec<Node>,
    },
    Map {
        mark: Mark,
        /// The number of its anchor; 0 if it has none.
        anchor: usize,
        entries: Vec<MapEntry>,
        key: PendingKey,
        /// What its merge key adds.
        merged: Option<Merged>,
        /// Whether the keys may be numbers, because they are status codes.
        numeric_keys: bool,
    },
}

impl Frame {
    /// The key whose value is being read.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Map {
                key: PendingKey::Read(key, _),
                ..
            } => Some(key),
            _ => None,
        }
    }

    /// How many bytes the frame adds to the pointer of what is read in it, escapes aside.
    pub(super) fn pointer_length(&self) -> usize {
        const INDEX: usize = 8;
        self.key().map_or(INDEX, |key| key.len() + 1)
    }

    pub(super) fn mark(&self) -> Mark {
        match self {
            Self::List { mark, .. } | Self::Map { mark, .. } => *mark,
        }
    }
}

/// How much of a map's next entry has been read.
pub(super) enum PendingKey {
    /// Nothing yet.
    Awaited,
    /// Its key.
    Read(Box<str>, Mark),
    /// The merge key: its value is one map, or a list of maps.
    Merge(Mark),
    /// A key that was refused; its value is read and dropped.
    Refused,
}

/// The entries that a merge key adds to its map.
pub(super) struct Merged {
    mark: Mark,
    /// How many entries stand before it.
    position: usize,
    entries: Vec<MapEntry>,
}

impl Merged {
    /// The entries of the maps that stand under a merge key; none if anything else stands there.
    pub(super) fn new(mark: Mark, position: usize, node: Node) -> Option<Self> {
        let maps = match node.value {
            Value::List(maps) => maps,
            _ => vec![node],
        };
        let mut entries = Vec::new();
        for map in maps {
            match map.value {
                Value::Map(map) => entries.extend(map.into_entries()),
                _ => return None,
            }
        }
        Some(Self {
            mark,
            position,
            entries,
        })
    }

    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    /// Adds the entries to those of the map, which have precedence; of two maps, the earlier one has.
    pub(super) fn merge_into(self, entries: &mut Vec<MapEntry>) {
        let mut keys: HashSet<&str> = entries.iter().map(|entry| &*entry.key).collect();
        let new: Vec<bool> = self
            .entries
            .iter()
            .map(|entry| keys.insert(&entry.key))
            .collect();
        let new = self.entries.iter().zip(new).filter(|(_, new)| *new);
        let new: Vec<MapEntry> = new.map(|(entry, _)| entry.clone()).collect();
        let position = self.position.min(entries.len());
        entries.splice(position..position, new);
    }
}
