//! The error of a model that lacks a property which its path needs.
//!
//! It may not know any model.

use std::fmt;

/// The value of a property that a path needs.
///
/// # Errors
///
/// Names the property if it has no value.
pub fn required<'a, T>(value: &'a Option<T>, name: &'static str) -> Result<&'a T, MissingProperty> {
    value.as_ref().ok_or(MissingProperty { name })
}

/// A reply left out a property that the path to its resource needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingProperty {
    name: &'static str,
}

impl MissingProperty {
    /// The property's name on the wire, as in `service_sid`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for MissingProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the reply had no `{}`, which the path to the resource needs",
            self.name
        )
    }
}

impl std::error::Error for MissingProperty {}
