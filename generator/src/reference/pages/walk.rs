//! A walk over the schemas of a document, each with its pointer.

use std::collections::HashMap;

use crate::model::declared::{Declarations, MediaType, Schema};

/// Every schema that the document declares, by its pointer.
pub(crate) fn schemas(declared: &Declarations) -> HashMap<String, &Schema> {
    let mut schemas = HashMap::new();
    for (name, schema) in &declared.schemas {
        collect(schema, component(name), &mut schemas);
    }
    for operation in declared.operations.values() {
        for parameter in &operation.parameters {
            let pointer = format!("{}/schema", parameter.origin.pointer);
            collect(&parameter.schema, pointer, &mut schemas);
        }
        for media in operation.body.iter().flat_map(|body| &body.content) {
            let pointer = body_pointer(&operation.origin.pointer, media);
            collect(&media.schema, pointer, &mut schemas);
        }
        for response in &operation.responses {
            for media in &response.content {
                let pointer = media_pointer(&response.origin.pointer, media);
                collect(&media.schema, pointer, &mut schemas);
            }
        }
    }
    schemas
}

/// The pointer of a component.
pub(crate) fn component(name: &str) -> String {
    format!("/components/schemas/{}", escaped(name))
}

/// The name of the component at a pointer, if one is there.
pub(crate) fn component_name(pointer: &str) -> Option<String> {
    let step = pointer.strip_prefix("/components/schemas/")?;
    (!step.contains('/')).then(|| step.replace("~1", "/").replace("~0", "~"))
}

/// The pointer of a property.
pub(crate) fn property(holder: &str, name: &str) -> String {
    format!("{holder}/properties/{}", escaped(name))
}

/// The pointer of the schema of a request body.
pub(crate) fn body_pointer(operation: &str, media: &MediaType) -> String {
    media_pointer(&format!("{operation}/requestBody"), media)
}

/// The pointer of the schema of a body.
pub(crate) fn media_pointer(holder: &str, media: &MediaType) -> String {
    format!("{holder}/content/{}/schema", escaped(&media.name))
}

/// The schemas within a schema, each with the rest of its pointer.
fn children(schema: &Schema) -> impl Iterator<Item = (String, &Schema)> {
    let properties = schema.properties.iter();
    let properties =
        properties.map(|(name, child)| (format!("/properties/{}", escaped(name)), child));
    let single = [
        ("/items", &schema.items),
        ("/additionalProperties", &schema.additional_properties),
        ("/not", &schema.not),
    ];
    let single = single
        .into_iter()
        .filter_map(|(step, child)| Some((step.to_owned(), child.as_deref()?)));
    let lists = [
        ("allOf", &schema.all_of),
        ("oneOf", &schema.one_of),
        ("anyOf", &schema.any_of),
    ];
    let lists = lists.into_iter().flat_map(|(step, children)| {
        let children = children.iter().enumerate();
        children.map(move |(index, child)| (format!("/{step}/{index}"), child))
    });
    properties.chain(single).chain(lists)
}

fn collect<'a>(schema: &'a Schema, pointer: String, schemas: &mut HashMap<String, &'a Schema>) {
    for (step, child) in children(schema) {
        collect(child, format!("{pointer}{step}"), schemas);
    }
    schemas.insert(pointer, schema);
}

/// A key as a step of a pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
