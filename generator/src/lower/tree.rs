//! The tree of handles: the client mirrors the URL.
//!
//! A static segment is an accessor; a segment followed by `{…}` has a second accessor, in the singular,
//! that takes the parameter. Parameters are one thing by position, never by name.

use std::collections::{BTreeSet, HashMap};

use super::context::Context;
use super::names::{type_ident, value_ident};
use super::singular::singular;
use crate::diagnostic::Code;
use crate::model::{
    IdArgument, Link, Operation, ParameterPlace, Resource, ResourceKind, Type, Verb,
};
use crate::spec::{PathType, Pointer};

/// A place while the tree grows.
#[derive(Debug, Default)]
struct Node {
    /// `Sessions`, or `{}`.
    segment: String,
    path: String,
    children: Vec<Node>,
    /// Indices of the operations right here.
    operations: Vec<usize>,
    /// Indices of the operations here and below.
    below: BTreeSet<usize>,
    /// Whether `x-twilio.pathType` calls it an instance.
    instance: bool,
    /// For a parameter: what each operation through here says of it.
    ids: Vec<(usize, IdArgument)>,
}

impl Node {
    fn is_item(&self) -> bool {
        self.segment == "{}"
    }

    /// The parameter below, if there is one.
    fn item(&self) -> Option<&Node> {
        self.children.iter().find(|child| child.is_item())
    }

    /// Whether there is anything to do with the place itself, apart from taking a parameter.
    fn has_handle(&self) -> bool {
        !self.operations.is_empty()
            || self.is_item()
            || self.children.iter().any(|child| !child.is_item())
    }
}

/// The tree while resources come out of it.
struct Builder<'c, 'd, 'o> {
    context: &'c mut Context<'d>,
    operations: &'o mut [Operation],
    resources: Vec<Resource>,
    /// Path and what is allowed there (nothing said: everything) → handle, so that two ways lead to one type.
    handles: HashMap<(String, Option<BTreeSet<usize>>), String>,
}

/// Where a place stands while its resource is made.
#[derive(Clone)]
struct Position {
    module: Vec<String>,
    /// The static segments so far as one type name.
    stem: String,
    depth: usize,
}

impl Context<'_> {
    /// Builds the tree, and tells every operation its method, its suffix and its module.
    pub(crate) fn lower_tree(
        &mut self,
        operations: &mut [Operation],
        prefix: &str,
        version: &str,
    ) -> Vec<Resource> {
        let root = self.grow(operations, prefix);
        let module = Vec::new();
        let position = Position {
            module,
            stem: String::new(),
            depth: 0,
        };
        let handle = self.claim_handle(
            prefix,
            &[
                type_ident(version),
                format!("{}Version", type_ident(version)),
            ],
        );
        let mut builder = Builder {
            context: self,
            operations,
            resources: Vec::new(),
            handles: HashMap::new(),
        };
        builder.place(&root, handle, &position, None);
        builder.resources
    }

    fn claim_handle(&mut self, path: &str, candidates: &[String]) -> String {
        self.claim("type", &format!("handle {path}"), candidates)
    }

    fn grow(&mut self, operations: &mut [Operation], prefix: &str) -> Node {
        let mut root = Node {
            path: prefix.to_owned(),
            ..Node::default()
        };
        for (index, operation) in operations.iter_mut().enumerate() {
            let Some((segments, suffix)) = self.segments(&operation.path, prefix) else {
                continue;
            };
            let at = Pointer::root().join("paths").join(&operation.path);
            let instance = match self.document.path_extension(&at) {
                Ok(extension) => extension.path_type == Some(PathType::Instance),
                Err(problems) => {
                    self.problems.extend(problems);
                    false
                }
            };
            let mut node = &mut root;
            node.below.insert(index);
            let mut path = prefix.to_owned();
            for segment in &segments {
                path.push('/');
                path.push_str(segment);
                let inner = segment
                    .strip_prefix('{')
                    .and_then(|rest| rest.strip_suffix('}'));
                let key = if inner.is_some() {
                    "{}"
                } else {
                    segment.as_str()
                };
                let found = node.children.iter().position(|child| child.segment == key);
                let found = found.unwrap_or_else(|| {
                    let fresh = Node {
                        segment: key.to_owned(),
                        path: path.clone(),
                        ..Node::default()
                    };
                    node.children.push(fresh);
                    node.children.len() - 1
                });
                let Some(child) = node.children.get_mut(found) else {
                    break;
                };
                node = child;
                node.below.insert(index);
                let parameter = operation.parameters.iter().find(|known| {
                    known.place == ParameterPlace::Path && Some(known.name.wire.as_str()) == inner
                });
                if let (Some(wire), Some(parameter)) = (inner, parameter) {
                    let id = IdArgument {
                        ident: value_ident(wire),
                        wire: wire.to_owned(),
                        ty: parameter.ty.clone(),
                        docs: parameter.docs.clone(),
                    };
                    node.ids.push((index, id));
                }
            }
            if node.operations.is_empty() {
                // The node's own operations know best what the last parameter is called.
                node.path = path;
            }
            node.operations.push(index);
            node.instance |= instance;
            operation.suffix = suffix;
        }
        root
    }

    /// The segments of a path behind the prefix, and what ends the last one.
    fn segments(&mut self, path: &str, prefix: &str) -> Option<(Vec<String>, String)> {
        let rest = path.strip_prefix(prefix).unwrap_or(path);
        let (rest, suffix) = match rest.strip_suffix(".json") {
            Some(stem) => (stem, String::from(".json")),
            None => (rest, String::new()),
        };
        let segments: Vec<String> = rest
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned)
            .collect();
        for segment in &segments {
            let whole = segment.starts_with('{')
                && segment.ends_with('}')
                && segment.matches('{').count() == 1;
            if segment.contains(['{', '}']) && !whole {
                self.error(
                    Code::UnsupportedPath,
                    &Pointer::root().join("paths").join(path),
                    format!("the segment `{segment}` is neither fixed text nor one parameter"),
                    "a segment is fixed text or one `{Parameter}`; `.json` may end the last one",
                );
                return None;
            }
        }
        Some((segments, suffix))
    }
}

