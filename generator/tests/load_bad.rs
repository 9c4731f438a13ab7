//! Broken documents, each with exactly what a person is told about it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod common;

use std::collections::BTreeSet;

use generator::diagnostic::{Diagnostic, Severity, render_json};
use generator::load;

use common::{fixtures, read_folder, shown};

fn problems(file: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    match load::load(file, bytes) {
        Ok(_) => panic!("{file} loads, and should not"),
        Err(problems) => problems,
    }
}

#[test]
fn every_broken_document_says_what_is_wrong() {
    for (file, bytes) in read_folder(&fixtures().join("bad")) {
        insta::assert_snapshot!(
            file.as_str(),
            shown(&file, &bytes, &problems(&file, &bytes))
        );
    }
}

#[test]
fn places_and_sentences_are_fit_to_be_read() {
    for (file, bytes) in read_folder(&fixtures().join("bad")) {
        for found in problems(&file, &bytes) {
            let what = format!("{file}: {found:?}");
            assert_eq!(found.location.name(), file, "{what}");
            assert_eq!(
                found.location.line() == 0,
                found.location.column() == 0,
                "{what}"
            );
            assert!(
                !found.problem.ends_with('.') && !found.problem.is_empty(),
                "{what}"
            );
            assert_ne!(
                found.code.as_str(),
                "unreadable",
                "the checks let nothing through to serde: {what}"
            );
        }
    }
}

#[test]
fn each_code_of_loading_has_a_fixture() {
    let met: BTreeSet<&str> = read_folder(&fixtures().join("bad"))
        .iter()
        .chain(&read_folder(&fixtures()))
        .flat_map(|(file, bytes)| match load::load(file, bytes) {
            Ok(document) => document.warnings().to_vec(),
            Err(problems) => problems,
        })
        .map(|found| found.code.as_str())
        .collect();
    let expected = [
        "invalid-utf-8",
        "control-character",
        "hidden-character",
        "empty-document",
        "syntax",
        "tab",
        "quote",
        "several-documents",
        "yaml-alias",
        "yaml-tag",
        "merge-key",
        "duplicate-key",
        "key-not-text",
        "number-range",
        "openapi-version",
        "wrong-type",
        "missing-key",
        "unknown-key",
        "unknown-value",
        "unknown-type",
        "unknown-in",
        "status-code",
        "path-slash",
        "left-out",
        "reference-form",
        "external-reference",
        "unknown-reference",
        "reference-kind",
        "reference-cycle",
        "twilio-key",
        "twilio-value",
    ];
    let missing: Vec<_> = expected
        .iter()
        .filter(|code| !met.contains(*code))
        .collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
}

#[test]
fn warnings_stop_nothing() {
    let bytes = std::fs::read(fixtures().join("warnings.yaml")).unwrap();
    let document = load::load("warnings.yaml", &bytes).unwrap();
    assert!(
        document
            .warnings()
            .iter()
            .all(|found| found.severity == Severity::Warning)
    );
    insta::assert_snapshot!(
        "warnings",
        shown("warnings.yaml", &bytes, document.warnings())
    );
}

#[test]
fn programs_get_one_object_per_line() {
    let bytes = std::fs::read(fixtures().join("bad/unknown-type.yaml")).unwrap();
    insta::assert_snapshot!("json", render_json(&problems("unknown-type.yaml", &bytes)));
}
