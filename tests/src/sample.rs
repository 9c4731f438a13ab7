//! Values that fit a schema, the same ones in every run.

use serde_json::{Value, json};

use crate::document::{Parameter, ParameterLocation, Schema, SchemaKind};

/// A text that does not survive wrong or missing escaping.
const AWKWARD: &str = "é 日本 🎉 a+b&c=d %25 100% \"q\" <x> ;/?#[]@!$*() ~._- \\ | ^ `";

/// A value for a parameter that no other parameter of the operation has. An untyped parameter gets an object, or a text
/// if `untyped_as_text` is set.
pub fn parameter(parameter: &Parameter<'_>, untyped_as_text: bool) -> Value {
    let name = parameter.name;
    let text = match parameter.location {
        // A header cannot hold any character.
        ParameterLocation::Header => format!("{name} ; value=\"1\""),
        _ => format!("{name} {AWKWARD}"),
    };
    let untyped = if untyped_as_text {
        json!(text)
    } else {
        json!({"of": name, "list": [1, true, null, AWKWARD], "number": 2.5})
    };
    sample_of(parameter.schema, &text, &untyped)
}

/// A reply with every property set.
pub fn reply(schema: Schema<'_>) -> Value {
    let untyped = json!({"list": [1, true, null, {"deep": AWKWARD}], "number": 2.5, "none": null});
    sample_of(schema, AWKWARD, &untyped)
}

/// A body for an operation that takes any JSON.
pub fn body() -> Value {
    json!({"account_sid": "AC00000000000000000000000000000000", "none": null, "list": [1, {"text": AWKWARD}]})
}

fn sample_of(schema: Schema<'_>, text: &str, untyped: &Value) -> Value {
    match schema.kind() {
        SchemaKind::Text => json!(text),
        SchemaKind::Sid(prefix) => json!(format!(
            "{}0123456789abcdefABCDEF0123456789",
            prefix.unwrap_or("ZZ")
        )),
        // The last one, because a faulty decoder would fall back to the first.
        SchemaKind::Enum(values) => json!(values.last()),
        SchemaKind::Timestamp => json!("2030-01-02T03:04:05Z"),
        SchemaKind::Date => json!("2030-01-02"),
        SchemaKind::Bool => json!(true),
        SchemaKind::Integer => {
            let minimum = schema.bound("minimum").unwrap_or(0);
            json!(
                schema
                    .bound("maximum")
                    .unwrap_or(i64::MAX)
                    .min(minimum + 41)
            )
        }
        SchemaKind::Number => json!(2.5),
        SchemaKind::List(item) => {
            let value = sample_of(item, text, untyped);
            let second = if let Value::String(first) = &value
                && matches!(item.kind(), SchemaKind::Text)
            {
                json!(format!("{first} 2"))
            } else {
                value.clone()
            };
            json!([value, second])
        }
        SchemaKind::Object => {
            let properties = schema.properties();
            let members = properties
                .map(|(name, schema)| (name.to_owned(), sample_of(schema, text, untyped)));
            Value::Object(members.collect())
        }
        SchemaKind::Open => json!({"first": text, "second": "https://example.com/"}),
        SchemaKind::Untyped => untyped.clone(),
    }
}
