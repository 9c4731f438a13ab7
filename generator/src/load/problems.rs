//! The problems of one document, up to a limit.

use std::sync::Arc;

use super::limits::MAX_PROBLEMS;
use crate::diagnostic::{Code, Diagnostic, Location, Severity};

/// Collects the problems of a document while it is loaded.
#[derive(Debug)]
pub(super) struct Problems {
    file: Arc<str>,
    diagnostics: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Problems {
    pub(super) fn new(file: Arc<str>) -> Self {
        Self {
            file,
            diagnostics: Vec::new(),
            errors: 0,
            warnings: 0,
        }
    }

    /// Adds a problem. Returns true once there are so many errors that looking for more is pointless.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) -> bool {
        let count = match diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count <= MAX_PROBLEMS {
            self.diagnostics.push(diagnostic);
        }
        self.errors >= MAX_PROBLEMS
    }

    /// Adds a problem, unless the same was found at the same place.
    pub(super) fn push_new(&mut self, diagnostic: Diagnostic) {
        let place = |one: &Diagnostic| (one.code, one.location.line(), one.location.column());
        let mut earlier = self.diagnostics.iter().map(place);
        if earlier.all(|earlier| earlier != place(&diagnostic)) {
            self.push(diagnostic);
        }
    }

    /// Whether there is a problem that stops the run.
    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The problems in the order of the document.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| {
            let location = &diagnostic.location;
            (location.line(), location.column())
        });
        let location = Location::whole_file(&self.file);
        let rest = |what| {
            format!(
                "there are more {what}; only the first {MAX_PROBLEMS} that were found are shown"
            )
        };
        if self.errors > MAX_PROBLEMS {
            let problem = rest("errors");
            self.diagnostics
                .push(Diagnostic::error(Code::TooMany, &location, problem));
        }
        if self.warnings > MAX_PROBLEMS {
            let problem = rest("warnings");
            self.diagnostics
                .push(Diagnostic::warning(Code::TooMany, &location, problem));
        }
        self.diagnostics
    }
}
