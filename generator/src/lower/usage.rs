//! Usage: which types go out, which come in, and in which module each is emitted.

use std::collections::HashMap;

use super::context::Context;
use crate::model::{Operation, Reply, Type};
use crate::names::ident::module_candidates;
use crate::names::reserved;

impl Context<'_> {
    /// Follows every operation's types. A type is emitted beside the operation that reaches it first; what no
    /// operation reaches is part of the document all the same and has modules of its own below `schemas`.
    pub(crate) fn place_types(&mut self, operations: &[Operation]) {
        let mut places: HashMap<String, Vec<String>> = HashMap::new();
        let models: HashMap<String, usize> = self
            .models
            .iter()
            .enumerate()
            .map(|(at, model)| (model.name.ident.clone(), at))
            .collect();
        let enums: HashMap<String, usize> = self
            .enums
            .iter()
            .enumerate()
            .map(|(at, list)| (list.name.ident.clone(), at))
            .collect();
        for operation in operations {
            let mut outgoing: Vec<&Type> = operation
                .parameters
                .iter()
                .map(|parameter| &parameter.ty)
                .collect();
            outgoing.extend(&operation.body.ty);
            let incoming: Vec<&Type> = match &operation.reply {
                Reply::Empty => Vec::new(),
                Reply::One { ty, .. } => vec![ty],
                Reply::Page { item, .. } => vec![item],
            };
            for (types, request) in [(incoming, false), (outgoing, true)] {
                let mut open: Vec<Type> = types.into_iter().map(|ty| ty.leaf().clone()).collect();
                while let Some(ty) = open.pop() {
                    match &ty {
                        Type::Model(ident) | Type::Boxed(ident) => {
                            let Some(model) =
                                models.get(ident).and_then(|at| self.models.get_mut(*at))
                            else {
                                continue;
                            };
                            let usage = &mut model.usage;
                            let known = if request {
                                &mut usage.request
                            } else {
                                &mut usage.reply
                            };
                            if std::mem::replace(known, true) {
                                continue;
                            }
                            open.extend(
                                model
                                    .fields
                                    .iter()
                                    .rev()
                                    .map(|field| field.ty.leaf().clone()),
                            );
                        }
                        Type::Enum(ident) => {
                            let Some(list) =
                                enums.get(ident).and_then(|at| self.enums.get_mut(*at))
                            else {
                                continue;
                            };
                            if request {
                                list.usage.request = true;
                            } else {
                                list.usage.reply = true;
                            }
                        }
                        _ => continue,
                    }
                    if let Type::Model(ident) | Type::Boxed(ident) | Type::Enum(ident) = &ty {
                        places
                            .entry(ident.clone())
                            .or_insert_with(|| operation.module.clone());
                    }
                }
            }
        }
        self.place_rest(&mut places, &models, &enums);
        for model in &mut self.models {
            model.module = places.get(&model.name.ident).cloned().unwrap_or_default();
        }
        for list in &mut self.enums {
            list.module = places.get(&list.name.ident).cloned().unwrap_or_default();
        }
        self.name_model_setters();
    }

    /// A model that goes into a request has a method for each property, beside its constructor and the rest.
    fn name_model_setters(&mut self) {
        let mut models = std::mem::take(&mut self.models);
        for model in models.iter_mut().filter(|model| model.usage.request) {
            let scope = format!("with {}", model.name.ident);
            for ident in reserved::MODEL_FUNCTIONS.iter().chain(&reserved::METHODS) {
                self.reserve(&scope, ident);
            }
            for field in &mut model.fields {
                let plain = &field.name.ident;
                let bare = plain.trim_end_matches('_');
                let candidates = [
                    plain.clone(),
                    format!("with_{bare}"),
                    format!("{bare}_property"),
                ];
                field.setter = self.claim(&scope, &field.name.wire, &candidates);
            }
        }
        self.models = models;
    }

    /// Modules for what no operation reaches: a model's own, or that of the resource whose enum it is.
    fn place_rest(
        &mut self,
        places: &mut HashMap<String, Vec<String>>,
        models: &HashMap<String, usize>,
        enums: &HashMap<String, usize>,
    ) {
        let mut roots: Vec<(String, String)> = Vec::new();
        for model in self.models.iter().filter(|model| model.component) {
            let group = model
                .name
                .wire
                .rsplit('.')
                .next()
                .unwrap_or(&model.name.wire);
            roots.push((model.name.ident.clone(), group.to_owned()));
        }
        for list in self.enums.iter().filter(|list| list.component) {
            let group = list
                .name
                .wire
                .split("_enum_")
                .next()
                .unwrap_or(&list.name.wire);
            roots.push((
                list.name.ident.clone(),
                group.rsplit('.').next().unwrap_or(group).to_owned(),
            ));
        }
        for (ident, group) in roots {
            if places.contains_key(&ident) {
                continue;
            }
            let module = vec![
                String::from("schemas"),
                self.claim(
                    "module schemas",
                    &group,
                    &module_candidates(&group, "schemas"),
                ),
            ];
            let mut open = vec![ident];
            while let Some(next) = open.pop() {
                if places.contains_key(&next) {
                    continue;
                }
                places.insert(next.clone(), module.clone());
                if let Some(model) = models.get(&next).and_then(|at| self.models.get(*at)) {
                    open.extend(model.fields.iter().filter_map(|field| {
                        match field.ty.leaf() {
                            Type::Model(ident) | Type::Boxed(ident) => Some(ident.clone()),
                            Type::Enum(ident)
                                if !enums
                                    .get(ident)
                                    .and_then(|at| self.enums.get(*at))
                                    .is_some_and(|list| list.component) =>
                            {
                                Some(ident.clone())
                            }
                            _ => None,
                        }
                    }));
                }
            }
        }
    }
}
