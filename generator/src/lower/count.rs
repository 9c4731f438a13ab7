//! The count guard: what the document holds is what the model holds, plus what was skipped for a reason.
//!
//! The left side is counted here by a plain walk over the document, which shares nothing with lowering but
//! the definition of what counts. Replies written in place (the envelopes of lists) are left out on both sides.

use std::borrow::Borrow;
use std::collections::HashSet;

use openapiv3::{
    Operation as Declared, Parameter as DeclaredParameter, ParameterSchemaOrContent, ReferenceOr,
    Schema, SchemaKind, Type as Kind,
};

use super::context::Context;
use super::schemas::{enum_literals, properties_of};
use crate::diagnostic::{Code, Severity};
use crate::model::{Counts, Enum, Operation, Struct};
use crate::spec::{Document, Pointer};

impl Context<'_> {
    /// Compares both sides; a difference is a defect of the generator, and nothing may be emitted.
    pub(crate) fn check_counts(&mut self, operations: &[Operation]) {
        let held = counts_in(self.document);
        let mut made = counts_out(operations, &self.structs, &self.enums);
        for skip in &self.skips {
            made.add(&skip.counts);
        }
        for ((what, held), (_, made)) in held.rows().into_iter().zip(made.rows()) {
            // Whatever was reported already explains a difference.
            if held != made
                && !self
                    .problems
                    .iter()
                    .any(|problem| problem.severity == Severity::Error)
            {
                self.error(
                    Code::CountMismatch,
                    &Pointer::root(),
                    format!("the document holds {held} {what}, and the model {made}"),
                    "this is a defect of the generator: nothing may get lost between the two; please report it with the document",
                );
            }
        }
    }
}

/// What the model holds.
pub(crate) fn counts_out(operations: &[Operation], structs: &[Struct], enums: &[Enum]) -> Counts {
    let in_reply = |pointer: &str| pointer.contains("/responses/");
    let component_enums = enums.iter().filter(|list| list.component).count();
    Counts {
        operations: operations.len(),
        schemas: structs.iter().filter(|model| model.component).count() + component_enums,
        enums: component_enums,
        inline_enums: enums
            .iter()
            .filter(|list| !list.component)
            .map(|list| occurrences(list, in_reply))
            .sum(),
        properties: structs
            .iter()
            .filter(|model| !in_reply(&model.origin.pointer))
            .map(|model| model.fields.len())
            .sum(),
        literals: enums
            .iter()
            .map(|list| list.literals.len() * occurrences(list, in_reply))
            .sum(),
        parameters: operations
            .iter()
            .map(|operation| operation.parameters.len())
            .sum(),
        reply_examples: operations
            .iter()
            .map(|operation| operation.reply.examples().len())
            .sum(),
        body_examples: operations
            .iter()
            .map(|operation| operation.body.examples.len())
            .sum(),
    }
}

fn occurrences(list: &Enum, in_reply: impl Fn(&str) -> bool) -> usize {
    std::iter::once(&list.origin.pointer)
        .chain(&list.also_at)
        .filter(|pointer| !in_reply(pointer))
        .count()
}

/// What the document holds.
pub(crate) fn counts_in(document: &Document) -> Counts {
    let mut walk = Walk {
        document,
        counts: Counts::default(),
        seen: HashSet::new(),
    };
    let root = Pointer::root();
    if let Some(components) = &document.openapi().components {
        let base = root.join("components").join("schemas");
        for (name, schema) in &components.schemas {
            walk.counts.schemas += 1;
            if let ReferenceOr::Item(schema) = schema {
                if let Some(literals) = enum_literals(schema) {
                    walk.counts.enums += 1;
                    walk.counts.literals += literals.len();
                } else {
                    walk.inside(schema, &base.join(name));
                }
            }
        }
    }
    for (path, item) in &document.openapi().paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let at = root.join("paths").join(path);
        for (method, operation) in item.iter() {
            walk.operation(operation, &item.parameters, &at, &at.join(method));
        }
    }
    walk.counts
}

struct Walk<'a> {
    document: &'a Document,
    counts: Counts,
    /// Pointers that were counted: a shared parameter is one schema however often it is used.
    seen: HashSet<String>,
}

