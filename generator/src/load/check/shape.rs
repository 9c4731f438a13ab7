//! The terms in which the tables describe an OpenAPI document.

use super::rule::Rule;
use super::section::Section;
use crate::load::twilio::ExtensionKind;

/// What a value has to be. A key without a value counts as absent; an item of a list or a value of a map must have one.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Any JSON value.
    Any,
    /// A text.
    Text,
    /// A text for people, of at most so many bytes.
    Prose(usize),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A whole number, 0 or more.
    Natural,
    /// A number.
    Number,
    /// A list.
    List(&'static Shape),
    /// A map whose keys the document chooses.
    Map(&'static Shape),
    /// An object whose keys OpenAPI defines.
    Object(&'static ObjectShape),
    /// An object, or a reference to one in a section of `components`.
    Referable(Section, &'static ObjectShape),
    /// `true`, `false`, or a value of another shape.
    FlagOr(&'static Shape),
    /// A map from paths to values.
    Paths(&'static Shape),
    /// A map from HTTP statuses to values.
    Responses(&'static Shape),
    /// A value that only advises: what is wrong with it is a warning, and it is left out.
    Advice(&'static Shape),
    /// Whatever the rule of the object allows.
    ByRule,
    /// Part of OpenAPI, but left out by the generator with a warning that gives this reason.
    LeftOut(&'static str),
    /// Part of OpenAPI, but refused for this reason: the result would be wrong without it.
    Refused(&'static str),
}

/// An object of OpenAPI.
pub(in crate::load) struct ObjectShape {
    /// What it is called in a sentence: `a schema`.
    pub(super) name: &'static str,
    /// Its keys, apart from `x-…`, which are always allowed.
    pub(super) keys: &'static [KeyShape],
    /// Which `x-twilio` it has, if any is read.
    pub(super) extension: Option<ExtensionKind>,
    /// Checks what the keys cannot say.
    pub(super) rule: Option<Rule>,
}

/// A key of an object.
pub(super) struct KeyShape {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

/// A key that an object must have.
pub(super) const fn must(key: &'static str, shape: Shape) -> KeyShape {
    KeyShape {
        key,
        shape,
        required: true,
    }
}

/// A key that an object may have.
pub(super) const fn may(key: &'static str, shape: Shape) -> KeyShape {
    KeyShape {
        key,
        shape,
        required: false,
    }
}
