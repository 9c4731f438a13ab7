//! Loading: YAML or JSON text becomes an OpenAPI document in which everything has a location.
//!
//! Documents come from outside. Whatever the bytes are, loading ends in a document or in diagnostics, in time and
//! memory proportional to their number. The module speaks YAML and OpenAPI; it may not know what is made from a
//! document.

mod build;
mod check;
mod document;
mod files;
mod limits;
mod navigate;
mod node_path;
mod older;
mod overlay;
mod pointer;
mod problems;
mod reference;
mod stages;
mod twilio;
mod yaml;

pub use self::document::{Document, Resolved};
pub(crate) use self::limits::MAX_BYTES;
pub use self::pointer::Pointer;
pub use self::stages::{load, load_all, load_overlaid};
pub use self::twilio::{
    Dependent, Handling, OperationExtension, PathExtension, PathType, Pii, SchemaExtension,
};
pub use self::yaml::mark::Mark;
pub use self::yaml::node::{Node, NodeKind};
