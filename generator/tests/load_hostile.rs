//! Documents that are meant to do harm: each soon ends in a diagnostic.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

mod common;

use std::fmt::Write as _;

use generator::diagnostic::{Code, Diagnostic};
use generator::load::{self, Document};

const HEAD: &str = "openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths: {}\n";

/// The first problem as people see it.
fn first_problem(bytes: &[u8]) -> String {
    match load::load("hostile.yaml", bytes) {
        Ok(_) => panic!("loads, and should not"),
        Err(problems) => common::render_plain("hostile.yaml", bytes, problems.get(..1).unwrap()),
    }
}

fn codes(bytes: &[u8]) -> Vec<Code> {
    match load::load("hostile.yaml", bytes) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(|diagnostic| diagnostic.code).collect(),
    }
}

fn loads(text: &str) -> Document {
    load::load("hostile.yaml", text.as_bytes()).unwrap_or_else(|problems| {
        panic!(
            "{}",
            common::render_plain("hostile.yaml", text.as_bytes(), &problems)
        )
    })
}

#[test]
fn a_file_of_33_megabytes() {
    insta::assert_snapshot!(first_problem(&vec![b' '; 33 * 1024 * 1024]));
}

#[test]
fn nothing_but_commas() {
    let text = format!("{HEAD}x-a: [{}a]\n", "a,".repeat(600_000));
    assert_eq!(codes(text.as_bytes()), [Code::TooLarge]);
}

#[test]
fn brackets_ten_thousand_deep() {
    insta::assert_snapshot!(first_problem("[".repeat(10_000).as_bytes()));
}

#[test]
fn braces_ten_thousand_deep_in_an_example() {
    let nested = format!(
        "{HEAD}components: {{schemas: {{call: {{example: {}1{}}}}}}}\n",
        "{a: ".repeat(10_000),
        "}".repeat(10_000)
    );
    insta::assert_snapshot!(first_problem(nested.as_bytes()));
}

#[test]
fn indentation_five_thousand_deep() {
    let mut text = String::new();
    for depth in 0..5_000 {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
    }
    insta::assert_snapshot!(first_problem(text.as_bytes()));
}

#[test]
fn a_list_in_a_list_in_a_list() {
    assert_eq!(codes("- ".repeat(10_000).as_bytes()), [Code::TooDeep]);
    assert_eq!(codes("? ".repeat(10_000).as_bytes()), [Code::TooDeep]);
}

#[test]
fn ten_thousand_double_keys() {
    let text = format!("{HEAD}x-a: {{{}}}\n", "a: 1, ".repeat(10_000));
    let codes = codes(text.as_bytes());
    assert_eq!(codes.len(), 201, "the limit, and a note on the others");
    assert_eq!(codes.last(), Some(&Code::TooMany));
}

#[test]
fn twenty_thousand_references_to_nothing() {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for number in 0..20_000 {
        let _ = writeln!(
            text,
            "    schema_number_{number}:\n      $ref: '#/components/schemas/schema_numbre_{number}'"
        );
    }
    let problems = load::load("hostile.yaml", text.as_bytes()).unwrap_err();
    assert_eq!(problems.len(), 201);
    let suggests = |problem: &Diagnostic| {
        let help = problem.help.as_deref();
        help.is_some_and(|help| help.starts_with("did you mean"))
    };
    assert!(suggests(&problems[0]));
    assert!(!suggests(&problems[199]), "comparisons are limited");
}

#[test]
fn twenty_thousand_references_in_a_row() {
    let mut text = format!("{HEAD}components:\n  schemas:\n    s20000: {{type: string}}\n");
    for number in 0..20_000 {
        let _ = writeln!(
            text,
            "    s{number}:\n      $ref: '#/components/schemas/s{}'",
            number + 1
        );
    }
    assert_eq!(codes(text.as_bytes()).first(), Some(&Code::ReferenceCycle));
}

#[test]
fn a_hundred_thousand_properties() {
    let mut text = format!(
        "{HEAD}components:\n  schemas:\n    call:\n      type: object\n      properties:\n"
    );
    for number in 0..100_000 {
        let _ = writeln!(text, "        property_{number}:\n          type: string");
    }
    let document = loads(&text);
    let properties = load::Pointer::root()
        .join("components")
        .join("schemas")
        .join("call")
        .join("properties");
    let lines = (0..100_000).all(|number| {
        document
            .location(&properties.join(&format!("property_{number}")))
            .line()
            == 9 + 2 * number
    });
    assert!(lines, "each property has its location");
}

/// openapiv3's untagged enums copy everything below a level at that level: sixty levels of schemas over a large leaf
/// would take sixty times the memory.
#[test]
fn schemas_as_deep_as_documents_may_be() {
    let depth = 60;
    let leaf = "a".repeat(1_000_000);
    for (open, close) in [
        ("{properties: {a: ", "}}"),
        ("{type: array, items: ", "}"),
        ("{allOf: [", "]}"),
        ("{not: ", "}"),
    ] {
        let levels = if open.matches(['{', '[']).count() == 1 {
            depth * 2
        } else {
            depth
        };
        let schema = format!(
            "{}{{type: string, default: {leaf}}}{}",
            open.repeat(levels),
            close.repeat(levels)
        );
        let document = loads(&format!(
            "{HEAD}components: {{schemas: {{call: {schema}}}}}\n"
        ));
        assert!(
            document
                .openapi()
                .components
                .as_ref()
                .unwrap()
                .schemas
                .contains_key("call")
        );
    }
}

