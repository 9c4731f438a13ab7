//! Rust spellings of example values, for the examples in docs.
//!
//! It knows types and values, and nothing of operations.

use heck::ToSnakeCase;
use serde_json::Value;

use crate::diagnostic::is_hidden;
use crate::model::{IdArgument, Parameter, Type};
use crate::names::keyword::is_keyword;

/// An example value as the argument of a setter, if it has the declared type and is short enough to read.
pub(crate) fn setter_value(parameter: &Parameter, value: &Value) -> Option<String> {
    let shown = spelled(&parameter.ty, value)?;
    (shown.len() <= 120 && is_plain(&shown)).then_some(shown)
}

fn spelled(ty: &Type, value: &Value) -> Option<String> {
    match (ty, value) {
        (Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date, Value::String(text)) => {
            Some(quoted(text))
        }
        (Type::Bool, Value::Bool(flag)) => Some(flag.to_string()),
        (Type::Integer, Value::Number(number)) => number.as_i64().map(|number| number.to_string()),
        (Type::Number, Value::Number(number)) => {
            number.as_f64().map(|number| format!("{number:?}"))
        }
        (Type::Sid(marker), Value::String(text)) if is_sid(marker, text) => {
            Some(format!("{}.parse()?", quoted(text)))
        }
        (Type::List(item), Value::Array(values)) if !values.is_empty() => {
            let items: Option<Vec<String>> =
                values.iter().map(|value| spelled(item, value)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        (Type::Json, value) if is_literal(value, 0) => Some(format!("serde_json::json!({value})")),
        _ => None,
    }
}

fn is_sid(marker: &str, text: &str) -> bool {
    text.len() == 34
        && (marker == "AnyPrefix" || marker.len() != 2 || text.starts_with(marker))
        && text.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit())
}

/// The argument of an item accessor.
pub(crate) fn id_text(id: &IdArgument) -> String {
    match &id.ty {
        Type::Sid(marker) => sid_text(marker),
        _ => quoted(&format!(
            "my-{}",
            lower_words(&id.wire)
                .replace(' ', "-")
                .trim_end_matches("-sid")
        )),
    }
}

pub(crate) fn sid_text(marker: &str) -> String {
    let prefix = if marker.len() == 2 {
        marker
    } else {
        marker.get(..2).unwrap_or("AC")
    };
    let prefix = if prefix.bytes().all(|byte| byte.is_ascii_uppercase()) {
        prefix.to_owned()
    } else {
        prefix.to_ascii_uppercase()
    };
    format!("\"{prefix}0123456789abcdef0123456789abcdef\".parse()?")
}

/// A text as a Rust literal.
pub(crate) fn quoted(text: &str) -> String {
    let raw = text.contains(['"', '\\']) && !text.contains("\"#");
    if raw && !text.chars().any(char::is_control) {
        format!("r#\"{text}\"#")
    } else {
        format!("{text:?}")
    }
}

/// Whether a text can stand on one line of a doc comment as code.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.contains("\"##") && !text.contains("```") && !text.chars().any(is_hidden)
}

/// Whether a value means in Rust what it means in JSON: whole numbers are `i32` there, escapes are others, and the
/// macro follows nested values only so far.
pub(crate) fn is_literal(value: &Value, depth: usize) -> bool {
    let plain = |text: &str| text.chars().all(|c| !c.is_control());
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => {
            number.is_f64() || number.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
        }
        Value::String(text) => plain(text),
        Value::Array(items) => depth < 8 && items.iter().all(|item| is_literal(item, depth + 1)),
        Value::Object(members) => {
            depth < 8
                && members
                    .iter()
                    .all(|(key, member)| plain(key) && is_literal(member, depth + 1))
        }
    }
}

/// A variable named after a model.
pub(crate) fn variable(ident: &str) -> String {
    let name = ident.to_snake_case();
    let last = name.rsplit('_').next().unwrap_or(&name).to_owned();
    let name = if matches!(last.as_str(), "client" | "reply" | "items") {
        name.clone()
    } else {
        last
    };
    if is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// `InteractionChannelInvite` → `interaction channel invite`.
pub(crate) fn lower_words(name: &str) -> String {
    name.to_snake_case().replace('_', " ")
}

/// Whether code names a type: as a word of its own, followed by what makes it a path or a literal.
pub(crate) fn names_type(code: &str, name: &str, next: &str) -> bool {
    let word = format!("{name}{next}");
    code.match_indices(&word).any(|(at, _)| {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_')
    })
}
