//! Bounds on what a document may ask for: long prose, and small nodes that many places refer to, end in one diagnostic
//! at their place.

use generator::diagnostic::Code;
use generator::pipeline::generate;

use crate::kit::{self, OK, codes, document};

/// A document with many operations, each with this beside its name, and these components.
fn many(count: usize, method: &str, each: &str, components: &str) -> String {
    let paths: String = (0..count)
        .map(|number| {
            let id = format!(
                "operationId: {}Thing{number}",
                if method == "get" { "Fetch" } else { "Create" }
            );
            format!("  /v1/Things{number}: {{{method}: {{{id}, {each}}}}}\n")
        })
        .collect();
    document(&paths, components)
}

/// The one error of a document, as a person sees it.
fn only_error(text: &str) -> String {
    let failure = generate(&kit::input(&[("test.yaml", text)]), &kit::options()).unwrap_err();
    let codes: Vec<Code> = failure.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::LargeCrate]);
    kit::shown(&failure)
}

#[test]
fn prose_up_to_a_limit() {
    let described = |length: usize| {
        let description = "x".repeat(length);
        let paths = format!(
            "  /v1/Odd: {{get: {{operationId: FetchOdd, description: {description}, {OK}}}}}"
        );
        codes(&document(&paths, ""))
    };
    assert_eq!(described(1_310_720), []);
    assert_eq!(described(1_310_721), [Code::LongProse]);
    let summed_up = |length: usize| {
        let summary = "x".repeat(length);
        let paths =
            format!("  /v1/Odd: {{get: {{operationId: FetchOdd, summary: {summary}, {OK}}}}}");
        codes(&document(&paths, ""))
    };
    assert_eq!(summed_up(1_000), []);
    assert_eq!(summed_up(1_001), [Code::LongProse]);
    let titled = document("  {}", "").replace("Test", &"x".repeat(1_001));
    assert_eq!(codes(&titled), [Code::LongProse]);
    // Many lines are one text as well.
    let lines = document(
        &format!(
            "  /v1/Odd: {{get: {{operationId: FetchOdd, description: \"{}\", {OK}}}}}",
            "a\\n".repeat(800_000)
        ),
        "",
    );
    assert_eq!(codes(&lines), [Code::LongProse]);
}

#[test]
fn a_parameter_that_many_operations_share() {
    let parameter = |length: usize| {
        let description = "word ".repeat(length / 5);
        format!(
            "  parameters:\n    p: {{name: P, in: query, schema: {{type: string}}, description: {description}}}\n"
        )
    };
    let shared = format!("parameters: [{{$ref: '#/components/parameters/p'}}], {OK}");
    assert_eq!(codes(&many(5, "get", &shared, &parameter(5_000))), []);
    let told = only_error(&many(100, "get", &shared, &parameter(60_000)));
    assert!(
        told.contains("error[large-crate]") && told.contains("test.yaml:"),
        "{told}"
    );
}

#[test]
fn an_example_that_many_operations_share() {
    let body = "requestBody: {$ref: '#/components/requestBodies/b'}";
    let each = format!("{body}, {OK}");
    let components = |length: usize| {
        let value = "x".repeat(length);
        format!(
            "  requestBodies:\n    b: {{content: {{application/json: {{schema: {{type: object}}, example: {{a: {value}}}}}}}}}\n"
        )
    };
    assert_eq!(codes(&many(5, "post", &each, &components(1_000))), []);
    only_error(&many(50, "post", &each, &components(1_000_000)));
}

#[test]
fn a_form_that_many_operations_share() {
    let fields: Vec<String> = (0..2_000)
        .map(|number| format!("p{number}: {{type: string}}"))
        .collect();
    let form = format!(
        "  requestBodies:\n    b: {{content: {{application/x-www-form-urlencoded: {{schema: {{type: object, properties: {{{}}}}}}}}}}}\n",
        fields.join(", ")
    );
    let each = format!("requestBody: {{$ref: '#/components/requestBodies/b'}}, {OK}");
    assert_eq!(codes(&many(2, "post", &each, &form)), []);
    only_error(&many(20, "post", &each, &form));
}

/// Nothing is emitted from the reply of an error, and yet every operation has it in the reference.
#[test]
fn a_refusal_that_many_operations_share() {
    let each = "responses: {'204': {description: Done}, '400': {$ref: '#/components/responses/r'}}";
    let components = |length: usize| {
        let value = "x".repeat(length);
        format!(
            "  examples:\n    e: {{value: {{a: {value}}}}}\n  responses:\n    r: {{description: No, content: {{application/json: {{schema: {{type: object}}, examples: {{e: {{$ref: '#/components/examples/e'}}}}}}}}}}\n"
        )
    };
    assert_eq!(codes(&many(5, "get", each, &components(1_000))), []);
    only_error(&many(50, "get", each, &components(1_000_000)));
}

#[test]
fn paths_of_many_segments() {
    let paths = |count: usize| -> String {
        (0..count)
            .map(|number| {
                let path: String = (0..30).map(|step| format!("/A{number}x{step}")).collect();
                format!("  /v1{path}: {{get: {{operationId: FetchThing{number}, {OK}}}}}\n")
            })
            .collect()
    };
    assert_eq!(codes(&document(&paths(5), "")), []);
    only_error(&document(&paths(150), ""));
}

/// Each document has room of its own, and all together have room.
#[test]
fn a_crate_of_many_documents() {
    let names: Vec<String> = (0..10)
        .map(|number| format!("twilio_kites{number}_v1.yaml"))
        .collect();
    let body = format!(
        "  requestBodies:\n    b: {{content: {{application/json: {{schema: {{type: object}}, example: {{a: {}}}}}}}}}\n",
        "x".repeat(1_000_000)
    );
    let each = format!("requestBody: {{$ref: '#/components/requestBodies/b'}}, {OK}");
    let text = many(4, "post", &each, &body);
    let lower = |count: usize| {
        let documents: Vec<(&str, &str)> = names
            .iter()
            .take(count)
            .map(|name| (name.as_str(), text.as_str()))
            .collect();
        generator::pipeline::lower_documents(&kit::input(&documents)).err()
    };
    assert!(lower(2).is_none());
    let failure = lower(10).unwrap();
    let codes: Vec<Code> = failure.diagnostics.iter().map(|one| one.code).collect();
    assert!(
        codes.iter().all(|code| *code == Code::LargeCrate) && !codes.is_empty(),
        "{codes:?}"
    );
    assert!(failure.diagnostics[0].problem.contains("for this crate"));
}

#[test]
fn a_bar_in_a_file_name_stays_in_its_cell() {
    let text = document("  {}", "");
    let generated = generate(&kit::input(&[("a|b`c.yaml", &text)]), &kit::options()).unwrap();
    let readme = generated.tree.get("README.md").unwrap();
    let row = readme.lines().find(|line| line.contains("c.yaml")).unwrap();
    assert!(row.contains("a\\|bc.yaml"), "{row}");
}
