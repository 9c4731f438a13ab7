//! What the document says about a payload, and payloads that differ from it in one respect.

use serde_json::{Value, json};

use crate::document::{Reply, Schema, SchemaKind};

/// An enum value that no document lists.
pub const UNSEEN: &str = "a value that nobody has seen yet";

/// A key that no schema declares.
const UNDECLARED: &str = "undeclared_by_the_document";

/// Calls `visit` with each value that a schema describes, outermost first.
fn walk(schema: Schema<'_>, value: &mut Value, visit: &mut dyn FnMut(Schema<'_>, &mut Value)) {
    visit(schema, value);
    match (schema.kind(), value) {
        (SchemaKind::List(item), Value::Array(values)) => {
            for value in values {
                walk(item, value, visit);
            }
        }
        (SchemaKind::Object, Value::Object(members)) => {
            for (name, property) in schema.properties() {
                if let Some(value) = members.get_mut(name) {
                    walk(property, value, visit);
                }
            }
        }
        _ => {}
    }
}

/// Adds an undeclared field to every object with declared ones, and returns their number.
pub fn add_undeclared(schema: Schema<'_>, value: &mut Value) -> usize {
    let mut added = 0;
    walk(schema, value, &mut |schema, value| {
        if let (SchemaKind::Object, Value::Object(members)) = (schema.kind(), value) {
            members.insert(
                UNDECLARED.into(),
                json!({"deep": [1, null, {"deeper": true}], "text": ""}),
            );
            added += 1;
        }
    });
    added
}

/// Replaces every value of an enum by an unseen one, and returns their number.
pub fn replace_enums(schema: Schema<'_>, value: &mut Value) -> usize {
    let mut replaced = 0;
    walk(schema, value, &mut |schema, value| {
        if matches!(schema.kind(), SchemaKind::Enum(_)) && value.is_string() {
            *value = json!(UNSEEN);
            replaced += 1;
        }
    });
    replaced
}

/// Replaces every nullable value by null, and returns their number.
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

/// What remains of a payload that is read and written again: everything that is declared and not null. An empty SID
/// counts as null.
pub fn kept(schema: Schema<'_>, value: &Value) -> Value {
    match (schema.kind(), value) {
        (SchemaKind::Object, Value::Object(members)) => {
            let declared = schema.properties().filter_map(|(name, property)| {
                let value = members.get(name)?;
                let is_absent = value.is_null()
                    || (matches!(property.kind(), SchemaKind::Sid(_)) && value == "");
                (!is_absent).then(|| (name.to_owned(), kept(property, value)))
            });
            Value::Object(declared.collect())
        }
        (SchemaKind::List(item), Value::Array(values)) => {
            values.iter().map(|value| kept(item, value)).collect()
        }
        _ => value.clone(),
    }
}

/// What remains of the resource in the body of a reply, or of the list of resources, when it is read and written again.
pub fn reread_body(reply: &Reply<'_>, body: &Value) -> Value {
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

/// Whether two JSON values are equal. Numbers are compared by value, not by spelling.
pub fn same_json(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same_json(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let has = |(key, left)| right.get(key).is_some_and(|right| same_json(left, right));
            left.len() == right.len() && left.iter().all(has)
        }
        _ => left == right,
    }
}
