//! Twilio's documents load, and mean what serde_yaml and openapiv3 make of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

mod common;

use generator::load::{self, Document, Handling, PathType, Pointer};
use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};
use serde_yaml::Value;

use common::documents;

fn load(file: &str, bytes: &[u8]) -> Document {
    load::load(file, bytes)
        .unwrap_or_else(|problems| panic!("{}", common::render_plain(file, bytes, &problems)))
}

fn small() -> Document {
    load("small.yaml", include_bytes!("fixtures/small.yaml"))
}

fn pointer(path: &str) -> Pointer {
    Pointer::parse(path).unwrap()
}

/// Removes the keys of schemas that say nothing about values of their type. openapiv3 ignores the type of a schema with
/// such a key, so the loader does not show it any.
fn remove_foreign_keys(value: &mut Value) {
    match value {
        Value::Mapping(map) => {
            if map
                .get("type")
                .is_some_and(|name| matches!(name.as_str(), Some("object" | "array" | "boolean")))
            {
                for key in ["format", "minLength", "maxLength", "pattern"] {
                    map.remove(key);
                }
            }
            map.values_mut().for_each(remove_foreign_keys);
        }
        Value::Sequence(items) => items.iter_mut().for_each(remove_foreign_keys),
        _ => {}
    }
}

#[test]
fn all_documents_load_without_warnings() {
    for (file, bytes) in documents() {
        let document = load(&file, &bytes);
        assert!(
            document.warnings().is_empty(),
            "{}",
            common::render_plain(&file, &bytes, document.warnings())
        );
    }
}

#[test]
fn documents_mean_what_serde_yaml_makes_of_them() {
    for (file, bytes) in documents() {
        let mut expected: Value = serde_yaml::from_slice(&bytes).unwrap();
        remove_foreign_keys(&mut expected);
        let expected: OpenAPI = serde_yaml::from_value(expected).unwrap();
        let document = load(&file, &bytes);
        let openapi = document.openapi();
        assert_eq!(openapi.components, expected.components, "{file}");
        assert_eq!(openapi, &expected, "{file}");
    }
}

#[test]
fn a_type_does_not_hide_the_schemas_that_are_combined_with_it() {
    let text = "\
openapi: 3.0.1
info: {title: x, version: '1'}
paths: {}
components:
  schemas:
    call:
      type: object
      properties: {sid: {type: string}}
      oneOf: [{type: object}, {type: object, nullable: true}]
";
    let expected: OpenAPI = serde_yaml::from_str(text).unwrap();
    assert_eq!(load("one-of.yaml", text.as_bytes()).openapi(), &expected);
}

#[test]
fn a_document_means_the_same_in_json_and_yaml() {
    let documents = documents();
    let find = |name: &str| documents.iter().find(|(file, _)| file == name);
    let (Some((json, a)), Some((yaml, b))) =
        (find("twilio_proxy_v1.json"), find("twilio_proxy_v1.yaml"))
    else {
        eprintln!("no document at hand in both languages");
        return;
    };
    assert_eq!(load(json, a).openapi(), load(yaml, b).openapi());
}

#[test]
fn references_between_schemas_are_followed() {
    let document = small();
    let components = document.openapi().components.as_ref().unwrap();
    let alias = document
        .schema(
            &components.schemas["alias"],
            &pointer("/components/schemas/alias"),
        )
        .unwrap();
    assert_eq!(alias.component(), Some("call"));
    assert_eq!(alias.pointer(), &pointer("/components/schemas/call"));

    let SchemaKind::Type(Type::Object(call)) = &alias.value().schema_kind else {
        panic!("an object")
    };
    let links = pointer("/components/schemas/call/properties/links");
    let resolved = document.schema(&call.properties["links"], &links).unwrap();
    assert_eq!((resolved.component(), resolved.pointer()), (None, &links));
    assert!(
        matches!(
            resolved.value().schema_kind,
            SchemaKind::Type(Type::Object(_))
        ),
        "a format does not hide the type"
    );
    assert_eq!(document.text(&links.join("format")), Some("uri-map"));
}

