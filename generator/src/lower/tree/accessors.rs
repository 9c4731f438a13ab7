//! Accessors: resources with their methods and links come out of the tree, each name claimed once and for all ways.

use std::collections::BTreeSet;

use super::builder::{Position, TreeBuilder, main_stem, resource_kind, stem_of};
use super::node::{Node, append_segment};
use crate::model::{IdArgument, Link, Resource, Type};
use crate::names::ident::{compound_type_name, module_candidates, type_stem, value_ident};
use crate::names::reserved;
use crate::names::scope::Scope;
use crate::names::singular::singular;

/// The handle whose resource is being made.
struct Owner<'a> {
    scope: Scope<'a>,
    position: &'a Position,
    /// The operations that are allowed here; all of them unless the caller holds a name.
    allowed: Option<&'a BTreeSet<usize>>,
}

impl<'a> Owner<'a> {
    /// Whether something that is allowed lies at a node or below it.
    fn reaches(&self, node: &Node) -> bool {
        let allowed = self.allowed;
        allowed.is_none_or(|allowed| !node.below.is_disjoint(allowed))
    }

    /// What is allowed, where that is less than all there is at a node and below it.
    fn narrowed(&self, node: &Node) -> Option<&'a BTreeSet<usize>> {
        let allowed = self.allowed;
        allowed.filter(|allowed| !node.below.is_subset(allowed))
    }
}

/// An item as its owner leads to it.
struct Item<'a> {
    node: &'a Node,
    /// The segment before the parameter; empty where there is none.
    segment: &'a str,
    /// The names of its accessor, the best first.
    candidates: [String; 2],
    /// Where its handle stands, but for the mark of the parameter in `way`.
    position: Position,
}

