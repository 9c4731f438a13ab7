//! What a document declares reaches the model as it is: the reference is made of it.

#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops is what a test is for"
)]

use generator::model::declared::{Declarations, Schema};
use generator::pipeline::{Input, lower_documents};

const DOCUMENT: &str = r#"
openapi: 3.0.1
info: {title: Kites, description: Flies kites., version: 1.2.3, contact: {name: Ada Example}, license: {name: MIT}}
servers: [{url: https://kites.twilio.com}]
tags: [{name: Kite, description: All about kites.}]
security: [{token: []}]
paths:
  /v1/Kites/{Sid}:
    servers: [{url: https://kites.twilio.com}]
    parameters:
    - {name: Sid, in: path, required: true, schema: {type: string, minLength: 34, pattern: ^KT}}
    - $ref: '#/components/parameters/Wind'
    get:
      operationId: FetchKite
      summary: Fetch a kite
      tags: [Kite]
      deprecated: true
      parameters:
      - {name: Wind, in: query, description: Its own., schema: {type: integer, format: int64, default: 3}}
      responses:
        '200':
          $ref: '#/components/responses/Kite'
        '404': {description: There is none.}
    delete:
      operationId: DeleteKite
      security: []
      responses: {'204': {description: Gone.}}
components:
  securitySchemes: {token: {type: http, scheme: basic}}
  parameters:
    Wind: {name: Wind, in: query, description: The shared one., schema: {type: string}}
  headers:
    Trace: {description: A trace., schema: {type: string}}
  responses:
    Kite:
      description: The kite.
      headers: {Trace: {$ref: '#/components/headers/Trace'}}
      content:
        application/json:
          schema: {$ref: '#/components/schemas/kite'}
          examples: {read: {value: {sid: KT1, length: 18446744073709551615}}}
  schemas:
    kite:
      type: object
      properties:
        sid: {type: string, nullable: true, x-twilio: {pii: {handling: standard}}}
        tails: {type: array, maxItems: 3, items: {$ref: '#/components/schemas/kite'}}
        colour: {type: string, enum: [red, blue], example: red}
"#;

fn declarations() -> Declarations {
    let input = Input {
        documents: vec![(String::from("twilio_kites_v1.yaml"), DOCUMENT.into())],
        ..Input::default()
    };
    let lowered =
        lower_documents(&input).unwrap_or_else(|failure| panic!("{:?}", failure.diagnostics));
    lowered.model.documents[0].declared.clone()
}

fn property<'s>(declared: &'s Declarations, name: &str) -> &'s Schema {
    &declared.schemas["kite"].properties[name]
}

#[test]
fn a_documents_own_facts_are_kept() {
    let declared = declarations();
    assert_eq!(declared.info.version, "1.2.3");
    assert_eq!(declared.info.contact, ["Ada Example"]);
    assert_eq!(declared.info.license, ["MIT"]);
    assert_eq!(declared.servers, ["https://kites.twilio.com"]);
    assert_eq!(declared.tags[0].description, "All about kites.");
    let scheme = &declared.security_schemes[0];
    assert_eq!(
        (scheme.name.as_str(), scheme.scheme.as_deref()),
        ("token", Some("basic"))
    );
}

#[test]
fn an_operation_has_its_parameters_and_every_response() {
    let declared = declarations();
    let fetch = &declared.operations["FetchKite"];
    assert!(fetch.deprecated);
    assert_eq!(fetch.security, [["token"]]);
    assert_eq!(
        declared.operations["DeleteKite"].security,
        [Vec::<String>::new()]
    );
    let parameters: Vec<_> = fetch
        .parameters
        .iter()
        .map(|it| (it.name.as_str(), it.description.as_str()))
        .collect();
    assert_eq!(
        parameters,
        [("Sid", ""), ("Wind", "Its own.")],
        "an own parameter takes the place of a shared one"
    );
    assert_eq!(fetch.parameters[1].schema.format.as_deref(), Some("int64"));
    assert_eq!(fetch.parameters[1].schema.default, Some(3.into()));
    let statuses: Vec<_> = fetch
        .responses
        .iter()
        .map(|response| response.status.as_str())
        .collect();
    assert_eq!(statuses, ["200", "404"]);
    let reply = &fetch.responses[0];
    assert_eq!(
        reply.headers[0].description, "A trace.",
        "references are followed"
    );
    assert_eq!(
        reply.content[0].examples[0].value["length"],
        18_446_744_073_709_551_615_u64
    );
    assert_eq!(
        reply.content[0].schema.reference.as_deref(),
        Some("kite"),
        "but not those of schemas"
    );
}

#[test]
fn a_schema_keeps_each_keyword() {
    let declared = declarations();
    let sid = property(&declared, "sid");
    assert!(sid.nullable);
    assert_eq!(sid.pii.as_deref(), Some("standard"));
    let tails = property(&declared, "tails");
    assert_eq!(tails.limits["maxItems"], 3);
    assert_eq!(
        tails
            .items
            .as_ref()
            .and_then(|item| item.reference.as_deref()),
        Some("kite")
    );
    let colour = property(&declared, "colour");
    assert_eq!(colour.values, ["red", "blue"]);
    assert_eq!(colour.example, Some("red".into()));
    let limits = &declared.operations["FetchKite"].parameters[0].schema.limits;
    assert_eq!(
        (&limits["minLength"], &limits["pattern"]),
        (&34.into(), &"^KT".into())
    );
}
