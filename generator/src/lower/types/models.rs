//! Schemas: component schemas and objects written in place become models, lists of values become enums.

use std::collections::HashMap;

use openapiv3::{Components, ReferenceOr, Schema, SchemaKind, Type as Kind};

use super::object::{Object, has_properties};
use super::schema_type::Holder;
use super::schema_view::enum_values;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::{Component, LowerContext};
use crate::lower::prose::doc_lines;
use crate::lower::room;
use crate::model::{Counts, Model, Name, PublicModule, Usage};
use crate::names::ident::type_ident;
use crate::names::reserved;
use crate::names::scope::Scope;

impl LowerContext<'_> {
    /// Lowers every component schema: names first, since schemas refer to each other, then contents.
    pub(crate) fn lower_components(&mut self) {
        for ident in reserved::TYPES {
            self.reserve(Scope::Types, ident);
        }
        let Some(components) = &self.document.openapi().components else {
            return;
        };
        let base = Pointer::root().join("components").join("schemas");
        self.name_components(components, &base);
        // What has no name of its own comes first, so that what it holds is named after it and not after its users.
        for (name, schema) in &components.schemas {
            let at = base.join(name);
            match schema {
                ReferenceOr::Item(schema) => {
                    if matches!(self.components.get(name), Some(Component::Alias)) {
                        self.component_alias(name, schema, &at);
                    }
                }
                ReferenceOr::Reference { .. } => self.error(
                    Code::UnsupportedSchema,
                    &at,
                    format!("the component `{name}` is itself a reference"),
                    "write the schema here, or refer to the other component where this one is used",
                ),
            }
        }
        for (name, schema) in &components.schemas {
            let at = base.join(name);
            let ReferenceOr::Item(schema) = schema else {
                continue;
            };
            match self.components.get(name).cloned() {
                Some(Component::Model(ident)) => self.component_model(name, ident, schema, &at),
                Some(Component::Enum(ident)) => self.component_enum(name, ident, schema, &at),
                Some(Component::Union(ident)) => self.component_union(name, ident, schema, &at),
                Some(Component::Alias) | None => {}
            }
        }
    }

    /// Names the components by what they become.
    fn name_components(&mut self, components: &Components, base: &Pointer) {
        let tails = count_tails(components.schemas.keys());
        // Models have the first choice of names, then builders, then enums.
        for (name, schema) in &components.schemas {
            let at = base.join(name);
            if let ReferenceOr::Item(schema) = schema
                && self.is_model(schema, &at)
            {
                let ident = self.claim_type(&at, &model_candidates(name, &tails));
                self.components
                    .insert(name.clone(), Component::Model(ident));
            }
        }
        self.name_builders();
        for (name, schema) in &components.schemas {
            let at = base.join(name);
            if let ReferenceOr::Item(schema) = schema {
                if enum_values(schema).is_some() {
                    let ident = self.claim_type(&at, &enum_candidates(name));
                    self.components.insert(name.clone(), Component::Enum(ident));
                } else if self.choices_of_models(schema, &at).is_some() {
                    let ident = self.claim_type(&at, &model_candidates(name, &tails));
                    self.components
                        .insert(name.clone(), Component::Union(ident));
                } else {
                    let alias = self.components.entry(name.clone());
                    alias.or_insert(Component::Alias);
                }
            }
        }
    }

    /// A component without properties or values. What it holds further down is lowered now, and found again wherever
    /// the component is used.
    fn component_alias(&mut self, name: &str, schema: &Schema, at: &Pointer) {
        let short = name.rsplit('.').next().unwrap_or(name);
        let holder = Holder {
            owner: "",
            name: &short.replacen("_enum_", "_", 1),
        };
        self.type_of_schema(schema, at, &holder);
        let counts = Counts {
            schemas: 1,
            ..Counts::default()
        };
        self.skip(
            at,
            format!("schema `{name}`"),
            "it has neither properties nor enum values, so its type is written out where it is used",
            counts,
        );
    }

    /// Whether a component schema becomes a model.
    pub(crate) fn is_model(&self, schema: &Schema, at: &Pointer) -> bool {
        let is_open_object = match &schema.schema_kind {
            SchemaKind::Type(Kind::Object(object)) => object.additional_properties.is_none(),
            _ => false,
        };
        is_open_object || has_properties(self.document, schema, at)
    }

    fn component_model(&mut self, name: &str, ident: String, schema: &Schema, at: &Pointer) {
        let object = self.object(schema, at).unwrap_or_default();
        let docs = docs_of(schema);
        if !self.take_room(room::OF_MODEL + room::of_docs(&docs), at) {
            return;
        }
        let fields = self.fields(&ident, &object);
        let origin = self.origin(at);
        self.models.push(Model {
            name: Name {
                wire: name.to_owned(),
                ident,
            },
            component: true,
            docs,
            deprecated: self.is_deprecated(at),
            origin,
            fields,
            identity: None,
            usage: Usage::default(),
            public: PublicModule::default(),
            module: Vec::new(),
        });
    }

    /// An object written at a property or as a reply.
    pub(crate) fn inline_model(
        &mut self,
        schema: &Schema,
        object: &Object<'_>,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> String {
        let name = holder.type_name();
        let ident = self.claim_type(at, &[name.clone(), format!("{name}Object")]);
        // Noted before its fields are lowered: they may lead back here.
        if !self.inline_types.insert(ident.clone()) {
            return ident;
        }
        let docs = docs_of(schema);
        if !self.take_room(room::OF_MODEL + room::of_docs(&docs), at) {
            return ident;
        }
        let fields = self.fields(&ident, object);
        let origin = self.origin(at);
        self.models.push(Model {
            name: Name {
                wire: format!("{}.{}", holder.owner, holder.name),
                ident: ident.clone(),
            },
            component: false,
            docs,
            deprecated: self.is_deprecated(at),
            origin,
            fields,
            identity: None,
            usage: Usage::default(),
            public: PublicModule::default(),
            module: Vec::new(),
        });
        ident
    }
}

