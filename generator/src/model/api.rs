//! The whole model: documents, and what concerns all of them.

use serde::Serialize;

use super::declared::Declarations;
use super::{
    Counts, Enum, Model, Name, Operation, PublicModule, Resource, SidAlias, SidKind, Skip, Union,
    Untyped,
};

/// Everything the emitters need, for one or many documents.
#[derive(Debug, Clone, Serialize)]
pub struct Api {
    /// The name of the package that is emitted.
    pub package: String,
    /// Sums over all documents.
    pub counts: Counts,
    /// Where the model differs from the documents on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixups: Vec<AppliedFixup>,
    /// One per document, in the order in which they were given.
    pub documents: Vec<Document>,
    /// The SID kinds of all documents, ordered by name.
    pub sid_kinds: Vec<SidKind>,
}

/// A correction that the configuration asks for, and what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppliedFixup {
    /// Its name in `codegen.toml`.
    pub name: &'static str,
    /// Why the document is wrong.
    pub reason: &'static str,
    /// What it changed: the file, `#` and the pointer of each node.
    pub pointers: Vec<String>,
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
    /// The schemas that have no better type than any JSON, each with the reason.
    pub untyped: Vec<Untyped>,
    /// The tree of handles, each before those below it; the first is the version.
    pub resources: Vec<Resource>,
    /// What stands before the first segment of the tree: `/v1`, or nothing.
    pub prefix: String,
    /// Operations in document order.
    pub operations: Vec<Operation>,
    /// Reply and request models.
    pub models: Vec<Model>,
    /// Objects that are one of several models.
    pub unions: Vec<Union>,
    /// Open enums.
    pub enums: Vec<Enum>,
    /// Names of the SID kinds in this document.
    pub sid_aliases: Vec<SidAlias>,
    /// What the document declares, as it declares it.
    pub declared: Declarations,
}

impl Document {
    /// The model of that Rust name.
    pub fn find_model(&self, ident: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name.ident == ident)
    }

    /// The union of that Rust name.
    pub fn find_union(&self, ident: &str) -> Option<&Union> {
        self.unions.iter().find(|union| union.name.ident == ident)
    }

    /// Where users meet a type, below the crate: `proxy::v1::Session`.
    pub fn public_path(&self, module: PublicModule, ident: &str) -> String {
        let below = match module {
            PublicModule::Version | PublicModule::OnceUnused => "",
            PublicModule::Unused => "unused::",
        };
        let (product, version) = (&self.product.ident, &self.version.ident);
        format!("{product}::{version}::{below}{ident}")
    }

    /// The operation of that id.
    pub fn find_operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The readable alias of a SID kind in this document.
    pub fn sid_alias(&self, kind: &str) -> Option<&SidAlias> {
        self.sid_aliases.iter().find(|alias| alias.kind == kind)
    }
}
