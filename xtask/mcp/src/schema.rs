//! Checks a tool's arguments against the schema that it declares, so that what is refused is what the schema says.
//!
//! It knows the keywords that the schemas here use: `type`, `anyOf`, `properties`, `required`, `items`, `enum`,
//! `minimum`, `maximum`, `minItems`, `maxItems` and `maxLength`. The arguments are closed; an object within them takes
//! anything.

use serde_json::{Map, Value};

/// What is wrong with the arguments, if anything is.
pub(crate) fn problem(schema: &Value, arguments: &Map<String, Value>) -> Option<String> {
    let properties = schema.get("properties")?.as_object()?;
    let unknown = arguments.keys().find(|key| !properties.contains_key(*key));
    if let Some(key) = unknown {
        return Some(format!("There is no argument `{}`.", shortened(key)));
    }
    let required = schema.get("required").and_then(Value::as_array);
    let missing = required
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .find(|key| !arguments.contains_key(*key));
    if let Some(key) = missing {
        return Some(format!("The argument `{key}` is missing."));
    }
    arguments.iter().find_map(|(key, value)| {
        let expected = mismatch(properties.get(key)?, value)?;
        Some(format!(
            "The argument `{key}` is {}: expected {expected}.",
            shortened(&value.to_string())
        ))
    })
}

/// What each argument takes, one line each.
pub(crate) fn accepted(schema: &Value) -> String {
    let properties = schema.get("properties").and_then(Value::as_object);
    let is_required = |key: &String| {
        let required = schema.get("required").and_then(Value::as_array);
        required.is_some_and(|required| required.iter().any(|name| name == key))
    };
    let lines = properties.into_iter().flatten().map(|(key, schema)| {
        let mark = if is_required(key) { ", required" } else { "" };
        let about = schema.get("description").and_then(Value::as_str);
        let about = about.map(|text| format!(": {text}")).unwrap_or_default();
        format!("- `{key}`, {}{mark}{about}", words(schema))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What was expected in place of a value, if it does not fit.
fn mismatch(schema: &Value, value: &Value) -> Option<String> {
    if let Some(schemas) = alternatives(schema) {
        let fits = schemas
            .iter()
            .any(|schema| mismatch(schema, value).is_none());
        return (!fits).then(|| words(schema));
    }
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    let fits = match value {
        Value::String(text) => {
            is(schema, "string")
                && allowed(schema).is_none_or(|values| values.contains(value))
                && number("maxLength").is_none_or(|most| text.chars().count() as u64 <= most)
        }
        Value::Number(_) => {
            is(schema, "integer")
                && value.as_u64().is_some_and(|value| {
                    number("minimum").is_none_or(|least| value >= least)
                        && number("maximum").is_none_or(|most| value <= most)
                })
        }
        Value::Array(items) => {
            let length = items.len() as u64;
            let item = schema.get("items").unwrap_or(&Value::Null);
            is(schema, "array")
                && number("minItems").is_none_or(|least| length >= least)
                && number("maxItems").is_none_or(|most| length <= most)
                && items.iter().all(|value| mismatch(item, value).is_none())
        }
        Value::Object(_) => is(schema, "object"),
        Value::Bool(_) => is(schema, "boolean"),
        Value::Null => false,
    };
    (!fits).then(|| words(schema))
}

fn is(schema: &Value, name: &str) -> bool {
    schema.get("type").is_some_and(|other| other == name)
}

fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    schema.get("anyOf").and_then(Value::as_array)
}

fn allowed(schema: &Value) -> Option<&Vec<Value>> {
    schema.get("enum").and_then(Value::as_array)
}

/// What a schema takes, in words.
fn words(schema: &Value) -> String {
    if let Some(schemas) = alternatives(schema) {
        let kinds: Vec<String> = schemas.iter().map(words).collect();
        return kinds.join(", or ");
    }
    if let Some(values) = allowed(schema) {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return format!("one of {}", values.join(", "));
    }
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => match number("maxLength") {
            Some(most) => format!("text of at most {most} characters"),
            None => String::from("text"),
        },
        Some("integer") => match (number("minimum"), number("maximum")) {
            (Some(least), Some(most)) => format!("a whole number from {least} to {most}"),
            _ => String::from("a whole number"),
        },
        Some("array") => {
            let item = schema.get("items").map(words).unwrap_or_default();
            let bound = |key| number(key).unwrap_or_default();
            format!(
                "a list of {} to {}, each {item}",
                bound("minItems"),
                bound("maxItems")
            )
        }
        Some("boolean") => String::from("true or false"),
        _ => String::from("an object"),
    }
}

/// The beginning of a text, for messages.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
