//! Going to a place in a tree by its pointer.

use super::pointer::Pointer;
use super::yaml::node::{Node, NodeKind};

impl Node {
    /// The node at a pointer from here.
    pub(super) fn at(&self, pointer: &Pointer) -> Option<&Node> {
        let mut node = self;
        for token in pointer.tokens() {
            node = match node.kind() {
                NodeKind::List => node.items().get(token.parse::<usize>().ok()?)?,
                _ => node.get(&token)?,
            };
        }
        Some(node)
    }

    pub(super) fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Node> {
        let mut node = self;
        for token in pointer.tokens() {
            node = match node.kind() {
                NodeKind::List => node.items_mut().get_mut(token.parse::<usize>().ok()?)?,
                _ => node.value_mut(&token)?,
            };
        }
        Some(node)
    }

    /// Takes the node at a pointer out of the map or list that it is in, if it is there.
    pub(super) fn remove_at(&mut self, pointer: &Pointer) {
        let (Some(parent), Some(token)) = (pointer.parent(), pointer.last()) else {
            return;
        };
        let Some(parent) = self.at_mut(&parent) else {
            return;
        };
        match parent.kind() {
            NodeKind::List => parent.remove_item(token.parse().ok()),
            _ => drop(parent.remove(&token)),
        }
    }
}
