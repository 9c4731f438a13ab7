//! The same input gives the same bytes, on any machine and in any order of keys that means nothing.

use generator::file_tree::Tree;
use generator::names::names_lock;
use generator::output::{self};
use generator::pipeline::Input;
use serde_yaml::{Mapping, Value};

use crate::dice::Dice;
use crate::{kit, summary};

fn inputs() -> Vec<(String, Vec<u8>)> {
    let mut documents = kit::specs();
    documents.retain(|(name, _)| !name.ends_with("flex_v1.yaml"));
    documents.extend(crate::common::read_folder(
        &crate::common::fixtures().join("good"),
    ));
    documents
}

fn text_of(tree: &Tree) -> String {
    let files: Vec<String> = tree
        .files()
        .map(|(path, text)| format!("{path}\n{text}"))
        .collect();
    files.join("\n")
}

#[test]
fn two_runs_give_the_same_bytes() {
    let input = Input {
        documents: inputs(),
        ..Input::default()
    };
    let (one, two) = (kit::run(&input), kit::run(&input));
    assert_eq!(text_of(&one.tree), text_of(&two.tree));
    assert_eq!(one.names, two.names);
    let json = |generated: &generator::pipeline::Generated| {
        serde_json::to_string(&generated.model).unwrap()
    };
    assert_eq!(json(&one), json(&two));
}

#[test]
fn a_run_with_its_own_lock_changes_nothing() {
    let input = Input {
        documents: inputs(),
        ..Input::default()
    };
    let one = kit::run(&input);
    let names = names_lock::read("names.lock", &names_lock::print(&one.names)).unwrap();
    let two = kit::run(&Input { names, ..input });
    assert_eq!(text_of(&one.tree), text_of(&two.tree));
    assert_eq!(one.names, two.names);
}

#[test]
fn a_second_writing_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = Input {
        documents: inputs(),
        ..Input::default()
    };
    let generated = kit::run(&input);
    let mut silent = |_: &generator::diagnostic::Diagnostic| {};
    let out = folder.path().join("out");
    let first = output::write(
        &generated.tree,
        &out,
        output::WriteOptions::new(&mut silent),
    )
    .unwrap();
    assert!(first.written >= generated.tree.files().count());
    let again = kit::run(&input);
    let second = output::write(&again.tree, &out, output::WriteOptions::new(&mut silent)).unwrap();
    assert_eq!((second.written, second.removed), (0, 0));
    assert!(output::compare(&again.tree, &out).unwrap().is_clean());
}

/// Maps whose order is the order in which things are shown.
const SHOWN: [&str; 6] = [
    "paths",
    "schemas",
    "properties",
    "responses",
    "content",
    "examples",
];

/// Puts the keys of every object into another order, those whose order means something aside.
fn shuffle(value: &mut Value, ordered: bool, dice: &mut Dice) {
    match value {
        Value::Mapping(map) => {
            let mut entries: Vec<(Value, Value)> = std::mem::take(map).into_iter().collect();
            if !ordered {
                dice.shuffle(&mut entries);
            }
            for (key, child) in &mut entries {
                // An example is data; the order of its keys is the order in which it is shown.
                if !matches!(key.as_str(), Some("example" | "value")) || ordered {
                    let below = !ordered && key.as_str().is_some_and(|key| SHOWN.contains(&key));
                    shuffle(child, below, dice);
                }
            }
            *map = entries.into_iter().collect::<Mapping>();
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| shuffle(item, false, dice)),
        _ => {}
    }
}

#[test]
fn the_order_of_keys_means_nothing() {
    let mut dice = Dice::new(77);
    for (name, bytes) in inputs() {
        let original: Value = serde_yaml::from_slice(&bytes).unwrap();
        let plain = |value: &Value| Input {
            documents: vec![(
                name.clone(),
                serde_yaml::to_string(value).unwrap().into_bytes(),
            )],
            ..Input::default()
        };
        let before = kit::run(&plain(&original));
        let mut other = original.clone();
        shuffle(&mut other, false, &mut dice);
        let after = kit::run(&plain(&other));
        assert_eq!(
            summary::of(&before.model),
            summary::of(&after.model),
            "{name}"
        );
        assert_eq!(text_of(&before.tree), text_of(&after.tree), "{name}");
    }
}

#[test]
fn a_document_is_the_same_as_json() {
    for (name, bytes) in inputs() {
        let value: Value = serde_yaml::from_slice(&bytes).unwrap();
        let input = |bytes: Vec<u8>| Input {
            documents: vec![(name.clone(), bytes)],
            ..Input::default()
        };
        let (yaml, json) = (
            kit::run(&input(bytes)),
            kit::run(&input(serde_json::to_vec(&value).unwrap())),
        );
        assert_eq!(summary::of(&yaml.model), summary::of(&json.model), "{name}");
    }
}

#[test]
fn documents_of_one_crate_do_not_change_each_other() {
    let documents = inputs();
    let together = kit::run(&Input {
        documents: documents.clone(),
        ..Input::default()
    });
    for (at, document) in documents.into_iter().enumerate() {
        let alone = kit::run(&Input {
            documents: vec![document],
            ..Input::default()
        });
        let model = &alone.model.documents[0];
        let folder = format!("src/{}/{}", model.product.ident, model.version.ident);
        assert_eq!(
            summary::of_document(model),
            summary::of_document(&together.model.documents[at]),
            "{}",
            model.file
        );
        for (path, text) in alone
            .tree
            .files()
            .filter(|(path, _)| path.starts_with(&folder))
        {
            assert_eq!(Some(text), together.tree.get(path), "{path}");
        }
    }
}
