//! What Twilio's older documents write otherwise: anchors, maps in texts, other keys, operations without a name.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod common;

use generator::diagnostic::Diagnostic;
use generator::load::{self, Document, PathType, Pointer};

use common::render_plain;

fn loaded(text: &str) -> Document {
    load::load("older.yaml", text.as_bytes())
        .unwrap_or_else(|problems| panic!("{}", shown(text, &problems)))
}

fn shown(text: &str, problems: &[Diagnostic]) -> String {
    render_plain("older.yaml", text.as_bytes(), problems)
}

fn refusal(text: &str) -> String {
    match load::load("older.yaml", text.as_bytes()) {
        Ok(_) => panic!("it loads, and should not"),
        Err(problems) => shown(text, &problems),
    }
}

fn at(pointer: &str) -> Pointer {
    Pointer::parse(pointer).unwrap()
}

const HEAD: &str = "openapi: 3.0.1\ninfo: {title: Older, version: '1'}\n";

#[test]
fn aliases_and_merge_keys_are_the_values_that_they_stand_for() {
    let short = format!(
        "{HEAD}paths: {{}}
components:
  schemas:
    base: &base
      type: object
      description: &what A call
      properties: {{sid: &sid {{type: string}}, other: *sid}}
    call:
      title: *what
      <<: *base
      description: Its own
    both:
      <<: [{{title: first}}, *base, {{title: second}}]
"
    );
    let long = format!(
        "{HEAD}paths: {{}}
components:
  schemas:
    base:
      type: object
      description: A call
      properties: {{sid: {{type: string}}, other: {{type: string}}}}
    call:
      title: A call
      type: object
      properties: {{sid: {{type: string}}, other: {{type: string}}}}
      description: Its own
    both:
      title: first
      type: object
      description: A call
      properties: {{sid: {{type: string}}, other: {{type: string}}}}
"
    );
    assert_eq!(loaded(&short).openapi(), loaded(&long).openapi());
}

#[test]
fn a_copy_stands_where_its_text_is() {
    let text = format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    a: &a {{type: strnig}}\n    b: *a\n"
    );
    insta::assert_snapshot!(refusal(&text), @r"
    older.yaml:6:18: error[unknown-type]: there is no type `strnig`
      |
    6 |     a: &a {type: strnig}
      |                  ^^^^^^
    help: did you mean `string`?

    older.yaml:6:18: error[unknown-type]: there is no type `strnig`
      |
    6 |     a: &a {type: strnig}
      |                  ^^^^^^
    help: did you mean `string`?
    ");
}

#[test]
fn what_aliases_ask_for_has_a_limit() {
    let levels = ('a'..'j').zip('b'..='j');
    let bomb: String = levels
        .map(|(inner, outer)| {
            let aliases = vec![format!("*{inner}"); 9].join(", ");
            format!("{outer}: &{outer} [{aliases}]\n")
        })
        .collect();
    let anchors: String = (0..100_000)
        .map(|number| format!("k{number}: &a{number} x\n"))
        .collect();
    let deep: String = (0..200)
        .map(|level| format!("d{}: &d{} [*d{level}]\n", level + 1, level + 1))
        .collect();
    for (text, problem) in [
        (
            format!("a: &a [x]\n{bomb}"),
            "written out, the document's YAML aliases are more than 100000 keys and values",
        ),
        (anchors, "the document has more than 5000 YAML anchors"),
        (
            String::from("a: &a\n  b:\n    c: *a\n"),
            "the alias stands within the value that it stands for",
        ),
        (
            format!("d0: &d0 []\n{deep}"),
            "the document is nested more than 128 deep here",
        ),
    ] {
        let problems = load::load("older.yaml", text.as_bytes()).unwrap_err();
        let problems: Vec<&str> = problems.iter().map(|one| one.problem.as_str()).collect();
        assert_eq!(problems, [problem]);
    }
}

