//! The intermediate model: what the emitted crate consists of, as plain data.
//!
//! Every node keeps its wire name, its Rust name and its place in the document, so that an emitter
//! only spells and a reader of `cargo xtask model --json` can follow each thing back. This module
//! knows neither openapiv3 nor quote.

mod api;
mod count;
pub mod declared;
mod name;
mod operation;
mod tree;
mod types;

pub use self::api::{Api, AppliedFixup, Document};
pub use self::count::{Counts, Skip, Untyped};
pub use self::name::{Name, Origin};
pub use self::operation::{
    Body, BodyKind, Example, NextPage, Operation, Paging, Parameter, ParameterLocation,
    ParameterStyle, Reply, Verb,
};
pub use self::tree::{IdArgument, Link, Resource, ResourceKind, SelfLink};
pub use self::types::{
    Constraints, Enum, EnumValue, Field, Identity, Model, Occurrence, Pii, PropertyRole,
    PublicModule, SidAlias, SidKind, Type, Union, Usage, Variant,
};
