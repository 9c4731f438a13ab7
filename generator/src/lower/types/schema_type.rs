//! Types: from a schema to what a property or a parameter holds.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use openapiv3::{
    ReferenceOr, Schema, SchemaKind, StringFormat, Type as Kind, VariantOrUnknownOrEmpty,
};

use super::schema_view::parts_of;
use super::sids;
use super::sids::Seen;
use crate::diagnostic::Code;
use crate::load::{Pointer, SchemaExtension};
use crate::lower::context::{Component, Context};
use crate::lower::count::counts_of_schema;
use crate::model::{Constraints, Counts, Pii, Type};
use crate::names::ident::joined;

/// Where a type is met: what an object or an enum written in place is named after.
#[derive(Debug, Clone)]
pub(crate) struct Holder<'a> {
    /// The Rust name of the model or operation around it.
    pub(crate) owner: &'a str,
    /// The wire name of the property or parameter.
    pub(crate) name: &'a str,
}

impl Holder<'_> {
    /// The name of a type written in place.
    pub(crate) fn type_name(&self) -> String {
        joined(self.owner, self.name)
    }
}

/// Why a part of a schema is left out.
const OTHERWISE: &str = "the type is made from the rest";

/// Deepest nesting of schemas, references followed: far above any real one, and far below what a stack holds.
const DEEPEST: usize = 48;

