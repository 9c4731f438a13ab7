//! Identities and ways home: which property identifies a model, and how a model finds its own handle.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::diagnostic::Code;
use crate::load::{PathType, Pointer};
use crate::lower::context::LowerContext;
use crate::model::{
    Identity, Model, Operation, PropertyRole, Reply, Resource, ResourceKind, SelfLink, Type, Verb,
};
use crate::names::ident::value_ident;
use crate::names::scope::Scope;

/// The property that identifies a resource.
const SID: &str = "sid";

impl LowerContext<'_> {
    /// Marks the `sid` of every model that an instance path answers with: the one property that is always there.
    pub(crate) fn mark_identities(&mut self, operations: &[Operation]) {
        let index: HashMap<String, usize> = self
            .models
            .iter()
            .enumerate()
            .map(|(at, model)| (model.name.ident.clone(), at))
            .collect();
        for operation in operations {
            let Reply::One {
                ty: Type::Model(ident),
                ..
            } = &operation.reply
            else {
                continue;
            };
            let at = Pointer::root().join("paths").join(&operation.path);
            let instance = match self.document.path_extension(&at).path_type {
                Some(path_type) => path_type == PathType::Instance,
                None => operation.path.trim_end_matches(".json").ends_with('}'),
            };
            if !instance {
                continue;
            }
            let Some(model) = index.get(ident).and_then(|at| self.models.get_mut(*at)) else {
                continue;
            };
            let Some(field) = model.fields.iter_mut().find(|field| field.name.wire == SID) else {
                continue;
            };
            if matches!(field.ty, Type::Sid(_) | Type::Text) {
                field.role = PropertyRole::Identity;
                model.identity = Some(Identity {
                    ident: field.name.ident.clone(),
                    wire: field.name.wire.clone(),
                });
            }
        }
    }

    /// Finds, for every item, the models that describe it and the properties that fill its path.
    ///
    /// One model has one home: the first place that it describes. The lock keeps it, since a place may be added before.
    pub(crate) fn link_models(&mut self, resources: &mut [Resource], operations: &[Operation]) {
        let index: HashMap<String, usize> = self
            .models
            .iter()
            .enumerate()
            .map(|(at, model)| (model.name.ident.clone(), at))
            .collect();
        let by_id: HashMap<&str, &Operation> = operations
            .iter()
            .map(|operation| (operation.id.as_str(), operation))
            .collect();
        let mut homes: IndexMap<String, Vec<(usize, Vec<String>)>> = IndexMap::new();
        for (at, resource) in resources.iter().enumerate() {
            if resource.kind != ResourceKind::Item || resource.by_name {
                continue;
            }
            let mut described = described_by(resource, &by_id);
            described.retain(|(ident, _)| index.contains_key(*ident));
            for (position, (ident, path)) in described.into_iter().enumerate() {
                let Some(model) = index.get(ident).and_then(|at| self.models.get(*at)) else {
                    continue;
                };
                let Some(properties) = properties_for(model, path) else {
                    continue;
                };
                let fields = model.fields.iter().map(|field| field.name.wire.clone());
                let (wire, fields) = (model.name.wire.clone(), fields.collect::<HashSet<_>>());
                if position == 0 {
                    self.cross_check(path, &wire, &fields);
                }
                homes
                    .entry(ident.to_owned())
                    .or_default()
                    .push((at, properties));
            }
        }
        for (model, places) in homes {
            let handles: Vec<String> = places
                .iter()
                .filter_map(|(at, _)| resources.get(*at))
                .map(|resource| resource.handle.clone())
                .collect();
            let home = self.claim(Scope::Home(&model), "handle", &handles);
            let position = handles.iter().position(|handle| *handle == home);
            let place = places.into_iter().nth(position.unwrap_or(0));
            let Some((at, properties)) = place else {
                continue;
            };
            if let Some(resource) = resources.get_mut(at) {
                resource.models.push(SelfLink { model, properties });
            }
        }
    }

    /// `x-twilio.dependentProperties` says which property fills which parameter of the resources below; it has to
    /// name properties that are there.
    fn cross_check(&mut self, path: &str, model: &str, fields: &HashSet<String>) {
        let at = Pointer::root().join("paths").join(path);
        let extension = self.document.path_extension(&at);
        let mut unknown = Vec::new();
        for (name, dependent) in &extension.dependent_properties {
            for property in dependent.mapping.values() {
                if !fields.contains(property) {
                    unknown.push((name.clone(), property.clone()));
                }
            }
        }
        for (name, property) in unknown {
            self.warning(
                Code::DependentProperty,
                &at.join("x-twilio").join("dependentProperties").join(&name),
                format!(
                    "`{name}` is reached by `{property}`, a property that `{model}` does not have"
                ),
            );
        }
    }
}

/// The models that an item's operations answer with, and their paths: what is fetched first, then what is updated.
fn described_by<'o>(
    resource: &Resource,
    operations: &HashMap<&str, &'o Operation>,
) -> Vec<(&'o str, &'o str)> {
    let mut described: Vec<(&str, &str)> = Vec::new();
    for verb in [Verb::Fetch, Verb::Update, Verb::Patch] {
        let here = resource.operations.iter();
        let here = here.filter_map(|id| operations.get(id.as_str()));
        for operation in here.filter(|operation| operation.verb == verb) {
            if let Reply::One {
                ty: Type::Model(ident),
                ..
            } = &operation.reply
                && described.iter().all(|(other, _)| other != ident)
            {
                described.push((ident, &operation.path));
            }
        }
    }
    described
}

/// The property for each placeholder from the left: the model's own `sid` for the last, the one that is spelled
/// like the parameter for the others. `None` if one is missing.
fn properties_for(model: &Model, path: &str) -> Option<Vec<String>> {
    let names: Vec<&str> = crate::lower::operations::operation::placeholders(path).collect();
    let last = names.len().checked_sub(1)?;
    names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let spelled = value_ident(name);
            let identity = model
                .identity
                .as_ref()
                .map(|identity| identity.wire.as_str());
            let field = model.fields.iter().find(|field| {
                let wire = if index == last && identity.is_some() {
                    identity
                } else {
                    Some(spelled.as_str())
                };
                Some(field.name.wire.as_str()) == wire
            })?;
            matches!(field.ty, Type::Sid(_) | Type::Text).then(|| field.name.ident.clone())
        })
        .collect()
}
