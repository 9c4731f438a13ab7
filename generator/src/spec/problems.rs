//! The problems of one document, as many as help.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// More than so many errors, or warnings, help nobody, and a hostile document could make millions.
const MAX: usize = 200;

/// Collects problems.
#[derive(Debug)]
pub(super) struct Problems {
    file: Arc<str>,
    found: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Problems {
    pub(super) fn new(file: Arc<str>) -> Self {
        Self {
            file,
            found: Vec::new(),
            errors: 0,
            warnings: 0,
        }
    }

    /// Notes a problem; true once there are so many that looking for more is pointless.
    pub(super) fn push(&mut self, found: Diagnostic) -> bool {
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
    pub(super) fn any_errors(&self) -> bool {
        self.errors > 0
    }

    /// The problems in the order of the document.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|found| (found.place.line(), found.place.column()));
        let place = Place::in_file(self.file, 0, 0);
        if self.errors > MAX {
            let problem =
                format!("there are more errors; the first {MAX} that were found are shown");
            self.found
                .push(Diagnostic::error(Code::TooMany, &place, problem));
        }
        if self.warnings > MAX {
            let problem =
                format!("there are more warnings; the first {MAX} that were found are shown");
            self.found
                .push(Diagnostic::warning(Code::TooMany, &place, problem));
        }
        self.found
    }
}