impl Builder<'_, '_, '_> {
    /// Makes the resource of a node and of everything below it. `only` holds the operations that are allowed
    /// where the caller holds a name.
    fn place(
        &mut self,
        node: &Node,
        handle: String,
        position: &Position,
        only: Option<&BTreeSet<usize>>,
    ) {
        let by_name = only.is_some();
        let slot = self.resources.len();
        self.resources.push(Resource {
            kind: kind_of(node, position, self.operations),
            path: node.path.clone(),
            handle: handle.clone(),
            by_name,
            module: position.module.clone(),
            depth: position.depth,
            operations: Vec::new(),
            links: Vec::new(),
            model: None,
        });
        let operations = self.methods(node, &handle, position, only);
        let links = self.links(node, &handle, position, only);
        if let Some(resource) = self.resources.get_mut(slot) {
            resource.operations = operations;
            resource.links = links;
        }
    }

    /// Names the methods of the operations here. The full handle decides; a handle by name repeats it.
    fn methods(
        &mut self,
        node: &Node,
        handle: &str,
        position: &Position,
        only: Option<&BTreeSet<usize>>,
    ) -> Vec<String> {
        let scope = format!("method {handle}");
        let stem = main_stem(node, self.operations);
        let mut ordered: Vec<usize> = node.operations.clone();
        ordered.retain(|at| only.is_none_or(|only| only.contains(at)));
        ordered.sort_by_key(|at| {
            let operation = self.operations.get(*at);
            operation.map(|operation| (operation.verb, Some(stem_of(operation)) != stem, *at))
        });
        let mut ids = Vec::with_capacity(ordered.len());
        for at in ordered {
            let Some(operation) = self.operations.get(at) else {
                continue;
            };
            let verb = operation.verb.method();
            let long = format!("{verb}_{}", value_ident(&stem_of(operation)));
            let (id, candidates) = (operation.id.clone(), [verb.to_owned(), long]);
            let method = self
                .context
                .claim(&scope, &format!("operation {id}"), &candidates);
            if let Some(operation) = self.operations.get_mut(at) {
                if only.is_none() {
                    operation.method_ident = method;
                    operation.module = position.module.clone();
                }
            }
            ids.push(id);
        }
        ids
    }

    /// The accessors of a handle: static segments first, so that an item never takes the name of a sibling.
    fn links(
        &mut self,
        node: &Node,
        handle: &str,
        position: &Position,
        only: Option<&BTreeSet<usize>>,
    ) -> Vec<Link> {
        let scope = format!("method {handle}");
        let reachable = |child: &Node| only.is_none_or(|only| !child.below.is_disjoint(only));
        let statics: Vec<&Node> = node
            .children
            .iter()
            .filter(|child| !child.is_item() && reachable(child))
            .collect();
        let mut names: HashMap<&str, String> = HashMap::new();
        for child in &statics {
            let ident = value_ident(&child.segment);
            let bare = ident.trim_end_matches('_');
            let candidates = [ident.clone(), format!("{bare}_resource")];
            let name =
                self.context
                    .claim(&scope, &format!("segment {}", child.segment), &candidates);
            names.insert(&child.segment, name);
        }
        let mut links = Vec::new();
        for child in statics {
            let below = self.below(position, child);
            let narrowed = only.filter(|only| !child.below.is_subset(only));
            let own = narrowed.is_none_or(|only| {
                child.operations.iter().any(|at| only.contains(at))
                    || child
                        .children
                        .iter()
                        .any(|inner| !inner.is_item() && !inner.below.is_disjoint(only))
            });
            if child.has_handle() && own {
                let target = self.target(child, &below, narrowed);
                links.push(Link {
                    ident: names
                        .get(child.segment.as_str())
                        .cloned()
                        .unwrap_or_default(),
                    segment: child.segment.clone(),
                    id: None,
                    handle: target,
                    path: child.path.clone(),
                });
            }
            if let Some(item) = child.item().filter(|item| reachable(item)) {
                let single = value_ident(&singular(&child.segment, &self.context.config.singulars));
                let plural = value_ident(&child.segment);
                let bare = plural.trim_end_matches('_');
                let candidates = [single, format!("{bare}_item")];
                self.item_links(
                    item,
                    &child.segment,
                    &scope,
                    &candidates,
                    &below,
                    only,
                    &mut links,
                );
            }
        }
        // A parameter right behind a parameter (or at the root) has no segment of its own.
        if node.is_item() || position.depth == 0 {
            if let Some(item) = node.item().filter(|item| reachable(item)) {
                let wire = item.ids.first().map_or("id", |(_, id)| id.wire.as_str());
                let ident = value_ident(
                    wire.strip_suffix("Sid")
                        .filter(|stem| !stem.is_empty())
                        .unwrap_or(wire),
                );
                let candidates = [ident.clone(), format!("{ident}_item")];
                let below = Position {
                    stem: format!("{}{}", position.stem, type_ident(wire)),
                    ..position.clone()
                };
                let below = Position {
                    depth: position.depth + 1,
                    ..below
                };
                self.item_links(item, "", &scope, &candidates, &below, only, &mut links);
            }
        }
        links
    }

    /// The accessor of an item, and the second one where a name does as well.
    #[expect(
        clippy::too_many_arguments,
        reason = "all of it is the place of one link"
    )]
    fn item_links(
        &mut self,
        item: &Node,
        segment: &str,
        scope: &str,
        candidates: &[String],
        position: &Position,
        only: Option<&BTreeSet<usize>>,
        links: &mut Vec<Link>,
    ) {
        let stem = match position.stem.strip_suffix(&type_ident(segment)) {
            Some(stem) if !segment.is_empty() => {
                format!(
                    "{stem}{}",
                    type_ident(&singular(segment, &self.context.config.singulars))
                )
            }
            _ => position.stem.clone(),
        };
        let position = Position {
            stem,
            ..position.clone()
        };
        let narrowed = only.filter(|only| !item.below.is_subset(only));
        let ids: Vec<&(usize, IdArgument)> = item
            .ids
            .iter()
            .filter(|(at, _)| only.is_none_or(|only| only.contains(at)))
            .collect();
        let Some((_, first)) = ids.first() else {
            return;
        };
        let by_text: BTreeSet<usize> = ids
            .iter()
            .filter(|(_, id)| !matches!(id.ty, Type::Sid(_)))
            .map(|(at, _)| *at)
            .collect();
        let sids: BTreeSet<&str> = ids
            .iter()
            .filter_map(|(_, id)| match &id.ty {
                Type::Sid(marker) => Some(marker.as_str()),
                _ => None,
            })
            .collect();
        let ident = self
            .context
            .claim(scope, &format!("item {segment}"), candidates);
        // What an operation on the item itself says of it is better than what one below says in passing.
        let own = |at: &usize| item.operations.contains(at);
        let with_sid = || ids.iter().filter(|(_, id)| matches!(id.ty, Type::Sid(_)));
        let telling = with_sid()
            .find(|(at, _)| own(at))
            .or_else(|| with_sid().next());
        let telling = telling
            .or_else(|| ids.iter().find(|(at, _)| own(at)))
            .map_or(first, |(_, id)| id);
        let ty = match (sids.len(), sids.first()) {
            (1, Some(marker)) => Type::Sid((*marker).to_owned()),
            // Several kinds of SID at one place: whatever the caller holds is text to us.
            _ => Type::Text,
        };
        let target = self.target(item, &position, narrowed);
        links.push(Link {
            ident: ident.clone(),
            segment: segment.to_owned(),
            id: Some(IdArgument {
                ty: ty.clone(),
                ..telling.clone()
            }),
            handle: target,
            path: item.path.clone(),
        });
        if matches!(ty, Type::Sid(_)) && !by_text.is_empty() {
            let named = format!("{}_named", ident.trim_end_matches('_'));
            let named = self.context.claim(
                scope,
                &format!("named {segment}"),
                &[named.clone(), format!("{named}_item")],
            );
            let docs = ids
                .iter()
                .find(|(at, _)| by_text.contains(at))
                .map(|(_, id)| id.docs.clone());
            let target = self.target(item, &position, Some(&by_text));
            links.push(Link {
                ident: named,
                segment: segment.to_owned(),
                id: Some(IdArgument {
                    ident: String::from("name"),
                    wire: telling.wire.clone(),
                    ty: Type::Text,
                    docs: docs.unwrap_or_default(),
                }),
                handle: target,
                path: item.path.clone(),
            });
        }
    }

    /// The handle of a node, made now if it was not yet.
    fn target(
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
        let key = (node.path.clone(), allowed.clone());
        if let Some(handle) = self.handles.get(&key) {
            return handle.clone();
        }
        let full = match self.handles.get(&(node.path.clone(), None)) {
            Some(full) => full.clone(),
            None => self.handle_name(node, position),
        };
        let handle = match only {
            None => full,
            Some(_) => {
                let candidates = [format!("Named{full}"), format!("Named{full}Resource")];
                let twins = self
                    .handles
                    .keys()
                    .filter(|(path, only)| *path == node.path && only.is_some())
                    .count();
                let ordinal = if twins == 0 {
                    String::new()
                } else {
                    format!(" {twins}")
                };
                self.context
                    .claim_handle(&format!("{} by name{ordinal}", node.path), &candidates)
            }
        };
        self.handles.insert(key, handle.clone());
        self.place(node, handle.clone(), position, allowed.as_ref());
        handle
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
        self.context.claim_handle(&node.path, &candidates)
    }

    /// The position of a static child.
    fn below(&mut self, position: &Position, child: &Node) -> Position {
        let mut module = position.module.clone();
        let scope = format!("module {}", module.join("/"));
        for reserved in [
            "model",
            "operations",
            "sids",
            "schemas",
            "con",
            "prn",
            "aux",
            "nul",
        ] {
            self.context.reserve(&scope, reserved);
        }
        let ident = value_ident(&child.segment);
        let candidates = [
            ident.clone(),
            format!("{}_resource", ident.trim_end_matches('_')),
        ];
        module.push(self.context.claim(&scope, &child.segment, &candidates));
        Position {
            module,
            stem: format!("{}{}", position.stem, type_ident(&child.segment)),
            depth: position.depth + 1,
        }
    }
}

fn kind_of(node: &Node, position: &Position, operations: &[Operation]) -> ResourceKind {
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
fn main_stem(node: &Node, operations: &[Operation]) -> Option<String> {
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

fn stem_of(operation: &Operation) -> String {
    operation
        .id
        .strip_prefix(operation.verb.prefix())
        .unwrap_or(&operation.id)
        .to_owned()
}
