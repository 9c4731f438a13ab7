//! A schema of a document, with its reference resolved. Knows only what the wire shows of it.

use serde_json::Value;

use super::{Document, members};

/// A schema.
#[derive(Debug, Clone, Copy)]
pub struct Schema<'d> {
    document: &'d Document,
    node: &'d Value,
    /// Whether a reference led to it.
    referred: bool,
}

/// What a schema describes, as far as the wire can tell.
#[derive(Debug, Clone)]
pub enum SchemaKind<'d> {
    /// Any text.
    Text,
    /// The text of a SID, and its prefix unless any two letters may come first.
    Sid(Option<&'d str>),
    /// One of these texts.
    Enum(Vec<&'d str>),
    /// A point in time.
    Timestamp,
    /// A calendar date.
    Date,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A list of something.
    List(Schema<'d>),
    /// An object with declared properties.
    Object,
    /// An object with any keys.
    Open,
    /// Anything.
    Untyped,
}

impl<'d> Schema<'d> {
    pub(super) fn new(document: &'d Document, node: &'d Value) -> Self {
        match node["$ref"].as_str() {
            Some(reference) => Self {
                referred: true,
                ..Self::new(document, document.at(reference))
            },
            None => Self {
                document,
                node,
                referred: false,
            },
        }
    }

    /// What it describes.
    pub fn kind(&self) -> SchemaKind<'d> {
        if let Some(values) = self.node["enum"].as_array() {
            return SchemaKind::Enum(values.iter().filter_map(Value::as_str).collect());
        }
        match self.node["type"].as_str() {
            Some("string") => self.text(),
            Some("boolean") => SchemaKind::Bool,
            Some("integer") => SchemaKind::Integer,
            Some("number") => SchemaKind::Number,
            Some("array") => SchemaKind::List(Self::new(self.document, &self.node["items"])),
            Some("object") if self.properties().next().is_none() => SchemaKind::Open,
            _ if self.properties().next().is_some() => SchemaKind::Object,
            _ => SchemaKind::Untyped,
        }
    }

    fn text(&self) -> SchemaKind<'d> {
        match (self.node["format"].as_str(), self.node["pattern"].as_str()) {
            (Some("date-time"), _) => SchemaKind::Timestamp,
            (Some("date"), _) => SchemaKind::Date,
            (_, Some(pattern)) if pattern.ends_with("[0-9a-fA-F]{32}$") => {
                SchemaKind::Sid(pattern.get(1..3).filter(|prefix| !prefix.starts_with('[')))
            }
            _ => SchemaKind::Text,
        }
    }

    /// Whether null is allowed. It always is through a reference to an enum: OpenAPI 3.0 ignores a `nullable` beside
    /// `$ref`, so the document cannot say.
    pub fn is_nullable(&self) -> bool {
        self.node["nullable"] == true || (self.referred && !self.node["enum"].is_null())
    }

    /// The declared properties.
    pub fn properties(&self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let document = self.document;
        members(&self.node["properties"]).map(move |(name, node)| (name, Self::new(document, node)))
    }

    /// A declared property.
    pub fn property(&self, name: &str) -> Option<Self> {
        let node = self.node["properties"].get(name)?;
        Some(Self::new(self.document, node))
    }

    /// A bound of a number.
    pub fn bound(&self, name: &str) -> Option<i64> {
        self.node[name].as_i64()
    }

    /// Whether both are the same node of the same document.
    pub fn is(&self, other: &Schema<'_>) -> bool {
        std::ptr::eq(self.node, other.node)
    }
}
