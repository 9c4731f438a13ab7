//! What a schema holds, read the same way by lowering and by the count guard: its properties, its values, its parts.
//!
//! Below both. Knows openapiv3 and pointers, and decides nothing about Rust.

use std::borrow::Borrow;
use std::sync::LazyLock;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, ParameterData, ParameterSchemaOrContent, ReferenceOr, Schema, SchemaKind,
    Type as Kind,
};

use crate::load::Pointer;

/// Properties by name, in document order.
pub(crate) type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// The properties of an object schema, and the names of those that are required.
pub(crate) fn properties_of(schema: &Schema) -> (&Properties, &[String]) {
    static NONE: LazyLock<Properties> = LazyLock::new(IndexMap::new);
    match &schema.schema_kind {
        SchemaKind::Type(Kind::Object(object)) => (&object.properties, &object.required),
        SchemaKind::Any(any) => (&any.properties, &any.required),
        _ => (&NONE, &[]),
    }
}

/// The schema of a parameter, or that of the one media type of its content, and its place.
pub(crate) fn schema_of_parameter<'d>(
    data: &'d ParameterData,
    at: &Pointer,
) -> Option<(&'d ReferenceOr<Schema>, Pointer)> {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => Some((schema, at.join("schema"))),
        ParameterSchemaOrContent::Content(content) => {
            let (media_type, media) = content.first()?;
            let at = at.join("content").join(media_type).join("schema");
            Some((media.schema.as_ref()?, at))
        }
    }
}

/// The values of a schema that lists texts, or `None` if it lists none.
pub(crate) fn enum_values(schema: &Schema) -> Option<Vec<String>> {
    match &schema.schema_kind {
        SchemaKind::Type(Kind::String(text)) if !text.enumeration.is_empty() => {
            Some(text.enumeration.iter().flatten().cloned().collect())
        }
        _ => None,
    }
}

/// The schemas written in place within another, apart from its properties, each with its pointer.
pub(crate) fn parts_of<'s>(schema: &'s Schema, at: &Pointer) -> Vec<(Pointer, &'s Schema)> {
    let mut parts = Vec::new();
    match &schema.schema_kind {
        SchemaKind::Type(Kind::Array(array)) => {
            parts.extend(
                array
                    .items
                    .as_ref()
                    .and_then(|items| part(items, at, "items")),
            );
        }
        SchemaKind::Type(Kind::Object(object)) => {
            parts.extend(values_of(object.additional_properties.as_ref(), at));
        }
        SchemaKind::OneOf { one_of: list } => parts.extend(choices(list, at, "oneOf")),
        SchemaKind::AnyOf { any_of: list } => parts.extend(choices(list, at, "anyOf")),
        SchemaKind::AllOf { all_of: list } => parts.extend(choices(list, at, "allOf")),
        SchemaKind::Any(any) => {
            parts.extend(
                any.items
                    .as_ref()
                    .and_then(|items| part(items, at, "items")),
            );
            parts.extend(values_of(any.additional_properties.as_ref(), at));
            parts.extend(choices(&any.one_of, at, "oneOf"));
            parts.extend(choices(&any.any_of, at, "anyOf"));
            parts.extend(choices(&any.all_of, at, "allOf"));
        }
        _ => {}
    }
    parts
}

fn part<'s, S: Borrow<Schema>>(
    schema: &'s ReferenceOr<S>,
    at: &Pointer,
    key: &str,
) -> Option<(Pointer, &'s Schema)> {
    match schema {
        ReferenceOr::Item(schema) => Some((at.join(key), schema.borrow())),
        ReferenceOr::Reference { .. } => None,
    }
}

fn values_of<'s>(
    values: Option<&'s AdditionalProperties>,
    at: &Pointer,
) -> Option<(Pointer, &'s Schema)> {
    match values {
        Some(AdditionalProperties::Schema(values)) => {
            part(values.as_ref(), at, "additionalProperties")
        }
        _ => None,
    }
}

fn choices<'s>(
    list: &'s [ReferenceOr<Schema>],
    at: &Pointer,
    key: &str,
) -> Vec<(Pointer, &'s Schema)> {
    let base = at.join(key);
    let numbered = list.iter().enumerate();
    numbered
        .filter_map(|(index, choice)| part(choice, &base, &index.to_string()))
        .collect()
}

/// Whether a place lies below one of the keys of another.
pub(crate) fn is_below(place: &Pointer, at: &Pointer, keys: &[&str]) -> bool {
    keys.iter()
        .any(|key| place.as_str().starts_with(at.join(key).as_str()))
}
