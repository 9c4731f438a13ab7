//! Limits: no reply is larger than its caller or the operator allows, whatever the documents hold.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::client::{Client, Generation};
use crate::tokens;

/// A document with a quarter of a megabyte of prose, three times, and two thousand values, each in a single line.
fn long_document(folder: &tempfile::TempDir) -> PathBuf {
    let prose = "All work and no play makes \\\"Jack\\\" a dull boy. ".repeat(5_000);
    let values: Vec<String> = (0..2_000).map(|number| format!("value-{number}")).collect();
    let text = format!(
        r#"
openapi: 3.0.1
info: {{title: Kites, version: "1", description: "{prose}"}}
servers: [{{url: https://kites.twilio.com}}]
paths:
  /v1/Kites:
    servers: [{{url: https://kites.twilio.com}}]
    post:
      operationId: CreateKite
      description: "{prose}"
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                Colour: {{type: string, description: "{prose}", enum: [{}]}}
      responses:
        '201':
          description: "{prose}"
"#,
        values.join(", ")
    );
    let file = folder.path().join("twilio_kites_v1.yaml");
    std::fs::write(&file, text).unwrap();
    file
}

/// The largest answer of all calls that a reader may make to such a document.
fn calls() -> Vec<(&'static str, Value)> {
    let long = "x".repeat(100_000);
    vec![
        ("search", json!({"query": "kite"})),
        ("search", json!({"query": "work play"})),
        ("read", json!({"id": "CreateKite"})),
        ("read", json!({"id": "kites_v1", "max_tokens": 25_000})),
        ("browse", json!({})),
        ("browse", json!({"id": "kites_v1", "kind": "operation"})),
        ("identify", json!({"text": "CreateKite"})),
        ("identify", json!({"text": "value-7"})),
        (
            "build_call",
            json!({"operation": "CreateKite", "values": {"Colour": "red"}}),
        ),
        (
            "build_call",
            json!({"operation": "CreateKite", "values": {"Colour": long}}),
        ),
        (
            "build_call",
            json!({"operation": "CreateKite", "values": {(long.as_str()): 1}}),
        ),
        ("changes", json!({})),
    ]
}

#[test]
fn long_documents_do_not_make_long_replies() {
    let folder = tempfile::tempdir().unwrap();
    let file = long_document(&folder);
    for limit in ["500", "8000"] {
        let most: usize = limit.parse().unwrap();
        let arguments = ["--spec", file.to_str().unwrap(), "--max-tokens", limit];
        let mut client = Client::stdio(Generation::New, &arguments);
        for (tool, arguments) in calls() {
            let result = client.call(tool, arguments);
            let size = result.to_string().len();
            assert!(size <= most * 4, "{tool}: {size} bytes with {limit} tokens");
        }
        let result = client.result(
            "resources/read",
            json!({"uri": "reference:///kites_v1/operations/CreateKite"}),
        );
        assert!(result.to_string().len() <= most * 4, "{limit}");
        assert!(result["contents"].get(1).is_some());
        let list = client.result("resources/list", json!({}));
        assert!(list.to_string().len() <= most * 4, "{limit}");
    }
}

#[test]
fn a_line_that_is_too_long_is_read_in_pieces() {
    let folder = tempfile::tempdir().unwrap();
    let file = long_document(&folder);
    let mut client = Client::stdio(Generation::New, &["--spec", file.to_str().unwrap()]);
    let mut arguments = json!({"id": "CreateKite", "max_tokens": 1_000});
    for _ in 0..5 {
        let result = client.call("read", arguments);
        let (text, structured) = tokens(&result);
        assert!(text.max(structured) <= 1_000, "{text}, {structured}");
        assert!(text > 300, "{result}");
        let cursor = result["structuredContent"]["cursor"].clone();
        arguments = json!({"cursor": cursor, "max_tokens": 1_000});
    }
}
