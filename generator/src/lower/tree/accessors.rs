//! Accessors: resources with their methods and links come out of the tree, each name claimed once and for all ways.

use std::collections::{BTreeSet, HashMap};

use super::builder::{Builder, Position, main_stem, resource_kind, stem_of};
use super::node::{Node, append_segment};
use crate::model::{IdArgument, Link, Resource, Type};
use crate::names::ident::{joined, module_candidates, type_ident, value_ident};
use crate::names::reserved;
use crate::names::singular::singular;

impl Builder<'_, '_, '_> {
    /// Makes the resource of a node and of everything below it. `only` holds the operations that are allowed
    /// where the caller holds a name.
    pub(crate) fn place(
        &mut self,
        node: &Node,
        handle: String,
        position: &Position,
        only: Option<&BTreeSet<usize>>,
    ) {
        let by_name = only.is_some();
        let slot = self.resources.len();
        self.resources.push(Resource {
            kind: resource_kind(node, position, self.operations),
            path: node.path.clone(),
            handle: handle.clone(),
            by_name,
            module: position.module.clone(),
            depth: position.depth,
            operations: Vec::new(),
            links: Vec::new(),
            models: Vec::new(),
        });
        // The full handle comes first and decides; a handle by name repeats what it says.
        let full = self.handles.get(&(node.place.clone(), None));
        let scope = format!("method {}", full.unwrap_or(&handle));
        for ident in reserved::ACCESSORS {
            self.context.reserve(&scope, ident);
        }
        let operations = self.methods(node, &scope, position, only);
        let links = self.links(node, &scope, position, only);
        if let Some(resource) = self.resources.get_mut(slot) {
            resource.operations = operations;
            resource.links = links;
        }
    }

    /// Names the methods of the operations here.
    fn methods(
        &mut self,
        node: &Node,
        scope: &str,
        position: &Position,
        only: Option<&BTreeSet<usize>>,
    ) -> Vec<String> {
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
                .claim(scope, &format!("operation {id}"), &candidates);
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
        scope: &str,
        position: &Position,
        only: Option<&BTreeSet<usize>>,
    ) -> Vec<Link> {
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
                    .claim(scope, &format!("segment {}", child.segment), &candidates);
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
                    scope,
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
                    stem: joined(&position.stem, wire),
                    ..position.clone()
                };
                let below = Position {
                    depth: position.depth + 1,
                    ..below
                };
                self.item_links(item, "", scope, &candidates, &below, only, &mut links);
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
        let by_sid = Position {
            stem: stem.clone(),
            way: format!("{}/{{}}", position.way),
            ..position.clone()
        };
        let by_name = Position {
            stem,
            way: format!("{}/{{name}}", position.way),
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
        // What each operation says of its own use of it is no doc of the way to all of them.
        let mut said = ids.iter().filter(|(at, _)| own(at)).map(|(_, id)| &id.docs);
        let agreed = said.all(|docs| *docs == telling.docs);
        let ty = match (sids.len(), sids.first()) {
            (1, Some(marker)) => Type::Sid((*marker).to_owned()),
            // Several kinds of SID at one place: whatever the caller holds is text to us.
            _ => Type::Text,
        };
        let target = self.target(item, &by_sid, narrowed);
        links.push(Link {
            ident: ident.clone(),
            segment: segment.to_owned(),
            id: Some(IdArgument {
                ty: ty.clone(),
                docs: if agreed {
                    telling.docs.clone()
                } else {
                    Vec::new()
                },
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
            let target = self.target(item, &by_name, Some(&by_text));
            links.push(Link {
                ident: named,
                segment: segment.to_owned(),
                id: Some(IdArgument {
                    ident: String::from("name"),
                    wire: telling.wire.clone(),
                    ty: Type::Text,
                    docs: vec![String::from(
                        "By its name instead of its SID, with the operations that the document allows it for.",
                    )],
                }),
                handle: target,
                path: item.path.clone(),
            });
        }
    }

    /// The position of a static child.
    fn below(&mut self, position: &Position, child: &Node) -> Position {
        let mut module = position.module.clone();
        let scope = format!("module {}", module.join("/"));
        let within = position.module.last().map_or(self.version, String::as_str);
        let candidates = module_candidates(&child.segment, within);
        module.push(self.context.claim(&scope, &child.segment, &candidates));
        Position {
            module,
            stem: joined(&position.stem, &child.segment),
            way: append_segment(&position.way, &child.segment),
            depth: position.depth + 1,
        }
    }
}