impl Context<'_> {
    /// Lowers a schema where it is used.
    pub(crate) fn type_of<S: Borrow<Schema>>(
        &mut self,
        schema: &ReferenceOr<S>,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        let resolved = match self.document.schema(schema, at) {
            Ok(resolved) => resolved,
            Err(problem) => {
                self.problems.push(problem);
                return Type::Json;
            }
        };
        if let Some(name) = resolved.component() {
            match self.components.get(name) {
                Some(Component::Model(ident)) => return Type::Model(ident.clone()),
                Some(Component::Enum(ident)) => return Type::Enum(ident.clone()),
                // A component without a name of its own is read where it stands; the loader has
                // already refused references that lead back to themselves.
                Some(Component::Alias) | None => {}
            }
        }
        let at = resolved.pointer().clone();
        self.type_of_schema(resolved.value(), &at, holder)
    }

    /// Lowers a schema that stands right here.
    pub(crate) fn type_of_schema(
        &mut self,
        schema: &Schema,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        if self.depth == DEEPEST {
            if self.unread.insert((at.to_string(), "too deep")) {
                self.error(
                    Code::UnsupportedSchema,
                    at,
                    format!(
                        "schemas lie more than {DEEPEST} deep within each other here, or a list or a map contains itself"
                    ),
                    "give one of them properties of its own, and refer to it",
                );
            }
            return Type::Json;
        }
        self.depth += 1;
        let ty = self.type_of_kind(schema, at, holder);
        self.depth -= 1;
        ty
    }

    fn type_of_kind(&mut self, schema: &Schema, at: &Pointer, holder: &Holder<'_>) -> Type {
        match &schema.schema_kind {
            SchemaKind::Type(Kind::Boolean(_)) => Type::Bool,
            SchemaKind::Type(Kind::Integer(_)) => Type::Integer,
            SchemaKind::Type(Kind::Number(_)) => Type::Number,
            SchemaKind::Type(Kind::String(text)) => {
                if !text.enumeration.is_empty() {
                    let format = match &text.format {
                        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
                        _ => None,
                    };
                    return Type::Enum(self.inline_enum(
                        schema,
                        &text.enumeration,
                        format,
                        at,
                        holder,
                    ));
                }
                if let Some(pattern) = &text.pattern {
                    if let Some((marker, prefixes)) = sids::kind_of(pattern) {
                        self.note_sid(&marker, prefixes, pattern, holder.name);
                        return Type::Sid(marker);
                    }
                }
                match &text.format {
                    VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Type::Timestamp,
                    VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Type::Date,
                    VariantOrUnknownOrEmpty::Unknown(format) if format == "date-time-rfc-2822" => {
                        Type::Timestamp
                    }
                    // Every other format is text: `uri`, `phone-number`, `currency`, …
                    _ => Type::Text,
                }
            }
            SchemaKind::Type(Kind::Array(array)) => match &array.items {
                Some(items) => Type::List(Box::new(self.type_of(items, &at.join("items"), holder))),
                None => Type::List(Box::new(Type::Json)),
            },
            SchemaKind::Type(Kind::Object(object)) => {
                self.type_of_object(schema, object, at, holder)
            }
            SchemaKind::Any(any) => self.type_of_any(schema, any, at, holder),
            // One of one, or all of one, is that one; this is how a reference gets a description.
            SchemaKind::OneOf { one_of: list } => match list.as_slice() {
                [only] => self.type_of(only, &at.join("oneOf").join("0"), holder),
                _ => self.any_json(schema, at, "a choice of schemas"),
            },
            SchemaKind::AnyOf { any_of: list } => match list.as_slice() {
                [only] => self.type_of(only, &at.join("anyOf").join("0"), holder),
                _ => self.any_json(schema, at, "a choice of schemas"),
            },
            SchemaKind::AllOf { all_of: list } => match list.as_slice() {
                [only] => self.type_of(only, &at.join("allOf").join("0"), holder),
                _ => self.any_json(schema, at, "a combination of schemas"),
            },
            SchemaKind::Not { .. } => {
                self.error(
                    Code::UnsupportedSchema,
                    at,
                    "`not` says what a value is not, and no Rust type can be made from that",
                    "write the schema of what the value is, or leave it without a type",
                );
                Type::Json
            }
        }
    }

    fn type_of_object(
        &mut self,
        schema: &Schema,
        object: &openapiv3::ObjectType,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        if !object.properties.is_empty() {
            return Type::Model(self.inline_struct(
                schema,
                &object.properties,
                &object.required,
                at,
                holder,
            ));
        }
        self.type_of_map(schema, object.additional_properties.as_ref(), at, holder)
    }

    /// An object without properties: a map if the document says what it holds, any JSON otherwise.
    fn type_of_map(
        &mut self,
        schema: &Schema,
        values: Option<&openapiv3::AdditionalProperties>,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        // `uri-map`: keys of the API's choice, each with an address.
        if self.document.text(&at.join("format")) == Some("uri-map") {
            self.leave_out(schema, at, &[], "what a map of addresses holds", OTHERWISE);
            return Type::Map(Box::new(Type::Text));
        }
        let kept = ["additionalProperties"];
        self.leave_out(
            schema,
            at,
            &kept,
            "what stands beside the values of a map",
            OTHERWISE,
        );
        match values {
            Some(openapiv3::AdditionalProperties::Schema(values)) => {
                let ty = self.type_of(values.as_ref(), &at.join("additionalProperties"), holder);
                Type::Map(Box::new(ty))
            }
            _ => Type::Json,
        }
    }

    /// A schema without a type may still say properties or items; then it is what it says.
    fn type_of_any(
        &mut self,
        schema: &Schema,
        any: &openapiv3::AnySchema,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        if !any.properties.is_empty() {
            return Type::Model(self.inline_struct(
                schema,
                &any.properties,
                &any.required,
                at,
                holder,
            ));
        }
        if let Some(items) = &any.items {
            self.leave_out(
                schema,
                at,
                &["items"],
                "what stands beside the items of a list",
                OTHERWISE,
            );
            return Type::List(Box::new(self.type_of(items, &at.join("items"), holder)));
        }
        if any.typ.as_deref() == Some("array") {
            self.leave_out(
                schema,
                at,
                &["items"],
                "what stands beside the items of a list",
                OTHERWISE,
            );
            return Type::List(Box::new(Type::Json));
        }
        for (key, list) in [
            ("allOf", &any.all_of),
            ("oneOf", &any.one_of),
            ("anyOf", &any.any_of),
        ] {
            if let [only] = list.as_slice() {
                self.leave_out(schema, at, &[key], "what stands beside a choice", OTHERWISE);
                return self.type_of(only, &at.join(key).join("0"), holder);
            }
        }
        // A keyword of another type takes a schema out of openapiv3's own kinds as well.
        let plain = match any.typ.as_deref() {
            Some("string") => Some(Type::Text),
            Some("boolean") => Some(Type::Bool),
            Some("integer") => Some(Type::Integer),
            Some("number") => Some(Type::Number),
            _ => None,
        };
        if let Some(plain) = plain {
            self.leave_out(
                schema,
                at,
                &[],
                "what stands beside a plain type",
                OTHERWISE,
            );
            return plain;
        }
        // A `format` on an object is no part of OpenAPI, and takes it out of openapiv3's own kind for objects.
        self.type_of_map(schema, any.additional_properties.as_ref(), at, holder)
    }

    /// Reads what has no one Rust type as JSON, and says so.
    fn any_json(&mut self, schema: &Schema, at: &Pointer, what: &'static str) -> Type {
        self.leave_out(schema, at, &[], what, "it is read and written as any JSON");
        Type::Json
    }

    /// Notes the schemas within another that its Rust type has no place for: all but those below `kept`.
    pub(crate) fn leave_out(
        &mut self,
        schema: &Schema,
        at: &Pointer,
        kept: &[&str],
        what: &'static str,
        reason: &str,
    ) {
        let is_kept = |part: &Pointer| {
            kept.iter()
                .any(|key| part.as_str().starts_with(at.join(key).as_str()))
        };
        let mut counts = Counts::default();
        let mut some = kept.is_empty()
            && matches!(
                schema.schema_kind,
                SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::AllOf { .. }
            );
        for (part_at, part) in parts_of(schema, at) {
            if !is_kept(&part_at) {
                counts.add(&counts_of_schema(self.document, part, &part_at));
                some = true;
            }
        }
        if some && self.unread.insert((at.to_string(), what)) {
            self.skip(at, what, reason, counts);
        }
    }

    fn note_sid(&mut self, marker: &str, prefixes: Vec<String>, pattern: &str, holder: &str) {
        let holder = crate::names::ident::value_ident(holder);
        let seen = self.sids.entry(marker.to_owned()).or_insert_with(|| Seen {
            marker: marker.to_owned(),
            prefixes,
            pattern: pattern.to_owned(),
            holders: BTreeMap::new(),
        });
        *seen.holders.entry(holder).or_insert(0) += 1;
    }

    /// The limits of a schema, and its class of personal data.
    pub(crate) fn constraints<S: Borrow<Schema>>(
        &mut self,
        schema: &ReferenceOr<S>,
        at: &Pointer,
    ) -> Constraints {
        let mut found = Constraints::default();
        let extension = match self.document.schema_extension(at) {
            Ok(extension) => extension,
            Err(problems) => {
                self.problems.extend(problems);
                SchemaExtension::default()
            }
        };
        found.pii = extension.pii.map(|pii| Pii {
            handling: pii.handling.to_string(),
            delete_sla: pii.delete_sla,
        });
        let ReferenceOr::Item(schema) = schema else {
            return found;
        };
        let schema = schema.borrow();
        found.default = schema.schema_data.default.as_ref().map(ToString::to_string);
        match &schema.schema_kind {
            SchemaKind::Type(Kind::String(text)) => {
                found.pattern = text.pattern.clone();
                found.min_length = text.min_length;
                found.max_length = text.max_length;
                found.format = match &text.format {
                    VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
                    _ => None,
                };
            }
            SchemaKind::Type(Kind::Integer(number)) => {
                found.minimum = number.minimum.map(|bound| bound.to_string());
                found.maximum = number.maximum.map(|bound| bound.to_string());
            }
            SchemaKind::Type(Kind::Number(number)) => {
                found.minimum = number.minimum.map(|bound| bound.to_string());
                found.maximum = number.maximum.map(|bound| bound.to_string());
            }
            SchemaKind::Type(Kind::Array(array)) => {
                found.min_length = array.min_items;
                found.max_length = array.max_items;
            }
            _ => {}
        }
        if let Some((least, most)) = crossed(schema) {
            self.warning(
                Code::Range,
                at,
                format!(
                    "the lower bound {least} is above the upper one, {most}: no value is right"
                ),
            );
        }
        found
    }
}

/// The bounds of a schema, if the lower one is above the upper one.
fn crossed(schema: &Schema) -> Option<(String, String)> {
    fn above<T: PartialOrd + ToString>(
        least: Option<T>,
        most: Option<T>,
    ) -> Option<(String, String)> {
        let (least, most) = (least?, most?);
        (least > most).then(|| (least.to_string(), most.to_string()))
    }
    match &schema.schema_kind {
        SchemaKind::Type(Kind::String(text)) => above(text.min_length, text.max_length),
        SchemaKind::Type(Kind::Integer(number)) => above(number.minimum, number.maximum),
        SchemaKind::Type(Kind::Number(number)) => above(number.minimum, number.maximum),
        SchemaKind::Type(Kind::Array(array)) => above(array.min_items, array.max_items),
        _ => None,
    }
}
