//! Sizes and shapes that are meant to do harm: depth, width, recursion and mistakes without end are lowered soon, or
//! refused soon.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Instant;

use generator::diagnostic::Code;
use generator::pipeline::lower_documents;

use crate::kit::{self, OK, codes, document, emitted, quoted};

#[test]
fn ten_thousand_names_that_come_to_one() {
    let marks = ['!', '?', ';', ':', '^', '|', '(', ')', '[', ']'];
    let mut properties = Vec::new();
    for number in 0..10_000 {
        let tail: String = format!("{number:04}")
            .chars()
            .map(|digit| marks[digit.to_digit(10).unwrap() as usize])
            .collect();
        properties.push(format!("{}: {{}}", quoted(&format!("a{tail}"))));
    }
    let text = document(
        "  {}",
        &format!(
            "    odd: {{type: object, properties: {{{}}}}}\n",
            properties.join(", ")
        ),
    );
    let lowered = kit::lower(&kit::input(&[("test.yaml", &text)]));
    let odd = lowered.model.documents[0].find_model("Odd").unwrap();
    let idents: BTreeSet<&str> = odd
        .fields
        .iter()
        .map(|field| field.name.ident.as_str())
        .collect();
    assert_eq!(idents.len(), 10_000);
}

#[test]
fn a_path_of_a_thousand_segments() {
    let path = "/a".repeat(400);
    assert_eq!(
        codes(&document(
            &format!("  /v1{path}: {{get: {{operationId: FetchFar, {OK}}}}}"),
            ""
        )),
        [Code::UnsupportedPath]
    );
    let path = "/abcdefghijklmnopqrstuvwxyz".repeat(31);
    assert_eq!(
        codes(&document(
            &format!("  /v1{path}: {{get: {{operationId: FetchFar, {OK}}}}}"),
            ""
        )),
        [Code::UnsupportedPath]
    );
}

#[test]
fn a_path_with_two_ways_at_each_parameter() {
    let path: String = (0..12)
        .map(|number| format!("/S{number}/{{P{number}}}"))
        .collect();
    let operation = |leaf: usize| {
        let parameters: Vec<String> = (0..12)
            .map(|number| {
                let pattern = if number == leaf { ", pattern: '^KS[0-9a-fA-F]{32}$'" } else { "" };
                format!("{{name: P{number}, in: path, required: true, schema: {{type: string{pattern}}}}}")
            })
            .collect();
        let parameters = parameters.join(", ");
        format!(
            "  /v1{path}/Leaf{leaf}: {{get: {{operationId: FetchLeaf{leaf}, parameters: [{parameters}], {OK}}}}}\n"
        )
    };
    // Each parameter is a SID to one operation and a name to the others: there are 4,096 sets of operations that some
    // row of SIDs and names allows.
    let text = document(&(0..12).map(operation).collect::<String>(), "");
    assert_eq!(codes(&text), [Code::UnsupportedPath]);
    let refusal = kit::refused_text(&text);
    assert!(
        refusal.contains("reached both by a SID and by a name"),
        "{refusal}"
    );
}

#[test]
fn schemas_within_schemas_as_deep_as_they_may_be() {
    for (open, close) in [
        ("{type: array, items: ", "}"),
        ("{type: object, additionalProperties: ", "}"),
        ("{type: object, properties: {a: ", "}}"),
        ("{allOf: [", "]}"),
    ] {
        for depth in [10, 40, 50, 58] {
            let text = document(
                "  {}",
                &format!(
                    "    deep: {}{{type: string}}{}\n",
                    open.repeat(depth),
                    close.repeat(depth)
                ),
            );
            let problems = codes(&text);
            assert!(
                problems.is_empty()
                    || problems
                        .iter()
                        .all(|code| matches!(code, Code::UnsupportedSchema | Code::TooDeep)),
                "{open} {depth}: {problems:?}"
            );
            if problems.is_empty() {
                emitted(&text);
            }
        }
    }
}

#[test]
fn a_row_of_ten_thousand_lists_of_each_other() {
    let mut schemas = String::new();
    for number in 0..10_000 {
        let _ = writeln!(
            schemas,
            "    l{number}: {{type: array, items: {{$ref: '#/components/schemas/l{}'}}}}",
            number + 1
        );
    }
    schemas.push_str("    l10000: {type: string}\n");
    let problems = codes(&document("  {}", &schemas));
    assert!(
        problems.contains(&Code::UnsupportedSchema) && problems.len() < 300,
        "{} problems",
        problems.len()
    );
}

