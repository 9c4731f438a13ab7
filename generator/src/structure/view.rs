//! A node of a document as structure: a map, a list or a scalar; its structural entries; and the shared header that it
//! may refer to. Knows what is structure from `grammar`; may not know of a second document.

use std::fmt;

use super::grammar::{self, ObjectKind, Role, SHARED_HEADERS};
use crate::diagnostic::escape;
use crate::load::{Node, NodeKind};

/// At most so many characters of a value or a name are shown.
const LONGEST: usize = 120;

/// A node, by its form.
pub(super) enum View<'a> {
    Map,
    List(&'a [Node]),
    Scalar(Scalar<'a>),
}

/// A value without parts. A text and a number differ even where they are spelled alike; `1` and `1.0` are equal.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(&'a str),
}

/// Returns the form of a node. The entries of a map are read from the node itself, which needs no copy.
pub(super) fn view(node: &Node) -> View<'_> {
    View::Scalar(match node.kind() {
        NodeKind::Map => return View::Map,
        NodeKind::List => return View::List(node.items()),
        NodeKind::Bool => Scalar::Bool(node.as_bool() == Some(true)),
        NodeKind::Text => Scalar::Text(node.as_str().unwrap_or_default()),
        NodeKind::Number => number(node),
        // A document with a refused node is not loaded.
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
    // `{}` prints a whole float without a fraction, so that `1.0` parses as `1`.
    match float.to_string().parse() {
        Ok(integer) => Scalar::Integer(integer),
        Err(_) => Scalar::Float(float),
    }
}

impl Scalar<'_> {
    /// A letter for the type and a text for the value. Both are equal exactly where the values are equal.
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

/// A value or a name of a document as messages show it: on one line, without characters that could forge another, and
/// cut where it is long.
pub(super) fn shown(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else {
        return escape(text).into_owned();
    };
    let (beginning, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    format!(
        "{}… ({} more characters)",
        escape(beginning),
        rest.chars().count()
    )
}

/// As messages show it: texts in quotes, so that `"10"` and `10` look different.
impl fmt::Display for Scalar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "\"{}\"", shown(value)),
        }
    }
}

/// The name and the definition of the shared header that a node refers to. Any other reference is structure itself.
pub(super) fn shared_header<'a>(root: &'a Node, node: &'a Node) -> Option<(&'a str, &'a Node)> {
    let target = node.get("$ref")?.as_str()?;
    let name = target.strip_prefix(SHARED_HEADERS)?;
    let headers = root.get("components")?.get("headers")?;
    let plain = name.replace("~1", "/").replace("~0", "~");
    headers.entries().find(|(key, _)| *key == plain)
}

/// The entries of a map that are structure, with the kind of each.
pub(super) fn structural_entries(
    kind: ObjectKind,
    node: &Node,
) -> impl Iterator<Item = (&str, ObjectKind, &Node)> {
    node.entries()
        .filter_map(move |(key, value)| match grammar::role(kind, key) {
            Role::Structure(kind) => Some((key, kind, value)),
            Role::Prose | Role::Payload | Role::Shared => None,
        })
}

/// Describes a node in a few words.
pub(super) fn describe(node: &Node) -> String {
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
            let keys: Vec<String> = node.entries().map(|(key, _)| shown(key)).collect();
            match target {
                Some(target) => format!("a reference to {}", shown(target)),
                None if keys.is_empty() => "an empty object".to_owned(),
                None if keys.len() <= 4 => format!("an object of {}", keys.join(", ")),
                None => format!("an object of {} keys", keys.len()),
            }
        }
    }
}
