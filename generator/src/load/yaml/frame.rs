//! A list or map that is still being read.

use super::mark::Mark;
use super::node::{MapEntry, Node};

/// A list or map that has begun and has not ended.
pub(super) enum Frame {
    List {
        mark: Mark,
        items: Vec<Node>,
    },
    Map {
        mark: Mark,
        entries: Vec<MapEntry>,
        key: PendingKey,
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
    /// A key that was refused; its value is read and dropped.
    Refused,
}
