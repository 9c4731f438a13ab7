//! The count guard: what the document holds is what the model holds, plus what was skipped for a reason.
//!
//! The left side is counted here by a plain walk over the document, which shares nothing with lowering but
//! the definition of what counts. Replies written in place (the envelopes of lists) are left out on both sides.

use std::borrow::Borrow;
use std::collections::HashSet;

use openapiv3::{
    MediaType, Operation as Declared, Parameter as DeclaredParameter, ReferenceOr, Schema,
};

use super::context::LowerContext;
use super::operations::content::redirects_of;
use super::types::object::{Shape, shape_of};
use super::types::schema_view::{enum_values, is_below, parts_of, schema_of_parameter};
use crate::diagnostic::{Code, Severity};
use crate::load::{Document, Pointer};
use crate::model::{Counts, Enum, Operation};

impl LowerContext<'_> {
    /// Compares both sides; a difference is a defect of the generator, and nothing may be emitted.
    pub(crate) fn check_counts(&mut self, operations: &[Operation]) {
        // Whatever was reported already explains a difference.
        let mut problems = self.problems.iter();
        if problems.any(|problem| problem.severity == Severity::Error) {
            return;
        }
        let in_document = counts_in(self.document);
        let mut in_model = self.counts_out(operations);
        for skip in &self.skips {
            in_model.add(&skip.counts);
        }
        for ((what, in_document), (_, in_model)) in
            in_document.rows().into_iter().zip(in_model.rows())
        {
            if in_document != in_model {
                self.error(
                    Code::CountMismatch,
                    &Pointer::root(),
                    format!("the document holds {in_document} {what}, and the model {in_model}"),
                    "this is a defect of the generator: nothing may get lost between the two; \
                     please report it with the document",
                );
            }
        }
    }

    /// What the model holds.
    pub(crate) fn counts_out(&self, operations: &[Operation]) -> Counts {
        let (models, unions, enums) = (&self.models, &self.unions, &self.enums);
        let component_enums = enums.iter().filter(|list| list.component).count();
        Counts {
            operations: operations.len(),
            schemas: models.iter().filter(|model| model.component).count()
                + unions.iter().filter(|union| union.component).count()
                + component_enums,
            enums: component_enums,
            inline_enums: enums
                .iter()
                .filter(|list| !list.component)
                .map(|list| occurrences(list).count())
                .sum(),
            properties: models
                .iter()
                .filter(|model| !in_reply(&model.origin.pointer))
                .map(|model| model.fields.len())
                .sum(),
            values: enums.iter().flat_map(occurrences).sum(),
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
}

/// Whether a pointer leads into a reply, rather than through a property that is called so.
fn in_reply(pointer: &str) -> bool {
    pointer.starts_with("/components/responses/")
        || pointer
            .strip_prefix("/paths/")
            .is_some_and(|rest| rest.split('/').nth(2) == Some("responses"))
}

/// The number of values at each place where an enum stands.
fn occurrences(list: &Enum) -> impl Iterator<Item = usize> {
    let only = (&list.origin.pointer, list.values.len());
    let shared = list
        .occurrences
        .iter()
        .map(|place| (&place.pointer, place.values));
    let single = list.occurrences.is_empty().then_some(only);
    shared
        .chain(single)
        .filter(|(pointer, _)| !in_reply(pointer))
        .map(|(_, values)| values)
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
                if let Some(values) = enum_values(schema) {
                    walk.counts.enums += 1;
                    walk.counts.values += values.len();
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
                let Ok(resolved) = self
                    .document
                    .parameter(parameter, &base.join(&index.to_string()))
                else {
                    continue;
                };
                let data = resolved.value().parameter_data_ref();
                names.insert((location_word(resolved.value()), data.name.clone()));
                if let Some((schema, at)) = schema_of_parameter(data, resolved.pointer()) {
                    self.schema(schema, &at);
                }
            }
        }
        self.counts.parameters += names.len();
        if let Some(body) = &operation.request_body {
            self.body(body, &at.join("requestBody"));
        }
        let at = at.join("responses");
        let is_direct = redirects_of(&operation.responses).is_empty();
        let class = if is_direct { '2' } else { '3' };
        let replies = operation.responses.responses.iter();
        let replies = replies.map(|(status, reply)| (status.to_string(), reply));
        for (status, reply) in replies.filter(|(status, _)| status.starts_with(class)) {
            let Ok(resolved) = self.document.response(reply, &at.join(&status)) else {
                continue;
            };
            for media in resolved.value().content.values() {
                self.counts.reply_examples += count_examples(media);
            }
        }
    }

    fn body(&mut self, body: &ReferenceOr<openapiv3::RequestBody>, at: &Pointer) {
        let Ok(resolved) = self.document.request_body(body, at) else {
            return;
        };
        let base = resolved.pointer().join("content");
        for (media_type, media) in &resolved.value().content {
            self.body_media(media_type, media, &base.join(media_type));
        }
    }

    fn body_media(&mut self, media_type: &str, media: &MediaType, at: &Pointer) {
        self.counts.body_examples += count_examples(media);
        let Some(schema) = &media.schema else {
            return;
        };
        let at = at.join("schema");
        if media_type != "application/x-www-form-urlencoded" {
            return self.schema(schema, &at);
        }
        let Ok(form) = self.document.schema(schema, &at) else {
            return;
        };
        if let Shape::Object(object) = shape_of(self.document, form.value(), form.pointer()) {
            self.counts.parameters += object.properties.len();
            for declaration in object.properties.values().flatten() {
                self.schema(declaration.schema, &declaration.at);
            }
        }
    }

    /// A schema where it is used; a component is counted as a component.
    fn schema<S: Borrow<Schema>>(&mut self, schema: &ReferenceOr<S>, at: &Pointer) {
        if let ReferenceOr::Item(schema) = schema {
            self.written(schema.borrow(), at);
        }
    }

    /// A schema that is written in place.
    fn written(&mut self, schema: &Schema, at: &Pointer) {
        if !self.seen.insert(at.to_string()) {
            return;
        }
        if let Some(values) = enum_values(schema) {
            self.counts.inline_enums += 1;
            self.counts.values += values.len();
        }
        self.inside(schema, at);
    }

    fn inside(&mut self, schema: &Schema, at: &Pointer) {
        let Shape::Object(object) = shape_of(self.document, schema, at) else {
            return self.parts(schema, at, &[]);
        };
        self.counts.properties += object.properties.len();
        let declarations = object.properties.values().flatten();
        // What stands in a component is counted there.
        for declaration in declarations.filter(|declaration| declaration.component.is_none()) {
            self.schema(declaration.schema, &declaration.at);
        }
        for (at, part) in &object.others {
            self.schema(part, at);
        }
        for (at, part) in &object.parts {
            self.parts(part, at, &["allOf"]);
        }
    }

    /// What a schema holds apart from its properties, and from what lies below the keys that are left to others.
    fn parts(&mut self, schema: &Schema, at: &Pointer, without: &[&str]) {
        for (part_at, part) in parts_of(schema, at) {
            if !is_below(&part_at, at, without) {
                self.written(part, &part_at);
            }
        }
    }
}

