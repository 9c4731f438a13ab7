//! Values as a document writes them.

use serde_yaml::Value;

/// The name of the component that a schema refers to.
pub(crate) fn reference(schema: &Value) -> Option<String> {
    let target = schema["$ref"].as_str()?;
    target.rsplit('/').next().map(str::to_owned)
}

/// The keys and values of an example.
pub(crate) fn collect(value: &Value, leaves: &mut Vec<String>) {
    match value {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, leaves)),
        Value::Mapping(members) => {
            for (key, member) in members {
                leaves.push(plain(key));
                collect(member, leaves);
            }
        }
        leaf => leaves.push(plain(leaf)),
    }
}

/// A value as a page shows it.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => {
            serde_json::to_string(&number.as_f64()).unwrap()
        }
        other => serde_json::to_string(&other).unwrap(),
    }
}

/// What a list or a map holds in the end, and its component.
pub(crate) fn innermost<'v>(root: &'v Value, schema: &'v Value) -> (&'v Value, Option<String>) {
    let mut component = reference(schema);
    let mut schema = resolve(root, schema);
    for _ in 0..6 {
        let has_properties = schema["properties"].is_mapping();
        let inner = match (&schema["items"], &schema["additionalProperties"]) {
            (items @ Value::Mapping(_), _) => items,
            (_, values @ Value::Mapping(_)) if !has_properties => values,
            _ => break,
        };
        component = reference(inner);
        schema = resolve(root, inner);
    }
    (schema, component)
}

/// What a value refers to, or itself.
pub(crate) fn resolve<'v>(root: &'v Value, value: &'v Value) -> &'v Value {
    let mut value = value;
    while let Some(target) = value["$ref"].as_str() {
        let steps = target.trim_start_matches("#/").split('/');
        value = steps.fold(root, |at, step| &at[step.replace("~1", "/").as_str()]);
    }
    value
}
