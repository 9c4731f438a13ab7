//! The error of a model that cannot say where it lives.
//!
//! It may not know any model.

use std::fmt;

/// The value of a property, or the error that names it.
///
/// # Errors
///
/// If there is no value.
pub fn required<'a, T>(value: &'a Option<T>, name: &'static str) -> Result<&'a T, MissingProperty> {
    value.as_ref().ok_or(MissingProperty { name })
}

/// A property that the path to a resource needs and that a reply left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingProperty {
    name: &'static str,
}

impl MissingProperty {
    /// The property's name on the wire.
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
