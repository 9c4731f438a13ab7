//! What becomes of an example that does not fit its schema: the emitted tests play what the wire allows, and list the
//! rest with its reason.

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
    played(&text)
}

/// The payload of the first operation of a document.
fn played(text: &str) -> Value {
    let tree = kit::run_text(text).tree;
    let (_, payloads) = tree
        .files()
        .find(|(path, _)| path.starts_with("tests/examples/"))
        .unwrap();
    let payloads: Value = serde_json::from_str(payloads).unwrap();
    payloads[0].clone()
}

/// What takes inputs and does not use them is a warning when the emitted tests are compiled.
#[test]
fn a_form_without_fields_takes_no_inputs() {
    let form = "{application/x-www-form-urlencoded: {schema: {type: object, properties: {}}}}";
    let operation = format!(
        "{{operationId: UpdateThing, requestBody: {{content: {form}}}, responses: {{'204': {{description: Done}}}}}}"
    );
    let text = document(&format!("  /v1/Things: {{post: {operation}}}"), "");
    let tree = kit::run_text(&text).tree;
    let mut files = tree.files();
    let (_, function) = files
        .find(|(path, text)| {
            path.starts_with("tests/dispatch/") && text.contains("fn update_thing<")
        })
        .unwrap();
    assert!(function.contains("_: &Inputs"), "{function}");
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

/// The payload of an operation whose JSON body, or whose reply, has this schema and these examples.
fn json_payload(is_body: bool, schema: &str, examples: &str) -> Value {
    let json =
        format!("{{content: {{application/json: {{schema: {schema}, examples: {examples}}}}}");
    let operation = match is_body {
        true => format!(
            "{{operationId: CreateThing, requestBody: {json}, required: true}}, responses: {{'201': {{description: Made}}}}}}"
        ),
        false => format!(
            "{{operationId: CreateThing, responses: {{'201': {json}, description: Made}}}}}}"
        ),
    };
    played(&document(
        &format!("  /v1/Things: {{post: {operation}}}"),
        "",
    ))
}

#[test]
fn a_model_is_sent_and_read_with_whatever_its_properties_hold() {
    let schema =
        "{type: object, properties: {size: {type: integer}, at: {type: string, format: date}}}";
    let odd = json!({"size": "many", "at": {"a": 1}, "more": [null]});
    let examples =
        format!("{{odd: {{value: {odd}}}, text: {{value: five}}, list: {{value: [{odd}]}}}}");
    let reason = |value: &Value| format!("the schema says an object, and the example is {value}");
    let unfit = json!({"text": reason(&json!("five")), "list": reason(&json!([odd]))});
    let body = json_payload(true, schema, &examples);
    assert_eq!(body["bodies"], json!({"odd": odd}));
    assert_eq!(body["unfit"], unfit);
    // The call with what it needs at least takes an example that can be sent.
    assert_eq!(body["inputs"]["$body"], odd);
    let reply = json_payload(false, schema, &examples);
    assert_eq!(reply["replies"], json!({"odd": odd}));
    assert_eq!(reply["unfit_replies"], unfit);
}

#[test]
fn a_list_and_a_map_are_of_what_the_schema_says() {
    let list = json_payload(
        true,
        "{type: array, items: {type: integer}}",
        "{one: {value: [1, 2]}, other: {value: [1, two]}, none: {value: 1}}",
    );
    assert_eq!(list["bodies"], json!({"one": [1, 2]}));
    assert_eq!(
        list["unfit"],
        json!({
            "other": "the schema says a whole number, and the example is \"two\"",
            "none": "the schema says a list, and the example is 1",
        })
    );
    let map = json_payload(
        false,
        "{type: object, additionalProperties: {type: boolean}}",
        "{one: {value: {a: true}}, other: {value: {a: 'yes'}}}",
    );
    assert_eq!(map["replies"], json!({"one": {"a": true}}));
    assert_eq!(
        map["unfit_replies"],
        json!({"other": "the schema says true or false, and the example is \"yes\""})
    );
}

#[test]
fn a_resource_needs_what_identifies_it() {
    let sid = "{name: Sid, in: path, required: true, schema: {type: string, pattern: '^TH[0-9a-fA-F]{32}$'}}";
    let schema = "{type: object, properties: {sid: {type: string, pattern: '^TH[0-9a-fA-F]{32}$'}, a: {type: integer}}}";
    let examples =
        "{whole: {value: {sid: TH01}}, without: {value: {a: 1}}, empty: {value: {sid: '', a: 1}}}";
    let path = format!(
        "  /v1/Things/{{Sid}}: {{get: {{operationId: FetchThing, parameters: [{sid}], responses: {{'200': \
         {{description: It, content: {{application/json: {{schema: {schema}, examples: {examples}}}}}}}}}}}}}"
    );
    let payload = played(&document(&path, ""));
    assert_eq!(payload["replies"], json!({"whole": {"sid": "TH01"}}));
    assert_eq!(
        payload["unfit_replies"],
        json!({
            "without": "`sid` is missing, which identifies the resource",
            "empty": "in `sid`, the schema says text, and the example is \"\"",
        })
    );
}

#[test]
fn a_page_needs_its_list_and_addresses_that_are_texts() {
    let list = "{type: array, items: {type: object, properties: {a: {type: integer}}}}";
    let meta = "{type: object, properties: {next_page_url: {type: string}}}";
    let schema = format!("{{type: object, properties: {{things: {list}, meta: {meta}}}}}");
    let examples = "{whole: {value: {things: [{a: one}], meta: {page: 0, next_page_url: null}}}, \
                    object: {value: {things: {}}}, items: {value: {things: [{}, 1]}}, \
                    nothing: {value: {meta: {}}}, text: {value: {things: [], meta: none}}, \
                    address: {value: {things: [], meta: {next_page_url: [1]}}}}";
    let path = format!(
        "  /v1/Things: {{get: {{operationId: ListThing, responses: {{'200': {{description: Page, content: \
         {{application/json: {{schema: {schema}, examples: {examples}}}}}}}}}}}}}"
    );
    let payload = played(&document(&path, ""));
    assert_eq!(payload["list"], "things");
    let fit: Vec<&String> = payload["replies"].as_object().unwrap().keys().collect();
    assert_eq!(fit, ["whole"]);
    assert_eq!(
        payload["unfit_replies"],
        json!({
            "object": "in `things`, the schema says a list, and the example is {}",
            "items": "in `things`, the schema says an object, and the example is 1",
            "nothing": "the schema says that a page has `things`, and the example has none",
            "text": "in `meta`, the schema says an object, and the example is \"none\"",
            "address": "in `meta`, in `next_page_url`, the schema says text, and the example is [1]",
        })
    );
}
