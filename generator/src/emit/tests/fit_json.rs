//! Which examples of JSON bodies and of replies a typed call can send or read.
//!
//! A model keeps whatever its properties cannot hold, so that most examples can be played as they are. What nothing can
//! be made of, such as a text in the place of an object, is told with the reason.

use heck::ToSnakeCase;
use serde_json::{Map, Value};

use crate::emit::scope::Lookup;
use crate::model::{Operation, Reply, Type};

/// The longest SID that is read.
const LONGEST_SID: usize = 34;

/// What says where other pages are.
const POSITIONS: [&str; 12] = [
    "first_page_url",
    "first_page_uri",
    "next_page_url",
    "next_page_uri",
    "previous_page_url",
    "previous_page_uri",
    "next_token",
    "next_page_token",
    "next_cursor",
    "previous_token",
    "previous_page_token",
    "previous_cursor",
];

/// Why an example of a JSON body cannot be sent, if it cannot.
pub(super) fn unfit_body(
    lookup: &Lookup<'_>,
    operation: &Operation,
    example: &Value,
) -> Option<String> {
    let expected = operation.body.ty.as_ref()?;
    unfit(lookup, expected, example)
}

/// Why an example of a reply cannot be read, if it cannot.
pub(super) fn unfit_reply(lookup: &Lookup<'_>, reply: &Reply, example: &Value) -> Option<String> {
    let (key, item) = match reply {
        Reply::Empty => return None,
        Reply::One { ty, .. } => return unfit(lookup, ty, example),
        Reply::Page { key, item, .. } => (key, item),
    };
    let Value::Object(members) = example else {
        return Some(mismatch("an object", example));
    };
    let paging = match members.get("meta") {
        None | Some(Value::Null) => None,
        Some(Value::Object(meta)) => unfit_paging(meta, &["key", "url"]),
        Some(other) => Some(mismatch("an object", other)),
    };
    if let Some(reason) = paging {
        return Some(format!("in `meta`, {reason}"));
    }
    if let Some(reason) = unfit_paging(members, &["uri"]) {
        return Some(reason);
    }
    match members.get(key) {
        Some(Value::Array(items)) => items
            .iter()
            .find_map(|value| unfit(lookup, item, value))
            .map(|reason| format!("in `{key}`, {reason}")),
        Some(other) => Some(format!("in `{key}`, {}", mismatch("a list", other))),
        None => Some(format!(
            "the schema says that a page has `{key}`, and the example has none"
        )),
    }
}

/// Why the addresses, tokens and numbers of a page cannot be read, if they cannot; `others` are further texts.
fn unfit_paging(members: &Map<String, Value>, others: &[&str]) -> Option<String> {
    members.iter().find_map(|(name, value)| {
        let is_number = matches!(name.as_str(), "page" | "page_size" | "pageSize");
        let whole = value
            .as_str()
            .is_some_and(|text| text.parse::<i64>().is_ok());
        let (fits, expected) = match name.to_snake_case().as_str() {
            _ if value.is_null() => return None,
            _ if is_number => (value.is_i64() || whole, "a whole number"),
            key if POSITIONS.contains(&key) || others.contains(&key) => {
                (!value.is_object() && !value.is_array(), "text")
            }
            _ => return None,
        };
        (!fits).then(|| format!("in `{name}`, {}", mismatch(expected, value)))
    })
}

/// Why a value does not fit a type, or `None` if it fits.
fn unfit(lookup: &Lookup<'_>, ty: &Type, value: &Value) -> Option<String> {
    let (fits, expected) = match ty {
        Type::Json => (true, ""),
        Type::Union(_) => (!value.is_null(), "an object"),
        Type::Model(name) | Type::Boxed(name) => return unfit_model(lookup, name, value),
        Type::List(item) => match value {
            Value::Array(items) => {
                return items.iter().find_map(|value| unfit(lookup, item, value));
            }
            _ => (false, "a list"),
        },
        Type::Map(item) => match value {
            Value::Object(members) => {
                return members
                    .values()
                    .find_map(|value| unfit(lookup, item, value));
            }
            _ => (false, "an object"),
        },
        Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date => (value.is_string(), "text"),
        Type::Sid(_) => (value.as_str().is_some_and(is_readable), "a SID"),
        Type::Bool => (value.is_boolean(), "true or false"),
        Type::Integer => (value.is_i64(), "a whole number"),
        Type::Number => (value.is_number(), "a number"),
    };
    (!fits).then(|| mismatch(expected, value))
}

/// A model needs to be an object, and to have what identifies it; everything else it keeps.
fn unfit_model(lookup: &Lookup<'_>, name: &str, value: &Value) -> Option<String> {
    let Value::Object(members) = value else {
        return Some(mismatch("an object", value));
    };
    let model = lookup.models.get(name)?;
    let identity = model.identity.as_ref()?;
    let wire = &identity.wire;
    let mut fields = model.fields.iter();
    let field = fields.find(|field| field.name.wire == *wire)?;
    match members.get(wire) {
        Some(Value::String(text)) if !text.is_empty() => {
            let reason = unfit(lookup, &field.ty, &Value::String(text.clone()))?;
            Some(format!("in `{wire}`, {reason}"))
        }
        Some(other) => Some(format!("in `{wire}`, {}", mismatch("text", other))),
        None => Some(format!(
            "`{wire}` is missing, which identifies the resource"
        )),
    }
}

/// Whether a text is read as a SID, well formed or not.
fn is_readable(text: &str) -> bool {
    (1..=LONGEST_SID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn mismatch(expected: &str, value: &Value) -> String {
    format!("the schema says {expected}, and the example is {value}")
}
