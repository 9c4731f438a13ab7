//! Schemas, and the schemas inside them.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_yaml::Value;

use super::builder::{OpenApiBuilder, empty_map, value};
use crate::load::yaml::node::{Node, NodeKind};

/// The keys of a schema whose values are schemas or contain them.
const NESTED: [&str; 7] = [
    "properties",
    "items",
    "additionalProperties",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
];

/// The keys that a schema may have whatever its type. `format` and `enum` are not among them: each type has its own.
const COMMON: [&str; 11] = [
    "type",
    "title",
    "description",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "discriminator",
    "externalDocs",
];

/// The keys that say something about the values of a type.
fn type_keys(name: &str) -> &'static [&'static str] {
    match name {
        "string" => &["format", "pattern", "minLength", "maxLength", "enum"],
        "number" | "integer" => &[
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "enum",
        ],
        "boolean" => &["enum"],
        "array" => &["items", "minItems", "maxItems", "uniqueItems"],
        _ => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    }
}

/// The keys of a schema that say nothing about values of its type, such as the format of an object, which Twilio's
/// documents have. openapiv3 ignores the type of a schema with such a key, so it must not see them; they stay in the
/// tree.
fn foreign_keys(node: &Node) -> Vec<&str> {
    let combined = ["oneOf", "anyOf", "allOf", "not"]
        .iter()
        .any(|key| value(node, key).is_some());
    let type_name = value(node, "type").and_then(Node::as_str);
    let (Some(type_name), false) = (type_name, combined) else {
        return Vec::new();
    };
    let own = type_keys(type_name);
    let is_foreign =
        |key: &&str| !own.contains(key) && !COMMON.contains(key) && !key.starts_with("x-");
    let keys = node.entries().map(|(key, _)| key);
    keys.filter(is_foreign).collect()
}

/// What serde is given in place of the schemas inside a schema, and in place of what it would refuse.
fn stand_ins(node: &Node, foreign: &[&str]) -> Vec<(&'static str, Value)> {
    let nested = NESTED
        .into_iter()
        .filter(|key| !foreign.contains(key) && value(node, key).is_some());
    let mut stand_ins: Vec<(&str, Value)> = nested
        .map(|key| match key {
            "oneOf" | "anyOf" | "allOf" => (key, Value::Sequence(Vec::new())),
            "additionalProperties" => (key, Value::Bool(true)),
            _ => (key, empty_map()),
        })
        .collect();
    if let Some(discriminator) = value(node, "discriminator") {
        // A key without a value counts as absent, and serde would refuse the null.
        let mut discriminator = discriminator.to_value();
        if let Value::Mapping(entries) = &mut discriminator {
            entries.retain(|_, value| !value.is_null());
        }
        stand_ins.push(("discriminator", discriminator));
    }
    stand_ins
}

impl OpenApiBuilder<'_> {
    pub(super) fn schema(&mut self, node: &Node) -> Option<Schema> {
        let foreign = foreign_keys(node);
        let stand_ins = stand_ins(node, &foreign);
        let without = [&NESTED[..], &["discriminator"], &foreign].concat();
        let mut schema: Schema = self.flat_object(node, "a schema", &without, &stand_ins)?;
        self.add_nested(node, &mut schema.schema_kind)?;
        Some(schema)
    }

    /// Replaces the stand-ins in a schema by the schemas that belong there.
    fn add_nested(&mut self, node: &Node, kind: &mut SchemaKind) -> Option<()> {
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                object.properties = self.referable_map(node, "properties", Self::boxed_schema)?;
                object.additional_properties = self.additional_properties(node)?;
            }
            SchemaKind::Type(Type::Array(array)) => {
                array.items = self.nested_schema(node, "items")?
            }
            SchemaKind::Type(_) => {}
            SchemaKind::OneOf { one_of } => *one_of = self.schema_list(node, "oneOf")?,
            SchemaKind::AnyOf { any_of } => *any_of = self.schema_list(node, "anyOf")?,
            SchemaKind::AllOf { all_of } => *all_of = self.schema_list(node, "allOf")?,
            SchemaKind::Not { not } => {
                if let Some(schema) = self.not(node)? {
                    *not = schema;
                }
            }
            SchemaKind::Any(any) => {
                any.properties = self.referable_map(node, "properties", Self::boxed_schema)?;
                any.additional_properties = self.additional_properties(node)?;
                any.items = self.nested_schema(node, "items")?;
                any.one_of = self.schema_list(node, "oneOf")?;
                any.any_of = self.schema_list(node, "anyOf")?;
                any.all_of = self.schema_list(node, "allOf")?;
                any.not = self.not(node)?;
            }
        }
        Some(())
    }

    fn boxed_schema(&mut self, node: &Node) -> Option<Box<Schema>> {
        self.schema(node).map(Box::new)
    }

    fn nested_schema(
        &mut self,
        node: &Node,
        key: &str,
    ) -> Option<Option<ReferenceOr<Box<Schema>>>> {
        match value(node, key) {
            Some(schema) => self.referable(schema, Self::boxed_schema).map(Some),
            None => Some(None),
        }
    }

    fn schema_list(&mut self, node: &Node, key: &str) -> Option<Vec<ReferenceOr<Schema>>> {
        let Some(list) = value(node, key) else {
            return Some(Vec::new());
        };
        list.items()
            .iter()
            .map(|schema| self.referable(schema, Self::schema))
            .collect()
    }

    fn not(&mut self, node: &Node) -> Option<Option<Box<ReferenceOr<Schema>>>> {
        match value(node, "not") {
            Some(schema) => self
                .referable(schema, Self::schema)
                .map(|schema| Some(Box::new(schema))),
            None => Some(None),
        }
    }

    fn additional_properties(&mut self, node: &Node) -> Option<Option<AdditionalProperties>> {
        let Some(additional) = value(node, "additionalProperties") else {
            return Some(None);
        };
        debug_assert!(
            matches!(additional.kind(), NodeKind::Bool | NodeKind::Map),
            "the checks let nothing else through"
        );
        Some(Some(match additional.as_bool() {
            Some(any) => AdditionalProperties::Any(any),
            None => {
                let schema = self.referable(additional, Self::schema)?;
                AdditionalProperties::Schema(Box::new(schema))
            }
        }))
    }
}
