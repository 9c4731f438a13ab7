//! The words in which the shape of an OpenAPI document is written down (see `objects`).

use super::engine::Checker;
use super::section::Section;
use crate::load::yaml::node::Node;

/// What a value has to be. A key without a value counts as absent everywhere but in [`Shape::Any`].
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// Anything that JSON holds.
    Any,
    /// A text.
    Text,
    /// A text of this list.
    OneOf(&'static [&'static str]),
    /// True or false.
    Flag,
    /// A whole number from 0.
    Natural,
    /// A number.
    Number,
    /// A list.
    List(&'static Shape),
    /// A map with keys of the document's choice.
    Map(&'static Shape),
    /// An object with keys of OpenAPI's choice.
    Object(&'static Object),
    /// An object that components may hold, or a reference to one.
    Referable(Section),
    /// True, false, or a schema.
    FlagOrSchema,
    /// Path items by path.
    Paths,
    /// Replies by status.
    Responses,
    /// Checked by the rule of the object.
    ByRule,
    /// Known to OpenAPI, and not used by the generator: warned about and left out.
    LeftOut(&'static str),
    /// Known to OpenAPI, and refused because the result would be wrong without it.
    Refused(&'static str),
}

/// An object of OpenAPI.
pub(crate) struct Object {
    /// With its article: `a schema`.
    pub(crate) name: &'static str,
    /// Its keys; `x-…` is allowed besides.
    pub(crate) keys: &'static [Field],
    /// What `x-twilio` means here.
    pub(crate) twilio: Twilio,
    /// What the keys cannot say.
    pub(crate) rule: Option<for<'a> fn(&mut Checker<'a>, &'a Node)>,
}

/// A key of an object.
pub(crate) struct Field {
    pub(crate) key: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// Which `x-twilio` an object has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twilio {
    /// None that is read.
    Unread,
    /// That of a path.
    Path,
    /// That of an operation.
    Operation,
    /// That of a schema or parameter.
    Schema,
}

/// A key that must be there.
pub(crate) const fn must(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: true,
    }
}

/// A key that may be there.
pub(crate) const fn may(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: false,
    }
}
