//! What can be found, as plain data.

use serde::Serialize;

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A document.
    Api,
    /// An operation.
    Operation,
    /// A model.
    Model,
    /// An enum.
    Enum,
    /// A kind of SID.
    Sid,
    /// A place in the URL tree.
    Resource,
    /// A page of its own: errors, changes.
    Page,
    /// A property of a model.
    Field,
    /// A parameter of an operation.
    Parameter,
    /// A value of an enum.
    Value,
}

impl EntryKind {
    /// In the words of the reference.
    pub fn word(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Operation => "operation",
            Self::Model => "model",
            Self::Enum => "enum",
            Self::Sid => "sid",
            Self::Resource => "resource",
            Self::Page => "page",
            Self::Field => "field",
            Self::Parameter => "parameter",
            Self::Value => "value",
        }
    }
}

/// A thing with a page of its own, and what stands on that page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub kind: EntryKind,
    /// The page: `proxy_v1/operations/ListInteraction`.
    pub page: String,
    /// What it is called.
    pub title: String,
    /// For an operation, its method and path; for a resource, its path; else where it belongs.
    pub detail: String,
    /// Further names. Those in words (`web channel`) are how people call it.
    pub names: Vec<String>,
    /// One line on it.
    pub summary: String,
    /// Words of its surroundings.
    pub related: String,
    /// Rust accessors, separated by spaces; several ways by `|`.
    pub calls: String,
    /// What is written about it.
    pub prose: String,
    /// How much there is to it, from 0 to 9: of a model, the operations that answer with it times its properties; of
    /// an enum, its values.
    pub weight: usize,
    /// Properties, parameters or values.
    pub members: Vec<Member>,
}

/// A property, parameter or value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name on the wire.
    pub name: String,
    /// Its Rust name.
    pub ident: String,
    /// What stands before its name in the anchor: `query`, `property`, `values`.
    pub section: &'static str,
    /// What is written about it.
    pub prose: String,
}
