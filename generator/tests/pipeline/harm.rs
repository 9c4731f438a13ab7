//! Mutations of the kinds that somebody who means harm would think of. Knows documents, and no outcome.

use serde_yaml::{Mapping, Value};

use crate::dice::Dice;
use crate::steps::{Step, node};

/// Names that are taken: by Rust, by clippy, by a crate, by the emitted code.
const TAKEN: [&str; 32] = [
    "self",
    "Self",
    "async",
    "Into",
    "TryInto",
    "New",
    "Clone",
    "Cmp",
    "Default",
    "From",
    "Iter",
    "Next",
    "Add",
    "Not",
    "Drop",
    "Err",
    "Ok",
    "None",
    "foo",
    "std",
    "core",
    "serde",
    "tokio",
    "time",
    "bytes",
    "model",
    "operations",
    "schemas",
    "client",
    "limit",
    "call",
    "≥",
];

/// What costs something, or leaves its place, where prose is read carelessly.
const PROSE: [&str; 8] = ["word ", "[", "- ", "`", "[a](b ", "<a>", "a\n", "# "];

/// Makes a document of a kind that is met where somebody means harm: names that are taken, one node in many places,
/// long prose.
pub(crate) fn harm(document: &mut Value, ways: &[Vec<Step>], dice: &mut Dice) {
    let taken = TAKEN[dice.throw(TAKEN.len())];
    match dice.throw(3) {
        0 => {
            let way = &ways[dice.throw(ways.len())];
            let Some((Step::Key(key), parent)) = way.split_last() else {
                return;
            };
            let Some(Value::Mapping(map)) = node(document, parent) else {
                return;
            };
            match key.as_str() {
                Some("operationId") => {
                    drop(map.insert(key.clone(), format!("Fetch{taken}").into()))
                }
                Some("name") => drop(map.insert(key.clone(), taken.into())),
                Some("enum") => drop(map.insert(key.clone(), TAKEN.to_vec().into())),
                Some(path) if path.starts_with('/') => {
                    let renamed = Value::from(format!("/v1/{taken}{path}"));
                    if let Some(moved) = map.remove(key) {
                        map.insert(renamed, moved);
                    }
                }
                _ => {
                    if let Some(moved) = map.remove(key) {
                        map.insert(taken.into(), moved);
                    }
                }
            }
        }
        1 => {
            let schemas = document["components"]["schemas"].as_mapping();
            let names: Vec<Value> = schemas
                .into_iter()
                .flat_map(Mapping::keys)
                .cloned()
                .collect();
            let Some(name) = names
                .get(dice.throw(names.len().max(1)))
                .and_then(Value::as_str)
            else {
                return;
            };
            let target = Value::from(format!("#/components/schemas/{name}"));
            for _ in 0..dice.throw(20) {
                let place = node(document, &ways[dice.throw(ways.len())]);
                if let Some(Value::Mapping(map)) = place
                    && map.contains_key("type")
                {
                    map.clear();
                    map.insert("$ref".into(), target.clone());
                }
            }
        }
        _ => {
            let place = node(document, &ways[dice.throw(ways.len())]);
            if let Some(Value::Mapping(map)) = place {
                let prose = PROSE[dice.throw(PROSE.len())].repeat(1 + dice.throw(3_000));
                map.insert("description".into(), prose.into());
            }
        }
    }
}
