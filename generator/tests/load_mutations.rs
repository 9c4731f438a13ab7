//! Documents with nodes dropped, doubled, retyped and renamed: each loads or is refused with a location, and always by
//! the checks, never by serde after them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

mod common;

use fastrand::Rng;
use generator::diagnostic::{Code, Severity};
use generator::load;
use serde_yaml::{Mapping, Value};

/// What a node may be replaced by: every kind of value, and words that mean something elsewhere.
fn anything(random: &mut Rng) -> Value {
    let texts = [
        "",
        "string",
        "integer",
        "object",
        "array",
        "query",
        "form",
        "http",
        "oauth2",
        "#/components/schemas/call",
        "x",
        "3.0.1",
        "/a",
        "200",
    ];
    let keys = [
        "$ref",
        "type",
        "schema",
        "properties",
        "items",
        "x-twilio",
        "oneOf",
        "enum",
        "discriminator",
        "content",
        "examples",
    ];
    match random.usize(..10) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => Value::Number((-1).into()),
        3 => Value::Number(u64::MAX.into()),
        4 => Value::Number(1.5.into()),
        5 => Value::Sequence(Vec::new()),
        6 => Value::Sequence(vec![anything(random)]),
        7 => Value::Mapping(Mapping::new()),
        8 => Value::Mapping(
            [(
                Value::from(keys[random.usize(..keys.len())]),
                anything(random),
            )]
            .into_iter()
            .collect(),
        ),
        _ => Value::from(texts[random.usize(..texts.len())]),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Sequence(items) => items.iter().map(count).sum(),
        Value::Mapping(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// Changes the node of a number, in the order of the document.
fn mutate(value: &mut Value, number: &mut usize, random: &mut Rng) {
    if *number == 0 {
        *number = usize::MAX;
        match (random.usize(..4), &mut *value) {
            (0, Value::Mapping(map)) if !map.is_empty() => {
                let key = map.keys().nth(random.usize(..map.len())).unwrap().clone();
                map.remove(&key);
            }
            (1, Value::Mapping(map)) if !map.is_empty() => {
                let from = map.keys().nth(random.usize(..map.len())).unwrap().clone();
                let to = map.keys().nth(random.usize(..map.len())).unwrap().clone();
                let moved = map[&from].clone();
                map.insert(to, moved);
            }
            (2, Value::Mapping(map)) if !map.is_empty() => {
                let key = map.keys().nth(random.usize(..map.len())).unwrap().clone();
                let moved = map.remove(&key).unwrap();
                map.insert(anything(random).as_str().unwrap_or("renamed").into(), moved);
            }
            (_, other) => *other = anything(random),
        }
        return;
    }
    *number -= 1;
    match value {
        Value::Sequence(items) => items
            .iter_mut()
            .for_each(|item| mutate_next(item, number, random)),
        Value::Mapping(map) => map
            .values_mut()
            .for_each(|child| mutate_next(child, number, random)),
        _ => {}
    }
}

fn mutate_next(value: &mut Value, number: &mut usize, random: &mut Rng) {
    if *number != usize::MAX {
        mutate(value, number, random);
    }
}

#[test]
fn mutated_documents_load_or_are_refused_by_the_checks() {
    let mut random = Rng::with_seed(7);
    let original: Value = serde_yaml::from_str(include_str!("fixtures/small.yaml")).unwrap();
    let nodes = count(&original);
    let (mut loaded, mut refused) = (0, 0);
    let rounds = std::env::var("MUTATIONS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(1000);
    for _ in 0..rounds {
        let mut document = original.clone();
        for _ in 0..=random.usize(..3) {
            mutate(&mut document, &mut random.usize(..nodes), &mut random);
        }
        let text = serde_yaml::to_string(&document).unwrap();
        match load::load("mutated.yaml", text.as_bytes()) {
            Ok(_) => loaded += 1,
            Err(problems) => {
                refused += 1;
                let rendered = || common::render_plain("mutated.yaml", text.as_bytes(), &problems);
                assert!(
                    problems
                        .iter()
                        .any(|diagnostic| diagnostic.severity == Severity::Error),
                    "{}",
                    rendered()
                );
                assert!(
                    problems
                        .iter()
                        .all(|diagnostic| diagnostic.code != Code::Unreadable
                            && diagnostic.location.line() > 0),
                    "{}",
                    rendered()
                );
            }
        }
    }
    assert!(
        loaded > rounds / 20 && refused > rounds / 20,
        "{loaded} loaded, {refused} were refused"
    );
}
