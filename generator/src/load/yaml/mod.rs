//! A text in YAML or JSON as a tree in which every node knows its line. Knows nothing of OpenAPI.

pub(crate) mod mark;
pub(crate) mod node;
pub(crate) mod parse;
pub(crate) mod scalar;
pub(crate) mod syntax;
pub(crate) mod text;