/// What a schema holds that lowering leaves out; replies that are written in place are counted on neither side.
pub(crate) fn counts_of_schema(document: &Document, schema: &Schema, at: &Pointer) -> Counts {
    let mut walk = Walk {
        document,
        counts: Counts::default(),
        seen: HashSet::new(),
    };
    if !in_reply(at.as_str()) {
        walk.written(schema, at);
    }
    walk.counts
}

/// What a media type of a body holds that lowering leaves out. `seen` keeps the schemas that were left out before.
pub(crate) fn counts_of_body(
    document: &Document,
    media_type: &str,
    media: &MediaType,
    at: &Pointer,
    seen: &mut HashSet<String>,
) -> Counts {
    let mut walk = Walk {
        document,
        counts: Counts::default(),
        seen: std::mem::take(seen),
    };
    walk.body_media(media_type, media, at);
    *seen = walk.seen;
    walk.counts
}

/// How many examples a media type has.
pub(crate) fn count_examples(media: &MediaType) -> usize {
    usize::from(media.example.is_some()) + media.examples.len()
}

fn location_word(parameter: &DeclaredParameter) -> &'static str {
    match parameter {
        DeclaredParameter::Query { .. } => "query",
        DeclaredParameter::Header { .. } => "header",
        DeclaredParameter::Path { .. } => "path",
        DeclaredParameter::Cookie { .. } => "cookie",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::diagnostic::Diagnostic;
    use crate::load;
    use crate::lower::room::Room;

    const TEXT: &str = "\
openapi: 3.0.1
info: {title: Test, version: '1'}
servers: [{url: 'https://test.twilio.com'}]
paths: {/v1/Things: {get: {operationId: ListThing, responses: {'204': {description: Done}}}}}
components: {schemas: {thing: {type: object, properties: {a: {type: string}, b: {type: string, enum: [x, y]}}}}}
";

    /// Lowers a document, loses something on purpose, and returns what the guard says.
    fn reports_after(lose: impl Fn(&mut LowerContext<'_>, &mut Vec<Operation>)) -> Vec<Diagnostic> {
        let Ok(document) = load::load("test.yaml", TEXT.as_bytes()) else {
            return Vec::new();
        };
        let config = Config::default();
        let (mut registry, mut problems, mut room) = (Default::default(), Vec::new(), Room::new());
        let key = String::from("test_v1");
        let mut context = LowerContext::new(
            &document,
            &config,
            &mut registry,
            &mut problems,
            &mut room,
            key,
        );
        context.lower_components();
        let mut operations = context.lower_operations();
        lose(&mut context, &mut operations);
        context.check_counts(&operations);
        problems
    }

    fn messages(problems: &[Diagnostic]) -> Vec<&str> {
        let problems = problems.iter();
        problems.map(|problem| problem.problem.as_str()).collect()
    }

    #[test]
    fn nothing_is_said_where_nothing_is_lost() {
        assert_eq!(messages(&reports_after(|_, _| {})), [""; 0]);
    }

    #[test]
    fn whatever_is_lost_is_reported() {
        let operation = reports_after(|_, operations| operations.clear());
        assert_eq!(
            messages(&operation),
            ["the document holds 1 operations, and the model 0"]
        );
        let property = reports_after(|context, _| {
            for model in &mut context.models {
                model.fields.truncate(1);
            }
        });
        assert_eq!(
            messages(&property),
            ["the document holds 2 properties, and the model 1"]
        );
        let value = reports_after(|context, _| {
            for list in &mut context.enums {
                list.values.truncate(1);
            }
        });
        assert_eq!(
            messages(&value),
            ["the document holds 2 enum values, and the model 1"]
        );
    }
}
