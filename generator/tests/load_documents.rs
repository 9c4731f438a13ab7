//! Twilio's documents load, and mean what serde_yaml and openapiv3 say they mean.

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
        .unwrap_or_else(|problems| panic!("{}", common::shown(file, bytes, &problems)))
}

fn small() -> Document {
    load("small.yaml", include_bytes!("fixtures/small.yaml"))
}

fn at(path: &str) -> Pointer {
    Pointer::parse(path).unwrap()
}

/// Keys of schemas that say nothing about values of their type: openapiv3 gives up on the type when it
/// meets one, so the loader keeps them from it.
fn without_foreign_keys(value: &mut Value) {
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
            map.values_mut().for_each(without_foreign_keys);
        }
        Value::Sequence(items) => items.iter_mut().for_each(without_foreign_keys),
        _ => {}
    }
}

#[test]
fn all_documents_load_without_a_word() {
    for (file, bytes) in documents() {
        let document = load(&file, &bytes);
        assert!(
            document.warnings().is_empty(),
            "{}",
            common::shown(&file, &bytes, document.warnings())
        );
    }
}

#[test]
fn documents_mean_what_serde_yaml_says() {
    for (file, bytes) in documents() {
        let mut expected: Value = serde_yaml::from_slice(&bytes).unwrap();
        without_foreign_keys(&mut expected);
        let expected: OpenAPI = serde_yaml::from_value(expected).unwrap();
        let found = load(&file, &bytes);
        assert_eq!(found.openapi().components, expected.components, "{file}");
        assert_eq!(found.openapi(), &expected, "{file}");
    }
}

#[test]
fn json_and_yaml_of_a_document_are_one() {
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
fn references_are_followed_to_where_things_are() {
    let document = small();
    let components = document.openapi().components.as_ref().unwrap();
    let holder = at("/components/schemas/alias");
    let alias = document
        .schema(&components.schemas["alias"], &holder)
        .unwrap();
    assert_eq!(alias.component(), Some("call"));
    assert_eq!(alias.pointer(), &at("/components/schemas/call"));

    let SchemaKind::Type(Type::Object(call)) = &alias.value().schema_kind else {
        panic!("an object")
    };
    let links = at("/components/schemas/call/properties/links");
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

    let list = &document.openapi().paths.paths["/v1/Calls"]
        .as_item()
        .unwrap()
        .get
        .as_ref()
        .unwrap();
    let parameter = document
        .parameter(
            &list.parameters[0],
            &at("/paths/~1v1~1Calls/get/parameters/0"),
        )
        .unwrap();
    assert_eq!(parameter.value().parameter_data_ref().name, "PageSize");
    assert_eq!(parameter.component(), Some("PageSize"));
    let (_, gone) = list.responses.responses.get_index(1).unwrap();
    assert_eq!(
        document
            .response(gone, &at("/x"))
            .unwrap()
            .value()
            .description,
        "Gone"
    );
    let (_, fine) = list.responses.responses.get_index(0).unwrap();
    let fine = document.response(fine, &at("/x")).unwrap().value();
    assert!(
        document
            .header(&fine.headers["Id"], &at("/x"))
            .unwrap()
            .component()
            .is_some()
    );
    let examples = &fine.content["application/json"].examples;
    assert!(
        document
            .example(&examples["one"], &at("/x"))
            .unwrap()
            .value()
            .value
            .is_some()
    );
    let put = document.openapi().paths.paths["/v1/Calls"]
        .as_item()
        .unwrap()
        .put
        .as_ref()
        .unwrap();
    assert_eq!(
        document
            .request_body(put.request_body.as_ref().unwrap(), &at("/x"))
            .unwrap()
            .component(),
        Some("Empty")
    );
}

#[test]
fn a_reference_that_lowering_makes_up_is_a_diagnostic() {
    let document = small();
    let made_up: ReferenceOr<openapiv3::Schema> = ReferenceOr::ref_("#/components/schemas/kall");
    let problem = document
        .schema(&made_up, &at("/components/schemas/alias"))
        .unwrap_err();
    assert_eq!(problem.code.as_str(), "unknown-reference");
    assert_eq!(
        problem.help.as_deref(),
        Some("did you mean `#/components/schemas/call`?")
    );
    assert_eq!(
        problem.location.line(),
        document.location(&at("/components/schemas/alias")).line()
    );
}

#[test]
fn twilio_extensions_are_read_in_order() {
    let document = small();
    let path = document.path_extension(&at("/paths/~1v1~1Calls")).unwrap();
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
    let operation = document
        .operation_extension(&at("/paths/~1v1~1Calls/post"))
        .unwrap();
    assert_eq!(operation.conditional, [["url", "twiml"]]);
    let parameter = document
        .schema_extension(&at("/paths/~1v1~1Calls/get/parameters/1"))
        .unwrap();
    let pii = parameter.pii.unwrap();
    assert_eq!(
        (pii.handling, pii.delete_sla),
        (Handling::Standard, Some(30))
    );
    let to = "/paths/~1v1~1Calls/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/To";
    let to = document.schema_extension(&at(to)).unwrap();
    assert!(to.ignore_format);
    assert_eq!(to.pii.unwrap().handling.to_string(), "sensitive");
    assert!(
        document
            .path_extension(&at("/info"))
            .unwrap()
            .path_type
            .is_none(),
        "no such keys there"
    );
}

#[test]
fn the_tree_keeps_what_openapi_drops() {
    let document = small();
    let status = document
        .node(&at("/components/schemas/call/properties/status"))
        .unwrap();
    assert_eq!(
        status.get("nullable").and_then(load::Node::as_bool),
        Some(true),
        "a sibling of $ref"
    );
    let properties = document
        .node(&at("/components/schemas/call/properties"))
        .unwrap();
    let order: Vec<&str> = properties.entries().map(|(key, _)| key).collect();
    assert_eq!(
        order,
        ["sid", "status", "price", "links", "tags", "parent", "any"]
    );
}
