//! Merging a value into a node, by the rules of overlays: maps are merged key by key, lists are joined, and any other
//! value takes the place of the one before.

use crate::load::yaml::mark::Mark;
use crate::load::yaml::node::{Node, NodeKind};

/// Two values that cannot be merged.
pub(super) struct Incompatible {
    /// Where the one stands that is to be merged.
    pub(super) mark: Mark,
    pub(super) here: NodeKind,
    pub(super) there: NodeKind,
}

/// Merges a value into the node that an action is for; whether it changes. To a list it is added as an item.
pub(super) fn merge(node: &mut Node, addition: &Node) -> Result<bool, Incompatible> {
    if node.kind() == NodeKind::List {
        node.push_item(addition.clone());
        return Ok(true);
    }
    merge_value(node, addition)
}

fn merge_value(node: &mut Node, addition: &Node) -> Result<bool, Incompatible> {
    match (node.kind(), addition.kind()) {
        (NodeKind::Map, NodeKind::Map) => {
            let mut changed = false;
            for entry in addition.map_entries() {
                match node.value_mut(&entry.key) {
                    Some(value) => changed |= merge_value(value, &entry.value)?,
                    None => {
                        node.insert(&entry.key, entry.value.clone(), entry.key_mark);
                        changed = true;
                    }
                }
            }
            Ok(changed)
        }
        (NodeKind::List, NodeKind::List) => {
            for item in addition.items() {
                node.push_item(item.clone());
            }
            Ok(!addition.items().is_empty())
        }
        (NodeKind::Map | NodeKind::List, _) | (_, NodeKind::Map | NodeKind::List) => {
            Err(Incompatible {
                mark: addition.mark,
                here: addition.kind(),
                there: node.kind(),
            })
        }
        _ => {
            let changed = node.value != addition.value;
            if changed {
                *node = addition.clone();
            }
            Ok(changed)
        }
    }
}
