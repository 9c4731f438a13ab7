//! Modules: in which module each type is emitted, and whether requests or replies hold it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::context::LowerContext;
use crate::model::{Operation, Reply, Type};
use crate::names::ident::module_candidates;
use crate::names::scope::Scope;

/// The module of all types that no operation reaches.
const UNREACHED: &str = "schemas";

/// Which way a value travels.
#[derive(Clone, Copy)]
enum Direction {
    Reply,
    Request,
}

/// The index of a named type among the models or the enums.
#[derive(Clone, Copy)]
enum TypeIndex {
    Model(usize),
    Union(usize),
    Enum(usize),
}

impl LowerContext<'_> {
    /// Gives every type its module. A type is emitted beside the operation that reaches it first; what no operation
    /// reaches is part of the document all the same, and has modules of its own below `schemas`.
    pub(crate) fn place_types(&mut self, operations: &[Operation]) {
        let types = self.index_types();
        let mut modules: HashMap<String, Vec<String>> = HashMap::new();
        for operation in operations {
            let replies = match &operation.reply {
                Reply::Empty => None,
                Reply::One { ty, .. } => Some(ty),
                Reply::Page { item, .. } => Some(item),
            };
            let parameters = operation.parameters.iter();
            let requests = parameters
                .map(|parameter| &parameter.ty)
                .chain(&operation.body.ty);
            let mut reached = self.mark_usage(replies.into_iter(), Direction::Reply, &types);
            reached.extend(self.mark_usage(requests, Direction::Request, &types));
            for ident in reached {
                modules
                    .entry(ident)
                    .or_insert_with(|| operation.module.clone());
            }
        }
        self.place_unreached(&mut modules, &types);
        for model in &mut self.models {
            model.module = modules.remove(&model.name.ident).unwrap_or_default();
        }
        for union in &mut self.unions {
            union.module = modules.remove(&union.name.ident).unwrap_or_default();
        }
        for list in &mut self.enums {
            list.module = modules.remove(&list.name.ident).unwrap_or_default();
        }
    }

    fn index_types(&self) -> HashMap<String, TypeIndex> {
        let models = self.models.iter().enumerate();
        let models = models.map(|(at, model)| (model.name.ident.clone(), TypeIndex::Model(at)));
        let enums = self.enums.iter().enumerate();
        let enums = enums.map(|(at, list)| (list.name.ident.clone(), TypeIndex::Enum(at)));
        let unions = self.unions.iter().enumerate();
        let unions = unions.map(|(at, union)| (union.name.ident.clone(), TypeIndex::Union(at)));
        models.chain(unions).chain(enums).collect()
    }

    /// Marks the types that values hold, at any depth, as travelling in a direction. Returns the names of those that
    /// did not before.
    fn mark_usage<'t>(
        &mut self,
        values: impl Iterator<Item = &'t Type>,
        direction: Direction,
        types: &HashMap<String, TypeIndex>,
    ) -> Vec<String> {
        let mut reached = Vec::new();
        let mut open: Vec<String> = values.filter_map(type_name).collect();
        while let Some(ident) = open.pop() {
            let names = self.held_names(&ident, types);
            let usage = match types.get(&ident) {
                Some(TypeIndex::Model(at)) => {
                    self.models.get_mut(*at).map(|model| &mut model.usage)
                }
                Some(TypeIndex::Union(at)) => {
                    self.unions.get_mut(*at).map(|union| &mut union.usage)
                }
                Some(TypeIndex::Enum(at)) => self.enums.get_mut(*at).map(|list| &mut list.usage),
                None => None,
            };
            let Some(usage) = usage else {
                continue;
            };
            let mark = match direction {
                Direction::Reply => &mut usage.reply,
                Direction::Request => &mut usage.request,
            };
            if !std::mem::replace(mark, true) {
                open.extend(names);
                reached.push(ident);
            }
        }
        reached
    }

    /// Modules for what no operation reaches: a model's own, or that of the resource whose enum it is.
    fn place_unreached(
        &mut self,
        modules: &mut HashMap<String, Vec<String>>,
        types: &HashMap<String, TypeIndex>,
    ) {
        let models = self.models.iter().filter(|model| model.component);
        let models = models.map(|model| {
            let group = last_segment(&model.name.wire);
            (model.name.ident.clone(), group.to_owned())
        });
        let unions = self.unions.iter().filter(|union| union.component);
        let unions = unions.map(|union| {
            let group = last_segment(&union.name.wire);
            (union.name.ident.clone(), group.to_owned())
        });
        let enums = self.enums.iter().filter(|list| list.component);
        let enums = enums.map(|list| {
            let wire = &list.name.wire;
            let group = last_segment(wire.split("_enum_").next().unwrap_or(wire));
            (list.name.ident.clone(), group.to_owned())
        });
        let components: Vec<(String, String)> = models.chain(unions).chain(enums).collect();
        for (ident, group) in components {
            if modules.contains_key(&ident) {
                continue;
            }
            let candidates = module_candidates(&group, UNREACHED);
            let name = self.claim(Scope::Modules(UNREACHED), &group, &candidates);
            let module = vec![String::from(UNREACHED), name];
            let mut open = vec![ident];
            while let Some(ident) = open.pop() {
                if let Entry::Vacant(slot) = modules.entry(ident) {
                    open.extend(self.held_types(slot.key(), types));
                    slot.insert(module.clone());
                }
            }
        }
    }

    /// The types that are emitted beside a model because it holds them: models, and enums written in place.
    fn held_types(&self, ident: &str, types: &HashMap<String, TypeIndex>) -> Vec<String> {
        let idents = self.held_names(ident, types).into_iter();
        let has_its_own_module = |ident: &String| match types.get(ident) {
            Some(TypeIndex::Enum(at)) => self.enums.get(*at).is_some_and(|list| list.component),
            _ => false,
        };
        idents.filter(|ident| !has_its_own_module(ident)).collect()
    }

    /// The types that a model or a union holds.
    fn held_names(&self, ident: &str, types: &HashMap<String, TypeIndex>) -> Vec<String> {
        match types.get(ident) {
            Some(TypeIndex::Model(at)) => {
                let fields = self.models.get(*at).map(|model| model.fields.as_slice());
                let fields = fields.unwrap_or_default().iter();
                fields.filter_map(|field| type_name(&field.ty)).collect()
            }
            Some(TypeIndex::Union(at)) => {
                let variants = self.unions.get(*at).map(|union| union.variants.as_slice());
                let variants = variants.unwrap_or_default().iter();
                variants.map(|variant| variant.model.clone()).collect()
            }
            Some(TypeIndex::Enum(_)) | None => Vec::new(),
        }
    }
}

/// The name of the model or enum at the bottom of lists and maps.
fn type_name(ty: &Type) -> Option<String> {
    match ty.leaf() {
        Type::Model(ident) | Type::Boxed(ident) | Type::Union(ident) | Type::Enum(ident) => {
            Some(ident.clone())
        }
        _ => None,
    }
}

/// The last segment of a dotted name.
fn last_segment(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
