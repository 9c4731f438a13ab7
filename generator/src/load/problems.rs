//! The problems of one document, as many as help.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Location, Severity};

/// More than so many errors, or warnings, help nobody, and a hostile document could make millions.
const MAX: usize = 200;

/// Collects problems.
#[derive(Debug)]
pub(crate) struct Problems {
    file: Arc<str>,
    found: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Problems {
    pub(crate) fn new(file: Arc<str>) -> Self {
        Self {
            file,
            found: Vec::new(),
            errors: 0,
            warnings: 0,
        }
    }

    /// Notes a problem; true once there are so many that looking for more is pointless.
    pub(crate) fn push(&mut self, found: Diagnostic) -> bool {
        let count = match found.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count <= MAX {
            self.found.push(found);
        }
        self.errors >= MAX
    }

    /// Whether anything stops the run.
    pub(crate) fn any_errors(&self) -> bool {
        self.errors > 0
    }

    /// The problems in the order of the document.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|found| (found.location.line(), found.location.column()));
        let location = Location::in_file(self.file, 0, 0);
        if self.errors > MAX {
            let problem =
                format!("there are more errors; the first {MAX} that were found are shown");
            self.found
                .push(Diagnostic::error(Code::TooMany, &location, problem));
        }
        if self.warnings > MAX {
            let problem =
                format!("there are more warnings; the first {MAX} that were found are shown");
            self.found
                .push(Diagnostic::warning(Code::TooMany, &location, problem));
        }
        self.found
    }
}
