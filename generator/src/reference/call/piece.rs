//! Pieces of code: text, values, and groups of both.

use indexmap::IndexMap;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::parameters::CallParameter;
use super::quote::Quote;

/// The values of a call, by the key of their parameter; a list has several.
pub type Values = IndexMap<String, Vec<String>>;

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Piece {
    /// Text.
    Text(String),
    /// The value of a parameter.
    Value(ValuePiece),
    /// Pieces that belong together.
    Group(GroupPiece),
}

/// The value of a parameter, with what stands around it.
///
/// A page has hundreds of them. So its JSON is `[param, quote, before, after, flags, prefix, join, named]` up to the
/// last that is not empty, where the flags are 1 for `optional` and 2 for `each`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ValuePiece {
    /// The key of the parameter.
    pub param: String,
    /// How its value is written.
    pub quote: Option<Quote>,
    /// What stands before it.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// What is written together with it: the name of a form's field.
    pub prefix: String,
    /// What stands between several values.
    pub join: Option<String>,
    /// What stands before a value that is no SID, where a name does as well; it is quoted as text then.
    pub named: String,
    /// Whether several values are several pieces.
    pub each: bool,
    /// Whether it is left out if no value is given.
    pub optional: bool,
}

impl Serialize for ValuePiece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let flags = u8::from(self.optional) + 2 * u8::from(self.each);
        let mut parts = vec![
            Value::from(self.param.as_str()),
            serde_json::to_value(self.quote).map_err(serde::ser::Error::custom)?,
            Value::from(self.before.as_str()),
            Value::from(self.after.as_str()),
            Value::from(flags),
            Value::from(self.prefix.as_str()),
            Value::from(self.join.as_deref()),
            Value::from(self.named.as_str()),
        ];
        let is_empty = |part: &Value| part.is_null() || *part == "" || *part == 0;
        while parts.last().is_some_and(is_empty) {
            parts.pop();
        }
        parts.serialize(serializer)
    }
}

/// Samples as JSON, where the later ones tell of a piece that the first one has by its place there.
pub(super) fn shared<S: Serializer>(
    samples: &IndexMap<&'static str, Vec<Piece>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let first = samples.first().map(|(_, pieces)| pieces.as_slice());
    let first = first.unwrap_or_default();
    let pieces = |at: usize, pieces: &[Piece]| {
        let earlier = |piece: &Piece| first.iter().position(|other| at > 0 && other == piece);
        let pieces = pieces.iter().map(|piece| match earlier(piece) {
            Some(place) => Ok(Value::from(place)),
            None => serde_json::to_value(piece).map_err(serde::ser::Error::custom),
        });
        pieces.collect::<Result<Vec<Value>, _>>()
    };
    let mut map = serializer.serialize_map(Some(samples.len()))?;
    for (at, (language, own)) in samples.iter().enumerate() {
        map.serialize_entry(language, &pieces(at, own)?)?;
    }
    map.end()
}

/// Pieces that belong together.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct GroupPiece {
    /// The pieces.
    pub of: Vec<Piece>,
    /// What stands between those that are not empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub join: String,
    /// What stands before them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What stands after them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// Left out unless one of these parameters is given, if there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// Left out if one of these parameters is given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

impl Piece {
    /// Text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// The code with its values.
pub(super) fn fill(pieces: &[Piece], parameters: &[CallParameter], values: &Values) -> String {
    pieces
        .iter()
        .map(|piece| piece.filled(parameters, values))
        .collect()
}

impl Piece {
    fn filled(&self, parameters: &[CallParameter], values: &Values) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Value(value) => value.filled(parameters, values),
            Self::Group(group) => group.filled(parameters, values),
        }
    }
}

impl ValuePiece {
    fn filled(&self, parameters: &[CallParameter], values: &Values) -> String {
        let parameter = parameters
            .iter()
            .find(|parameter| parameter.key == self.param);
        let given = values.get(&self.param).filter(|items| !items.is_empty());
        let items = match given {
            Some(items) => items.clone(),
            None if self.optional => return String::new(),
            None => vec![parameter.map(CallParameter::stand_in).unwrap_or_default()],
        };
        let is_name = !self.named.is_empty() && items.iter().any(|item| !is_like_a_sid(item));
        let (before, quote) = match is_name {
            true => (&self.named, Some(Quote::RustStr)),
            false => (&self.before, self.quote),
        };
        let written = items.iter().map(|item| {
            let text = format!("{}{item}", self.prefix);
            quote.map_or_else(|| text.clone(), |quote| quote.apply(&text, parameter))
        });
        if self.each {
            return written
                .map(|text| format!("{before}{text}{}", self.after))
                .collect();
        }
        let join = self.join.as_deref().unwrap_or(", ");
        format!(
            "{before}{}{}",
            written.collect::<Vec<_>>().join(join),
            self.after
        )
    }
}

/// Whether a text is two letters and 32 hexadecimal digits.
pub(super) fn is_like_a_sid(text: &str) -> bool {
    let (prefix, digits) = text.split_at_checked(2).unwrap_or((text, ""));
    let is_prefix = prefix.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_prefix && digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl GroupPiece {
    fn filled(&self, parameters: &[CallParameter], values: &Values) -> String {
        let is_given = |key: &String| values.get(key).is_some_and(|items| !items.is_empty());
        if (!self.any.is_empty() && !self.any.iter().any(is_given))
            || self.none.iter().any(is_given)
        {
            return String::new();
        }
        let texts = self.of.iter().map(|piece| piece.filled(parameters, values));
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        format!("{}{}{}", self.before, texts.join(&self.join), self.after)
    }
}
