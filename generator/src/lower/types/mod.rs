//! Types: from schemas to models, enums, SID kinds and the types of single values.

pub(crate) mod choices;
pub(crate) mod constraints;
pub(crate) mod enums;
pub(crate) mod fields;
pub(crate) mod models;
pub(crate) mod object;
pub(crate) mod recursion;
pub(crate) mod schema_type;
pub(crate) mod schema_view;
pub(crate) mod sids;
pub(crate) mod unions;
