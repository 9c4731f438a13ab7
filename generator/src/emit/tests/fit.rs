//! Which examples of request bodies a typed call can be built from.
//!
//! Published examples break their schemas at times. What the wire allows is played as it is: an object where the schema
//! says text goes out as JSON text. What no setter takes, such as a text where the schema says true or false, is listed
//! with its reason instead.

use serde_json::{Map, Value};

use crate::model::{Operation, Parameter, ParameterLocation, Type};

/// An example as it can be played, and why parts of it cannot.
pub(super) struct Fitted {
    pub(super) value: Value,
    /// Member → reason.
    pub(super) unfit: Map<String, Value>,
}

/// An example of a form: each member as its field takes it. Any other body stays as it is.
pub(super) fn fit_body(operation: &Operation, example: &Value) -> Fitted {
    let mut fitted = Fitted {
        value: example.clone(),
        unfit: Map::new(),
    };
    let fields = operation.parameters.iter();
    let fields = fields.filter(|field| field.location == ParameterLocation::Form);
    let Value::Object(members) = &mut fitted.value else {
        return fitted;
    };
    for field in fields {
        let name = &field.name.wire;
        let Some(member) = members.get_mut(name).filter(|member| !member.is_null()) else {
            continue;
        };
        match fit(field, member) {
            Ok(value) => *member = value,
            Err(expected) => {
                let reason = format!("the schema says {expected}, and the example is {member}");
                fitted.unfit.insert(name.clone(), Value::String(reason));
                members.remove(name);
            }
        }
    }
    fitted
}

/// A member as its field takes it, or what the schema says instead.
fn fit(field: &Parameter, value: &Value) -> Result<Value, &'static str> {
    match &field.ty {
        Type::List(item) => match value {
            Value::Array(items) => {
                let items = items.iter().map(|value| fit_item(item, value));
                items.collect::<Result<_, _>>().map(Value::Array)
            }
            single => fit_item(item, single),
        },
        Type::Map(_) if field.map_prefix.is_some() && !value.is_object() => Err("an object"),
        ty => fit_item(ty, value),
    }
}

fn fit_item(ty: &Type, value: &Value) -> Result<Value, &'static str> {
    let text = value.as_str();
    let (fits, expected) = match ty {
        Type::Text | Type::Enum(_) | Type::Date | Type::Timestamp | Type::Sid(_) => {
            return Ok(match value {
                Value::Object(_) | Value::Array(_) => Value::String(value.to_string()),
                scalar => scalar.clone(),
            });
        }
        Type::Bool => (
            value.is_boolean() || matches!(text, Some("true" | "false")),
            "true or false",
        ),
        Type::Integer => (
            value.is_i64() || text.is_some_and(|text| text.parse::<i64>().is_ok()),
            "a whole number",
        ),
        Type::Number => (
            value.is_number() || text.is_some_and(|text| text.parse::<f64>().is_ok()),
            "a number",
        ),
        Type::Json
        | Type::Model(_)
        | Type::Boxed(_)
        | Type::Union(_)
        | Type::Map(_)
        | Type::List(_) => (true, ""),
    };
    if fits {
        Ok(value.clone())
    } else {
        Err(expected)
    }
}
