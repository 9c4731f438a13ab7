//! The tree of handles: how the client mirrors the URL.

use serde::Serialize;

use super::Type;

/// One place in the URL tree, and so one handle type. A place that the document lets callers reach by a
/// name as well as by a SID is there twice; the second holds only what a name is allowed to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resource {
    /// What the place is.
    pub kind: ResourceKind,
    /// The path template down to here, without a suffix.
    pub path: String,
    /// The Rust name of the handle.
    pub handle: String,
    /// Set where the handle was reached by a name, and so can do less.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_name: bool,
    /// The module that emits the handle.
    pub module: Vec<String>,
    /// How many handles lie between the version and this one.
    pub depth: usize,
    /// Ids of the operations on this place, in the order of their methods.
    pub operations: Vec<String>,
    /// The accessors, in the order of their methods.
    pub links: Vec<Link>,
    /// The models that find their way to this handle.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<SelfLink>,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// The version.
    Root,
    /// A static segment with a list, a create or items below.
    Collection,
    /// A static segment that is one thing.
    Singleton,
    /// A path parameter.
    Item,
    /// A static segment without operations.
    Namespace,
}

/// A way from one handle to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The method.
    pub ident: String,
    /// The static segment to append, if any; with a slash in front where it follows the host and not the handle.
    pub segment: String,
    /// The argument, for an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<IdArgument>,
    /// The Rust name of the handle it leads to.
    pub handle: String,
    /// The path template it leads to.
    pub path: String,
}

/// The argument of an item accessor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IdArgument {
    /// The argument's Rust name.
    pub ident: String,
    /// The parameter's name in the template of the first operation.
    pub wire: String,
    /// What it takes: a SID kind or any text.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Docs of the parameter, one line each.
    pub docs: Vec<String>,
}

/// How a model finds the handle of its resource.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SelfLink {
    /// The model's Rust name.
    pub model: String,
    /// For each path parameter from the left: the Rust name of the model's property that fills it.
    pub properties: Vec<String>,
}
