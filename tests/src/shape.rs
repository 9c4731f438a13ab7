//! What the document says about a payload, and payloads that differ from it in one respect.

use serde_json::{Value, json};

use crate::document::{Kind, Reply, Schema};

/// An enum value that no document lists.
pub const UNSEEN: &str = "a value that nobody has seen yet";

/// A key that no schema declares.
const UNDECLARED: &str = "undeclared_by_the_document";

/// Calls `visit` with each value that a schema describes, outer ones first.
fn walk(schema: Schema<'_>, value: &mut Value, visit: &mut dyn FnMut(Schema<'_>, &mut Value)) {
    visit(schema, value);
    match (schema.kind(), value) {
        (Kind::List(item), Value::Array(values)) => {
            for value in values {
                walk(item, value, visit);
            }
        }
        (Kind::Object, Value::Object(members)) => {
            for (name, property) in schema.properties() {
                if let Some(value) = members.get_mut(name) {
                    walk(property, value, visit);
                }
            }
        }
        _ => {}
    }
}

/// Adds an undeclared field to every object with declared ones; answers how many there were.
pub fn add_undeclared(schema: Schema<'_>, value: &mut Value) -> usize {
    let mut added = 0;
    walk(schema, value, &mut |schema, value| {
        if let (Kind::Object, Value::Object(members)) = (schema.kind(), value) {
            members.insert(
                UNDECLARED.into(),
                json!({"deep": [1, null, {"deeper": true}], "text": ""}),
            );
            added += 1;
        }
    });
    added
}

/// Replaces every value of an enum by an unseen one; answers how many there were.
pub fn replace_enums(schema: Schema<'_>, value: &mut Value) -> usize {
    let mut replaced = 0;
    walk(schema, value, &mut |schema, value| {
        if matches!(schema.kind(), Kind::Enum(_)) && value.is_string() {
            *value = json!(UNSEEN);
            replaced += 1;
        }
    });
    replaced
}

/// Replaces every nullable value by null; answers how many there were.
pub fn replace_nullable(schema: Schema<'_>, value: &mut Value) -> usize {
    let mut replaced = 0;
    walk(schema, value, &mut |schema, value| {
        if schema.is_nullable() && !value.is_null() {
            *value = Value::Null;
            replaced += 1;
        }
    });
    replaced
}

/// What is left of a payload once it has been read and is written again: what is declared and not null. An empty SID
/// is none.
pub fn kept(schema: Schema<'_>, value: &Value) -> Value {
    match (schema.kind(), value) {
        (Kind::Object, Value::Object(members)) => {
            let declared = schema.properties().filter_map(|(name, property)| {
                let value = members.get(name)?;
                let nothing =
                    value.is_null() || (matches!(property.kind(), Kind::Sid(_)) && value == "");
                (!nothing).then(|| (name.to_owned(), kept(property, value)))
            });
            Value::Object(declared.collect())
        }
        (Kind::List(item), Value::Array(values)) => {
            values.iter().map(|value| kept(item, value)).collect()
        }
        _ => value.clone(),
    }
}

/// What is left of the resource, or of the list of them, in a reply's body.
pub fn reread(reply: &Reply<'_>, body: &Value) -> Value {
    match reply {
        Reply::Empty => Value::Null,
        Reply::One(schema) => kept(*schema, body),
        Reply::Page { key, item, .. } => {
            let items = body[key].as_array().into_iter().flatten();
            items.map(|value| kept(*item, value)).collect()
        }
    }
}

/// The resources in a reply's body: the body itself, or each item of the list.
pub fn resources<'b>(reply: &Reply<'_>, body: &'b mut Value) -> Vec<&'b mut Value> {
    match reply {
        Reply::Empty => Vec::new(),
        Reply::One(_) => vec![body],
        Reply::Page { key, .. } => body[key].as_array_mut().into_iter().flatten().collect(),
    }
}

/// Whether two JSON values mean the same; a number may be written in two ways.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let has = |(key, left)| right.get(key).is_some_and(|right| same(left, right));
            left.len() == right.len() && left.iter().all(has)
        }
        _ => left == right,
    }
}