impl TreeBuilder<'_, '_, '_> {
    /// Makes the resource of a node and of everything below it. `allowed` holds the operations that are allowed where
    /// the caller holds a name.
    pub(crate) fn place(
        &mut self,
        node: &Node,
        handle: String,
        position: &Position,
        allowed: Option<&BTreeSet<usize>>,
    ) {
        let slot = self.resources.len();
        self.resources.push(Resource {
            kind: resource_kind(node, position, self.operations),
            path: node.path.clone(),
            handle: handle.clone(),
            by_name: allowed.is_some(),
            module: position.module.clone(),
            depth: position.depth,
            operations: Vec::new(),
            links: Vec::new(),
            models: Vec::new(),
        });
        // The full handle comes first and decides; a handle by name repeats what it says.
        let full = self.handles.get(&(node.place.clone(), None));
        let full = full.cloned().unwrap_or(handle);
        let owner = Owner {
            scope: Scope::Methods(&full),
            position,
            allowed,
        };
        for ident in reserved::ACCESSORS {
            self.context.reserve(owner.scope, ident);
        }
        let operations = self.methods(node, &owner);
        let links = self.links(node, &owner);
        if let Some(resource) = self.resources.get_mut(slot) {
            resource.operations = operations;
            resource.links = links;
        }
    }

    /// Names the methods of the operations here.
    fn methods(&mut self, node: &Node, owner: &Owner<'_>) -> Vec<String> {
        let stem = main_stem(node, self.operations);
        let mut ordered: Vec<usize> = node.operations.clone();
        ordered.retain(|at| owner.allowed.is_none_or(|allowed| allowed.contains(at)));
        ordered.sort_by_key(|at| {
            let operation = self.operations.get(*at);
            operation.map(|operation| (operation.verb, Some(stem_of(operation)) != stem, *at))
        });
        let mut ids = Vec::with_capacity(ordered.len());
        for at in ordered {
            let Some(operation) = self.operations.get_mut(at) else {
                continue;
            };
            let verb = operation.verb.method();
            let long = format!("{verb}_{}", value_ident(&stem_of(operation)));
            let place = format!("operation {}", operation.id);
            let candidates = [verb.to_owned(), long];
            let method = self.context.claim(owner.scope, &place, &candidates);
            if owner.allowed.is_none() {
                operation.method_ident = method;
                operation.module = owner.position.module.clone();
            }
            ids.push(operation.id.clone());
        }
        ids
    }

    /// The accessors of a handle. Names of static segments are claimed first, so that an item never takes the name of
    /// a sibling.
    fn links(&mut self, node: &Node, owner: &Owner<'_>) -> Vec<Link> {
        let children = node.children.iter();
        let mut statics: Vec<(&Node, String)> = Vec::new();
        for child in children.filter(|child| !child.is_item() && owner.reaches(child)) {
            let ident = value_ident(&child.segment);
            let long = format!("{}_resource", ident.trim_end_matches('_'));
            let place = format!("segment {}", child.segment);
            let name = self.context.claim(owner.scope, &place, &[ident, long]);
            statics.push((child, name));
        }
        let mut links = Vec::new();
        for (child, ident) in statics {
            let position = self.child_position(owner.position, child);
            links.extend(self.segment_link(child, ident, owner, &position));
            if let Some(item) = child.item() {
                let item = self.item_of_collection(child, item, position);
                links.extend(self.item_links(&item, owner));
            }
        }
        // A parameter right behind a parameter (or at the root) has no segment of its own.
        if (node.is_item() || owner.position.depth == 0)
            && let Some(item) = node.item()
        {
            let item = item_without_segment(item, owner.position);
            links.extend(self.item_links(&item, owner));
        }
        links
    }

    /// The accessor of a static segment, if there is anything to do with it but to take a parameter.
    fn segment_link(
        &mut self,
        node: &Node,
        ident: String,
        owner: &Owner<'_>,
        position: &Position,
    ) -> Option<Link> {
        let narrowed = owner.narrowed(node);
        let has_own = narrowed.is_none_or(|allowed| {
            let mut statics = node.children.iter().filter(|child| !child.is_item());
            node.operations.iter().any(|at| allowed.contains(at))
                || statics.any(|child| !child.below.is_disjoint(allowed))
        });
        (node.has_handle() && has_own).then(|| Link {
            ident,
            segment: node.segment.clone(),
            id: None,
            handle: self.target(node, position, narrowed),
            path: node.path.clone(),
        })
    }

    /// The item of a collection: `session` for the parameter behind `Sessions`.
    fn item_of_collection<'n>(
        &self,
        collection: &'n Node,
        node: &'n Node,
        position: Position,
    ) -> Item<'n> {
        let segment = &collection.segment;
        let single = singular(segment, &self.context.config.singulars);
        let plural = value_ident(segment);
        let stem = match position.stem.strip_suffix(&type_stem(segment)) {
            Some(stem) => format!("{stem}{}", type_stem(&single)),
            None => position.stem.clone(),
        };
        Item {
            node,
            segment,
            candidates: [
                value_ident(&single),
                format!("{}_item", plural.trim_end_matches('_')),
            ],
            position: Position { stem, ..position },
        }
    }

    /// The accessor of an item, and a second one where a name does as well.
    fn item_links(&mut self, item: &Item<'_>, owner: &Owner<'_>) -> Vec<Link> {
        let node = item.node;
        let allowed = |at: &usize| owner.allowed.is_none_or(|allowed| allowed.contains(at));
        let ids: Vec<&(usize, IdArgument)> =
            node.ids.iter().filter(|(at, _)| allowed(at)).collect();
        let Some(argument) = sid_argument(node, &ids) else {
            return Vec::new();
        };
        let place = format!("item {}", item.segment);
        let ident = self.context.claim(owner.scope, &place, &item.candidates);
        let mut links = vec![Link {
            handle: self.target(node, &item.reached_by("{}"), owner.narrowed(node)),
            ident: ident.clone(),
            segment: item.segment.to_owned(),
            id: Some(argument.clone()),
            path: node.path.clone(),
        }];
        let by_text: BTreeSet<usize> = ids
            .iter()
            .filter(|(_, id)| !matches!(id.ty, Type::Sid(_)))
            .map(|(at, _)| *at)
            .collect();
        if matches!(argument.ty, Type::Sid(_)) && !by_text.is_empty() {
            let plain = format!("{}_named", ident.trim_end_matches('_'));
            let place = format!("named {}", item.segment);
            let candidates = [plain.clone(), format!("{plain}_item")];
            links.push(Link {
                ident: self.context.claim(owner.scope, &place, &candidates),
                segment: item.segment.to_owned(),
                id: Some(name_argument(argument.wire)),
                handle: self.target(node, &item.reached_by("{name}"), Some(&by_text)),
                path: node.path.clone(),
            });
        }
        links
    }

    /// The position of a static child.
    fn child_position(&mut self, position: &Position, child: &Node) -> Position {
        let mut module = position.module.clone();
        let path = module.join("/");
        let within = position.module.last().map_or(self.version, String::as_str);
        let candidates = module_candidates(&child.segment, within);
        let scope = Scope::Modules(&path);
        module.push(self.context.claim(scope, &child.segment, &candidates));
        Position {
            module,
            stem: compound_type_name(&position.stem, &child.segment),
            way: append_segment(&position.way, &child.segment),
            depth: position.depth + 1,
        }
    }
}