/// The description of a schema.
fn docs_of(schema: &Schema) -> Vec<String> {
    let description = schema.schema_data.description.as_deref();
    description.map(doc_lines).unwrap_or_default()
}

/// How many component names end in each run of last segments.
fn count_tails<'a>(names: impl Iterator<Item = &'a String>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for name in names {
        for tail in tails(name) {
            *counts.entry(tail).or_insert(0) += 1;
        }
    }
    counts
}

/// The ends of a dotted name, the shortest first: `a.b.c` → `c`, `b.c`, `a.b.c`.
fn tails(name: &str) -> impl Iterator<Item = &str> {
    let starts = name
        .rmatch_indices('.')
        .map(|(at, _)| at + 1)
        .chain(std::iter::once(0));
    starts.filter_map(|start| name.get(start..))
}

/// A model is named after the last segment of its component's name, or more where that is not unique.
fn model_candidates(name: &str, counts: &HashMap<&str, usize>) -> Vec<String> {
    let unique = tails(name).filter(|tail| counts.get(tail).is_none_or(|count| *count <= 1));
    let mut candidates: Vec<String> = unique.take(4).map(type_ident).collect();
    if candidates.is_empty() {
        candidates.push(type_ident(name));
    }
    if let Some(first) = candidates.first().cloned() {
        candidates.push(format!("{}Model", first.trim_end_matches('_')));
    }
    candidates
}

/// `session_enum_mode` → `SessionMode`.
fn enum_candidates(name: &str) -> Vec<String> {
    let plain = type_ident(&name.replacen("_enum_", "_", 1));
    vec![
        plain.clone(),
        type_ident(name),
        format!("{}Value", plain.trim_end_matches('_')),
    ]
}
