//! What walks the tree of nodes and makes resources of it: the state that accessors and handles share, and what both
//! need to know of a node.

use std::collections::{BTreeSet, HashMap};

use super::node::Node;
use crate::lower::context::LowerContext;
use crate::model::{Operation, Resource, ResourceKind, Verb};
use crate::names::ident::{type_ident, type_stem};
use crate::names::scope::Scope;

impl LowerContext<'_> {
    /// Builds the tree, and tells every operation its method, its suffix and its module.
    pub(crate) fn lower_tree(
        &mut self,
        operations: &mut [Operation],
        prefix: &str,
        version: &str,
    ) -> Vec<Resource> {
        let root = self.grow_tree(operations, prefix);
        let position = Position::root(prefix);
        let handle = self.claim_handle(
            prefix,
            &[
                type_ident(version),
                format!("{}Version", type_stem(version)),
            ],
        );
        TreeBuilder::new(self, operations, version).build(&root, handle, &position)
    }

    pub(crate) fn claim_handle(&mut self, place: &str, candidates: &[String]) -> String {
        self.claim(Scope::Types, &format!("handle {place}"), candidates)
    }
}

/// The tree while resources come out of it.
pub(crate) struct TreeBuilder<'c, 'd, 'o> {
    pub(crate) context: &'c mut LowerContext<'d>,
    pub(crate) operations: &'o mut [Operation],
    /// The module of the document, in which all others stand.
    pub(crate) version: &'o str,
    pub(crate) resources: Vec<Resource>,
    /// Path and what is allowed there (nothing said: everything) → handle, so that two ways lead to one type.
    pub(crate) handles: HashMap<(String, Option<BTreeSet<usize>>), String>,
    /// How many of them are reached by a name.
    pub(crate) named: usize,
}

/// Where a place stands while its resource is made.
#[derive(Clone)]
pub(crate) struct Position {
    pub(crate) module: Vec<String>,
    /// The static segments so far as one type name.
    pub(crate) stem: String,
    /// The path with `{}` where a SID was given and `{name}` where a name was.
    pub(crate) way: String,
    pub(crate) depth: usize,
}

impl Position {
    pub(crate) fn root(prefix: &str) -> Self {
        Self {
            module: Vec::new(),
            stem: String::new(),
            way: prefix.to_owned(),
            depth: 0,
        }
    }
}

impl<'c, 'd, 'o> TreeBuilder<'c, 'd, 'o> {
    pub(crate) fn new(
        context: &'c mut LowerContext<'d>,
        operations: &'o mut [Operation],
        version: &'o str,
    ) -> Self {
        Self {
            context,
            operations,
            version,
            resources: Vec::new(),
            handles: HashMap::new(),
            named: 0,
        }
    }

    /// The resources of a tree, the root first.
    pub(crate) fn build(
        mut self,
        root: &Node,
        handle: String,
        position: &Position,
    ) -> Vec<Resource> {
        self.handles
            .insert((root.place.clone(), None), handle.clone());
        self.place(root, handle, position, None);
        self.resources
    }
}

pub(crate) fn resource_kind(
    node: &Node,
    position: &Position,
    operations: &[Operation],
) -> ResourceKind {
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
