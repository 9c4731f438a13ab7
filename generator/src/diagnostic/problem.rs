//! A problem as every stage reports it.

use super::code::{Code, Weight};
use super::location::Location;

/// Whether a problem stops the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is emitted.
    Error,
    /// The run goes on.
    Warning,
}

impl Severity {
    /// The word that people see: `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A problem, where it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// Whether it stops the run.
    pub severity: Severity,
    /// Where it is.
    pub location: Location,
    /// What is wrong and what was expected, as a sentence without its full stop.
    pub problem: String,
    /// What to do about it, in the same form.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that stops the run, unless its code only advises.
    pub fn error(code: Code, location: &Location, problem: impl Into<String>) -> Self {
        Self {
            code,
            severity: match code.weight() {
                Weight::Advises => Severity::Warning,
                Weight::Decides | Weight::Either => Severity::Error,
            },
            location: location.clone(),
            problem: problem.into(),
            help: None,
        }
    }

    /// A problem that stops nothing; its code may not be one that always does.
    pub fn warning(code: Code, location: &Location, problem: impl Into<String>) -> Self {
        debug_assert_ne!(code.weight(), Weight::Decides, "{code} stops a run");
        Self {
            severity: Severity::Warning,
            ..Self::error(code, location, problem)
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
