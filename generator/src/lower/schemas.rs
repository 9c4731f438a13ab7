//! Schemas: component schemas and objects written in place become models, lists of literals become enums.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type as Kind};

use super::context::{Component, Context};
use super::names::{type_ident, value_ident};
use super::prose::doc_lines;
use super::types::Holder;
use crate::diagnostic::Code;
use crate::model::{Counts, Enum, Field, Literal, Name, PropertyRole, Struct, Type, Usage};
use crate::spec::Pointer;

/// Names that the prelude or the emitted code itself gives a meaning.
const RESERVED_TYPES: [&str; 24] = [
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Default",
    "Clone",
    "Copy",
    "Send",
    "Sync",
    "Drop",
    "From",
    "Into",
    "Iterator",
    "IntoIterator",
    "IntoFuture",
    "AsRef",
    "ToString",
    "Sized",
];

impl Context<'_> {
    /// Lowers every component schema: names first, since schemas refer to each other, then contents.
    pub(crate) fn lower_components(&mut self) {
        for ident in RESERVED_TYPES {
            self.reserve("type", ident);
        }
        let Some(components) = &self.document.openapi().components else {
            return;
        };
        let base = Pointer::root().join("components").join("schemas");
        let tails = count_tails(components.schemas.keys());
        // Models first: they have the first choice of names, enums come after them.
        for (name, schema) in &components.schemas {
            let at = base.join(name);
            if let ReferenceOr::Item(schema) = schema {
                if is_struct(schema) {
                    let ident = self.claim_type(&at, &struct_candidates(name, &tails));
                    self.components
                        .insert(name.clone(), Component::Struct(ident));
                }
            }
        }
        for (name, schema) in &components.schemas {
            let at = base.join(name);
            if let ReferenceOr::Item(schema) = schema {
                if enum_literals(schema).is_some() {
                    let ident = self.claim_type(&at, &enum_candidates(name));
                    self.components.insert(name.clone(), Component::Enum(ident));
                } else if !is_struct(schema) {
                    self.components.insert(name.clone(), Component::Alias);
                }
            }
        }
        for (name, schema) in &components.schemas {
            let at = base.join(name);
            let ReferenceOr::Item(schema) = schema else {
                self.error(
                    Code::UnsupportedSchema,
                    &at,
                    format!("the component `{name}` is itself a reference"),
                    "write the schema here, or refer to the other component where this one is used",
                );
                continue;
            };
            match self.components.get(name).cloned() {
                Some(Component::Struct(ident)) => self.component_struct(name, ident, schema, &at),
                Some(Component::Enum(ident)) => self.component_enum(name, ident, schema, &at),
                Some(Component::Alias) | None => {
                    // What it holds further down is lowered now, and found again wherever the component is used.
                    let holder = Holder {
                        owner: "",
                        name: &name.replacen("_enum_", "_", 1),
                    };
                    self.type_of_schema(schema, &at, &holder);
                    let counts = Counts {
                        schemas: 1,
                        ..Counts::default()
                    };
                    self.skip(
                        &at,
                        format!("schema `{name}`"),
                        "it has neither properties nor literals, so its type is written out where it is used",
                        counts,
                    );
                }
            }
        }
    }

    fn component_struct(&mut self, name: &str, ident: String, schema: &Schema, at: &Pointer) {
        let (properties, required) = properties_of(schema);
        let fields = self.fields(&ident, properties, required, at);
        let docs = schema
            .schema_data
            .description
            .as_deref()
            .map(doc_lines)
            .unwrap_or_default();
        let origin = self.origin(at);
        self.structs.push(Struct {
            name: Name {
                wire: name.to_owned(),
                ident,
            },
            component: true,
            docs,
            origin,
            fields,
            identity: None,
            usage: Usage::default(),
            module: Vec::new(),
        });
    }

    fn component_enum(&mut self, name: &str, ident: String, schema: &Schema, at: &Pointer) {
        let literals = enum_literals(schema).unwrap_or_default();
        let docs = schema
            .schema_data
            .description
            .as_deref()
            .map(doc_lines)
            .unwrap_or_default();
        self.push_enum(
            Name {
                wire: name.to_owned(),
                ident,
            },
            true,
            docs,
            &literals,
            at,
        );
    }

    /// An object written at a property or as a reply.
    pub(crate) fn inline_struct(
        &mut self,
        schema: &Schema,
        properties: &IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &[String],
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> String {
        let name = holder.type_name();
        let ident = self.claim_type(at, &[name.clone(), format!("{name}Object")]);
        if self.structs.iter().any(|known| known.name.ident == ident) {
            return ident;
        }
        let fields = self.fields(&ident, properties, required, at);
        let docs = schema
            .schema_data
            .description
            .as_deref()
            .map(doc_lines)
            .unwrap_or_default();
        let origin = self.origin(at);
        self.structs.push(Struct {
            name: Name {
                wire: format!("{}.{}", holder.owner, holder.name),
                ident: ident.clone(),
            },
            component: false,
            docs,
            origin,
            fields,
            identity: None,
            usage: Usage::default(),
            module: Vec::new(),
        });
        ident
    }

    /// Literals written at a property or a parameter. A format of their own (`http-method`) says that equal
    /// lists are one thing; those share one enum.
    pub(crate) fn inline_enum(
        &mut self,
        schema: &Schema,
        literals: &[Option<String>],
        format: Option<String>,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> String {
        let literals: Vec<String> = literals.iter().flatten().cloned().collect();
        let docs = schema
            .schema_data
            .description
            .as_deref()
            .map(doc_lines)
            .unwrap_or_default();
        if let Some(format) = format {
            let shared = (format.clone(), literals.clone());
            if let Some(ident) = self.shared_enums.get(&shared).cloned() {
                let pointer = at.to_string();
                let known = self
                    .enums
                    .iter_mut()
                    .find(|known| known.name.ident == ident);
                if let Some(known) = known.filter(|known| {
                    known.origin.pointer != pointer && !known.also_at.contains(&pointer)
                }) {
                    known.also_at.push(pointer);
                }
                return ident;
            }
            let name = type_ident(&format);
            let ident = self.claim_type(
                at,
                &[name.clone(), holder.type_name(), format!("{name}Value")],
            );
            self.shared_enums.insert(shared, ident.clone());
            let docs = vec![format!(
                "A value of the format `{}`.",
                format.replace('`', "")
            )];
            self.push_enum(
                Name {
                    wire: format,
                    ident: ident.clone(),
                },
                false,
                docs,
                &literals,
                at,
            );
            return ident;
        }
        let name = holder.type_name();
        let ident = self.claim_type(at, &[name.clone(), format!("{name}Value")]);
        if self.enums.iter().all(|known| known.name.ident != ident) {
            let wire = format!("{}.{}", holder.owner, holder.name);
            self.push_enum(
                Name {
                    wire,
                    ident: ident.clone(),
                },
                false,
                docs,
                &literals,
                at,
            );
        }
        ident
    }

    fn push_enum(
        &mut self,
        name: Name,
        component: bool,
        docs: Vec<String>,
        literals: &[String],
        at: &Pointer,
    ) {
        let scope = format!("variant {}", name.ident);
        self.reserve(&scope, "Unrecognized");
        let mut lowered: Vec<Literal> = Vec::with_capacity(literals.len());
        for (index, wire) in literals.iter().enumerate() {
            let place = at.join("enum").join(&index.to_string());
            if lowered.iter().any(|known| known.name.wire == *wire) {
                self.error(
                    Code::DuplicateLiteral,
                    &place,
                    format!("the literal `{wire}` stands twice in `{}`", name.wire),
                    "remove one of the two",
                );
                continue;
            }
            let plain = type_ident(wire);
            let upper = wire.chars().any(|c| c.is_ascii_uppercase());
            let ident = self.claim(
                &scope,
                wire,
                &[
                    plain.clone(),
                    format!("{plain}{}", if upper { "Upper" } else { "Value" }),
                    format!("{plain}Literal"),
                ],
            );
            let origin = self.origin(&place);
            lowered.push(Literal {
                name: Name {
                    wire: wire.clone(),
                    ident,
                },
                origin,
            });
        }
        let origin = self.origin(at);
        self.enums.push(Enum {
            name,
            component,
            docs,
            origin,
            also_at: Vec::new(),
            literals: lowered,
            usage: Usage::default(),
            module: Vec::new(),
        });
    }

    /// The properties of an object.
    fn fields(
        &mut self,
        owner: &str,
        properties: &IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &[String],
        at: &Pointer,
    ) -> Vec<Field> {
        let scope = format!("field {owner}");
        let mut fields = Vec::with_capacity(properties.len());
        for (wire, schema) in properties {
            let at = at.join("properties").join(wire);
            let ident = value_ident(wire);
            let ident = self.claim(
                &scope,
                wire,
                &[
                    ident.clone(),
                    format!("{}_property", ident.trim_end_matches('_')),
                ],
            );
            let ty = self.type_of(schema, &at, &Holder { owner, name: wire });
            let constraints = self.constraints(schema, &at);
            // Siblings of a `$ref` are ignored by OpenAPI 3.0, yet a description there is the better one.
            let docs = self
                .document
                .text(&at.join("description"))
                .map(doc_lines)
                .unwrap_or_default();
            let docs = if docs.is_empty() {
                self.docs_of_referred(schema, &at)
            } else {
                docs
            };
            let nullable =
                matches!(schema, ReferenceOr::Item(schema) if schema.schema_data.nullable);
            let origin = self.origin(&at);
            fields.push(Field {
                name: Name {
                    wire: wire.clone(),
                    ident,
                },
                ty,
                required: required.contains(wire),
                nullable,
                role: PropertyRole::Plain,
                docs,
                constraints,
                origin,
            });
        }
        fields
    }

    /// The description of the schema that a reference leads to.
    pub(crate) fn docs_of_referred<S: Borrow<Schema>>(
        &self,
        schema: &ReferenceOr<S>,
        at: &Pointer,
    ) -> Vec<String> {
        match (schema, self.document.schema(schema, at)) {
            (ReferenceOr::Reference { .. }, Ok(found)) => found
                .value()
                .schema_data
                .description
                .as_deref()
                .map(doc_lines)
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Puts a box around models that contain themselves, directly or through others.
    pub(crate) fn box_recursion(&mut self) {
        let index: HashMap<String, usize> = self
            .structs
            .iter()
            .enumerate()
            .map(|(at, model)| (model.name.ident.clone(), at))
            .collect();
        let edges: Vec<Vec<usize>> = self
            .structs
            .iter()
            .map(|model| {
                let direct = model.fields.iter().filter_map(|field| match &field.ty {
                    Type::Struct(ident) => index.get(ident).copied(),
                    _ => None,
                });
                direct.collect()
            })
            .collect();
        let cyclic = on_cycles(&edges);
        for (at, model) in self.structs.iter_mut().enumerate() {
            if !cyclic.contains(&at) {
                continue;
            }
            for field in &mut model.fields {
                if let Type::Struct(ident) = &field.ty {
                    if index.get(ident).is_some_and(|to| cyclic.contains(to)) {
                        field.ty = Type::Boxed(ident.clone());
                    }
                }
            }
        }
    }
}

/// The nodes that may lie on a cycle: what is left after peeling off, again and again, the nodes without a
/// way on. (A node between two cycles is kept too; a box too many does no harm.)
fn on_cycles(edges: &[Vec<usize>]) -> HashSet<usize> {
    let mut ways_on: Vec<usize> = edges.iter().map(Vec::len).collect();
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(list) = back.get_mut(*to) {
                list.push(from);
            }
        }
    }
    let mut ends: Vec<usize> = (0..edges.len())
        .filter(|at| ways_on.get(*at) == Some(&0))
        .collect();
    let mut left: HashSet<usize> = (0..edges.len()).collect();
    while let Some(end) = ends.pop() {
        left.remove(&end);
        for from in back.get(end).into_iter().flatten() {
            if let Some(count) = ways_on.get_mut(*from) {
                *count -= 1;
                if *count == 0 {
                    ends.push(*from);
                }
            }
        }
    }
    left
}

/// Whether a component schema becomes a model.
fn is_struct(schema: &Schema) -> bool {
    !properties_of(schema).0.is_empty()
        || matches!(&schema.schema_kind, SchemaKind::Type(Kind::Object(object)) if object.additional_properties.is_none())
}

/// The properties of an object schema and which of them are required.
pub(crate) fn properties_of(
    schema: &Schema,
) -> (&IndexMap<String, ReferenceOr<Box<Schema>>>, &[String]) {
    static NONE: std::sync::LazyLock<IndexMap<String, ReferenceOr<Box<Schema>>>> =
        std::sync::LazyLock::new(IndexMap::new);
    match &schema.schema_kind {
        SchemaKind::Type(Kind::Object(object)) => (&object.properties, &object.required),
        SchemaKind::Any(any) => (&any.properties, &any.required),
        _ => (&NONE, &[]),
    }
}

/// The literals of a schema that is a list of texts.
pub(crate) fn enum_literals(schema: &Schema) -> Option<Vec<String>> {
    match &schema.schema_kind {
        SchemaKind::Type(Kind::String(text)) if !text.enumeration.is_empty() => {
            Some(text.enumeration.iter().flatten().cloned().collect())
        }
        _ => None,
    }
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
fn struct_candidates(name: &str, counts: &HashMap<&str, usize>) -> Vec<String> {
    let unique = tails(name).filter(|tail| counts.get(tail).is_none_or(|count| *count <= 1));
    let mut candidates: Vec<String> = unique.take(4).map(type_ident).collect();
    if candidates.is_empty() {
        candidates.push(type_ident(name));
    }
    if let Some(first) = candidates.first().cloned() {
        candidates.push(format!("{first}Model"));
    }
    candidates
}

/// `session_enum_mode` → `SessionMode`.
fn enum_candidates(name: &str) -> Vec<String> {
    let plain = type_ident(&name.replacen("_enum_", "_", 1));
    vec![plain.clone(), type_ident(name), format!("{plain}Value")]
}
