//! The structure of documents, compared: with the published ones, with a lock file, and between versions.
//!
//! The documents in `specs/` have the published structure and prose of our own. This module proves the first
//! ([`compare`], [`StructureLock`]) and guards the second ([`prose_overlap`]); [`diff`] tells a maintainer what an
//! update does to callers. All of it works on the document as written, not on its OpenAPI reading, so that what the
//! generator ignores is compared too. It may not know how documents are lowered, where files are, or what a command
//! does with the differences.

mod align;
mod compare_published;
mod diff;
mod fingerprint;
mod grammar;
mod impact;
mod naming;
mod pair_path;
mod prose_overlap;
mod structure_digest;
mod structure_lock;
mod view;
mod walk;
mod word_runs;

pub use self::compare_published::compare;
pub use self::diff::{Change, diff, render_changes, render_changes_json};
pub use self::impact::Impact;
pub use self::prose_overlap::prose_overlap;
pub use self::structure_lock::StructureLock;
