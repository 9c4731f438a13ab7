//! The error of a client that cannot be made.
//!
//! It may not know clients.

use std::error::Error as StdError;
use std::fmt;

/// A client cannot be made as configured.
#[derive(Debug)]
pub struct ConfigError {
    variable: Option<&'static str>,
    problem: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl ConfigError {
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self {
            variable: None,
            problem: problem.into(),
            source: None,
        }
    }

    pub(crate) fn variable(name: &'static str, problem: String) -> Self {
        Self {
            variable: Some(name),
            ..Self::new(problem)
        }
    }

    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn caused(
        problem: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            source: Some(source.into()),
            ..Self::new(problem)
        }
    }

    /// The name of the environment variable at fault, if it is one.
    #[must_use]
    pub fn variable_name(&self) -> Option<&'static str> {
        self.variable
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl StdError for ConfigError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
