//! Which of an operation's replies is its reply, and what happens to the others.

use generator::diagnostic::Code;
use generator::model::{Document, Reply, Type};

use crate::kit::{self, codes, document};

const OTHER: &str = "    other: {type: object, properties: {b: {type: string}}}\n";

/// The document of an operation `FetchThing` with these replies.
fn replies(replies: &str) -> String {
    let operation = format!("{{operationId: FetchThing, responses: {replies}}}");
    document(&format!("  /v1/Thing: {{get: {operation}}}"), OTHER)
}

fn lower(text: &str) -> Document {
    kit::lower(&kit::input(&[("test.yaml", text)]))
        .model
        .documents
        .remove(0)
}

/// A reply of a component schema, with one example.
fn json(schema: &str, example: &str) -> String {
    format!(
        "{{description: It, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}, \
         examples: {{{example}: {{value: {{}}}}}}}}}}}}"
    )
}

fn is_model(reply: &Reply, ident: &str) -> bool {
    matches!(reply, Reply::One { ty: Type::Model(model), .. } if model == ident)
}

#[test]
fn the_lowest_status_decides_and_others_of_its_shape_add_examples() {
    let lowered = lower(&replies(&format!(
        "{{'202': {}, '201': {}, '200': {}}}",
        json("root", "third"),
        json("other", "second"),
        json("root", "first")
    )));
    let operation = &lowered.operations[0];
    assert!(is_model(&operation.reply, "Root"), "{:?}", operation.reply);
    let examples = operation.reply.examples().iter();
    let names: Vec<&str> = examples.map(|example| example.name.as_str()).collect();
    assert_eq!(names, ["first", "third"]);
    let skips = lowered.skips.iter();
    let left_out: Vec<&str> = skips.map(|skip| skip.what.as_str()).collect();
    assert_eq!(left_out, ["reply 201 of FetchThing"]);
    assert_eq!(lowered.skips[0].counts.reply_examples, 1);
}

#[test]
fn a_reply_without_content_gives_way_to_the_next() {
    let lowered = lower(&replies(&format!(
        "{{'200': {{description: Done}}, 2XX: {{description: Done}}, '201': {}}}",
        json("other", "only")
    )));
    assert!(is_model(&lowered.operations[0].reply, "Other"));
}

#[test]
fn errors_are_left_out_and_a_redirect_is_no_error() {
    let lowered = lower(&replies(
        "{'307': {description: There}, '404': {description: Gone}}",
    ));
    assert_eq!(lowered.operations[0].reply, Reply::Empty);
    assert_eq!(lowered.operations[0].redirects, [307]);
    assert_eq!(lowered.skips.len(), 1);
    let any = lower(&replies("{3XX: {description: There}}"));
    assert_eq!(any.operations[0].redirects, [300, 301, 302, 303, 307, 308]);
    let both = lower(&replies(&format!(
        "{{'302': {}, '200': {}}}",
        json("root", "moved"),
        json("other", "here")
    )));
    assert!(is_model(&both.operations[0].reply, "Other"));
    assert!(both.operations[0].redirects.is_empty());
    let moved = lower(&replies(&format!("{{'302': {}}}", json("root", "moved"))));
    assert!(is_model(&moved.operations[0].reply, "Root"));
    assert_eq!(moved.operations[0].reply.examples().len(), 1);
    let errors = replies("{'404': {description: Gone}, default: {description: Odd}}");
    assert_eq!(codes(&errors), [Code::NoSuccess]);
    assert_eq!(
        codes(&replies("{'400': {description: Bad}}")),
        [Code::NoSuccess]
    );
}

#[test]
fn only_json_is_read() {
    let schema = "{schema: {$ref: '#/components/schemas/other'}, example: {}}";
    let both = format!(
        "{{'200': {{description: It, content: {{text/csv: {schema}, application/hal+json: {schema}}}}}}}"
    );
    let lowered = lower(&replies(&both));
    assert!(is_model(&lowered.operations[0].reply, "Other"));
    assert_eq!(
        lowered.skips[0].reason,
        "the client reads application/hal+json"
    );
    let csv = format!("{{'200': {{description: It, content: {{text/csv: {schema}}}}}}}");
    assert_eq!(codes(&replies(&csv)), [Code::UnsupportedMediaType]);
}