#[test]
fn references_to_other_components_are_followed() {
    let document = small();
    let at = pointer("/x");
    let calls = document.openapi().paths.paths["/v1/Calls"]
        .as_item()
        .unwrap();
    let list = calls.get.as_ref().unwrap();

    let parameter = document.parameter(&list.parameters[0], &at).unwrap();
    assert_eq!(parameter.value().parameter_data_ref().name, "PageSize");
    assert_eq!(parameter.component(), Some("PageSize"));

    let responses = &list.responses.responses;
    let (_, gone) = responses.get_index(1).unwrap();
    let gone = document.response(gone, &at).unwrap();
    assert_eq!(gone.value().description, "Gone");

    let (_, fine) = responses.get_index(0).unwrap();
    let fine = document.response(fine, &at).unwrap().value();
    let header = document.header(&fine.headers["Id"], &at).unwrap();
    assert!(header.component().is_some());

    let examples = &fine.content["application/json"].examples;
    let example = document.example(&examples["one"], &at).unwrap();
    assert!(example.value().value.is_some());

    let put = calls.put.as_ref().unwrap();
    let body = put.request_body.as_ref().unwrap();
    let body = document.request_body(body, &at).unwrap();
    assert_eq!(body.component(), Some("Empty"));
}

#[test]
fn a_reference_that_leads_nowhere_is_a_diagnostic() {
    let document = small();
    let unknown: ReferenceOr<openapiv3::Schema> = ReferenceOr::ref_("#/components/schemas/kall");
    let problem = document
        .schema(&unknown, &pointer("/components/schemas/alias"))
        .unwrap_err();
    assert_eq!(problem.code.as_str(), "unknown-reference");
    assert_eq!(
        problem.help.as_deref(),
        Some("did you mean `#/components/schemas/call`?")
    );
    assert_eq!(
        problem.location.line(),
        document
            .location(&pointer("/components/schemas/alias"))
            .line()
    );
}

#[test]
fn twilio_extensions_are_read() {
    let document = small();
    let path = document.path_extension(&pointer("/paths/~1v1~1Calls"));
    assert_eq!(path.path_type, Some(PathType::List));
    assert_eq!(path.mount_name.as_deref(), Some("calls"));
    assert_eq!(path.default_output_properties, ["sid", "status"]);
    assert_eq!(
        path.dependent_properties["recordings"].resource_url,
        "/v1/Calls/{call_sid}/Recordings"
    );
    assert_eq!(
        path.dependent_properties["recordings"].mapping["call_sid"],
        "sid"
    );
    let operation = document.operation_extension(&pointer("/paths/~1v1~1Calls/post"));
    assert_eq!(operation.conditional, [["url", "twiml"]]);
    let parameter = document.schema_extension(&pointer("/paths/~1v1~1Calls/get/parameters/1"));
    let pii = parameter.pii.unwrap();
    assert_eq!(
        (pii.handling, pii.delete_sla),
        (Handling::Standard, Some(30))
    );
    let to = "/paths/~1v1~1Calls/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/To";
    let to = document.schema_extension(&pointer(to));
    assert!(to.ignore_format);
    assert_eq!(to.pii.unwrap().handling.to_string(), "sensitive");
    assert!(
        document
            .path_extension(&pointer("/info"))
            .path_type
            .is_none(),
        "no such keys there"
    );
}

#[test]
fn the_tree_keeps_what_openapi_drops() {
    let document = small();
    let status = document
        .node(&pointer("/components/schemas/call/properties/status"))
        .unwrap();
    assert_eq!(
        status.get("nullable").and_then(load::Node::as_bool),
        Some(true),
        "a sibling of $ref"
    );
    let properties = document
        .node(&pointer("/components/schemas/call/properties"))
        .unwrap();
    let order: Vec<&str> = properties.entries().map(|(key, _)| key).collect();
    assert_eq!(
        order,
        ["sid", "status", "price", "links", "tags", "parent", "any"]
    );
}
