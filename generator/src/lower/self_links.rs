//! Identities and ways home: which property identifies a model, and how a model finds its own handle.

use std::collections::HashMap;

use super::context::Context;
use super::names::value_ident;
use crate::diagnostic::Code;
use crate::model::{
    Identity, Operation, PropertyRole, Reply, Resource, ResourceKind, SelfLink, Struct, Type, Verb,
};
use crate::spec::{PathType, Pointer};

/// The property that identifies a resource.
const SID: &str = "sid";

impl Context<'_> {
    /// Marks the `sid` of every model that an instance path answers with: the one property that is always there.
    pub(crate) fn mark_identities(&mut self, operations: &[Operation]) {
        for operation in operations {
            let Reply::One {
                ty: Type::Struct(ident),
                ..
            } = &operation.reply
            else {
                continue;
            };
            let at = Pointer::root().join("paths").join(&operation.path);
            let declared = self
                .document
                .path_extension(&at)
                .ok()
                .and_then(|extension| extension.path_type);
            let instance = match declared {
                Some(path_type) => path_type == PathType::Instance,
                None => operation.path.trim_end_matches(".json").ends_with('}'),
            };
            if !instance {
                continue;
            }
            let Some(model) = self
                .structs
                .iter_mut()
                .find(|model| model.name.ident == *ident)
            else {
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

    /// Finds, for every item, the model that describes it and the properties that fill its path.
    pub(crate) fn link_models(&mut self, resources: &mut [Resource], operations: &[Operation]) {
        let mut linked: HashMap<String, String> = HashMap::new();
        for resource in resources.iter_mut() {
            if resource.kind != ResourceKind::Item || resource.by_name {
                continue;
            }
            let verbs = [Verb::Fetch, Verb::Update, Verb::Patch];
            let model = verbs.iter().find_map(|verb| {
                let mut here = resource
                    .operations
                    .iter()
                    .filter_map(|id| operations.iter().find(|known| known.id == *id));
                here.find_map(|operation| match &operation.reply {
                    Reply::One {
                        ty: Type::Struct(ident),
                        ..
                    } if operation.verb == *verb => Some((ident.clone(), operation)),
                    _ => None,
                })
            });
            let Some((ident, operation)) = model else {
                continue;
            };
            let Some(model) = self.structs.iter().find(|model| model.name.ident == ident) else {
                continue;
            };
            let Some(properties) = properties_for(model, &operation.path) else {
                continue;
            };
            let fields: Vec<String> = model
                .fields
                .iter()
                .map(|field| field.name.wire.clone())
                .collect();
            let wire = model.name.wire.clone();
            self.cross_check(&operation.path, &wire, &fields);
            // One model, one home: the first place that it describes.
            if linked
                .insert(ident.clone(), resource.path.clone())
                .is_none()
            {
                resource.model = Some(SelfLink {
                    model: ident,
                    properties,
                });
            }
        }
    }

    /// `x-twilio.dependentProperties` says which property fills which parameter of the resources below; it has to
    /// name properties that are there.
    fn cross_check(&mut self, path: &str, model: &str, fields: &[String]) {
        let at = Pointer::root().join("paths").join(path);
        let Ok(extension) = self.document.path_extension(&at) else {
            return;
        };
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

/// The property for each placeholder from the left: the model's own `sid` for the last, the one that is spelled
/// like the parameter for the others. `None` if one is missing.
fn properties_for(model: &Struct, path: &str) -> Option<Vec<String>> {
    let names: Vec<&str> = super::operations::placeholders(path).collect();
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
            let found = model.fields.iter().find(|field| {
                let wanted = if index == last && identity.is_some() {
                    identity
                } else {
                    Some(spelled.as_str())
                };
                Some(field.name.wire.as_str()) == wanted
            })?;
            matches!(found.ty, Type::Sid(_) | Type::Text).then(|| found.name.ident.clone())
        })
        .collect()
}
