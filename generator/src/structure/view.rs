//! The marked tree as the walks of this module need it: a map, a list or a scalar.

use std::fmt;

use crate::load::{Node, NodeKind};

/// A node by its form.
pub(super) enum View<'a> {
    Map,
    List(&'a [Node]),
    Scalar(Scalar<'a>),
}

/// A value without parts. Texts and numbers differ even where they are spelled alike; `1` and `1.0` do not.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(&'a str),
}

/// What a node is. The entries of a map are asked of the node itself, which gives them without a copy.
pub(super) fn view(node: &Node) -> View<'_> {
    View::Scalar(match node.kind() {
        NodeKind::Map => return View::Map,
        NodeKind::List => return View::List(node.items()),
        NodeKind::Bool => Scalar::Bool(node.as_bool() == Some(true)),
        NodeKind::Text => Scalar::Text(node.as_str().unwrap_or_default()),
        NodeKind::Number => number(node),
        // What was refused is in no loaded document.
        NodeKind::Null | NodeKind::Refused => Scalar::Null,
    })
}

fn number(node: &Node) -> Scalar<'_> {
    let Some(number) = node.as_number() else {
        return Scalar::Null;
    };
    let integer = number.as_i64().map(i128::from);
    if let Some(integer) = integer.or_else(|| number.as_u64().map(i128::from)) {
        return Scalar::Integer(integer);
    }
    let float = number.as_f64().unwrap_or(f64::NAN);
    // Where a float is whole, `{}` prints it as an integer: `1.0` is `1`.
    match float.to_string().parse() {
        Ok(integer) => Scalar::Integer(integer),
        Err(_) => Scalar::Float(float),
    }
}

impl Scalar<'_> {
    /// A letter for the sort and a text for the value; both equal just where the values are equal.
    pub(super) fn canonical(&self) -> (u8, String) {
        match self {
            Self::Null => (b'n', String::new()),
            Self::Bool(value) => (b'b', value.to_string()),
            Self::Integer(value) => (b'i', value.to_string()),
            Self::Float(value) => (b'f', value.to_string()),
            Self::Text(value) => (b's', (*value).to_owned()),
        }
    }
}

impl PartialEq for Scalar<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one == other,
            (one, other) => one.canonical() == other.canonical(),
        }
    }
}

/// As it stands in a message: texts in quotes, so that `"10"` and `10` can be told apart.
impl fmt::Display for Scalar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "\"{value}\""),
        }
    }
}

/// A node in a few words.
pub(super) fn shown(node: &Node) -> String {
    match view(node) {
        View::Scalar(scalar) => scalar.to_string(),
        View::List(items) => {
            let scalars: Option<Vec<String>> = items
                .iter()
                .map(|item| match view(item) {
                    View::Scalar(scalar) => Some(scalar.to_string()),
                    _ => None,
                })
                .collect();
            match scalars {
                Some(scalars) if scalars.len() <= 6 => format!("[{}]", scalars.join(", ")),
                _ => format!("a list of {}", items.len()),
            }
        }
        View::Map => {
            let target = node.get("$ref").and_then(Node::as_str);
            let keys: Vec<&str> = node.entries().map(|(key, _)| key).collect();
            match target {
                Some(target) => format!("a reference to {target}"),
                None if keys.is_empty() => "an empty object".to_owned(),
                None if keys.len() <= 4 => format!("an object of {}", keys.join(", ")),
                None => format!("an object of {} keys", keys.len()),
            }
        }
    }
}
