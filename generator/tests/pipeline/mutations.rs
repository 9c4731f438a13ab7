//! Real documents with nodes dropped, doubled, retyped and renamed: what comes out is a crate whose items are those
//! of the model, or diagnostics with a place; never a panic, a hang, or a difference in counts.
//!
//! `MUTATIONS` and `MUTATION_SEED` choose how many and which; the folder `MUTATIONS_KEPT` gets what was accepted, which
//! `.ci/mutated` compiles.

use std::panic::catch_unwind;
use std::path::Path;

use generator::diagnostic::Code;
use generator::pipeline::{Input, generate};
use serde_yaml::{Mapping, Value};

use crate::dice::Dice;
use crate::harm::harm;
use crate::steps::{Step, node, ways};
use crate::{items, kit};

/// Words that mean something somewhere in a document, and some that mean harm.
const WORDS: [&str; 40] = [
    "",
    "string",
    "integer",
    "object",
    "array",
    "boolean",
    "number",
    "query",
    "path",
    "header",
    "cookie",
    "get",
    "date-time",
    "uri-map",
    "http-method",
    "prefixed-collapsible-map-AddOns",
    "#/components/schemas/proxy.v1.service",
    "ListService",
    "CreateService",
    "FetchA",
    "Delete",
    "sid",
    "meta",
    "next_page_uri",
    "type",
    "Self",
    "Option",
    "/v1/Services",
    "/v1/{Sid}",
    "{}",
    "../../x",
    "CON",
    "a\tb",
    "a\nb",
    "\u{202e}x",
    "*/ fn x() {}",
    "```",
    "^KS[0-9a-fA-F]{32}$",
    "application/json",
    "200",
];

const KEYS: [&str; 24] = [
    "$ref",
    "type",
    "schema",
    "properties",
    "items",
    "x-twilio",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "enum",
    "content",
    "examples",
    "example",
    "additionalProperties",
    "required",
    "parameters",
    "format",
    "pattern",
    "requestBody",
    "responses",
    "operationId",
    "name",
    "nullable",
];

fn anything(dice: &mut Dice, depth: usize) -> Value {
    match dice.throw(if depth > 3 { 6 } else { 10 }) {
        0 => Value::Null,
        1 => Value::Bool(dice.throw(2) == 0),
        2 => Value::Number([-1, 0, 7, i64::MAX][dice.throw(4)].into()),
        3 => Value::Number(1.5.into()),
        4 | 5 => Value::from(WORDS[dice.throw(WORDS.len())]),
        6 => Value::Sequence(
            (0..dice.throw(3))
                .map(|_| anything(dice, depth + 1))
                .collect(),
        ),
        _ => {
            let members = (0..dice.throw(3)).map(|_| {
                (
                    Value::from(KEYS[dice.throw(KEYS.len())]),
                    anything(dice, depth + 1),
                )
            });
            Value::Mapping(members.collect::<Mapping>())
        }
    }
}

/// Changes one node: drops, doubles, renames or replaces it, or puts a copy of another in its place.
fn mutate(document: &mut Value, ways: &[Vec<Step>], dice: &mut Dice) {
    let other = ways[dice.throw(ways.len())].clone();
    let copy = node(document, &other).cloned();
    let way = &ways[dice.throw(ways.len())];
    let Some((last, parent)) = way.split_last() else {
        return;
    };
    let Some(parent) = node(document, parent) else {
        return;
    };
    match (parent, last) {
        (Value::Mapping(map), Step::Key(key)) => match dice.throw(5) {
            0 => drop(map.remove(key)),
            1 => {
                let renamed = Value::from(if dice.throw(2) == 0 {
                    WORDS[dice.throw(WORDS.len())]
                } else {
                    KEYS[dice.throw(KEYS.len())]
                });
                if let Some(moved) = map.remove(key) {
                    map.insert(renamed, moved);
                }
            }
            2 => {
                let twin = map.keys().nth(dice.throw(map.len().max(1))).cloned();
                if let (Some(twin), Some(copy)) = (twin, map.get(key).cloned()) {
                    map.insert(twin, copy);
                }
            }
            3 => drop(copy.map(|copy| map.insert(key.clone(), copy))),
            _ => drop(map.insert(key.clone(), anything(dice, 0))),
        },
        (Value::Sequence(items), Step::Item(at)) if *at < items.len() => match dice.throw(4) {
            0 => drop(items.remove(*at)),
            1 => items.push(items[*at].clone()),
            2 => items[*at] = copy.unwrap_or(Value::Null),
            _ => items[*at] = anything(dice, 0),
        },
        _ => {}
    }
}

/// A document with little more than some of its operations.
fn piece(document: &Value, keep: impl Fn(&str) -> bool) -> Value {
    let mut piece = document.clone();
    piece["paths"]
        .as_mapping_mut()
        .unwrap()
        .retain(|path, _| keep(path.as_str().unwrap()));
    piece
}