impl Item<'_> {
    /// The position of the item's handle where it is reached by what `mark` stands for.
    fn reached_by(&self, mark: &str) -> Position {
        Position {
            way: format!("{}/{mark}", self.position.way),
            ..self.position.clone()
        }
    }
}

/// An item with no segment before its parameter: it is named after the parameter.
fn item_without_segment<'n>(node: &'n Node, position: &Position) -> Item<'n> {
    let wire = node.ids.first().map_or("id", |(_, id)| id.wire.as_str());
    let stem = wire.strip_suffix("Sid").filter(|stem| !stem.is_empty());
    let ident = value_ident(stem.unwrap_or(wire));
    let long = format!("{}_item", ident.trim_end_matches('_'));
    Item {
        node,
        segment: "",
        candidates: [ident, long],
        position: Position {
            stem: compound_type_name(&position.stem, wire),
            depth: position.depth + 1,
            ..position.clone()
        },
    }
}

/// The argument of an item's accessor, from what each operation says of it: a SID if one kind is meant wherever a SID
/// is. `None` if no operation says anything.
fn sid_argument(node: &Node, ids: &[&(usize, IdArgument)]) -> Option<IdArgument> {
    let is_sid = |id: &IdArgument| matches!(id.ty, Type::Sid(_));
    // What an operation on the item itself says of it is better than what one below says in passing.
    let is_own = |at: &usize| node.operations.contains(at);
    let rank = |(at, id): &(usize, IdArgument)| (!is_sid(id), !is_own(at));
    // Of several that are as good, the first.
    let (_, chosen) = ids.iter().min_by_key(|id| rank(id))?;
    // What each operation says of its own use of it does not describe the way to all of them.
    let mut own = ids.iter().filter(|(at, _)| is_own(at));
    let agree = own.all(|(_, id)| id.docs == chosen.docs);
    let kinds: BTreeSet<&str> = ids
        .iter()
        .filter_map(|(_, id)| match &id.ty {
            Type::Sid(kind) => Some(kind.as_str()),
            _ => None,
        })
        .collect();
    let ty = match (kinds.len(), kinds.first()) {
        (1, Some(kind)) => Type::Sid((*kind).to_owned()),
        // Several kinds of SID at one place: whatever the caller holds is text to us.
        _ => Type::Text,
    };
    Some(IdArgument {
        ty,
        docs: if agree {
            chosen.docs.clone()
        } else {
            Vec::new()
        },
        ..chosen.clone()
    })
}

/// The argument of the accessor that takes a name instead of a SID.
fn name_argument(wire: String) -> IdArgument {
    IdArgument {
        ident: String::from("name"),
        wire,
        ty: Type::Text,
        docs: vec![String::from(
            "By its name instead of its SID, with the operations that the document allows it for.",
        )],
    }
}
