//! The path from the root of a tree to the node that is being looked at.
//!
//! A pointer for each node would cost more than the look at it, so one is made only where it is shown.

use super::pointer::{Pointer, push_token};
use super::yaml::mark::Mark;

/// The segments that lead from the root to a node.
#[derive(Default)]
pub(super) struct NodePath<'a> {
    segments: Vec<PathSegment<'a>>,
}

/// One step down in a tree.
#[derive(Clone, Copy)]
pub(super) enum PathSegment<'a> {
    /// Into the value of a key, which stands at the mark.
    Key(&'a str, Mark),
    /// Into an item of a list, which starts at the mark.
    Index(usize, Mark),
}

impl<'a> NodePath<'a> {
    pub(super) fn push(&mut self, segment: PathSegment<'a>) {
        self.segments.push(segment);
    }

    pub(super) fn pop(&mut self) {
        self.segments.pop();
    }

    /// The last segment; none at the root.
    pub(super) fn last(&self) -> Option<PathSegment<'a>> {
        self.segments.last().copied()
    }

    pub(super) fn to_pointer(&self) -> Pointer {
        let mut text = String::new();
        for segment in &self.segments {
            match segment {
                PathSegment::Key(key, _) => push_token(&mut text, key),
                PathSegment::Index(index, _) => push_token(&mut text, &index.to_string()),
            }
        }
        text.into()
    }
}

impl PathSegment<'_> {
    pub(super) fn mark(self) -> Mark {
        match self {
            Self::Key(_, mark) | Self::Index(_, mark) => mark,
        }
    }
}
