//! The tree of handles: from the paths of a document's operations to the accessors that lead to them.

pub(crate) mod accessors;
pub(crate) mod builder;
pub(crate) mod handles;
pub(crate) mod identity;
pub(crate) mod node;
