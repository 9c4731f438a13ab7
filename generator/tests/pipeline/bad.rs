//! Documents, configurations and locks that cannot be used, each with exactly what a person is told.

use generator::diagnostic::{Colour, Severity, Sources, render};
use generator::names::{NamesLock, names_lock};
use generator::pipeline::{Input, generate};

use crate::common::{fixtures, read_folder};
use crate::kit;

pub(crate) const THINGS: &str = "paths: {/v1/Things: {get: {operationId: ListThing, responses: {'204': {description: Done}}}}}\n";

#[test]
fn every_bad_document_says_what_is_wrong() {
    for (name, bytes) in read_folder(&fixtures().join("lower")) {
        let input = Input {
            documents: vec![(name.clone(), bytes)],
            ..Input::default()
        };
        let told = told(&input);
        assert!(!told.is_empty(), "{name} is fine, and should not be");
        insta::assert_snapshot!(name.as_str(), told);
    }
}

/// Everything that is said of an input, warnings as well.
pub(crate) fn told(input: &Input) -> String {
    match generate(input, &kit::options()) {
        Ok(generated) => render(&generated.warnings, &generated.sources, Colour::Never),
        Err(failure) => kit::shown(&failure),
    }
}

#[test]
fn sentences_and_places_are_fit_to_be_read() {
    for (name, bytes) in read_folder(&fixtures().join("lower")) {
        let input = Input {
            documents: vec![(name.clone(), bytes)],
            ..Input::default()
        };
        let Err(failure) = generate(&input, &kit::options()) else {
            continue;
        };
        for found in failure.diagnostics {
            assert_eq!(found.location.file(), name, "{found:?}");
            assert!(
                found.location.line() > 0 && found.location.pointer().is_some(),
                "{found:?}"
            );
            assert!(
                !found.problem.ends_with('.') && !found.problem.is_empty(),
                "{found:?}"
            );
            assert!(
                found.help.is_some() || found.severity == Severity::Warning,
                "{found:?}"
            );
        }
    }
}

#[test]
fn the_same_document_twice() {
    let text = format!("{}{THINGS}", kit::HEAD);
    insta::assert_snapshot!(kit::refused(&kit::input(&[
        ("one.yaml", &text),
        ("two.yaml", &text)
    ])));
}

#[test]
fn another_product_than_the_configuration_says() {
    let text = format!("{}{THINGS}", kit::HEAD);
    let config = "[[document]]\nfile = \"test.yaml\"\nproduct = \"flex\"\nversion = \"v2\"\n";
    let input = kit::configured(&[("specs/test.yaml", &text)], config, NamesLock::new());
    insta::assert_snapshot!(kit::refused(&input));
}

#[test]
fn a_fixup_that_does_not_exist_and_one_that_no_longer_applies() {
    let text = format!("{}{THINGS}", kit::HEAD);
    let config = "fixups = [\"referenced-enums-may-be-null\", \"make-it-work\"]\n";
    let input = kit::configured(&[("test.yaml", &text)], config, NamesLock::new());
    insta::assert_snapshot!(kit::refused(&input));
}

#[test]
fn a_fixup_that_applies_says_what_it_changed() {
    let text = kit::document(
        "  {}",
        "    thing_enum_state: {type: string, enum: [on, off]}
    thing: {type: object, required: [b], properties: {a: {$ref: '#/components/schemas/thing_enum_state'}, \
         b: {$ref: '#/components/schemas/thing_enum_state'}}}\n",
    );
    let config = "fixups = [\"referenced-enums-may-be-null\"]\n";
    let input = kit::configured(&[("test.yaml", &text)], config, NamesLock::new());
    let model = serde_json::to_value(kit::lower(&input).model).unwrap();
    let fixup = &model["fixups"][0];
    assert_eq!(fixup["name"], "referenced-enums-may-be-null");
    assert!(
        fixup["reason"]
            .as_str()
            .is_some_and(|reason| !reason.is_empty())
    );
    let pointers = ["test.yaml#/components/schemas/thing/properties/a"];
    assert_eq!(fixup["pointers"], serde_json::json!(pointers));
}

#[test]
fn names_in_the_configuration_that_are_none() {
    let text = format!("{}{THINGS}", kit::HEAD);
    let config = "[package]\nname = \"fn\"\nversion = \"1.0.0\"\ndescription = \"\"\n[sids]\nCH = \"Chat Sid\"\n";
    let input = kit::configured(&[("test.yaml", &text)], config, NamesLock::new());
    insta::assert_snapshot!(kit::refused(&input));
}

#[test]
fn a_configuration_that_is_none() {
    let text = "[package]\nname = \"x\"\nlicense = \"MIT\"\n";
    let problem = generator::config::Config::read("codegen.toml", text).unwrap_err();
    let mut sources = Sources::new();
    sources.add("codegen.toml", text.as_bytes());
    insta::assert_snapshot!(render(&[problem], &sources, Colour::Never));
}

/// A lock with everything that can be wrong with one.
pub(crate) const DAMAGED: &str = "# Every name\n\
    test_v1 type\toperation ListThing\tListThing\n\
    <<<<<<< HEAD\n\
    test_v1 type\toperation ListPart\tListThing\n\
    test_v1 type\toperation ListThing\tListThings\n\
    test_v1 type\toperation ListOther\ttype\n\
    test_v1 type\toperation ListMore\tList More\n\
    test_v1 type\toperation ListLast\t_\n";

#[test]
fn a_damaged_lock_of_names() {
    let problems = names_lock::read("names.lock", DAMAGED).unwrap_err();
    let mut sources = Sources::new();
    sources.add("names.lock", DAMAGED.as_bytes());
    insta::assert_snapshot!(render(&problems, &sources, Colour::Never));
}

#[test]
fn a_path_that_would_move_every_accessor() {
    let before = format!("{}{THINGS}", kit::HEAD);
    let names = kit::run_text(&before).names;
    let more = "parameters: [{name: Sid, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Done}}";
    let after = before.replace(
        "paths: {",
        &format!("paths: {{'/{{Sid}}/More': {{get: {{operationId: ListMore, {more}}}}}, "),
    );
    let input = kit::configured(&[("test.yaml", &after)], "", names);
    insta::assert_snapshot!(kit::refused(&input));
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let odd = "tab\tline\nreturn\rback\\slash\\t # <é>";
    let names = NamesLock::from([(
        (format!("scope {odd}"), odd.to_owned()),
        String::from("name"),
    )]);
    let text = names_lock::print(&names);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert_eq!(names_lock::read("names.lock", &text).unwrap(), names);
}