impl Walk<'_> {
    fn operation(
        &mut self,
        operation: &Declared,
        shared: &[ReferenceOr<DeclaredParameter>],
        item_at: &Pointer,
        at: &Pointer,
    ) {
        self.counts.operations += 1;
        let mut names = HashSet::new();
        for (list, base) in [
            (shared, item_at.join("parameters")),
            (&operation.parameters, at.join("parameters")),
        ] {
            for (index, parameter) in list.iter().enumerate() {
                let Ok(found) = self
                    .document
                    .parameter(parameter, &base.join(&index.to_string()))
                else {
                    continue;
                };
                let data = found.value().parameter_data_ref();
                names.insert((place_word(found.value()), data.name.clone()));
                if let ParameterSchemaOrContent::Schema(schema) = &data.format {
                    self.schema(schema, &found.pointer().join("schema"));
                }
            }
        }
        self.counts.parameters += names.len();
        if let Some(body) = &operation.request_body {
            self.body(body, &at.join("requestBody"));
        }
        let at = at.join("responses");
        let mut success: Vec<(String, &ReferenceOr<openapiv3::Response>)> = operation
            .responses
            .responses
            .iter()
            .map(|(status, reply)| (status.to_string(), reply))
            .collect();
        success.retain(|(status, _)| status.starts_with('2'));
        success.sort_by(|a, b| a.0.cmp(&b.0));
        for (status, reply) in success {
            let Ok(found) = self.document.response(reply, &at.join(&status)) else {
                continue;
            };
            for media in found.value().content.values() {
                self.counts.reply_examples += count_examples(media);
            }
        }
    }

    fn body(&mut self, body: &ReferenceOr<openapiv3::RequestBody>, at: &Pointer) {
        let Ok(found) = self.document.request_body(body, at) else {
            return;
        };
        let base = found.pointer().join("content");
        for (media_type, media) in &found.value().content {
            self.counts.body_examples += count_examples(media);
            let Some(schema) = &media.schema else {
                continue;
            };
            let at = base.join(media_type).join("schema");
            if media_type == "application/x-www-form-urlencoded" {
                let Ok(form) = self.document.schema(schema, &at) else {
                    continue;
                };
                let (properties, _) = properties_of(form.value());
                self.counts.parameters += properties.len();
                let base = form.pointer().join("properties");
                for (name, schema) in properties {
                    self.schema(schema, &base.join(name));
                }
            } else {
                self.schema(schema, &at);
            }
        }
    }

    /// A schema where it is used; a component is counted as a component.
    fn schema<S: Borrow<Schema>>(&mut self, schema: &ReferenceOr<S>, at: &Pointer) {
        if let ReferenceOr::Item(schema) = schema {
            let schema = schema.borrow();
            if !self.seen.insert(at.to_string()) {
                return;
            }
            if let Some(literals) = enum_literals(schema) {
                self.counts.inline_enums += 1;
                self.counts.literals += literals.len();
            }
            self.inside(schema, at);
        }
    }

    fn inside(&mut self, schema: &Schema, at: &Pointer) {
        let (properties, _) = properties_of(schema);
        self.counts.properties += properties.len();
        for (name, property) in properties {
            self.schema(property, &at.join("properties").join(name));
        }
        match &schema.schema_kind {
            SchemaKind::Type(Kind::Array(array)) => {
                if let Some(items) = &array.items {
                    self.schema(items, &at.join("items"));
                }
            }
            SchemaKind::Type(Kind::Object(object)) => {
                if let Some(openapiv3::AdditionalProperties::Schema(values)) =
                    &object.additional_properties
                {
                    self.schema(values.as_ref(), &at.join("additionalProperties"));
                }
            }
            SchemaKind::OneOf { one_of: list }
            | SchemaKind::AnyOf { any_of: list }
            | SchemaKind::AllOf { all_of: list } => {
                let word = match &schema.schema_kind {
                    SchemaKind::OneOf { .. } => "oneOf",
                    SchemaKind::AnyOf { .. } => "anyOf",
                    _ => "allOf",
                };
                for (index, choice) in list.iter().enumerate() {
                    self.schema(choice, &at.join(word).join(&index.to_string()));
                }
            }
            _ => {}
        }
    }
}

/// What lies inside a schema that lowering leaves out.
pub(crate) fn counts_inside(document: &Document, schema: &Schema, at: &Pointer) -> Counts {
    let mut walk = Walk {
        document,
        counts: Counts::default(),
        seen: HashSet::new(),
    };
    walk.inside(schema, at);
    walk.counts
}

fn count_examples(media: &openapiv3::MediaType) -> usize {
    usize::from(media.example.is_some()) + media.examples.len()
}

fn place_word(parameter: &DeclaredParameter) -> &'static str {
    match parameter {
        DeclaredParameter::Query { .. } => "query",
        DeclaredParameter::Header { .. } => "header",
        DeclaredParameter::Path { .. } => "path",
        DeclaredParameter::Cookie { .. } => "cookie",
    }
}
