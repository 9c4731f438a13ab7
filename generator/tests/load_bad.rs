//! Broken documents, each with exactly the diagnostics that a person sees.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod common;

use std::collections::BTreeSet;

use generator::diagnostic::{Code, Diagnostic, Location, Severity, render_json};
use generator::load;

use common::{fixtures, read_folder, render_plain};

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
            render_plain(&file, &bytes, &problems(&file, &bytes))
        );
    }
}

#[test]
fn locations_and_sentences_are_fit_to_be_read() {
    for (file, bytes) in read_folder(&fixtures().join("bad")) {
        for diagnostic in problems(&file, &bytes) {
            let context = format!("{file}: {diagnostic:?}");
            assert_eq!(diagnostic.location.file(), file, "{context}");
            assert_eq!(
                diagnostic.location.line() == 0,
                diagnostic.location.column() == 0,
                "{context}"
            );
            assert!(
                !diagnostic.problem.ends_with('.') && !diagnostic.problem.is_empty(),
                "{context}"
            );
            assert_ne!(
                diagnostic.code.as_str(),
                "unreadable",
                "the checks let nothing through to serde: {context}"
            );
        }
    }
}

#[test]
fn each_code_of_loading_has_a_fixture() {
    let reported: BTreeSet<&str> = read_folder(&fixtures().join("bad"))
        .iter()
        .chain(&read_folder(&fixtures()))
        .flat_map(|(file, bytes)| match load::load(file, bytes) {
            Ok(document) => document.warnings().to_vec(),
            Err(problems) => problems,
        })
        .map(|diagnostic| diagnostic.code.as_str())
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
        "advice",
    ];
    let missing: Vec<_> = expected
        .iter()
        .filter(|code| !reported.contains(*code))
        .collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
}

#[test]
fn warnings_stop_nothing() {
    for (file, name) in [
        ("warnings.yaml", "warnings"),
        ("twilio-values.yaml", "twilio-values.yaml"),
        ("advice.yaml", "advice.yaml"),
    ] {
        let bytes = std::fs::read(fixtures().join(file)).unwrap();
        let document = load::load(file, &bytes).unwrap();
        assert!(
            document
                .warnings()
                .iter()
                .all(|diagnostic| diagnostic.severity == Severity::Warning)
        );
        insta::assert_snapshot!(name, render_plain(file, &bytes, document.warnings()));
    }
}

#[test]
fn what_was_refused_is_reported_once() {
    let text = "\
openapi: 3.0.1
info: {title: x, version: *shared}
paths:
  /v1/Calls:
    description: *shared
    x-twilio:
      mountName: *shared
      pathType: *shared
";
    let problems = problems("refused.yaml", text.as_bytes());
    let codes: Vec<&str> = problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect();
    assert_eq!(codes, ["yaml-alias"; 4]);
}

#[test]
fn a_problem_after_the_end_of_a_line_has_a_caret_there() {
    let problem = Diagnostic::error(Code::Syntax, &Location::new("a.yaml", 1, 4), "too short");
    let text = render_plain("a.yaml", b"abc\n", &[problem]);
    let carets = text.lines().find(|line| line.ends_with('^')).unwrap();
    assert_eq!(carets.trim_start_matches("  | "), "   ^", "{text}");
}

#[test]
fn programs_get_null_where_a_problem_has_no_line() {
    let line = render_json(&problems("empty.yaml", b""));
    let object: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(object["file"], "empty.yaml");
    for key in ["line", "column", "pointer"] {
        assert_eq!(object.get(key), Some(&serde_json::Value::Null), "{key}");
    }
}

#[test]
fn programs_get_one_object_per_line() {
    let bytes = std::fs::read(fixtures().join("bad/unknown-type.yaml")).unwrap();
    insta::assert_snapshot!("json", render_json(&problems("unknown-type.yaml", &bytes)));
}
