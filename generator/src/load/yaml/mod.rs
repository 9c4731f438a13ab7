//! YAML or JSON text as a tree in which every node knows where it stands. It knows nothing of OpenAPI.

mod anchors;
mod edit;
mod frame;
mod key;
pub(crate) mod mark;
pub(crate) mod node;
pub(crate) mod parse;
mod scalar;
mod syntax;
pub(crate) mod text;
