//! Whether a tree is an OpenAPI document: tables of OpenAPI's objects, and an engine that walks a tree by them.

mod engine;
mod overlay;
mod prose;
mod rule;
mod rules;
pub(super) mod section;
mod shape;
pub(super) mod status;
pub(super) mod suggest;
mod tables;

pub(super) use self::engine::check;
pub(super) use self::overlay::OVERLAY;
pub(super) use self::tables::DOCUMENT;
