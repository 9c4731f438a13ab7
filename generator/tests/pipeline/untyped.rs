//! What has no better type than any JSON is listed with its place and the reason, and nothing else is.

use crate::kit::{self, document};

/// The last two steps of each place, with the reason.
fn listed(text: &str) -> Vec<String> {
    let generated = kit::run_text(text);
    let places = generated.model.documents[0].untyped.iter();
    places
        .map(|place| {
            let steps: Vec<&str> = place.origin.pointer.rsplit('/').take(2).collect();
            format!("{}/{}: {}", steps[1], steps[0], place.reason)
        })
        .collect()
}

fn of_property(schema: &str) -> Vec<String> {
    let thing = format!("    thing: {{type: object, properties: {{x: {schema}}}}}\n");
    listed(&document("  {}", &thing))
}

#[test]
fn each_kind_of_schema_without_a_type_has_its_reason() {
    let open = "an object whose keys and values are not declared";
    for (schema, place, reason) in [
        ("{}", "properties/x", "a schema without a type"),
        (
            "{description: Prose.}",
            "properties/x",
            "a schema without a type",
        ),
        ("{type: object}", "properties/x", open),
        ("{type: object, format: other-map}", "properties/x", open),
        (
            "{type: object, additionalProperties: true}",
            "properties/x",
            open,
        ),
        (
            "{type: object, additionalProperties: {}}",
            "x/additionalProperties",
            "a schema without a type",
        ),
        (
            "{type: array, items: {}}",
            "x/items",
            "a schema without a type",
        ),
        (
            "{oneOf: [{type: string}, {type: integer}]}",
            "properties/x",
            "a choice of schemas",
        ),
        (
            "{allOf: [{type: string}, {type: integer}]}",
            "properties/x",
            "a combination of schemas",
        ),
    ] {
        assert_eq!(
            of_property(schema),
            [format!("{place}: {reason}")],
            "{schema}"
        );
    }
}

#[test]
fn what_has_a_type_is_not_listed() {
    for schema in [
        "{type: string}",
        "{type: object, format: uri-map}",
        "{type: object, additionalProperties: {type: integer}}",
        "{type: object, properties: {a: {type: string}}}",
        "{allOf: [{$ref: '#/components/schemas/root'}, {description: Prose.}]}",
        "{allOf: [{type: object, properties: {a: {}}}, {type: object, properties: {a: {type: string}}}]}",
    ] {
        assert!(of_property(schema).is_empty(), "{schema}");
    }
}

#[test]
fn a_component_is_listed_once_however_often_it_is_used() {
    let schemas = "    open: {type: object, additionalProperties: true}\n    \
         thing: {type: object, properties: {x: {$ref: '#/components/schemas/open'}, y: {$ref: '#/components/schemas/open'}}}\n";
    let path = "  /v1/Things: {post: {operationId: CreateThing, requestBody: {content: {application/json: {}}}, \
         responses: {'201': {description: Made, content: {application/json: {}}}}}}";
    assert_eq!(
        listed(&document(path, schemas)),
        [
            "schemas/open: an object whose keys and values are not declared",
            "content/application~1json: a body without a schema",
            "content/application~1json: a reply without a schema"
        ]
    );
}
