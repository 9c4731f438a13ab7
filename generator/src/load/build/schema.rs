//! Schemas.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_yaml::Value;

use super::{Builder, empty_map, referable, value};
use crate::load::yaml::node::{Kind, Node};

/// The keys under which schemas hold schemas.
const NESTED: [&str; 7] = [
    "properties",
    "items",
    "additionalProperties",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
];

/// Keys that every schema may have, whatever its type.
const COMMON: [&str; 13] = [
    "type",
    "title",
    "description",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "enum",
    "discriminator",
    "externalDocs",
    "format",
];

/// The keys that say something about values of a type.
fn keys_of(name: &str) -> &'static [&'static str] {
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

impl Builder<'_> {
    pub(crate) fn schema(&mut self, node: &Node) -> Option<Schema> {
        let name = value(node, "type").and_then(Node::as_str);
        let combined = ["oneOf", "anyOf", "allOf", "not"]
            .iter()
            .any(|key| value(node, key).is_some());
        let mut without: Vec<&str> = NESTED.to_vec();
        if let (Some(name), false) = (name, combined) {
            // openapiv3 gives up on the type of a schema that has a key of another type (an object with
            // a format, which Twilio writes), although such a key says nothing. So it is kept from it;
            // the tree has it for whoever asks.
            let own = keys_of(name);
            let foreign = node.entries().map(|(key, _)| key).filter(|key| {
                let general = COMMON.contains(key) && !matches!(*key, "enum" | "format");
                !general && !own.contains(key) && !key.starts_with("x-")
            });
            without.extend(foreign);
        }
        let mut stand_ins: Vec<(&str, Value)> = Vec::new();
        for key in NESTED {
            if without.iter().filter(|left| **left == key).count() > 1 || value(node, key).is_none()
            {
                continue;
            }
            stand_ins.push((
                key,
                match key {
                    "oneOf" | "anyOf" | "allOf" => Value::Sequence(Vec::new()),
                    "additionalProperties" => Value::Bool(true),
                    _ => empty_map(),
                },
            ));
        }
        if let Some(discriminator) = value(node, "discriminator") {
            // openapiv3 insists on a mapping, which OpenAPI does not.
            let mut discriminator = discriminator.to_value();
            if let Value::Mapping(entries) = &mut discriminator {
                entries
                    .entry(Value::String(String::from("mapping")))
                    .or_insert_with(empty_map);
            }
            stand_ins.push(("discriminator", discriminator));
        }
        let mut schema: Schema = self.flat(node, "a schema", &without, &stand_ins)?;
        self.fill(node, &mut schema.schema_kind)?;
        Some(schema)
    }

    /// Puts the schemas below a schema where their stand-ins are.
    fn fill(&mut self, node: &Node, kind: &mut SchemaKind) -> Option<()> {
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                object.properties = self.referable_map(node, "properties", Self::boxed)?;
                object.additional_properties = self.additional(node)?;
            }
            SchemaKind::Type(Type::Array(array)) => array.items = self.single(node, "items")?,
            SchemaKind::Type(_) => {}
            SchemaKind::OneOf { one_of } => *one_of = self.several(node, "oneOf")?,
            SchemaKind::AnyOf { any_of } => *any_of = self.several(node, "anyOf")?,
            SchemaKind::AllOf { all_of } => *all_of = self.several(node, "allOf")?,
            SchemaKind::Not { not } => {
                if let Some(found) = self.not(node)? {
                    *not = found;
                }
            }
            SchemaKind::Any(any) => {
                any.properties = self.referable_map(node, "properties", Self::boxed)?;
                any.additional_properties = self.additional(node)?;
                any.items = self.single(node, "items")?;
                any.one_of = self.several(node, "oneOf")?;
                any.any_of = self.several(node, "anyOf")?;
                any.all_of = self.several(node, "allOf")?;
                any.not = self.not(node)?;
            }
        }
        Some(())
    }

    fn boxed(&mut self, node: &Node) -> Option<Box<Schema>> {
        self.schema(node).map(Box::new)
    }

    fn single(&mut self, node: &Node, key: &str) -> Option<Option<ReferenceOr<Box<Schema>>>> {
        match value(node, key) {
            Some(schema) => referable(self, schema, Self::boxed).map(Some),
            None => Some(None),
        }
    }

    fn several(&mut self, node: &Node, key: &str) -> Option<Vec<ReferenceOr<Schema>>> {
        let Some(list) = value(node, key) else {
            return Some(Vec::new());
        };
        list.items()
            .iter()
            .map(|schema| referable(self, schema, Self::schema))
            .collect()
    }

    fn not(&mut self, node: &Node) -> Option<Option<Box<ReferenceOr<Schema>>>> {
        match value(node, "not") {
            Some(schema) => {
                referable(self, schema, Self::schema).map(|found| Some(Box::new(found)))
            }
            None => Some(None),
        }
    }

    fn additional(&mut self, node: &Node) -> Option<Option<AdditionalProperties>> {
        let Some(found) = value(node, "additionalProperties") else {
            return Some(None);
        };
        let additional = match found.as_bool() {
            Some(any) => AdditionalProperties::Any(any),
            None => AdditionalProperties::Schema(Box::new(referable(self, found, Self::schema)?)),
        };
        debug_assert!(
            matches!(found.kind(), Kind::Bool | Kind::Map),
            "the checks let nothing else through"
        );
        Some(Some(additional))
    }
}
