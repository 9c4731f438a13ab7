//! The intermediate model: what the emitted crate consists of, as plain data.
//!
//! Every node keeps its wire name, its Rust name and its place in the document, so that an emitter
//! only spells and a reader of `cargo xtask model --json` can follow each thing back. This module
//! knows neither openapiv3 nor quote.

mod count;
pub mod declared;
mod operation;
mod tree;
mod types;

use serde::Serialize;

pub use self::count::{Counts, Skip};
pub use self::operation::{
    Body, BodyKind, Example, Operation, Paging, Parameter, ParameterLocation, Reply, Verb,
};
pub use self::tree::{IdArgument, Link, Resource, ResourceKind, SelfLink};
pub use self::types::{
    Constraints, Enum, Field, Identity, Literal, Model, Occurrence, Pii, PropertyRole, SidAlias,
    SidKind, Type, Usage,
};

/// Everything the emitters need, for one or many documents.
#[derive(Debug, Clone, Serialize)]
pub struct Api {
    /// Sums over all documents.
    pub counts: Counts,
    /// One per document, in the order in which they were given.
    pub documents: Vec<Document>,
    /// The SID kinds of all documents, ordered by marker name.
    pub sid_kinds: Vec<SidKind>,
}

/// Where a thing stands in its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// JSON pointer into the document.
    pub pointer: String,
    /// Line, counted from 1.
    pub line: usize,
}

/// The two names of a thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Name {
    /// As it stands in the document and on the wire.
    pub wire: String,
    /// As Rust code spells it, without `r#`.
    pub ident: String,
}

/// One OpenAPI document, lowered.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// The file as given, with `/` between folders.
    pub file: String,
    /// The short name: `proxy_v1`.
    pub key: String,
    /// The cargo feature: `proxy-v1`.
    pub feature: String,
    /// `info.title`.
    pub title: String,
    /// `info.description`, cleaned for rustdoc.
    pub docs: Vec<String>,
    /// The product: wire name is the first label of the host (`flex-api`), ident its module (`flex`).
    pub product: Name,
    /// The version: wire name is the first path segment (`v1`), ident its module.
    pub version: Name,
    /// The host that the document names: `proxy.twilio.com`.
    pub host: String,
    /// Sums over this document.
    pub counts: Counts,
    /// What the document holds and the crate does not, each with its reason.
    pub skips: Vec<Skip>,
    /// The tree of handles, each before those below it; the first is the version.
    pub resources: Vec<Resource>,
    /// What stands before the first segment of the tree: `/v1`, or nothing.
    pub prefix: String,
    /// Operations in document order.
    pub operations: Vec<Operation>,
    /// Reply and request models.
    pub models: Vec<Model>,
    /// Open enums.
    pub enums: Vec<Enum>,
    /// Names of the SID kinds in this document.
    pub sid_aliases: Vec<SidAlias>,
    /// What the document declares, as it declares it.
    pub declared: declared::Declarations,
}

impl Document {
    /// The model of that Rust name.
    pub fn find_struct(&self, ident: &str) -> Option<&Model> {
        self.models.iter().find(|found| found.name.ident == ident)
    }

    /// The operation of that id.
    pub fn find_operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|found| found.id == id)
    }

    /// The readable alias of a SID kind in this document.
    pub fn sid_alias(&self, marker: &str) -> Option<&SidAlias> {
        self.sid_aliases.iter().find(|alias| alias.marker == marker)
    }
}