/// The same with a mistake at the bottom: if each level were tried again in another way, it would take two to the power
/// of sixty attempts.
#[test]
fn a_mistake_at_the_bottom_of_deep_schemas() {
    let schema = format!(
        "{}{{minLength: x}}{}",
        "{properties: {a: ".repeat(55),
        "}}".repeat(55)
    );
    assert_eq!(
        codes(format!("{HEAD}components: {{schemas: {{call: {schema}}}}}\n").as_bytes()),
        [Code::WrongType]
    );
}

#[test]
fn a_schema_within_itself_is_no_loop() {
    let parent = "{$ref: '#/components/schemas/call'}";
    let schema = format!("{{type: object, properties: {{parent: {parent}}}}}");
    let document = loads(&format!(
        "{HEAD}components: {{schemas: {{call: {schema}}}}}\n"
    ));
    assert!(document.warnings().is_empty());
}

#[test]
fn a_pointer_of_a_million_steps() {
    let text = format!(
        "{HEAD}components: {{schemas: {{call: {{$ref: '#{}'}}}}}}\n",
        "/a".repeat(1_000_000)
    );
    assert_eq!(codes(text.as_bytes()), [Code::ReferenceForm]);
}

#[test]
fn a_key_of_a_million_characters() {
    let text = format!(
        "{HEAD}components:\n  schemas:\n    ? {}\n    : type: string\n",
        "a".repeat(1_000_000)
    );
    insta::assert_snapshot!(first_problem(text.as_bytes()));
}

/// Everything keeps its pointer, so the length of pointers is limited, not only that of each key.
#[test]
fn long_keys_within_long_keys() {
    let key = "a".repeat(1000);
    let schema = format!(
        "{}{{}}{}",
        format!("{{properties: {{{key}: ").repeat(40),
        "}}".repeat(40)
    );
    assert_eq!(
        codes(format!("{HEAD}components: {{schemas: {{call: {schema}}}}}\n").as_bytes()),
        [Code::KeyTooLong]
    );
}

#[test]
fn twenty_thousand_unknown_keys() {
    let mut text = String::from(HEAD);
    for number in 0..20_000 {
        let _ = writeln!(text, "unknown_{number}: 1");
    }
    assert_eq!(loads(&text).warnings().len(), 201);
}

#[test]
fn a_value_of_a_million_characters_in_a_message() {
    let text = format!(
        "{HEAD}components: {{schemas: {{call: {{type: {}}}}}}}\n",
        "a".repeat(1_000_000)
    );
    assert!(first_problem(text.as_bytes()).len() < 2_000);
}

#[test]
fn what_serde_would_stumble_over() {
    // A panic in openapiv3: `.nan` becomes null, and the second attempt succeeds.
    assert_eq!(
        codes(format!("{HEAD}components: {{schemas: {{a: {{minLength: .nan}}}}}}\n").as_bytes()),
        [Code::NumberRange]
    );
    // An endless loop in openapiv3: a key that is not a text among extensions.
    assert_eq!(
        codes(format!("{HEAD}5: a\n").as_bytes()),
        [Code::KeyNotText]
    );
    // A discriminator whose mapping has no value: openapiv3 takes a missing one, but not null.
    for mapping in ["", ", mapping: "] {
        let schema =
            format!("oneOf: [{{type: object}}], discriminator: {{propertyName: kind{mapping}}}");
        loads(&format!(
            "{HEAD}components: {{schemas: {{a: {{{schema}}}}}}}\n"
        ));
    }
}

#[test]
fn emoji_in_json_are_two_escapes() {
    let document =
        loads(r#"{"openapi":"3.0.1","info":{"title":"\ud83d\ude00","version":"1"},"paths":{}}"#);
    assert_eq!(document.openapi().info.title, "😀");
}

#[test]
fn a_byte_order_mark_does_not_count_as_a_character() {
    let text = format!("\u{feff}{HEAD}");
    let document = loads(&text);
    assert_eq!(
        document
            .location(&load::Pointer::root().join("openapi"))
            .column(),
        10
    );
    assert!(document.source().starts_with("openapi"));
}

#[test]
fn lines_may_end_as_on_any_system() {
    for end in ["\r\n", "\r"] {
        let document = loads(&HEAD.replace('\n', end));
        assert_eq!(
            document
                .location(&load::Pointer::root().join("paths"))
                .line(),
            3,
            "{end:?}"
        );
        let broken = format!("{HEAD}components: 5\n").replace('\n', end);
        let problem = first_problem(broken.as_bytes());
        assert!(
            problem.contains("4 | components: 5\n"),
            "{end:?}: {problem}"
        );
    }
}

#[test]
fn any_bytes_end_in_a_document_or_in_problems() {
    // A cheap stand-in for the fuzzer: prefixes of a document, and every other byte of it spoilt in one way.
    let text = include_str!("fixtures/small.yaml").as_bytes();
    let spoilers = b"\0\t\"{-:&\xff\n9'#";
    for at in (0..text.len()).step_by(2) {
        let mut spoilt = text.to_vec();
        spoilt[at] = spoilers[at / 2 % spoilers.len()];
        let prefix = if at % 3 == 0 { &text[..at] } else { &[] };
        for bytes in [prefix, &spoilt] {
            if let Err(problems) = load::load("spoilt.yaml", bytes) {
                assert!(!problems.is_empty());
                let text = common::render_plain("spoilt.yaml", bytes, &problems);
                assert!(
                    problems
                        .iter()
                        .all(|diagnostic| diagnostic.code != Code::Unreadable),
                    "{text}"
                );
            }
        }
    }
}
