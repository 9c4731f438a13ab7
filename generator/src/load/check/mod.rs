//! Whether a tree is an OpenAPI document: tables of its objects, and the engine that walks a tree by them.

pub(crate) mod engine;
pub(crate) mod rules;
pub(crate) mod section;
pub(crate) mod shape;
pub(crate) mod suggest;
pub(crate) mod tables;
