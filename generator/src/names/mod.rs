//! Names: how a name on the wire becomes an identifier of Rust, which are taken, and which were given before.
//!
//! Below both lowering, which gives names, and emitting, which spells them. Knows no document.

pub(crate) mod ident;
pub(crate) mod keyword;
mod marks;
pub mod names_lock;
pub(crate) mod registry;
pub(crate) mod reserved;
pub(crate) mod scope;
pub(crate) mod singular;

pub use self::names_lock::NamesLock;
