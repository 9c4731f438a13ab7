//! What a YAML parser's errors mean to the person who wrote the document.

use std::sync::Arc;

use granit_parser::{ErrorKind, ScanError};

use super::node::Mark;
use super::parse::MAX_DEPTH;
use super::text::position;
use crate::diagnostic::{Code, Diagnostic, Location};

/// The parser's error with a place that shows what is wrong: it reports where it gave up, which is often
/// behind it. `end` is where the last thing that could be read ended, `open` the innermost bracket that has
/// not been closed there.
pub(crate) fn explain(
    file: &Arc<str>,
    text: &str,
    end: usize,
    open: Option<Mark>,
    error: &ScanError,
) -> Diagnostic {
    let at = error
        .marker()
        .byte_offset()
        .unwrap_or(text.len())
        .min(text.len());
    let here = |at: usize, length: usize| {
        let (line, column) = position(text.get(..at).unwrap_or(text));
        Location::in_file(Arc::clone(file), line, column).with_span(at..at + length)
    };
    match error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => {
            let tab = find(text, at, text.len(), &['\t']).unwrap_or(at);
            let problem = "a tab stands where YAML allows only spaces";
            Diagnostic::error(Code::Tab, &here(tab, 1), problem).help("indent with spaces")
        }
        ErrorKind::RecursionLimitExceeded => {
            let problem = format!("the document is nested more than {MAX_DEPTH} deep here");
            Diagnostic::error(Code::TooDeep, &here(at, 1), problem)
                .help("Twilio's documents reach 18; is this the right file?")
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            let opened = find(text, end, at, &['"', '\'']).unwrap_or(at);
            let (line, _) = position(text.get(..at).unwrap_or(text));
            let problem = format!(
                "the quote that opens here is not closed properly; nothing can be read from line {line} on"
            );
            Diagnostic::error(Code::Quote, &here(opened, 1), problem)
                .help("close the quote; inside single quotes, a quote is written twice")
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            let problem = format!(
                "the character U+{:04X} may not stand here",
                u32::from(*character)
            );
            let location = here(at, character.len_utf8());
            Diagnostic::error(Code::ControlCharacter, &location, problem)
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement if open.is_none() => {
            let problem = "a colon stands where no key can end";
            Diagnostic::error(Code::Syntax, &here(at, 1), problem).help(
                "put a text that holds `: ` into quotes; otherwise look at the indentation of this \
                 line and the one before",
            )
        }
        _ => {
            let json = text.trim_start().starts_with(['{', '[']);
            let language = if json { "JSON" } else { "YAML" };
            let problem = format!("this is not {language}: {}", error.info());
            let found = Diagnostic::error(Code::Syntax, &here(at, 1), problem);
            match open {
                Some(Mark { line, column, .. }) => found.help(format!(
                    "the bracket that opens on line {line}, column {column}, is still open here"
                )),
                None => found,
            }
        }
    }
}

/// The first of some characters between two places of a text.
fn find(text: &str, from: usize, to: usize, characters: &[char]) -> Option<usize> {
    text.get(from..to)?
        .find(characters)
        .map(|offset| from + offset)
}
