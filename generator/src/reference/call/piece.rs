//! Pieces of code: text, values, and groups of both.

use indexmap::IndexMap;
use serde::Serialize;

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
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ValuePiece {
    /// The key of the parameter.
    pub param: String,
    /// How its value is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// What stands before it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What stands after it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// What is written together with it: the name of a form's field.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// What stands between several values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
    /// Whether several values are several pieces.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub each: bool,
    /// Whether it is left out if no value is given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
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
        let written = items.iter().map(|item| {
            let text = format!("{}{item}", self.prefix);
            self.quote
                .map_or_else(|| text.clone(), |quote| quote.apply(&text, parameter))
        });
        if self.each {
            return written
                .map(|text| format!("{}{text}{}", self.before, self.after))
                .collect();
        }
        let join = self.join.as_deref().unwrap_or(", ");
        format!(
            "{}{}{}",
            self.before,
            written.collect::<Vec<_>>().join(join),
            self.after
        )
    }
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
