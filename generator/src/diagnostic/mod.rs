//! Problems found in somebody's input, each with its place, and how they are shown.
//!
//! Every stage speaks of problems in these words. The module knows files, lines and columns; it may not
//! know what a document is, so a place carries its JSON pointer as text.

mod code;
mod escape;
mod json;
mod render;
mod source;

use std::ops::Range;
use std::sync::Arc;

pub use self::code::Code;
pub use self::escape::{escape, is_hidden};
pub use self::json::render_json;
pub use self::render::{Colour, render};
pub use self::source::Sources;

/// Where something stands in a file. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    file: Arc<str>,
    pointer: Option<Arc<str>>,
    // Narrow, since diagnostics are returned as errors everywhere.
    line: u32,
    column: u32,
    span: Option<(u32, u32)>,
}

impl Location {
    /// A whole file.
    pub fn file(name: &str) -> Self {
        Self::at(name, 0, 0)
    }

    /// A line and a column of a file, both counted from 1, the column in characters.
    pub fn at(file: &str, line: usize, column: usize) -> Self {
        Self::in_file(Arc::from(file), line, column)
    }

    /// As [`Location::at`], for many places of one file.
    pub(crate) fn in_file(file: Arc<str>, line: usize, column: usize) -> Self {
        Self {
            file,
            pointer: None,
            line: narrow(line),
            column: narrow(column),
            span: None,
        }
    }

    /// The same place with the bytes that it covers.
    #[must_use]
    pub fn with_span(mut self, span: Range<usize>) -> Self {
        self.span = Some((narrow(span.start), narrow(span.end)));
        self
    }

    /// The same place with the JSON pointer that leads to it.
    #[must_use]
    pub fn with_pointer(mut self, pointer: impl Into<Arc<str>>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The file, as it was given.
    pub fn name(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; 0 where the place is the whole file.
    pub fn line(&self) -> usize {
        self.line as usize
    }

    /// The column in characters, counted from 1; 0 where the place is the whole file.
    pub fn column(&self) -> usize {
        self.column as usize
    }

    /// The bytes of the file's text (its byte order mark left out) that the place covers, where known.
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.map(|(start, end)| start as usize..end as usize)
    }

    /// The JSON pointer of the place, where it has one.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }
}

/// No file that is read here comes near 4 GB.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Whether a problem stops the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is emitted.
    Error,
    /// Worth knowing, and stops nothing.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: Code,
    /// Whether it stops the run.
    pub severity: Severity,
    /// Where.
    pub location: Location,
    /// A sentence: what is wrong, and what was expected.
    pub problem: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that stops the run.
    pub fn error(code: Code, location: &Location, problem: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            location: location.clone(),
            problem: problem.into(),
            help: None,
        }
    }

    /// Something worth knowing.
    pub fn warning(code: Code, location: &Location, problem: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, location, problem)
        }
    }

    /// The same problem with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
