//! Names that stay put: a document is taken apart and put together again piece by piece, each time with the lock of
//! the step before. Whatever was public once stays, under its name.

use std::collections::{BTreeMap, BTreeSet};

use generator::names::NamesLock;
use generator::pipeline::Input;

use crate::dice::Dice;
use crate::puzzle::Puzzle;
use crate::{items, kit};

/// Everything that was public so far, by document, and the lock.
#[derive(Default)]
struct History {
    names: NamesLock,
    public: BTreeMap<String, BTreeSet<String>>,
}

impl History {
    /// Lowers the next state, and holds it to everything before.
    fn extend(&mut self, documents: Vec<(String, Vec<u8>)>, what: &str) {
        let input = Input {
            documents,
            names: self.names.clone(),
            ..Input::default()
        };
        let lowered = kit::lower(&input);
        for (key, name) in &self.names {
            assert_eq!(lowered.names.get(key), Some(name), "{what}: {key:?}");
        }
        for document in &lowered.model.documents {
            let public = items::expected(document);
            let path = format!("{}::{}", document.product.ident, document.version.ident);
            let before = self.public.entry(path).or_default();
            let lost: Vec<&String> = before.difference(&public).collect();
            assert!(
                lost.is_empty(),
                "{what}: {lost:?} of {} are gone",
                document.file
            );
            *before = public;
        }
        self.names = lowered.names;
        let mut taken = BTreeSet::new();
        for ((scope, location), name) in &self.names {
            assert!(
                taken.insert((scope, name)),
                "{what}: {scope} has {name} twice, at {location} too"
            );
        }
    }
}

fn assemble(puzzle: &Puzzle) {
    let mut history = History::default();
    for step in 0..puzzle.steps {
        let what = format!("{} with seed {}, step {step}", puzzle.file, puzzle.seed);
        history.extend(vec![(puzzle.file.clone(), puzzle.bytes(step))], &what);
    }
}

#[test]
fn our_documents_piece_by_piece() {
    for (file, bytes) in kit::specs() {
        let small = bytes.len() < 200_000;
        for seed in 1..=(if small { 6 } else { 2 }) {
            assemble(&Puzzle::new(
                &file,
                &bytes,
                if small { 12 } else { 8 },
                seed,
                seed % 2 == 0,
            ));
        }
    }
}

/// `NAMES_SEEDS=50` takes all published documents apart, in so many ways.
#[test]
fn published_documents_piece_by_piece() {
    let more = std::env::var("NAMES_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let all = crate::common::documents();
    for (file, bytes) in &all {
        let (steps, seeds) = match (file.as_str(), more) {
            (_, Some(seeds)) => (7, seeds),
            ("twilio_api_v2010.yaml", None) => (5, 1),
            ("twilio_conversations_v1.yaml", None) => (6, 2),
            _ => continue,
        };
        for seed in 1..=seeds {
            assemble(&Puzzle::new(file, bytes, steps, seed, seed % 2 == 0));
        }
    }
}

#[test]
fn a_path_beside_the_others_moves_no_accessor() {
    let before = format!("{}{}", kit::HEAD, crate::bad::THINGS);
    let first = kit::run_text(&before);
    let more = "get: {operationId: ListMore, responses: {'204': {description: Done}}}";
    let after = before.replace(
        "paths: {",
        &format!(
            "paths: {{/v2/Things/More: {{{more}}}, /Things: {{{}}}, ",
            more.replace("More", "Other")
        ),
    );
    let second = kit::run(&kit::configured(
        &[("test.yaml", &after)],
        "",
        first.names.clone(),
    ));
    for (key, name) in &first.names {
        assert_eq!(second.names.get(key), Some(name), "{key:?}");
    }
    items::check(&second);
    let root = second.tree.get("src/test/v1/handle.rs").unwrap();
    for accessor in [
        r#"ThingCollection(self.0.then("Things"))"#,
        r#"OtherCollection(self.0.top().then("Things"))"#,
        r#"V2Handle(self.0.top().then("v2"))"#,
    ] {
        assert!(root.contains(accessor), "{accessor} in {root}");
    }
}

#[test]
fn fixtures_piece_by_piece() {
    for (file, bytes) in crate::common::read_folder(&crate::common::fixtures().join("good")) {
        for seed in 1..=20 {
            assemble(&Puzzle::new(&file, &bytes, 6, seed, seed % 2 == 0));
        }
    }
}

#[test]
fn whole_documents_one_after_the_other() {
    let mut documents = kit::specs();
    documents.extend(crate::common::read_folder(
        &crate::common::fixtures().join("good"),
    ));
    let mut dice = Dice::new(5);
    for round in 0..3 {
        dice.shuffle(&mut documents);
        let mut history = History::default();
        for count in 1..=documents.len() {
            history.extend(
                documents[..count].to_vec(),
                &format!("round {round}, {count} documents"),
            );
        }
    }
}

/// What a document says of one parameter must not depend on which others stand before it.
#[test]
fn a_parameter_before_another_takes_no_name_from_it() {
    let text = |parameters: &str| {
        format!(
            "{}paths:\n  /v1/Things:\n    get:\n      operationId: ListThing\n      parameters: [{parameters}]\n      responses: {{'204': {{description: Done}}}}\n",
            kit::HEAD
        )
    };
    let order = "{name: Order, in: query, schema: {type: string, enum: [asc, desc]}}";
    let before = kit::run_text(&text(order));
    let status = "{name: Status, in: query, schema: {type: string, enum: [busy]}}";
    let input = kit::configured(
        &[("test.yaml", &text(&format!("{status}, {order}")))],
        "",
        before.names,
    );
    let enums: Vec<String> = kit::run(&input).model.documents[0]
        .enums
        .iter()
        .map(|list| list.name.ident.clone())
        .collect();
    assert_eq!(enums, ["ListThingStatus", "ListThingOrder"]);
}
