//! Handles: one for each place, a second one where it is reached by a name, each with a name of its own.

use std::collections::BTreeSet;

use super::accessors::{Builder, Position};
use super::node::Node;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::model::{Operation, ResourceKind, Verb};
use crate::names::ident::type_ident;

/// Most handles that are reached by a name: two ways at each of many parameters would be more than anybody reads.
const MOST_NAMED: usize = 500;

impl Builder<'_, '_, '_> {
    /// The handle of a node, made now if it was not yet.
    pub(crate) fn target(
        &mut self,
        node: &Node,
        position: &Position,
        only: Option<&BTreeSet<usize>>,
    ) -> String {
        let allowed = only.map(|only| {
            only.intersection(&node.below)
                .copied()
                .collect::<BTreeSet<usize>>()
        });
        let key = (node.place.clone(), allowed.clone());
        if let Some(handle) = self.handles.get(&key) {
            return handle.clone();
        }
        let full = match self.handles.get(&(node.place.clone(), None)) {
            Some(full) => full.clone(),
            None => self.handle_name(node, position),
        };
        let handle = match only {
            None => full,
            Some(_) if self.named == MOST_NAMED => {
                self.too_many_names(node);
                return full;
            }
            Some(_) => {
                self.named += 1;
                let candidates = [format!("Named{full}"), format!("Named{full}Resource")];
                self.context.claim_handle(&position.way, &candidates)
            }
        };
        self.handles.insert(key, handle.clone());
        self.place(node, handle.clone(), position, allowed.as_ref());
        handle
    }

    fn too_many_names(&mut self, node: &Node) {
        let first = node.below.first().and_then(|at| self.operations.get(*at));
        let path = first.map_or(node.path.as_str(), |operation| operation.path.as_str());
        let at = Pointer::root().join("paths").join(path);
        let problem = format!(
            "more than {MOST_NAMED} places can be reached both by a SID and by a name, in all combinations"
        );
        if self.context.unread.insert((String::new(), "named")) {
            self.context.error(
                Code::UnsupportedPath,
                &at,
                problem,
                "let all operations of a path agree on which of its parameters are SIDs",
            );
        }
    }

    /// Handles are named after what their operations speak of, else after the segments that lead to them.
    fn handle_name(&mut self, node: &Node, position: &Position) -> String {
        let suffix = match kind_of(node, position, self.operations) {
            ResourceKind::Collection => "Collection",
            _ => "Handle",
        };
        let mut candidates: Vec<String> = Vec::new();
        if let Some(stem) = main_stem(node, self.operations) {
            candidates.push(format!("{}{suffix}", type_ident(&stem)));
        }
        candidates.push(format!("{}{suffix}", position.stem));
        candidates.push(format!("{}Resource", position.stem));
        self.context.claim_handle(&node.place, &candidates)
    }
}

pub(crate) fn kind_of(node: &Node, position: &Position, operations: &[Operation]) -> ResourceKind {
    let mut here = node.operations.iter().filter_map(|at| operations.get(*at));
    if position.depth == 0 {
        ResourceKind::Root
    } else if node.is_item() {
        ResourceKind::Item
    } else if node.operations.is_empty() {
        ResourceKind::Namespace
    } else if node.item().is_some()
        || here.any(|operation| {
            operation.verb == Verb::List || operation.verb == Verb::Create && !node.instance
        })
    {
        ResourceKind::Collection
    } else {
        ResourceKind::Singleton
    }
}

/// What the operations of a place speak of: `Session` of `ListSession`.
pub(crate) fn main_stem(node: &Node, operations: &[Operation]) -> Option<String> {
    let order = if node.is_item() || node.instance {
        [
            Verb::Fetch,
            Verb::Update,
            Verb::Patch,
            Verb::Delete,
            Verb::Create,
            Verb::List,
        ]
    } else {
        [
            Verb::List,
            Verb::Create,
            Verb::Fetch,
            Verb::Update,
            Verb::Patch,
            Verb::Delete,
        ]
    };
    order.into_iter().find_map(|verb| {
        let mut here = node.operations.iter().filter_map(|at| operations.get(*at));
        here.find(|operation| operation.verb == verb).map(stem_of)
    })
}

pub(crate) fn stem_of(operation: &Operation) -> String {
    operation
        .id
        .strip_prefix(operation.verb.prefix())
        .unwrap_or(&operation.id)
        .to_owned()
}