#[test]
fn recursion_in_every_form() {
    let schemas = "
    a: {type: object, properties: {a: {$ref: '#/components/schemas/a'}, b: {$ref: '#/components/schemas/b'}}}
    b: {type: object, properties: {c: {type: object, properties: {a: {$ref: '#/components/schemas/a'}}}}}
    c: {type: array, items: {type: object, properties: {c: {$ref: '#/components/schemas/c'}, d: {$ref: '#/components/schemas/d'}}}}
    d: {type: object, additionalProperties: {$ref: '#/components/schemas/e'}}
    e: {type: object, properties: {c: {$ref: '#/components/schemas/c'}, d: {$ref: '#/components/schemas/d'}}}
    f: {allOf: [{$ref: '#/components/schemas/a'}]}
    g: {oneOf: [{$ref: '#/components/schemas/g'}, {type: string}]}
    h: {allOf: [{type: object, properties: {h: {$ref: '#/components/schemas/h'}}}]}
";
    let paths = "  /v1/A: {post: {operationId: CreateA, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/c'}}}}, responses: {'200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/h'}}}}}}}";
    emitted(&document(paths, schemas));
}

#[test]
fn a_hundred_thousand_properties() {
    let wide = |count| {
        let properties = list(count, |number| format!("p{number}: {{}}"));
        schema(&format!("{{type: object, properties: {{{properties}}}}}"))
    };
    assert_eq!(codes(&wide(100_000)), [Code::LargeCrate]);
    let lowered = kit::lower(&kit::input(&[("test.yaml", &wide(20_000))]));
    let odd = lowered.model.documents[0].find_model("Odd").unwrap();
    assert_eq!(odd.fields.len(), 20_000);
    assert_grows_in_step("properties", wide);
}

/// A list in YAML's flow style.
fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// A document with a schema `odd`.
fn schema(schema: &str) -> String {
    document("  {}", &format!("    odd: {schema}\n"))
}

/// Lowers a document of 1,250 things and one of 5,000. What takes time in step with the size takes four times as
/// long, what compares each thing with every other takes sixteen times as long. Both are measured in the same run, and
/// again if need be, so that a busy machine does not decide.
fn assert_grows_in_step(what: &str, text: impl Fn(usize) -> String) {
    let time = |count: usize| {
        let text = text(count);
        let started = Instant::now();
        kit::lower(&kit::input(&[("test.yaml", &text)]));
        started.elapsed()
    };
    let mut ratios: Vec<f64> = Vec::new();
    while ratios.len() < 5 && ratios.iter().all(|ratio| *ratio >= 10.0) {
        let small = time(1_250);
        ratios.push(time(5_000).as_secs_f64() / small.as_secs_f64());
    }
    assert!(
        ratios.iter().any(|ratio| *ratio < 10.0),
        "four times as many {what} take {ratios:.1?} times as long"
    );
}

#[test]
fn five_thousand_of_everything() {
    let properties = |count, property: &dyn Fn(usize) -> String| {
        let properties = list(count, |number| format!("p{number}: {}", property(number)));
        schema(&format!("{{type: object, properties: {{{properties}}}}}"))
    };
    assert_grows_in_step("values", |count| {
        let values = list(count, |number| format!("l{number}"));
        schema(&format!("{{type: string, enum: [{values}]}}"))
    });
    assert_grows_in_step("objects", |count| {
        properties(count, &|_| {
            String::from("{type: object, properties: {a: {}}}")
        })
    });
    assert_grows_in_step("enums", |count| {
        properties(count, &|_| String::from("{type: string, enum: [a]}"))
    });
    assert_grows_in_step("places of one enum", |count| {
        properties(count, &|number| {
            format!(
                "{{type: string, format: method, enum: [a, l{}]}}",
                number % 50
            )
        })
    });
    assert_grows_in_step("parameters", |count| {
        let parameters = list(count, |number| {
            format!("{{name: p{number}, in: query, schema: {{type: string}}}}")
        });
        let get = format!("{{operationId: ListOdd, parameters: [{parameters}], {OK}}}");
        document(&format!("  /v1/Odd: {{get: {get}}}"), "")
    });
    assert_grows_in_step("paths", |count| {
        let path = |number| {
            let replies = "{'204': {description: Done}}";
            format!(
                "  /v1/S{number}: {{get: {{operationId: FetchS{number}, responses: {replies}}}}}\n"
            )
        };
        document(&(0..count / 8).map(path).collect::<String>(), "")
    });
}

#[test]
fn twenty_thousand_mistakes() {
    let paths: String = (0..20_000).map(|number| format!("  /v1/S{number}: {{get: {{operationId: MakeS{number}, responses: {{'204': {{description: Done}}}}}}}}\n")).collect();
    let text = document(&paths, "");
    let Err(failure) = lower_documents(&kit::input(&[("test.yaml", &text)])) else {
        panic!("is fine, and should not be")
    };
    assert!(
        failure.diagnostics.len() < 300,
        "{}",
        failure.diagnostics.len()
    );
    assert_eq!(failure.diagnostics.last().unwrap().code, Code::TooMany);
}

#[test]
fn a_mistake_of_a_million_characters() {
    let long = "x".repeat(1_000_000);
    let paths = format!(
        "  /v1/Odd: {{get: {{operationId: Make{long}, parameters: [{{name: {long}, in: cookie, schema: {{}}}}, {{name: {long}, in: query, schema: {{type: string, enum: [{long}, {long}]}}}}], {OK}}}}}"
    );
    let shown = kit::refused_text(&document(&paths, ""));
    assert!(shown.len() < 20_000, "{} characters are shown", shown.len());
}
