//! A real document with one node changed: the comparison finds it, at its place, whatever the node is.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod structure;

use std::panic::catch_unwind;

use generator::diagnostic::Diagnostic;
use generator::load::{self, Document};
use generator::structure::{StructureLock, compare};
use serde_yaml::{Mapping, Value};
use structure::{load, published_or_ours};

/// The way to a node, as keys and positions.
type Path = Vec<String>;

fn read(test: &str, file: &str) -> Value {
    serde_yaml::from_str(&published_or_ours(test, file)).unwrap()
}

fn write(value: &Value) -> String {
    serde_yaml::to_string(value).unwrap()
}

/// Whether the keys of the map at a path are names that the document chose.
fn holds_names(path: &[String]) -> bool {
    let owner = path.len().checked_sub(2).map(|at| path[at].as_str());
    match path.last().map(String::as_str) {
        Some(
            "properties" | "schemas" | "responses" | "headers" | "content" | "dependentProperties",
        ) => !matches!(owner, Some("properties" | "schemas")),
        Some("paths") => path.len() == 1,
        _ => false,
    }
}

/// Whether a key of the map at a path is prose, by another rule than the one under test.
fn is_prose(path: &[String], key: &str) -> bool {
    let in_extension = path.iter().any(|step| step == "x-twilio");
    let is_text = matches!(key, "description" | "summary") || key == "title" && path == ["info"];
    is_text && !holds_names(path) && !in_extension
}

fn is_payload(path: &[String], key: &str) -> bool {
    matches!(key, "example" | "examples") && !holds_names(path)
}

/// Calls `visit` for every node that is structure, or for every one that is not.
fn walk(value: &Value, structural: bool, path: &mut Path, visit: &mut dyn FnMut(&Path)) {
    let mut step = |key: String, value: &Value, free: bool, path: &mut Path| {
        path.push(key);
        if free != structural {
            visit(path);
        }
        if !free {
            walk(value, structural, path, visit);
        }
        path.pop();
    };
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                let key = key.as_str().unwrap();
                let free = is_prose(path, key) || is_payload(path, key);
                step(key.to_owned(), value, free, path);
            }
        }
        Value::Sequence(items) => {
            for (position, value) in items.iter().enumerate() {
                step(position.to_string(), value, false, path);
            }
        }
        _ => {}
    }
}

fn nodes(value: &Value, structural: bool) -> Vec<Path> {
    let mut paths = Vec::new();
    walk(value, structural, &mut Vec::new(), &mut |path| {
        paths.push(path.clone())
    });
    paths
}

fn at<'a>(value: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(value, |value, step| match value {
        Value::Mapping(map) => map.get_mut(step.as_str()).unwrap(),
        Value::Sequence(items) => &mut items[step.parse::<usize>().unwrap()],
        _ => panic!("no way to {path:?}"),
    })
}

/// Another value of the same sort.
fn other(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Bool(value) => Value::Bool(!value),
        Value::Number(number) => Value::Number((number.as_i64()? + 1).into()),
        Value::String(text) => Value::String(match text.as_str() {
            "string" => "integer".to_owned(),
            "integer" | "number" | "boolean" | "object" | "array" => "string".to_owned(),
            "query" => "header".to_owned(),
            "header" => "query".to_owned(),
            text if text.contains("_enum_") => "#/components/schemas/nowhere".to_owned(),
            text => format!("{text}x"),
        }),
        _ => return None,
    })
}

/// What is done to a node.
#[derive(Clone, Copy, Debug)]
enum Mutation {
    Change,
    Remove,
    /// A key gets another name; an item is there twice.
    Rename,
    /// It changes places with the one after it.
    Swap,
}

impl Mutation {
    /// The document with the node changed, or nothing where that is not a structural change of it.
    fn apply(self, document: &Value, path: &[String]) -> Option<Value> {
        let mut document = document.clone();
        let (last, parents) = path.split_last()?;
        // The headers that only references lead to are nobody's but ours.
        let ordered = holds_names(parents) && parents != ["components", "headers"];
        match (self, at(&mut document, parents)) {
            (Self::Change, _) => {
                let node = at(&mut document, path);
                *node = other(node)?;
            }
            (Self::Remove, Value::Mapping(map)) => drop(map.shift_remove(last.as_str())?),
            (Self::Remove, Value::Sequence(items)) => drop(items.remove(last.parse().unwrap())),
            (Self::Rename, Value::Mapping(map)) if ordered => {
                let rename = |(key, value): (Value, Value)| match key.as_str() {
                    Some(key) if key == last => (Value::from(format!("{key}x")), value),
                    _ => (key, value),
                };
                *map = std::mem::take(map)
                    .into_iter()
                    .map(rename)
                    .collect::<Mapping>();
            }
            (Self::Rename, Value::Sequence(items)) => {
                let position: usize = last.parse().unwrap();
                items.insert(position, items[position].clone());
            }
            (Self::Swap, Value::Mapping(map)) if ordered => {
                let mut entries: Vec<(Value, Value)> = std::mem::take(map).into_iter().collect();
                let position = entries
                    .iter()
                    .position(|(key, _)| key.as_str() == Some(last))?;
                (position + 1 < entries.len()).then(|| entries.swap(position, position + 1))?;
                *map = entries.into_iter().collect();
            }
            (Self::Swap, Value::Sequence(items)) => {
                let position: usize = last.parse().unwrap();
                let next = items.get(position + 1)?;
                (*next != items[position]).then(|| items.swap(position, position + 1))?;
            }
            _ => return None,
        }
        Some(document)
    }
}

fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")))
        .collect()
}

/// Whether a finding names the node, what it is in, or (where it was what its owner is known by) its owner's list.
fn names(problem: &Diagnostic, path: &[String]) -> bool {
    let pointed = problem.location.pointer().unwrap();
    (path.len().saturating_sub(2)..=path.len()).any(|length| pointer(&path[..length]) == pointed)
        // Tags only advise: a list of them that cannot be read is left out as a whole.
        || (["", "/tags"].contains(&pointed) && path.first().is_some_and(|key| key == "tags"))
        // A renamed key, a list that one of its items left, an item that changed places.
        || pointed.rsplit_once('/').is_some_and(|(owner, _)| owner == pointer(&path[..path.len() - 1]))
}

/// Changes every `stride`th node in every way; how many changes the comparison was compared about.
fn mutate(test: &str, file: &str, stride: usize) -> (usize, usize) {
    let value = read(test, file);
    let original = load(file, &write(&value));
    let lock = StructureLock::new([&original], "2.6.7");
    let (mut compared, mut refused) = (0, 0);
    for (number, path) in nodes(&value, true).iter().enumerate() {
        let mutations = [
            Mutation::Change,
            Mutation::Remove,
            Mutation::Rename,
            Mutation::Swap,
        ];
        for (turn, mutation) in mutations.into_iter().enumerate() {
            if (number + turn) % stride != 0 {
                continue;
            }
            let Some(mutated) = mutation.apply(&value, path) else {
                continue;
            };
            let text = write(&mutated);
            // Some changes make no document any more; those are the loader's to refuse.
            let Ok(mutated) = load::load(file, text.as_bytes()) else {
                refused += 1;
                continue;
            };
            compared += 1;
            check(
                &mutated,
                &original,
                &format!("{mutation:?} of {}", pointer(path)),
                path,
            );
            assert!(
                !lock
                    .check("lock", std::slice::from_ref(&mutated))
                    .is_empty(),
                "{mutation:?} of {path:?}"
            );
        }
    }
    (compared, refused)
}

fn check(mutated: &Document, original: &Document, what: &str, path: &[String]) {
    let Ok(problems) = catch_unwind(|| compare(mutated, original)) else {
        panic!("{what}: the comparison panics");
    };
    assert!(!problems.is_empty(), "{what} goes unnoticed");
    let sentences: Vec<&str> = problems.iter().map(|problem| &*problem.problem).collect();
    assert!(
        problems.iter().any(|problem| names(problem, path)),
        "{what} is found elsewhere: {sentences:?}"
    );
    for problem in &problems {
        assert!(problem.location.line() > 0, "{what}: no line");
        // The line is the one where the named key, or the changed value, is written.
        let line = mutated
            .source()
            .lines()
            .nth(problem.location.line() - 1)
            .unwrap();
        let last = problem
            .location
            .pointer()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .replace("~1", "/")
            .replace("~0", "~");
        let is_item = last.parse::<usize>().is_ok() && !line.contains(&last);
        // An operation without a name is given one by rule, and is itself where that is written.
        let is_by_rule = last == "operationId";
        assert!(
            is_item || is_by_rule || line.contains(&last),
            "{what}: {last} is not in {line:?}"
        );
    }
    // A change of one node is not a flood of findings: at most itself, its partner and an order.
    assert!(problems.len() <= 3, "{what}: {sentences:?}");
}

#[test]
fn structural_changes_of_a_small_document_are_found() {
    let (compared, refused) = mutate(
        "structural_changes_of_a_small_document_are_found",
        "twilio_flex_v2.yaml",
        2,
    );
    assert!(
        compared > 250 && refused < compared / 4,
        "{compared} changes, {refused} refused"
    );
}

#[test]
fn structural_changes_of_a_large_document_are_found() {
    let (compared, refused) = mutate(
        "structural_changes_of_a_large_document_are_found",
        "twilio_proxy_v1.yaml",
        53,
    );
    assert!(
        compared > 50 && refused < compared / 4,
        "{compared} changes, {refused} refused"
    );
}

#[test]
fn no_change_of_prose_is_a_difference() {
    let test = "no_change_of_prose_is_a_difference";
    for file in ["twilio_flex_v2.yaml", "twilio_proxy_v1.yaml"] {
        let value = read(test, file);
        let original = load(file, &write(&value));
        let (mut rewritten, mut removed) = (value.clone(), value.clone());
        let nodes = nodes(&value, false);
        assert!(nodes.len() > 40, "{} pieces of prose", nodes.len());
        for path in &nodes {
            let (key, owner) = path.split_last().unwrap();
            let node = at(&mut rewritten, path);
            if node.is_string() {
                *node = Value::from("Other words.");
            }
            // A response must have a description, and a document a title.
            let in_response = owner.len() > 1 && owner[owner.len() - 2] == "responses";
            if !in_response && key != "title" {
                at(&mut removed, owner)
                    .as_mapping_mut()
                    .unwrap()
                    .shift_remove(key.as_str());
            }
        }
        for other in [rewritten, removed] {
            let other = load(file, &write(&other));
            assert_eq!(compare(&other, &original), []);
            assert_eq!(
                StructureLock::new([&other], "2.6.7"),
                StructureLock::new([&original], "2.6.7")
            );
        }
    }
}
