//! How lists and objects are written as parameters, in the styles of OpenAPI 3.0.
//!
//! Each function gives the pairs of a query or a form, names and values
//! percent-encoded; what separates values is not encoded twice. What a style has
//! no form for is an error. It may not know operations or calls.

use serde_json::{Map, Value};

use super::encode;

/// How a list or an object is written where it is more than one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// A pair for each item, and for each entry of an object by its own key:
    /// `form`, exploded.
    Spread,
    /// One value, joined by commas: `form`, not exploded.
    Comma,
    /// One value, joined by spaces: `spaceDelimited`.
    Space,
    /// One value, joined by bars: `pipeDelimited`.
    Pipe,
    /// A pair for each entry of an object, the key in brackets: `deepObject`.
    Deep,
}

/// Why a value cannot be written.
pub(crate) type Problem = &'static str;

const NESTED: Problem = "a list or an object within it has no form there";
const DEEP_LIST: Problem = "a list has no form there";

impl Style {
    /// What stands between values, as it is sent and as a value may not hold it.
    fn separator(self) -> (&'static str, Option<(char, Problem)>) {
        match self {
            Self::Space => ("%20", Some((' ', "a space within a value would divide it"))),
            Self::Pipe => ("%7C", Some(('|', "a bar within a value would divide it"))),
            // A comma within a value is escaped, and this one is not.
            Self::Comma | Self::Spread | Self::Deep => (",", None),
        }
    }
}

/// A name and its value.
pub(crate) fn pair(name: &str, value: &str) -> String {
    encode::pairs(std::iter::once((name, value)))
}

/// A list of texts. An empty one is nothing.
pub(crate) fn list(name: &str, style: Style, items: &[String]) -> Result<Vec<String>, Problem> {
    match style {
        Style::Spread => Ok(items.iter().map(|item| pair(name, item)).collect()),
        Style::Deep => Err(DEEP_LIST),
        Style::Comma | Style::Space | Style::Pipe if items.is_empty() => Ok(Vec::new()),
        Style::Comma | Style::Space | Style::Pipe => {
            let (separator, forbidden) = style.separator();
            let mut out = pair(name, "");
            for (index, item) in items.iter().enumerate() {
                if let Some((_, problem)) = forbidden.filter(|(c, _)| item.contains(*c)) {
                    return Err(problem);
                }
                if index > 0 {
                    out.push_str(separator);
                }
                encode::push(&mut out, item);
            }
            Ok(vec![out])
        }
    }
}

/// A value of any type. `null` is nothing, also within a list or an object.
pub(crate) fn value(name: &str, style: Style, value: &Value) -> Result<Vec<String>, Problem> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => {
            let texts = items.iter().filter(|item| !item.is_null()).map(scalar);
            list(name, style, &texts.collect::<Result<Vec<_>, _>>()?)
        }
        Value::Object(entries) => object(name, style, entries),
        plain => Ok(vec![pair(name, &scalar(plain)?)]),
    }
}

fn object(name: &str, style: Style, entries: &Map<String, Value>) -> Result<Vec<String>, Problem> {
    let entries = entries.iter().filter(|(_, value)| !value.is_null());
    match style {
        Style::Spread => entries
            .map(|(key, value)| Ok(pair(key, &scalar(value)?)))
            .collect(),
        Style::Deep => {
            let mut pairs = Vec::new();
            for (key, value) in entries {
                let name = format!("{name}[{key}]");
                match value {
                    Value::Object(inner) => pairs.extend(object(&name, style, inner)?),
                    Value::Array(_) => return Err(NESTED),
                    plain => pairs.push(pair(&name, &scalar(plain)?)),
                }
            }
            Ok(pairs)
        }
        Style::Comma | Style::Space | Style::Pipe => {
            let mut texts = Vec::new();
            for (key, value) in entries {
                texts.extend([key.clone(), scalar(value)?]);
            }
            list(name, style, &texts)
        }
    }
}

/// The text of a value that is one.
fn scalar(value: &Value) -> Result<String, Problem> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Number(number) => Ok(match number.as_f64().filter(|_| number.is_f64()) {
            Some(fraction) => fraction.to_string(),
            None => number.to_string(),
        }),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(NESTED),
    }
}

/// A list as the text of a header.
pub(crate) fn header_list(items: &[String]) -> Result<String, Problem> {
    if items.iter().any(|item| item.contains(',')) {
        return Err("a comma within a value would divide it");
    }
    Ok(items.join(","))
}
