//! The words in which the shape of an OpenAPI document is written down (see `objects`).

use super::check::Checker;
use super::node::Node;
use super::section::Section;

/// What a value has to be. A key without a value counts as absent everywhere but in [`Shape::Any`].
#[derive(Clone, Copy)]
pub(super) enum Shape {
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
pub(super) struct Object {
    /// With its article: `a schema`.
    pub(super) name: &'static str,
    /// Its keys; `x-…` is allowed besides.
    pub(super) keys: &'static [Field],
    /// What `x-twilio` means here.
    pub(super) twilio: Twilio,
    /// What the keys cannot say.
    pub(super) rule: Option<for<'a> fn(&mut Checker<'a>, &'a Node)>,
}

/// A key of an object.
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

/// Which `x-twilio` an object has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twilio {
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
pub(super) const fn must(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: true,
    }
}

/// A key that may be there.
pub(super) const fn may(key: &'static str, shape: Shape) -> Field {
    Field {
        key,
        shape,
        required: false,
    }
}
