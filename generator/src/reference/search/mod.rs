//! Search: everything that has a name, found by people's words for it.
//!
//! [`Index`] ranks in Rust; [`search_scripts`] are the same for a browser, which ranks alike.

mod calls;
mod distance;
mod engine;
mod entries;
mod index;
mod lookup;
mod nearest;
mod packed;
mod paths;
mod places;
mod query;
mod source;
mod words;

pub use self::engine::Hit;
pub use self::entries::sources;
pub use self::index::{Index, SearchEntry};
pub use self::packed::{call_script, search_scripts, site_script};
pub(crate) use self::paths::PathQuery;
pub use self::source::{EntryKind, Member, Source};
