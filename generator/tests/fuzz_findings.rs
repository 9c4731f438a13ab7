//! What the fuzz targets found (see `fuzz/README.md`), each as a document that once made the generator fail.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod common;

use generator::diagnostic::{Colour, render};
use generator::emit::EmitOptions;
use generator::pipeline::{Generated, Input, generate};

fn generated(name: &str) -> Generated {
    let path = common::fixtures().join("fuzz").join(name);
    let input = Input {
        documents: vec![(name.to_owned(), std::fs::read(path).unwrap())],
        ..Input::default()
    };
    let options = EmitOptions {
        tests: true,
        ..EmitOptions::default()
    };
    generate(&input, &options).unwrap_or_else(|failure| {
        panic!(
            "{}",
            render(&failure.diagnostics, &failure.sources, Colour::Never)
        )
    })
}

/// What was left out of a document, and the reply and body examples among it.
fn skips(generated: &Generated) -> Vec<(String, usize, usize)> {
    let documents = &generated.model.documents;
    documents
        .iter()
        .flat_map(|document| &document.skips)
        .map(|skip| {
            let counts = skip.counts;
            (
                skip.what.clone(),
                counts.reply_examples,
                counts.body_examples,
            )
        })
        .collect()
}

#[test]
fn an_example_without_a_value_is_counted_as_left_out() {
    let skipped = skips(&generated("examples-without-value.yaml"));
    let without = "example without".to_owned();
    assert_eq!(skipped, [(without.clone(), 0, 1), (without, 1, 0)]);
}

#[test]
fn what_stands_under_other_media_types_is_counted_as_left_out() {
    let generated = generated("other-media-types.yaml");
    let skipped = skips(&generated);
    let expected = [
        ("body application/json of CreateTree", 0, 1),
        ("text/plain of reply 201 of CreateTree", 1, 0),
        ("body application/json of UpdateTree", 0, 1),
        ("text/plain of reply 200 of UpdateTree", 1, 0),
    ];
    let expected = expected.map(|(what, replies, bodies)| (what.to_owned(), replies, bodies));
    assert_eq!(skipped, expected);
    // A body that two operations share holds its schemas once.
    let counts = generated
        .model
        .documents
        .iter()
        .flat_map(|document| &document.skips);
    let properties: usize = counts.map(|skip| skip.counts.properties).sum();
    assert_eq!(properties, 3);
}
