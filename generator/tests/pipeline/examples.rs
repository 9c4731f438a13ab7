//! What becomes of an example of a request that does not fit its schema: the emitted tests play what the wire allows,
//! and list the rest with its reason.

use serde_json::{Value, json};

use crate::kit::{self, document};

/// The payload of the operation `CreateThing`, whose form has these properties and this example.
fn payload(properties: &str, example: &str) -> Value {
    let form = format!(
        "{{schema: {{type: object, properties: {{{properties}}}}}, examples: {{create: {{value: {example}}}}}}}"
    );
    let operation = format!(
        "{{operationId: CreateThing, requestBody: {{content: {{application/x-www-form-urlencoded: {form}}}}}, \
         responses: {{'201': {{description: Made}}}}}}"
    );
    let text = document(&format!("  /v1/Things: {{post: {operation}}}"), "");
    let tree = kit::run_text(&text).tree;
    let (_, payloads) = tree
        .files()
        .find(|(path, _)| path.starts_with("tests/examples/"))
        .unwrap();
    let payloads: Value = serde_json::from_str(payloads).unwrap();
    payloads[0].clone()
}

#[test]
fn what_the_wire_takes_is_played_as_it_is() {
    let payload = payload(
        "Info: {type: string}, Log: {type: boolean}, Size: {type: integer}",
        "{Info: {a: 1}, Log: 'true', Size: '5'}",
    );
    let played = json!({"Info": "{\"a\":1}", "Log": "true", "Size": "5"});
    assert_eq!(payload["bodies"]["create"], played);
    assert_eq!(payload["unfit"], Value::Null);
}

#[test]
fn what_no_setter_takes_is_listed_with_its_reason() {
    let payload = payload(
        "Log: {type: boolean}, Sizes: {type: array, items: {type: integer}}, Name: {type: string}",
        "{Log: sometimes, Sizes: [1, many], Name: Bob}",
    );
    assert_eq!(payload["bodies"]["create"], json!({"Name": "Bob"}));
    assert_eq!(
        payload["unfit"]["create"],
        json!({
            "Log": "the schema says true or false, and the example is \"sometimes\"",
            "Sizes": "the schema says a whole number, and the example is [1,\"many\"]",
        })
    );
}
