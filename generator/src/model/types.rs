//! Types: what a property or a parameter can hold, and the named types behind it.

use serde::Serialize;

use super::{Name, Origin};

/// What a property or a parameter holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Type {
    /// Any text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number that fits 64 bits.
    Integer,
    /// A number.
    Number,
    /// A point in time.
    Timestamp,
    /// A calendar date.
    Date,
    /// Anything: the document says no type.
    Json,
    /// A SID, by the Rust name of its kind.
    Sid(String),
    /// An open enum, by Rust name.
    Enum(String),
    /// A model, by Rust name.
    Model(String),
    /// A model that contains itself, by Rust name.
    Boxed(String),
    /// One of several models, by the Rust name of the union.
    Union(String),
    /// A list.
    List(Box<Type>),
    /// An object with arbitrary keys.
    Map(Box<Type>),
}

impl Type {
    /// The type at the bottom of lists and maps.
    pub fn leaf(&self) -> &Self {
        match self {
            Self::List(item) | Self::Map(item) => item.leaf(),
            other => other,
        }
    }

    /// Whether the wire form of a single value is text of its own (not JSON, not a list).
    pub fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Bool
                | Self::Integer
                | Self::Number
                | Self::Timestamp
                | Self::Date
                | Self::Sid(_)
                | Self::Enum(_)
        )
    }
}

/// The limits that a schema states; shown in docs, not enforced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Constraints {
    /// A regular expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The declared format where the type does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Smallest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// Largest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// Smallest length, in characters or items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<usize>,
    /// Largest length, in characters or items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    /// The value that the API assumes, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// How the API handles the value as personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pii: Option<Pii>,
    /// Whether it is as good as a password.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
}

impl Constraints {
    /// Whether the value is not to be printed.
    pub fn is_private(&self) -> bool {
        self.secret || self.pii.is_some()
    }
}

/// The class of personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pii {
    /// `standard`, `sensitive` or another class.
    pub handling: String,
    /// Days until it is deleted after the resource is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_sla: Option<i64>,
}

/// A model: one object schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Model {
    /// Wire name is the component's name, or the path of the property that holds the object.
    pub name: Name,
    /// Whether it is a component schema (else it was written in place).
    pub component: bool,
    /// Docs, one line each.
    pub docs: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
    /// Whether the document marks it as deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// In document order.
    pub fields: Vec<Field>,
    /// The property that is always there, if one is.
    pub identity: Option<Identity>,
    /// Where it is used.
    pub usage: Usage,
    /// Where users meet it.
    #[serde(skip_serializing_if = "PublicModule::is_version")]
    pub public: PublicModule,
    /// The module that emits it: the resource whose operations use it first.
    pub module: Vec<String>,
}

/// An object that is one of several models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Union {
    /// Wire name is the component's name, or the path of the property that holds the object.
    pub name: Name,
    /// Whether it is a component schema.
    pub component: bool,
    /// Docs, one line each.
    pub docs: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
    /// Whether the document marks it as deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The key whose text says which model it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discriminator: Option<String>,
    /// What that text can be, each with the index of a variant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<(String, usize)>,
    /// In document order.
    pub variants: Vec<Variant>,
    /// Where it is used.
    pub usage: Usage,
    /// Where users meet it.
    #[serde(skip_serializing_if = "PublicModule::is_version")]
    pub public: PublicModule,
    /// The module that emits it.
    pub module: Vec<String>,
}

/// A model that a union can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// Its Rust name among the variants.
    pub ident: String,
    /// The Rust name of the model.
    pub model: String,
}

/// What identifies a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// The property's Rust name.
    pub ident: String,
    /// The property's wire name.
    pub wire: String,
}

/// The module in which users meet a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicModule {
    /// The version's own: `proxy::v1`.
    #[default]
    Version,
    /// `unused` below it, because no operation uses the type.
    Unused,
    /// The version's own, because operations came to use the type; `unused` has a hidden, deprecated alias of it.
    OnceUnused,
}

impl PublicModule {
    /// Whether it is the version's own, and nothing more is to be said.
    pub(crate) fn is_version(&self) -> bool {
        *self == Self::Version
    }
}

/// Whether a type goes out, comes in, or neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// Some request body holds it.
    pub request: bool,
    /// Some reply holds it.
    pub reply: bool,
}

impl Usage {
    /// Whether some operation uses the type.
    pub fn is_any(self) -> bool {
        self.request || self.reply
    }
}

/// One property of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The two names.
    pub name: Name,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Whether the schema lists it as required.
    pub required: bool,
    /// Whether the schema allows null.
    pub nullable: bool,
    /// Role among the properties.
    pub role: PropertyRole,
    /// The method that sets it, if the model goes into requests.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub setter: String,
    /// Docs, one line each.
    pub docs: Vec<String>,
    /// Limits.
    pub constraints: Constraints,
    /// Whether the document marks it as deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// What a property is to its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PropertyRole {
    /// Any property.
    Plain,
    /// The resource's own identity: never absent.
    Identity,
}

/// An open enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enum {
    /// Wire name is the component's name, or the path of the property that holds the values.
    pub name: Name,
    /// Whether it is a component schema.
    pub component: bool,
    /// Docs, one line each.
    pub docs: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
    /// Whether the document marks it as deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The places that share this enum, where several can.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub occurrences: Vec<Occurrence>,
    /// In document order.
    pub values: Vec<EnumValue>,
    /// Where it is used.
    pub usage: Usage,
    /// Where users meet it.
    #[serde(skip_serializing_if = "PublicModule::is_version")]
    pub public: PublicModule,
    /// The module that emits it.
    pub module: Vec<String>,
}

/// A place that shares an enum with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Occurrence {
    /// JSON pointer into the document.
    pub pointer: String,
    /// How many values stand there.
    pub values: usize,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumValue {
    /// The two names.
    pub name: Name,
    /// Where it stands.
    pub origin: Origin,
}

/// A kind of SID: what its type identifies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SidKind {
    /// The Rust name: `KS`, `SmOrMm`.
    pub ident: String,
    /// The prefixes, none for any two letters.
    pub prefixes: Vec<String>,
    /// The features of the documents that use it.
    pub features: Vec<String>,
}

/// The name of a SID kind in one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SidAlias {
    /// `ServiceSid`.
    pub ident: String,
    /// The Rust name of the kind: `KS`.
    pub kind: String,
    /// The pattern as it first stands in the document.
    pub pattern: String,
    /// What it identifies, for the docs: `Service`.
    pub owner: String,
}
