//! What a parser has to remember: the lists and maps that have begun, and where they did.

use std::sync::Arc;

use granit_parser::Span;

use super::node::{Entry, Mark, Node};
use crate::diagnostic::Location;

/// A list or map that has begun.
pub(crate) enum Frame {
    List {
        mark: Mark,
        items: Vec<Node>,
    },
    Map {
        mark: Mark,
        entries: Vec<Entry>,
        key: Key,
        codes: bool,
    },
}

impl Frame {
    /// The key whose value is being read.
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Self::Map {
                key: Key::Read(key, _),
                ..
            } => Some(key),
            _ => None,
        }
    }

    /// What the pending key adds to a pointer, escapes aside.
    pub(crate) fn key_length(&self) -> usize {
        self.key().map_or(8, |key| key.len() + 1)
    }

    pub(crate) fn mark(&self) -> Mark {
        match self {
            Self::List { mark, .. } | Self::Map { mark, .. } => *mark,
        }
    }
}

/// What a map has read of its next entry.
pub(crate) enum Key {
    /// Nothing yet.
    Awaited,
    /// Its key.
    Read(Box<str>, Mark),
    /// A key that has been refused; its value is read and dropped.
    Refused,
}

/// A mark as a place.
pub(crate) fn location(file: &Arc<str>, mark: Mark) -> Location {
    Location::in_file(Arc::clone(file), mark.line as usize, mark.column as usize)
        .with_span(mark.start as usize..mark.end as usize)
}

/// What the parser says of a place.
pub(crate) fn mark(span: Span) -> Mark {
    // Documents are far smaller than 4 GB.
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let bytes = span.byte_range().unwrap_or_default();
    Mark {
        line: narrow(span.start.line()),
        column: narrow(span.start.col() + 1),
        start: narrow(bytes.start),
        end: narrow(bytes.end),
    }
}

/// A collection written in brackets is one opening bracket long until its end is known.
pub(crate) fn widen(mark: Mark, end: Mark) -> Mark {
    if mark.end > mark.start {
        Mark {
            end: end.end,
            ..mark
        }
    } else {
        mark
    }
}
