//! Handles: one for each place, a second one where it is reached by a name, each with a name of its own.

use std::collections::BTreeSet;

use super::builder::{Position, TreeBuilder, main_stem, resource_kind};
use super::node::Node;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::model::ResourceKind;
use crate::names::ident::type_stem;

/// Most handles that are reached by a name: two ways at each of many parameters would be more than anybody reads.
const MOST_NAMED: usize = 500;

impl TreeBuilder<'_, '_, '_> {
    /// The handle of a node, made now if it was not yet.
    pub(crate) fn target(
        &mut self,
        node: &Node,
        position: &Position,
        allowed: Option<&BTreeSet<usize>>,
    ) -> String {
        let allowed = allowed.map(|allowed| {
            allowed
                .intersection(&node.below)
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
        let handle = match &allowed {
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
        if self.context.once("", "handles by name") {
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
        let suffix = match resource_kind(node, position, self.operations) {
            ResourceKind::Collection => "Collection",
            _ => "Handle",
        };
        let mut candidates: Vec<String> = Vec::new();
        if let Some(stem) = main_stem(node, self.operations) {
            candidates.push(format!("{}{suffix}", type_stem(&stem)));
        }
        candidates.push(format!("{}{suffix}", position.stem));
        candidates.push(format!("{}Resource", position.stem));
        self.context.claim_handle(&node.place, &candidates)
    }
}
