//! Where a problem is.
//!
//! A location does not know what a document is, so its JSON pointer is plain text.

use std::ops::Range;
use std::sync::Arc;

/// A place in a file, or a whole file. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    file: Arc<str>,
    pointer: Option<Arc<str>>,
    // Small numbers, because diagnostics are returned as errors everywhere.
    line: u32,
    column: u32,
    span: Option<(u32, u32)>,
}

impl Location {
    /// A whole file.
    pub fn whole_file(file: &str) -> Self {
        Self::new(file, 0, 0)
    }

    /// A line and a column of a file, both counted from 1, the column in characters.
    pub fn new(file: &str, line: usize, column: usize) -> Self {
        Self::in_file(Arc::from(file), line, column)
    }

    /// As [`Location::new`], but many locations can share the name of their file.
    pub(crate) fn in_file(file: Arc<str>, line: usize, column: usize) -> Self {
        Self {
            file,
            pointer: None,
            line: narrow(line),
            column: narrow(column),
            span: None,
        }
    }

    /// Adds the bytes that the place covers.
    #[must_use]
    pub fn with_span(mut self, span: Range<usize>) -> Self {
        self.span = Some((narrow(span.start), narrow(span.end)));
        self
    }

    /// Adds the JSON pointer that leads to the place.
    #[must_use]
    pub fn with_pointer(mut self, pointer: impl Into<Arc<str>>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The name of the file, as the user knows it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; 0 for a whole file.
    pub fn line(&self) -> usize {
        self.line as usize
    }

    /// The column in characters, counted from 1; 0 for a whole file.
    pub fn column(&self) -> usize {
        self.column as usize
    }

    /// The bytes that the place covers, if known. They are counted in the text without its byte order mark.
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.map(|(start, end)| start as usize..end as usize)
    }

    /// The JSON pointer that leads to the place, if it has one.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }
}

/// No file that is read here is nearly as large as 4 GB.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
