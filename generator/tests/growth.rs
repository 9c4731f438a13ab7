//! What a document costs grows in step with its size: four times as much of anything takes about four times as long,
//! and at most five times.
//!
//! What is compared is the time that this thread was computing, where the system tells it, and the best of a few runs:
//! a busy machine does not decide.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

use std::time::{Duration, Instant};

use generator::diagnostic::{Colour, render};
use generator::emit::EmitOptions;
use generator::pipeline::{Failure, Input, generate, lower_documents};

const HEAD: &str = "openapi: 3.0.1\ninfo: {title: Test, version: '1'}\nservers: [{url: 'https://test.twilio.com'}]\n";
const DONE: &str = "responses: {'204': {description: Done}}";

/// The time that this thread was computing since some moment.
fn computed() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let first = told.as_deref().and_then(|text| text.split(' ').next());
    let nanoseconds = first.and_then(|number| number.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Stages to measure.
type Stages = fn(&Input) -> Result<(), Failure>;

fn all_stages(input: &Input) -> Result<(), Failure> {
    let options = EmitOptions {
        tests: true,
        ..EmitOptions::default()
    };
    generate(input, &options).map(drop)
}

fn lowering(input: &Input) -> Result<(), Failure> {
    lower_documents(input).map(drop)
}

fn time(text: &str, stages: Stages) -> Duration {
    let input = Input {
        documents: vec![(
            String::from("twilio_test_v1.yaml"),
            text.as_bytes().to_vec(),
        )],
        ..Input::default()
    };
    let before = computed();
    let result = stages(&input);
    let took = computed() - before;
    if let Err(failure) = result {
        panic!(
            "{}",
            render(&failure.diagnostics, &failure.sources, Colour::Never)
        );
    }
    took
}

/// Holds the time for four times as much to at most five times the time.
fn assert_grows_in_step(size: usize, text: impl Fn(usize) -> String) {
    assert_stages_grow_in_step(all_stages, size, text);
}

/// The same for the stages that are meant: what the others take would hide what theirs grows by.
fn assert_stages_grow_in_step(stages: Stages, size: usize, text: impl Fn(usize) -> String) {
    let (small, large) = (text(size), text(4 * size));
    let (mut least, mut most) = (Duration::MAX, Duration::MAX);
    for _ in 0..6 {
        least = least.min(time(&small, stages));
        most = most.min(time(&large, stages));
        if most <= 5 * least {
            return;
        }
    }
    panic!("{size} take {least:.1?}, and four times as many {most:.1?}");
}

/// A list in YAML's flow style.
fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// A document with this description.
fn described(prose: &str) -> String {
    let get = format!("{{operationId: FetchThing, description: '{prose}', {DONE}}}");
    format!("{HEAD}paths:\n  /v1/Things: {{get: {get}}}\n")
}

/// A document with a schema of these properties.
fn properties(count: usize, property: impl Fn(usize) -> String) -> String {
    let properties = list(count, |number| format!("p{number}: {}", property(number)));
    format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    odd: {{type: object, properties: {{{properties}}}}}\n"
    )
}

/// A document with an operation at each of these paths.
fn paths(count: usize, operation: impl Fn(usize) -> (String, String)) -> String {
    let paths: String = (0..count)
        .map(|number| {
            let (path, beside) = operation(number);
            let get = format!("{{operationId: FetchThing{number}, {beside}{DONE}}}");
            format!("  {path}: {{get: {get}}}\n")
        })
        .collect();
    format!("{HEAD}paths:\n{paths}")
}

#[test]
fn brackets_that_open() {
    assert_stages_grow_in_step(lowering, 15_000, |count| described(&"[".repeat(count)));
}

#[test]
fn brackets_that_open_and_close() {
    assert_stages_grow_in_step(lowering, 15_000, |count| {
        described(&format!("{}{}", "[".repeat(count), "]".repeat(count)))
    });
}

/// The end of each is looked for in what is left of the text.
#[test]
fn links_that_do_not_end() {
    assert_stages_grow_in_step(lowering, 10_000, |count| {
        described(&"[a](http://b ".repeat(count))
    });
}

#[test]
fn dashes() {
    assert_stages_grow_in_step(lowering, 7_500, |count| described(&"- ".repeat(count)));
}

#[test]
fn properties_of_a_schema() {
    assert_grows_in_step(1_000, |count| {
        properties(count, |_| String::from("{type: string}"))
    });
}

#[test]
fn objects_in_place() {
    assert_stages_grow_in_step(lowering, 1_000, |count| {
        properties(count, |_| {
            String::from("{type: object, properties: {a: {type: string}}}")
        })
    });
}

#[test]
fn places_of_one_enum() {
    assert_stages_grow_in_step(lowering, 800, |count| {
        properties(count, |number| {
            format!("{{type: string, format: http-method, enum: [v{number}]}}")
        })
    });
}

#[test]
fn kinds_of_sids() {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap());
    let prefix = |number: usize| format!("{}{}", letter(number / 26), letter(number));
    assert_grows_in_step(1_000, |count| {
        properties(count, |number| {
            let (first, second) = (prefix(number / 600), prefix(number % 600 + 26));
            format!("{{type: string, pattern: '^({first}|{second})[0-9a-f]{{32}}$'}}")
        })
    });
}

#[test]
fn conditions_of_an_operation() {
    assert_stages_grow_in_step(lowering, 300, |count| {
        let conditions = list(count - 1, |number| format!("[P{number}, P{}]", number + 1));
        let fields = list(count, |number| format!("P{number}: {{type: string}}"));
        let form = format!(
            "{{application/x-www-form-urlencoded: {{schema: {{type: object, properties: {{{fields}}}}}}}}}"
        );
        let post = format!(
            "{{operationId: CreateThing, x-twilio: {{conditional: [{conditions}]}}, requestBody: {{content: {form}}}, {DONE}}}"
        );
        format!("{HEAD}paths:\n  /v1/Things: {{post: {post}}}\n")
    });
}

#[test]
fn parameters_of_an_operation() {
    assert_stages_grow_in_step(lowering, 3_000, |count| {
        let parameters = list(count, |number| {
            format!("{{name: P{number}, in: query, schema: {{type: string}}}}")
        });
        paths(1, |_| {
            (
                String::from("/v1/Things"),
                format!("parameters: [{parameters}], "),
            )
        })
    });
}

/// Each is noted as untyped, and then becomes the text that a header is.
#[test]
fn headers_of_an_operation() {
    assert_stages_grow_in_step(lowering, 1_500, |count| {
        let parameters = list(count, |number| {
            format!("{{name: X-{number}, in: header, schema: {{}}}}")
        });
        paths(1, |_| {
            (
                String::from("/v1/Things"),
                format!("parameters: [{parameters}], "),
            )
        })
    });
}

#[test]
fn operations_side_by_side() {
    assert_grows_in_step(220, |count| {
        paths(count, |number| {
            (format!("/v1/Things{number}"), String::new())
        })
    });
}

#[test]
fn operations_below_a_parameter() {
    let sid = "parameters: [{name: Sid, in: path, required: true, schema: {type: string}}], ";
    assert_grows_in_step(220, |count| {
        paths(count, |number| {
            (format!("'/v1/Things/{{Sid}}/Sub{number}'"), sid.to_owned())
        })
    });
}
