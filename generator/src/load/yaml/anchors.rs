//! Anchors and aliases: an alias becomes a copy of the node that its anchor names, as JSON would have it written out.
//!
//! A few lines of YAML can ask for more copies than there is memory, so copies are counted before they are made. The
//! marks of a copy are those of the original: that is where its text can be corrected.

use std::collections::HashMap;
use std::fmt;

use super::node::{Extent, Node};
use crate::load::limits::{MAX_ANCHORS, MAX_COPIES};

/// The nodes that have an anchor, by the number that the parser gives it.
#[derive(Default)]
pub(super) struct Anchors {
    nodes: HashMap<usize, Anchored>,
    /// How many nodes were copied so far, those that are kept here among them.
    copies: usize,
}

/// A node that aliases can stand for.
struct Anchored {
    node: Node,
    extent: Extent,
}

/// Why an alias cannot be replaced by what it stands for, or an anchor not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnchorFault {
    /// The node is not complete: the alias stands within it.
    Open,
    /// There are too many anchors.
    TooManyAnchors,
    /// The copies together are too many nodes.
    TooManyCopies,
}

impl fmt::Display for AnchorFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("the alias stands within the value that it stands for"),
            Self::TooManyAnchors => {
                write!(f, "the document has more than {MAX_ANCHORS} YAML anchors")
            }
            Self::TooManyCopies => write!(
                f,
                "written out, the document's YAML aliases are more than {MAX_COPIES} keys and values"
            ),
        }
    }
}

impl Anchors {
    /// Keeps a node for the aliases that follow; number 0 means that it has no anchor.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node) -> Result<(), AnchorFault> {
        if anchor == 0 {
            return Ok(());
        }
        if self.nodes.len() >= MAX_ANCHORS {
            return Err(AnchorFault::TooManyAnchors);
        }
        let extent = node.extent();
        self.charge(extent.nodes)?;
        let node = node.clone();
        self.nodes.insert(anchor, Anchored { node, extent });
        Ok(())
    }

    /// A copy of what an alias stands for.
    pub(super) fn copy(&mut self, anchor: usize) -> Result<(Node, Extent), AnchorFault> {
        let nodes = self.nodes.get(&anchor).ok_or(AnchorFault::Open)?;
        let nodes = nodes.extent.nodes;
        self.charge(nodes)?;
        let anchored = self.nodes.get(&anchor).ok_or(AnchorFault::Open)?;
        Ok((anchored.node.clone(), anchored.extent))
    }

    fn charge(&mut self, nodes: usize) -> Result<(), AnchorFault> {
        self.copies = self.copies.saturating_add(nodes);
        if self.copies > MAX_COPIES {
            return Err(AnchorFault::TooManyCopies);
        }
        Ok(())
    }
}
