//! Where a node stands in its text: taken from the parser, handed on to diagnostics.

use std::sync::Arc;

use granit_parser::Span;

use crate::diagnostic::Location;
use crate::load::files::Files;

/// Where a node starts, and the bytes that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
    /// The first byte.
    pub start: u32,
    /// One past the last byte; equal to `start` for block maps and lists, which begin with their first entry.
    pub end: u32,
    /// Which file of the document it is in: 0 is the document itself, the others are overlays.
    pub(crate) file: u32,
}

impl Mark {
    /// The mark of a span that the parser reports.
    pub(super) fn from_span(span: Span) -> Self {
        // The limit on a document's size keeps every number far below 4 GB.
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let bytes = span.byte_range().unwrap_or_default();
        Self {
            line: narrow(span.start.line()),
            column: narrow(span.start.col() + 1),
            start: narrow(bytes.start),
            end: narrow(bytes.end),
            file: 0,
        }
    }

    /// The mark as a location in its file.
    pub(crate) fn to_location(self, files: &Files) -> Location {
        self.to_location_in(files.name(self.file))
    }

    /// The mark as a location in a file that is read on its own.
    pub(crate) fn to_location_in(self, file: &Arc<str>) -> Location {
        Location::in_file(Arc::clone(file), self.line as usize, self.column as usize)
            .with_span(self.start as usize..self.end as usize)
    }

    /// The mark of a collection whose end has been read. One in brackets covers only its opening bracket until then;
    /// one without brackets covers nothing, and stays as it is.
    #[must_use]
    pub(super) fn extend_to(self, end: Mark) -> Self {
        if self.end > self.start {
            Self {
                end: end.end,
                ..self
            }
        } else {
            self
        }
    }
}
