//! A document in pieces, which is put together again step by step, in any order.

use std::collections::BTreeSet;

use serde_yaml::{Mapping, Value};

use crate::dice::Dice;

/// A document in pieces: each operation, optional parameter, property, literal and schema comes at a step of its own.
pub(crate) struct Puzzle {
    pub(crate) file: String,
    document: Value,
    pub(crate) steps: usize,
    pub(crate) seed: u64,
    /// Whether the order of paths, schemas and properties changes from step to step as well.
    shuffled: bool,
}

impl Puzzle {
    pub(crate) fn new(file: &str, bytes: &[u8], steps: usize, seed: u64, shuffled: bool) -> Self {
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
        Dice::new(hash).throw(self.steps)
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
            .and_then(|components| components.get_mut("schemas"))
        {
            for (name, schema) in schemas.as_mapping_mut().unwrap() {
                let name = name.as_str().unwrap().to_owned();
                thin_schema(schema, &name, &there);
            }
            self.drop_schemas(&mut document, &there);
        }
        if self.shuffled {
            let mut dice = Dice::new(self.seed.wrapping_add(step as u64));
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

    pub(crate) fn bytes(&self, step: usize) -> Vec<u8> {
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
            // A path is not itself without its parameters, nor a list without those that ask for its pages.
            let pages = ["page", "token", "cursor"];
            parameter["required"].as_bool() == Some(true)
                || parameter["in"].as_str() == Some("path")
                || pages.iter().any(|word| wire.to_lowercase().contains(word))
                || there(&format!("{name} {wire}"))
        });
        for parameter in parameters {
            let name = format!("{name} {}", parameter["name"].as_str().unwrap_or_default());
            if let Some(schema) = parameter.get_mut("schema") {
                thin_schema(schema, &name, there);
            }
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
    // The first property of a map makes it another thing, which is not an addition.
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

fn references(value: &Value, targets: &mut Vec<String>) {
    match value {
        Value::Mapping(map) => {
            let target = map.get("$ref").and_then(Value::as_str);
            targets.extend(
                target
                    .and_then(|target| target.strip_prefix("#/components/schemas/"))
                    .map(str::to_owned),
            );
            map.values().for_each(|child| references(child, targets));
        }
        Value::Sequence(items) => items.iter().for_each(|item| references(item, targets)),
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
