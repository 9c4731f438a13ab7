//! Whether a value is what a schema says. The official clients judge it by validators of their own.

use serde_json::Value;

/// Fails where a value is not what the schema says, or holds what the schema does not name.
pub(crate) fn assert_valid(schema: &Value, value: &Value, path: &str) {
    let is = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        other => panic!("{path}: unknown type {other:?}"),
    };
    assert!(is, "{path}: {value} is no {}", schema["type"]);
    for key in schema["required"].as_array().into_iter().flatten() {
        assert!(
            value.get(key.as_str().unwrap()).is_some(),
            "{path}: no {key} in {value}"
        );
    }
    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
        assert_valid(&schema["items"], item, &format!("{path}/{number}"));
    }
    if let Some(properties) = schema["properties"].as_object() {
        for (key, value) in value.as_object().unwrap() {
            let property = properties
                .get(key)
                .unwrap_or_else(|| panic!("{path}: `{key}` has no schema"));
            assert_valid(property, value, &format!("{path}/{key}"));
        }
    }
}
