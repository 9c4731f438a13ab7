//! Lists and objects as parameters, in the styles that the client writes: `call.js` does the same.

use serde_json::{Map, Value};

use super::parameters::CallParameter;
use super::percent::url;
use crate::model::ParameterStyle;

/// What stands between values that are one, percent-encoded.
pub(super) fn joint(style: ParameterStyle) -> Option<&'static str> {
    match style {
        ParameterStyle::Comma => Some(","),
        ParameterStyle::Space => Some("%20"),
        ParameterStyle::Pipe => Some("%7C"),
        ParameterStyle::Plain
        | ParameterStyle::Spread
        | ParameterStyle::Deep
        | ParameterStyle::Json => None,
    }
}

/// The pairs of a query or a form that a parameter is sent as.
pub(super) fn pairs(parameter: &CallParameter, items: &[String]) -> String {
    let name = url(&parameter.name);
    let pair = |item: &String| format!("{name}={}", url(item));
    let pairs: Vec<String> = match (joint(parameter.style), is_styled(parameter)) {
        (_, true) => items.iter().map(|item| styled(parameter, item)).collect(),
        (Some(_), false) if items.is_empty() => Vec::new(),
        (Some(joint), false) => {
            let items: Vec<String> = items.iter().map(|item| url(item)).collect();
            vec![format!("{name}={}", items.join(joint))]
        }
        (None, false) => items.iter().map(pair).collect(),
    };
    let pairs = pairs.into_iter().filter(|pair| !pair.is_empty());
    pairs.collect::<Vec<_>>().join("&")
}

/// Whether a parameter is JSON that is taken apart.
pub(super) fn is_styled(parameter: &CallParameter) -> bool {
    let is_whole = matches!(
        parameter.style,
        ParameterStyle::Plain | ParameterStyle::Json
    );
    !parameter.list && !is_whole
}

/// The query pairs of `text`, read as JSON. Text that is not JSON is sent as it stands.
pub(super) fn styled(parameter: &CallParameter, text: &str) -> String {
    let value = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    pairs_of(parameter.style, &parameter.name, &value).join("&")
}

fn pairs_of(style: ParameterStyle, name: &str, value: &Value) -> Vec<String> {
    let pair = |name: &str, value: &Value| format!("{}={}", url(name), url(&plain(value)));
    let joined = |texts: Vec<String>| match texts.is_empty() {
        true => Vec::new(),
        false => vec![format!(
            "{}={}",
            url(name),
            texts.join(joint(style).unwrap_or(","))
        )],
    };
    match (value, style) {
        (Value::Null, _) => Vec::new(),
        (Value::Array(items), ParameterStyle::Spread) => {
            let items = items.iter().filter(|item| !item.is_null());
            items.map(|item| pair(name, item)).collect()
        }
        (Value::Array(items), _) => {
            let items = items.iter().filter(|item| !item.is_null());
            joined(items.map(|item| url(&plain(item))).collect())
        }
        (Value::Object(entries), ParameterStyle::Deep) => present(entries)
            .flat_map(|(key, value)| pairs_of(style, &format!("{name}[{key}]"), value))
            .collect(),
        (Value::Object(entries), ParameterStyle::Spread) => present(entries)
            .map(|(key, value)| pair(key, value))
            .collect(),
        (Value::Object(entries), _) => {
            let texts = present(entries).flat_map(|(key, value)| [url(key), url(&plain(value))]);
            joined(texts.collect())
        }
        (value, _) => vec![pair(name, value)],
    }
}

fn present(entries: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    entries.iter().filter(|(_, value)| !value.is_null())
}

/// The text of a value; what has none is JSON here, and a problem.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => number
            .as_f64()
            .map_or_else(String::new, |number| number.to_string()),
        other => other.to_string(),
    }
}

/// Whether a value given as JSON holds a list or an object that its style has no form for.
pub(super) fn has_no_form(parameter: &CallParameter, text: &str) -> bool {
    let Ok(value) = serde_json::from_str(text) else {
        return false;
    };
    is_styled(parameter) && is_too_deep(parameter.style, &value)
}

fn is_too_deep(style: ParameterStyle, value: &Value) -> bool {
    let is_nested = |value: &Value| value.is_array() || value.is_object();
    match (value, style) {
        (Value::Array(_), ParameterStyle::Deep) => true,
        (Value::Object(entries), ParameterStyle::Deep) => {
            entries.values().any(|value| is_too_deep(style, value))
        }
        (Value::Array(items), _) => items.iter().any(is_nested),
        (Value::Object(entries), _) => entries.values().any(is_nested),
        _ => false,
    }
}