/// Small documents whose mutations say the most.
fn subjects() -> Vec<(String, Value)> {
    let mut documents: Vec<(String, Value)> = Vec::new();
    let mut add = |name: &str, bytes: &[u8], keep: &dyn Fn(&str) -> bool| {
        documents.push((
            name.to_owned(),
            piece(&serde_yaml::from_slice(bytes).unwrap(), keep),
        ));
    };
    for (name, bytes) in kit::specs() {
        if name.ends_with("flex_v2.yaml") {
            add("twilio_flex_v2.yaml", &bytes, &|_| true);
        } else if name.ends_with("proxy_v1.yaml") {
            add("twilio_proxy_v1.yaml", &bytes, &|path| {
                path.ends_with("Services/{Sid}") || path.ends_with("/MessageInteractions")
            });
        }
    }
    if let Some(bytes) = kit::published("twilio_lookups_v1.yaml") {
        add("twilio_lookups_v1.yaml", &bytes, &|_| true);
    }
    for (name, bytes) in crate::common::read_folder(&crate::common::fixtures().join("good")) {
        add(&name, &bytes, &|_| true);
    }
    documents
}

/// How a number of rounds ended.
#[derive(Default)]
struct Outcomes {
    emitted: usize,
    refused: usize,
}

fn rounds(count: usize, seed: u64, subjects: &[(String, Value, Vec<Vec<Step>>)]) -> Outcomes {
    let mut dice = Dice::new(seed);
    let mut outcomes = Outcomes::default();
    for round in 0..count {
        let (name, original, ways) = &subjects[round % subjects.len()];
        let mut document = original.clone();
        for _ in 0..=dice.throw(2) {
            match dice.throw(4) {
                0 => harm(&mut document, ways, &mut dice),
                _ => mutate(&mut document, ways, &mut dice),
            }
        }
        let text = serde_yaml::to_string(&document).unwrap();
        let input = Input {
            documents: vec![(name.clone(), text.clone().into_bytes())],
            ..Input::default()
        };
        let options = generator::emit::EmitOptions {
            tests: round % 4 == 0,
            ..Default::default()
        };
        let show = || {
            let path = std::env::temp_dir().join(format!("mutated-{seed:x}-{round}-{name}"));
            std::fs::write(&path, &text).unwrap();
            format!("see {}", path.display())
        };
        // How long a round takes is not measured: a mutation that never ends shows as a test that never ends, and how
        // time grows with a document is what `hostile_sizes` compares.
        match catch_unwind(|| generate(&input, &options)) {
            Err(_) => panic!("a panic: {}", show()),
            Ok(Ok(generated)) => {
                outcomes.emitted += 1;
                let held = catch_unwind(|| items::check(&generated));
                assert!(held.is_ok(), "{}", show());
                if let Some(folder) = std::env::var_os("MUTATIONS_KEPT") {
                    let kept = format!("twilio_mutated{seed:x}r{round}_v1.yaml");
                    std::fs::write(Path::new(&folder).join(kept), &text).unwrap();
                }
            }
            Ok(Err(failure)) => {
                outcomes.refused += 1;
                assert!(!failure.diagnostics.is_empty(), "{}", show());
                for diagnostic in &failure.diagnostics {
                    let defect = matches!(
                        diagnostic.code,
                        Code::CountMismatch | Code::Emit | Code::Unreadable
                    );
                    assert!(!defect, "{diagnostic:?}: {}", show());
                    assert_eq!(diagnostic.location.file(), name, "{diagnostic:?}");
                }
            }
        }
    }
    outcomes
}

#[test]
fn mutated_documents_end_in_a_crate_or_in_diagnostics() {
    let number = |name| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<usize>().ok())
    };
    let count = number("MUTATIONS").unwrap_or(2000);
    let seed = number("MUTATION_SEED").unwrap_or(0x2545_f491) as u64;
    let subjects: Vec<_> = subjects()
        .into_iter()
        .map(|(name, document)| {
            let mut nodes = Vec::new();
            ways(&document, &mut Vec::new(), &mut nodes);
            (name, document, nodes)
        })
        .collect();
    let halves = std::thread::scope(|scope| {
        let other = scope.spawn(|| rounds(count / 2, seed ^ 0x9e37_79b9_7f4a_7c15, &subjects));
        [
            rounds(count - count / 2, seed, &subjects),
            other.join().unwrap(),
        ]
    });
    let emitted: usize = halves.iter().map(|half| half.emitted).sum();
    let refused: usize = halves.iter().map(|half| half.refused).sum();
    assert!(
        emitted > count / 10 && refused > count / 10,
        "{emitted} were emitted, {refused} were refused"
    );
}
