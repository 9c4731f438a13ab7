//! The structure of documents, compared: with the published ones, with a lock file, and between versions.
//!
//! The documents in `specs/` have the published structure and prose of our own. This module proves the first
//! ([`compare`], [`Lock`]) and guards the second ([`prose_overlap`]); [`diff`] tells a maintainer what an update
//! does to callers. All of it works on the tree as it was written, not on what OpenAPI makes of it, so that what
//! the generator ignores is compared too. It may not know how documents are lowered, where files are, or what a
//! command does with the findings.

mod align;
mod compare;
mod diff;
mod digest;
mod fingerprint;
mod grammar;
mod impact;
mod lock;
mod prose;
mod trail;
mod view;
mod walk;
mod words;

pub use self::compare::compare;
pub use self::diff::{Change, diff, render_changes, render_changes_json};
pub use self::impact::Impact;
pub use self::lock::Lock;
pub use self::prose::prose_overlap;
