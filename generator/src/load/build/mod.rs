//! Marked tree → openapiv3, one object at a time.
//!
//! openapiv3 reads references and extensions through untagged and flattened types, which copy everything below them at
//! each level and, when they fail, try again in another way: a whole document takes time and memory in proportion to
//! its depth, a broken one takes exponential time, and some broken ones panic. So serde is only ever given one object
//! without the objects inside it, and those are added afterwards. That takes linear time, and the location of an object
//! that serde cannot read is known.

mod builder;
mod openapi;
mod operations;
mod schema;

pub(super) use self::openapi::build;
