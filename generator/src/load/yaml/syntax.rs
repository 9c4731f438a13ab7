//! What an error of the YAML parser means to the person who wrote the document.

use std::sync::Arc;

use granit_parser::{ErrorKind, ScanError};

use super::mark::Mark;
use super::text::position_after;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::limits::{MAX_DEPTH, MAX_KEY};

/// A text that the parser gave up on, and how far it had come.
pub(super) struct SyntaxError<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) text: &'a str,
    /// Where the last thing that could be read ended.
    pub(super) read_until: usize,
    /// The innermost bracket that is not closed there.
    pub(super) open_bracket: Option<Mark>,
    pub(super) error: ScanError,
}

impl SyntaxError<'_> {
    /// The error as a diagnostic. It points at what is wrong, which often stands before the place where the parser
    /// gave up.
    pub(super) fn into_diagnostic(self) -> Diagnostic {
        if let Some(long_key) = self.long_key() {
            return long_key;
        }
        match self.error.kind() {
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar => self.tab(),
            ErrorKind::RecursionLimitExceeded => {
                let problem = format!("the document is nested more than {MAX_DEPTH} deep here");
                Diagnostic::error(Code::TooDeep, &self.location(self.offset(), 1), problem)
                    .help("Twilio's documents reach 18; is this the right file?")
            }
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar => self.quote(),
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
                let location = self.location(self.offset(), character.len_utf8());
                let number = u32::from(*character);
                let problem = format!("the character U+{number:04X} is not allowed here");
                Diagnostic::error(Code::ControlCharacter, &location, problem)
            }
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement
                if self.open_bracket.is_none() =>
            {
                let location = self.location(self.offset(), 1);
                let problem = "a colon stands where no key can end";
                Diagnostic::error(Code::Syntax, &location, problem).help(
                    "put a text that contains `: ` into quotes; otherwise look at the indentation of this line and \
                     the one before",
                )
            }
            _ => self.other(),
        }
    }

    /// A colon that stands behind what is too long for a key. The parser looks back so far and no farther, and counts
    /// what is written: six characters for each escape.
    fn long_key(&self) -> Option<Diagnostic> {
        let before = self.text.get(..self.offset())?;
        if !self.text.get(before.len()..)?.starts_with(':') {
            return None;
        }
        let before = before.trim_end();
        let start = start_of_key(before)?;
        let key = before.get(start..)?;
        let length = key.chars().count();
        if length <= MAX_KEY {
            return None;
        }
        let location = self.location(start, key.len());
        let problem = format!(
            "the key that begins here is written with {length} characters, and at most {MAX_KEY} are read"
        );
        let help = if key.contains("\\u") {
            "write its characters themselves, not as escapes"
        } else {
            "is this the right file? Twilio's keys reach 160 characters"
        };
        Some(Diagnostic::error(Code::KeyTooLong, &location, problem).help(help))
    }

    fn tab(&self) -> Diagnostic {
        let offset = self.offset();
        let tab = find_char(self.text, offset, self.text.len(), &['\t']).unwrap_or(offset);
        let problem = "a tab stands where YAML allows only spaces";
        Diagnostic::error(Code::Tab, &self.location(tab, 1), problem).help("indent with spaces")
    }

    fn quote(&self) -> Diagnostic {
        let offset = self.offset();
        let quote = find_char(self.text, self.read_until, offset, &['"', '\'']).unwrap_or(offset);
        let (line, _) = self.position(offset);
        let problem = format!(
            "the quote that opens here is not closed properly; nothing can be read from line {line} on"
        );
        Diagnostic::error(Code::Quote, &self.location(quote, 1), problem)
            .help("close the quote; inside single quotes, write a quote twice")
    }

    /// What the parser says, and where the innermost open bracket is: the mistake is often there.
    fn other(&self) -> Diagnostic {
        let json = self.text.trim_start().starts_with(['{', '[']);
        let language = if json { "JSON" } else { "YAML" };
        let problem = format!("this is not {language}: {}", self.error.info());
        let location = self.location(self.offset(), 1);
        let diagnostic = Diagnostic::error(Code::Syntax, &location, problem);
        match self.open_bracket {
            Some(Mark { line, column, .. }) => diagnostic.help(format!(
                "the bracket that opens on line {line}, column {column}, is still open here"
            )),
            None => diagnostic,
        }
    }

    /// Where the parser gave up, in bytes.
    fn offset(&self) -> usize {
        let end = self.text.len();
        self.error.marker().byte_offset().unwrap_or(end).min(end)
    }

    fn location(&self, start: usize, length: usize) -> Location {
        let (line, column) = self.position(start);
        Location::in_file(Arc::clone(self.file), line, column).with_span(start..start + length)
    }

    fn position(&self, offset: usize) -> (usize, usize) {
        position_after(self.text.get(..offset).unwrap_or(self.text))
    }
}

/// Where the key begins that a text ends with: at its opening quote, or behind what ends the value or key before it.
fn start_of_key(text: &str) -> Option<usize> {
    let body = match text.strip_suffix(['"', '\'']) {
        None => {
            return Some(
                text.rfind(['\n', '\r', ',', '{', '['])
                    .map_or(0, |end| end + 1),
            );
        }
        Some(body) => body,
    };
    let quote = text.get(body.len()..)?;
    let is_open = |at: &usize| {
        let before = body.get(..*at).unwrap_or_default();
        let escapes = before.len() - before.trim_end_matches('\\').len();
        quote == "'" || escapes.is_multiple_of(2)
    };
    body.rmatch_indices(quote).map(|(at, _)| at).find(is_open)
}

/// Where the first of some characters stands between two offsets of a text.
fn find_char(text: &str, start: usize, end: usize, characters: &[char]) -> Option<usize> {
    text.get(start..end)?
        .find(characters)
        .map(|offset| start + offset)
}
