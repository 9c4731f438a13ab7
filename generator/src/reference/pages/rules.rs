//! Schemas in words: types, limits, defaults and examples.

use serde_json::Value;

use super::super::page::Inline;
use super::room::Room;
use crate::model::declared::Schema;

/// The type of a schema that is neither a list nor a map nor a reference: `string (uri)`.
pub(crate) fn scalar(schema: &Schema) -> String {
    let ty = match &schema.ty {
        Some(ty) => ty.as_str(),
        None if !schema.properties.is_empty() => "object",
        None if schema.items.is_some() => "array",
        None if !schema.values.is_empty() => "value",
        None if !schema.one_of.is_empty() || !schema.any_of.is_empty() => "one of several",
        None if !schema.all_of.is_empty() => "object",
        None => "any JSON",
    };
    match &schema.format {
        Some(format) => format!("{ty} ({format})"),
        None => ty.to_owned(),
    }
}

/// The limits of a schema, its default and its example, one each.
pub(crate) fn rules(schema: &Schema, room: &mut Room) -> Vec<Vec<Inline>> {
    let limit = |name: &str| schema.limits.get(name).map(shown);
    let mut rules: Vec<Vec<Inline>> = Vec::new();
    let mut say = |text: String| rules.push(vec![Inline::Text(text)]);
    bounds(schema).into_iter().for_each(&mut say);
    if let Some(step) = limit("multipleOf") {
        say(format!("a multiple of {step}"));
    }
    for (least, most, one, many) in [
        ("minLength", "maxLength", "character", "characters"),
        ("minItems", "maxItems", "item", "items"),
        ("minProperties", "maxProperties", "property", "properties"),
    ] {
        let noun = |count: &str| if count == "1" { one } else { many };
        match (limit(least), limit(most)) {
            (Some(least), Some(most)) if least == most => say(format!("{most} {}", noun(&most))),
            (Some(least), Some(most)) => say(format!("{least} to {most} {many}")),
            (Some(least), None) => say(format!("at least {least} {}", noun(&least))),
            (None, Some(most)) => say(format!("at most {most} {}", noun(&most))),
            (None, None) => {}
        }
    }
    if schema.limits.get("uniqueItems") == Some(&Value::Bool(true)) {
        say(String::from("no item twice"));
    }
    for (label, value) in [
        ("pattern ", schema.limits.get("pattern")),
        ("default ", schema.default.as_ref()),
        ("example ", schema.example.as_ref()),
    ] {
        if let Some(value) = value {
            rules.push(vec![
                Inline::text(label),
                Inline::Code(room.line(&shown(value))),
            ]);
        }
    }
    rules
}

/// The least and the greatest number.
fn bounds(schema: &Schema) -> Vec<String> {
    let limit = |name: &str| schema.limits.get(name).map(shown);
    let exclusive = |name: &str| schema.limits.get(name) == Some(&Value::Bool(true));
    let low = limit("minimum").map(|low| match exclusive("exclusiveMinimum") {
        true => format!("more than {low}"),
        false => format!("at least {low}"),
    });
    let high = limit("maximum").map(|high| match exclusive("exclusiveMaximum") {
        true => format!("less than {high}"),
        false => format!("at most {high}"),
    });
    match (low, high) {
        (Some(low), Some(high)) if low.starts_with("at least") && high.starts_with("at most") => {
            let (low, high) = (
                low.trim_start_matches("at least "),
                high.trim_start_matches("at most "),
            );
            vec![format!("{low} to {high}")]
        }
        (low, high) => low.into_iter().chain(high).collect(),
    }
}

/// A value as it is written on pages: a text without quotes, anything else as JSON. An empty text has its quotes.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        other => other.to_string(),
    }
}
