//! Types: from a schema to what a property or a parameter holds.

use std::borrow::Borrow;

use openapiv3::{
    AdditionalProperties, AnySchema, ObjectType, ReferenceOr, Schema, SchemaKind, StringFormat,
    StringType, Type as Kind, VariantOrUnknownOrEmpty,
};

use super::object::{Shape, all_of};
use super::schema_view::{is_below, parts_of};
use super::sids::sid_kind_of_pattern;
use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::{Component, LowerContext};
use crate::lower::count::counts_of_schema;
use crate::model::{Counts, Type};
use crate::names::ident::compound_type_name;

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
        compound_type_name(self.owner, self.name)
    }
}

/// Why an object has no type of its own.
const OPEN_OBJECT: &str = "an object whose keys and values are not declared";

/// Why a part of a schema is left out.
const OTHERWISE: &str = "the type is made from the rest";

/// Deepest nesting of schemas, references followed: far above any real one, and far below what a stack holds.
const DEEPEST: usize = 48;

impl LowerContext<'_> {
    /// Lowers a schema where it is used.
    pub(crate) fn type_of<S: Borrow<Schema>>(
        &mut self,
        schema: &ReferenceOr<S>,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        let Some(resolved) = self.accept(self.document.schema(schema, at)) else {
            return Type::Json;
        };
        if let Some(name) = resolved.component() {
            match self.components.get(name) {
                Some(Component::Model(ident)) => return Type::Model(ident.clone()),
                Some(Component::Enum(ident)) => return Type::Enum(ident.clone()),
                Some(Component::Union(ident)) => return Type::Union(ident.clone()),
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
            if self.once(at.as_str(), "too deep") {
                let problem = format!(
                    "schemas lie more than {DEEPEST} deep within each other here, \
                     or a list or a map contains itself"
                );
                self.error(
                    Code::UnsupportedSchema,
                    at,
                    problem,
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
            SchemaKind::Type(Kind::String(text)) => self.type_of_text(schema, text, at, holder),
            SchemaKind::Type(Kind::Array(array)) => {
                let items = array.items.as_ref();
                let item = items.map(|items| self.type_of(items, &at.join("items"), holder));
                Type::List(Box::new(
                    item.unwrap_or_else(|| self.untyped(at, "a list without `items`")),
                ))
            }
            SchemaKind::Type(Kind::Object(object)) => {
                self.type_of_object(schema, object, at, holder)
            }
            SchemaKind::Any(any) => self.type_of_any(schema, any, at, holder),
            SchemaKind::OneOf { one_of: list } => {
                self.type_of_choice(schema, list, &at.join("oneOf"), at, holder)
            }
            SchemaKind::AnyOf { any_of: list } => {
                self.type_of_choice(schema, list, &at.join("anyOf"), at, holder)
            }
            SchemaKind::AllOf { .. } => self
                .type_of_parts(schema, at, holder)
                .unwrap_or_else(|| self.untyped_choice(schema, at, "a combination of schemas")),
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

    /// An object, or what its parts are together: all of one is that one, and this is how a reference gets a
    /// description.
    fn type_of_parts(
        &mut self,
        schema: &Schema,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Option<Type> {
        match self.shape(schema, at) {
            Shape::Object(object) => {
                let model = self.inline_model(schema, &object, at, holder);
                Some(Type::Model(model))
            }
            Shape::Same(index) => {
                let part = all_of(schema).get(index)?;
                self.leave_out(
                    schema,
                    at,
                    &["allOf"],
                    "what stands beside a choice",
                    OTHERWISE,
                );
                let at = at.join("allOf").join(&index.to_string());
                Some(self.type_of(part, &at, holder))
            }
            Shape::Other => None,
            // It was reported.
            Shape::Endless(..) | Shape::TooDeep(_) => Some(Type::Json),
        }
    }

    /// One of one is that one. What stands beside others has no one Rust type, and is read as JSON.
    fn type_of_choice(
        &mut self,
        schema: &Schema,
        list: &[ReferenceOr<Schema>],
        list_at: &Pointer,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        if let [only] = list {
            return self.type_of(only, &list_at.join("0"), holder);
        }
        match self.inline_union(schema, at, holder) {
            Some(union) => Type::Union(union),
            None => self.untyped_choice(schema, at, "a choice of schemas"),
        }
    }

    fn untyped_choice(&mut self, schema: &Schema, at: &Pointer, what: &'static str) -> Type {
        self.leave_out(schema, at, &[], what, "it is read and written as any JSON");
        self.untyped(at, what)
    }

    fn type_of_text(
        &mut self,
        schema: &Schema,
        text: &StringType,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        if !text.enumeration.is_empty() {
            let format = match &text.format {
                VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
                _ => None,
            };
            let values = &text.enumeration;
            return Type::Enum(self.inline_enum(schema, values, format, at, holder));
        }
        if let Some(pattern) = &text.pattern
            && let Some((kind, prefixes)) = sid_kind_of_pattern(pattern)
        {
            self.note_sid(&kind, prefixes, pattern, holder.name);
            return Type::Sid(kind);
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

    fn type_of_object(
        &mut self,
        schema: &Schema,
        object: &ObjectType,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        if let Some(ty) = self.type_of_parts(schema, at, holder) {
            return ty;
        }
        self.type_of_map(schema, object.additional_properties.as_ref(), at, holder)
    }

    /// An object without properties: a map if the document says what it holds, any JSON otherwise.
    fn type_of_map(
        &mut self,
        schema: &Schema,
        values: Option<&AdditionalProperties>,
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
            Some(AdditionalProperties::Schema(values)) => {
                let ty = self.type_of(values.as_ref(), &at.join("additionalProperties"), holder);
                Type::Map(Box::new(ty))
            }
            _ => self.untyped(at, untyped_reason(schema)),
        }
    }

    /// A schema without a type may still say properties or items, and a keyword of another type makes openapiv3 forget
    /// the type that a schema has. Then it is what it says.
    fn type_of_any(
        &mut self,
        schema: &Schema,
        any: &AnySchema,
        at: &Pointer,
        holder: &Holder<'_>,
    ) -> Type {
        let name = any.typ.as_deref();
        if let Some(ty) = self.type_of_parts(schema, at, holder) {
            return ty;
        }
        if any.items.is_some() || name == Some("array") {
            let beside = "what stands beside the items of a list";
            self.leave_out(schema, at, &["items"], beside, OTHERWISE);
            let items = any.items.as_ref();
            let item = items.map(|items| self.type_of(items, &at.join("items"), holder));
            return Type::List(Box::new(
                item.unwrap_or_else(|| self.untyped(at, "a list without `items`")),
            ));
        }
        let choices = [("oneOf", &any.one_of), ("anyOf", &any.any_of)];
        for (key, list) in choices {
            if let [only] = list.as_slice() {
                self.leave_out(schema, at, &[key], "what stands beside a choice", OTHERWISE);
                return self.type_of(only, &at.join(key).join("0"), holder);
            }
        }
        if let Some(union) = self.inline_union(schema, at, holder) {
            return Type::Union(union);
        }
        if let Some(plain) = name.and_then(plain_type) {
            let beside = "what stands beside a plain type";
            self.leave_out(schema, at, &[], beside, OTHERWISE);
            return plain;
        }
        self.type_of_map(schema, any.additional_properties.as_ref(), at, holder)
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
        let mut counts = Counts::default();
        let mut some = kept.is_empty()
            && matches!(
                schema.schema_kind,
                SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::AllOf { .. }
            );
        for (part_at, part) in parts_of(schema, at) {
            if !is_below(&part_at, at, kept) {
                counts.add(&counts_of_schema(self.document, part, &part_at));
                some = true;
            }
        }
        if some && self.once(at.as_str(), what) {
            self.skip(at, what, reason, counts);
        }
    }
}

/// Why a schema without properties has no type of its own.
fn untyped_reason(schema: &Schema) -> &'static str {
    match &schema.schema_kind {
        SchemaKind::Type(Kind::Object(_)) => OPEN_OBJECT,
        SchemaKind::Any(any) if any.typ.as_deref() == Some("object") => OPEN_OBJECT,
        SchemaKind::Any(any) if any.additional_properties.is_some() => OPEN_OBJECT,
        SchemaKind::Any(any) if !any.one_of.is_empty() || !any.any_of.is_empty() => {
            "a choice of schemas"
        }
        SchemaKind::Any(any) if !any.all_of.is_empty() => "a combination of schemas",
        _ => "a schema without a type",
    }
}

/// The type that a `type` alone says.
fn plain_type(name: &str) -> Option<Type> {
    match name {
        "string" => Some(Type::Text),
        "boolean" => Some(Type::Bool),
        "integer" => Some(Type::Integer),
        "number" => Some(Type::Number),
        _ => None,
    }
}
