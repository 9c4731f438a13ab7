//! Names that stay put: a document is taken apart and put together again piece by piece, each time with the lock of
//! the step before. Whatever was public once stays, under its name.

use std::collections::{BTreeMap, BTreeSet};

use generator::names::NamesLock;
use generator::pipeline::Input;
use serde_yaml::{Mapping, Value};

use crate::dice::Dice;
use crate::{items, kit};

/// A document in pieces: each operation, optional parameter, property, literal and schema comes at a step of its own.
struct Puzzle {
    file: String,
    document: Value,
    steps: usize,
    seed: u64,
    /// Whether the order of paths, schemas and properties changes from step to step as well.
    shuffled: bool,
}

impl Puzzle {
    fn new(file: &str, bytes: &[u8], steps: usize, seed: u64, shuffled: bool) -> Self {
        let mut document: Value = serde_yaml::from_slice(bytes).unwrap();
        without_prose(&mut document, false);
        Self {
            file: file.to_owned(),
            document,
            steps,
            seed,
            shuffled,
        }
    }

    /// The step at which a piece comes, from its own name alone.
    fn step_of(&self, piece: &str) -> usize {
        let mut hash = self.seed ^ 0xcbf2_9ce4_8422_2325;
        for byte in piece.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut dice = Dice(hash | 1);
        dice.throw(7);
        dice.throw(self.steps)
    }

    /// What is there at a step.
    fn at(&self, step: usize) -> Value {
        let there = |piece: &str| self.step_of(piece) <= step;
        let mut document = self.document.clone();
        let paths = document["paths"].as_mapping_mut().unwrap();
        for (path, item) in paths.iter_mut() {
            let path = path.as_str().unwrap().to_owned();
            let item = item.as_mapping_mut().unwrap();
            item.retain(|method, _| {
                let method = method.as_str().unwrap();
                !METHODS.contains(&method) || there(&format!("{method} {path}"))
            });
            for (method, operation) in item
                .iter_mut()
                .filter(|(method, _)| METHODS.contains(&method.as_str().unwrap()))
            {
                thin_operation(
                    operation,
                    &format!("{} {path}", method.as_str().unwrap()),
                    &there,
                );
            }
        }
        paths.retain(|_, item| {
            item.as_mapping()
                .unwrap()
                .keys()
                .any(|key| METHODS.contains(&key.as_str().unwrap()))
        });
        if let Some(schemas) = document
            .get_mut("components")
            .and_then(|found| found.get_mut("schemas"))
        {
            for (name, schema) in schemas.as_mapping_mut().unwrap() {
                let name = name.as_str().unwrap().to_owned();
                thin_schema(schema, &name, &there);
            }
            self.drop_schemas(&mut document, &there);
        }
        if self.shuffled {
            let mut dice = Dice(self.seed.wrapping_add(step as u64) | 1);
            shuffle(&mut document, &mut dice);
        }
        document
    }

    /// Takes out schemas that come later, unless something that is there refers to them.
    fn drop_schemas(&self, document: &mut Value, there: &dyn Fn(&str) -> bool) {
        let schemas = document["components"]["schemas"]
            .as_mapping()
            .unwrap()
            .clone();
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let mut open: Vec<String> = schemas
            .keys()
            .map(|name| name.as_str().unwrap().to_owned())
            .filter(|name| there(name))
            .collect();
        references(&document["paths"], &mut open);
        for (section, held) in document["components"].as_mapping().unwrap() {
            if section != "schemas" {
                references(held, &mut open);
            }
        }
        while let Some(name) = open.pop() {
            if kept.insert(name.clone()) {
                references(&schemas[name.as_str()], &mut open);
            }
        }
        let schemas = document["components"]["schemas"].as_mapping_mut().unwrap();
        schemas.retain(|name, _| kept.contains(name.as_str().unwrap()));
    }

