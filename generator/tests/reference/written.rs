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
