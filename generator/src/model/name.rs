//! Names and origins: what every node keeps of itself.

use serde::Serialize;

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
