//! Values made up from a schema, the same ones every time.

use serde_json::{Value, json};

use crate::document::{Kind, Parameter, Place, Schema};

/// Texts that break when they are escaped wrongly, or not at all.
const AWKWARD: &str = "é 日本 🎉 a+b&c=d %25 100% \"q\" <x> ;/?#[]@!$*() ~._- \\ | ^ `";

/// A value for a parameter, such that no two parameters of an operation have the same. Where the document gives no
/// type it is an object, or a text if that is asked for.
pub fn parameter(parameter: &Parameter<'_>, untyped_as_text: bool) -> Value {
    let name = parameter.name;
    let text = match parameter.place {
        // What a header can hold.
        Place::Header => format!("{name} ; value=\"1\""),
        _ => format!("{name} {AWKWARD}"),
    };
    let untyped = if untyped_as_text {
        json!(text)
    } else {
        json!({"of": name, "list": [1, true, null, AWKWARD], "number": 2.5})
    };
    invent(parameter.schema, &text, &untyped)
}

/// A reply with every property set.
pub fn reply(schema: Schema<'_>) -> Value {
    let untyped = json!({"list": [1, true, null, {"deep": AWKWARD}], "number": 2.5, "none": null});
    invent(schema, AWKWARD, &untyped)
}

/// A body for an operation that takes any JSON.
pub fn body() -> Value {
    json!({"account_sid": "AC00000000000000000000000000000000", "none": null, "list": [1, {"text": AWKWARD}]})
}

fn invent(schema: Schema<'_>, text: &str, untyped: &Value) -> Value {
    match schema.kind() {
        Kind::Text => json!(text),
        Kind::Sid(prefix) => json!(format!(
            "{}0123456789abcdefABCDEF0123456789",
            prefix.unwrap_or("ZZ")
        )),
        // The last one: that the first is what a decoder falls back to cannot hide anything then.
        Kind::Enum(literals) => json!(literals.last()),
        Kind::Timestamp => json!("2030-01-02T03:04:05Z"),
        Kind::Date => json!("2030-01-02"),
        Kind::Bool => json!(true),
        Kind::Integer => {
            let least = schema.bound("minimum").unwrap_or(0);
            json!(schema.bound("maximum").unwrap_or(i64::MAX).min(least + 41))
        }
        Kind::Number => json!(2.5),
        Kind::List(item) => {
            let value = invent(item, text, untyped);
            let second = if let Value::String(first) = &value
                && matches!(item.kind(), Kind::Text)
            {
                json!(format!("{first} 2"))
            } else {
                value.clone()
            };
            json!([value, second])
        }
        Kind::Object => {
            let properties = schema.properties();
            let members =
                properties.map(|(name, schema)| (name.to_owned(), invent(schema, text, untyped)));
            Value::Object(members.collect())
        }
        Kind::Open => json!({"first": text, "second": "https://example.com/"}),
        Kind::Untyped => untyped.clone(),
    }
}