#[test]
fn maps_in_texts_and_older_keys_are_read() {
    let text = format!(
        "{HEAD}paths:
  /v1/Calls/{{Sid}}:
    x-path-type: instance
    x-default-output-properties: [sid, status]
  /v1/Calls:
    x-twilio:
      pathType: whatsapp_typing_indicator
      dependentProperties:
        call: '{{account_sid: sid}}'
        note: {{mapping: '{{call_sid: sid}}', resource_url: /v1/Notes}}
"
    );
    let document = loaded(&text);
    let one = document.path_extension(&at("/paths/~1v1~1Calls~1{Sid}"));
    assert_eq!(one.path_type, Some(PathType::Instance));
    assert_eq!(one.default_output_properties, ["sid", "status"]);
    let all = document.path_extension(&at("/paths/~1v1~1Calls"));
    assert_eq!(all.path_type, None);
    let dependents = &all.dependent_properties;
    assert_eq!(dependents["call"].mapping["account_sid"], "sid");
    assert_eq!(dependents["note"].mapping["call_sid"], "sid");
    assert_eq!(dependents["note"].resource_url, "/v1/Notes");
    insta::assert_snapshot!(shown(&text, document.warnings()), @r"
    older.yaml:9:17: warning[twilio-value]: `pathType` must be `list` or `instance`, and it is `whatsapp_typing_indicator`; the path itself is followed
      |
    9 |       pathType: whatsapp_typing_indicator
      |                 ^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn operations_without_a_name_get_one_by_rule() {
    let responses = "{responses: {'204': {description: Done}}}";
    let mut text = format!("{HEAD}paths:\n");
    for (path, methods) in [
        ("/2010-04-01/Accounts.json", &["get", "post"][..]),
        ("/2010-04-01/Accounts/{Sid}.json", &["get", "post"][..]),
        (
            "/v1/Services/{ServiceSid}/PhoneNumbers/{Sid}",
            &["delete", "put", "patch"],
        ),
        ("/v1/Services/{ServiceSid}/phone-number/{Sid}", &["delete"]),
    ] {
        text += &format!("  {path}:\n");
        for method in methods {
            text += &format!("    {method}: {responses}\n");
        }
    }
    text += &format!(
        "  /v1/Configuration:\n    x-twilio: {{pathType: instance}}\n    get: {responses}\n"
    );
    let document = loaded(&text);
    let ids: Vec<&str> = document
        .openapi()
        .operations()
        .filter_map(|(_, _, operation)| operation.operation_id.as_deref())
        .collect();
    assert_eq!(
        ids,
        [
            "ListAccount",
            "CreateAccount",
            "FetchAccount",
            "UpdateAccount",
            "UpdateServicePhoneNumber",
            "DeleteServicePhoneNumber",
            "PatchServicePhoneNumber",
            "DeleteServicePhoneNumber2",
            "FetchConfiguration",
        ]
    );
    let first = shown(&text, &document.warnings()[..1]);
    insta::assert_snapshot!(first, @r"
    older.yaml:5:5: warning[missing-operation-id]: GET /2010-04-01/Accounts.json has no operationId; it is called `ListAccount` after its method and path
      |
    5 |     get: {responses: {'204': {description: Done}}}
      |     ^^^
    help: an operationId in the document would take precedence
    ");
}

#[test]
fn a_reference_may_be_percent_encoded() {
    let text = format!(
        "{HEAD}paths: {{}}
components:
  schemas:
    'a/b c': {{type: string}}
    'd~e': {{type: string}}
    'ü': {{type: string}}
    user:
      type: object
      properties:
        one: {{$ref: '#/components/schemas/a~1b%20c'}}
        two: {{$ref: '#/components/schemas/d%7E0e'}}
        three: {{$ref: '#/components/schemas/%C3%BC'}}
"
    );
    let document = loaded(&text);
    let user = &document.openapi().components.as_ref().unwrap().schemas["user"];
    let user = document
        .schema(user, &at("/components/schemas/user"))
        .unwrap();
    let openapiv3::SchemaKind::Type(openapiv3::Type::Object(object)) = &user.value().schema_kind
    else {
        panic!("an object");
    };
    let components: Vec<&str> = object
        .properties
        .values()
        .filter_map(|property| document.schema(property, &at("")).unwrap().component())
        .collect();
    assert_eq!(components, ["a/b c", "d~e", "ü"]);
}