    fn bytes(&self, step: usize) -> Vec<u8> {
        serde_json::to_vec(&self.at(step)).unwrap()
    }
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Examples and prose take time and name nothing. Below `properties` their names are names of properties.
fn without_prose(value: &mut Value, named: bool) {
    match value {
        Value::Mapping(map) => {
            if !named {
                map.remove("example");
                map.remove("examples");
            }
            for (key, child) in map.iter_mut() {
                match child {
                    Value::String(text) if key == "description" => text.truncate(0),
                    _ => without_prose(child, !named && key == "properties"),
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| without_prose(item, false)),
        _ => {}
    }
}

fn thin_operation(operation: &mut Value, name: &str, there: &dyn Fn(&str) -> bool) {
    if let Some(parameters) = operation
        .get_mut("parameters")
        .and_then(Value::as_sequence_mut)
    {
        parameters.retain(|parameter| {
            let wire = parameter["name"].as_str().unwrap_or_default();
            // A path is not itself without its parameters.
            parameter["required"].as_bool() == Some(true)
                || parameter["in"].as_str() == Some("path")
                || there(&format!("{name} {wire}"))
        });
        for parameter in parameters {
            let name = format!("{name} {}", parameter["name"].as_str().unwrap_or_default());
            thin_schema(&mut parameter["schema"], &name, there);
        }
    }
    let content = operation
        .get_mut("requestBody")
        .and_then(|body| body.get_mut("content"));
    for media in content
        .and_then(Value::as_mapping_mut)
        .into_iter()
        .flat_map(|content| content.values_mut())
    {
        if let Some(schema) = media.get_mut("schema") {
            thin_schema(schema, name, there);
        }
    }
    // A condition on what is not there yet comes later, too.
    if let Some(map) = operation.as_mapping_mut() {
        map.remove("x-twilio");
    }
}

/// Takes out optional properties and literals that come later.
fn thin_schema(schema: &mut Value, name: &str, there: &dyn Fn(&str) -> bool) {
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_sequence)
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    // The first property of a map makes it another thing, which is no addition.
    let is_map = schema.get("additionalProperties").is_some();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_mapping_mut) {
        properties.retain(|key, _| {
            let key = key.as_str().unwrap();
            is_map || required.iter().any(|name| name == key) || there(&format!("{name} {key}"))
        });
        for (key, property) in properties.iter_mut() {
            let name = format!("{name} {}", key.as_str().unwrap());
            thin_schema(property, &name, there);
        }
    }
    if let Some(items) = schema.get_mut("items") {
        thin_schema(items, name, there);
    }
    if let Some(literals) = schema.get_mut("enum").and_then(Value::as_sequence_mut) {
        // One literal has to be there for an enum to be one.
        let first = literals.first().cloned();
        literals.retain(|literal| {
            let name = literal
                .as_str()
                .map(|literal| format!("{name} = {literal}"));
            Some(literal) == first.as_ref() || name.is_none_or(|name| there(&name))
        });
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(map) => {
            let target = map.get("$ref").and_then(Value::as_str);
            found.extend(
                target
                    .and_then(|target| target.strip_prefix("#/components/schemas/"))
                    .map(str::to_owned),
            );
            map.values().for_each(|child| references(child, found));
        }
        Value::Sequence(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Other orders of everything that stands in maps, and of parameters.
fn shuffle(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Mapping(map) => {
            let mut entries: Vec<(Value, Value)> = std::mem::take(map).into_iter().collect();
            dice.shuffle(&mut entries);
            for (key, child) in &mut entries {
                if let (Some("parameters"), Value::Sequence(list)) = (key.as_str(), &mut *child) {
                    dice.shuffle(list);
                }
                shuffle(child, dice);
            }
            *map = entries.into_iter().collect::<Mapping>();
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| shuffle(item, dice)),
        _ => {}
    }
}

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
    let root = second.tree.get("src/test/v1.rs").unwrap();
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
    let mut dice = Dice(5);
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
        .map(|found| found.name.ident.clone())
        .collect();
    assert_eq!(enums, ["ListThingStatus", "ListThingOrder"]);
}
