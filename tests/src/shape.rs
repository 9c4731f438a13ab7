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

/// What remains of a payload that is read and written again: everything but declared properties that are null, which
/// are the same as absent ones.
pub fn kept(schema: Schema<'_>, value: &Value) -> Value {
    match (schema.kind(), value) {
        (SchemaKind::Object, Value::Object(members)) => {
            let members = members.iter().filter_map(|(name, value)| {
                let value = match schema.property(name) {
                    Some(_) if value.is_null() => return None,
                    Some(property) => kept(property, value),
                    None => value.clone(),
                };
                Some((name.clone(), value))
            });
            Value::Object(members.collect())
        }
        (SchemaKind::List(item), Value::Array(values)) => {
            values.iter().map(|value| kept(item, value)).collect()
        }
        _ => value.clone(),
    }
}

/// Every payload that differs from this one in one declared property, other than the identity of a resource: it is
/// missing, null, an unseen text, or a value of another type.
pub fn each_property_otherwise(schema: Schema<'_>, payload: &Value, identity: bool) -> Vec<Value> {
    let mut changes = Vec::new();
    if let (SchemaKind::Object, Value::Object(members)) = (schema.kind(), payload) {
        for (name, value) in members {
            let Some(property) = schema.property(name) else {
                continue;
            };
            let others = if identity && name == "sid" {
                Vec::new()
            } else {
                property_otherwise(property, value)
            };
            changes.extend(others.into_iter().map(|value| {
                let mut changed = members.clone();
                match value {
                    Some(value) => changed.insert(name.clone(), value),
                    None => changed.remove(name),
                };
                Value::Object(changed)
            }));
        }
    }
    changes
}

fn property_otherwise(property: Schema<'_>, value: &Value) -> Vec<Option<Value>> {
    let mut others = vec![None, Some(Value::Null)];
    let odd = [
        json!(UNSEEN),
        json!(1.5),
        json!(false),
        json!([[]]),
        json!({"a": [null]}),
    ];
    others.extend(odd.map(Some));
    let deeper = each_property_otherwise(property, value, false);
    others.extend(deeper.into_iter().map(Some));
    if let (SchemaKind::List(item), Value::Array(items)) = (property.kind(), value) {
        for (index, value) in items.iter().enumerate() {
            let deeper = property_otherwise(item, value).into_iter().flatten();
            others.extend(deeper.map(|value| {
                let mut items = items.clone();
                items[index] = value;
                Some(Value::Array(items))
            }));
        }
    }
    others
}

/// What remains of the resource in the body of a reply, or of the list of resources, when it is read and written again.
pub fn reread_body(reply: &Reply<'_>, body: &Value) -> Value {
    match reply {
        Reply::Empty => Value::Null,
        Reply::One(schema) => kept(*schema, body),
        Reply::Page { key, item, .. } => {
            let items = body[key].as_array().into_iter().flatten();
            let resources = items.filter(|value| !value.is_null());
            resources.map(|value| kept(*item, value)).collect()
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
