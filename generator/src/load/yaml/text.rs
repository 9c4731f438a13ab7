//! Bytes → text: what is refused before anything is parsed.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::limits::MAX_BYTES;
use crate::load::problems::Problems;

/// The text of a document without its byte order mark; none if the bytes are not a text.
pub(crate) fn decode<'b>(
    file: &Arc<str>,
    bytes: &'b [u8],
    problems: &mut Problems,
) -> Option<&'b str> {
    if bytes.len() > MAX_BYTES {
        problems.push(too_large(file));
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            refuse_control_characters(file, text, problems);
            Some(text)
        }
        Err(error) => {
            problems.push(not_utf8(file, bytes, error.valid_up_to()));
            None
        }
    }
}

fn too_large(file: &Arc<str>) -> Diagnostic {
    let location = Location::whole_file(file);
    let problem = format!("the document has more than {MAX_BYTES} bytes, and no more are read");
    Diagnostic::error(Code::TooLarge, &location, problem)
        .help("is this the right file? Twilio's largest document has 1.5 MB")
}

fn not_utf8(file: &Arc<str>, bytes: &[u8], valid: usize) -> Diagnostic {
    let (before, rest) = bytes.split_at_checked(valid).unwrap_or((bytes, &[]));
    let before = std::str::from_utf8(before).unwrap_or_default();
    let byte = rest.first().copied().unwrap_or_default();
    let help = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => {
            "the file looks like UTF-16; save it as UTF-8"
        }
        _ => "save the file as UTF-8; if it came from elsewhere, fetch it again",
    };
    let (line, column) = position_after(before);
    let location = Location::in_file(Arc::clone(file), line, column).with_span(valid..valid + 1);
    let problem = format!("byte {valid} of the file, 0x{byte:02x}, is not UTF-8");
    Diagnostic::error(Code::InvalidUtf8, &location, problem).help(help)
}

/// Reports the characters that YAML does not allow in a text.
fn refuse_control_characters(file: &Arc<str>, text: &str, problems: &mut Problems) {
    // Most documents are ASCII without control characters, and need no closer look.
    if text
        .bytes()
        .all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e))
    {
        return;
    }
    let (mut line, mut line_start, mut previous) = (1, 0, ' ');
    for (offset, character) in text.char_indices() {
        if previous == '\n' || (previous == '\r' && character != '\n') {
            line += 1;
            line_start = offset;
        }
        previous = character;
        if !is_forbidden(character) {
            continue;
        }
        let before = text.get(line_start..offset).unwrap_or_default();
        let column = before.chars().count() + 1;
        let location = Location::in_file(Arc::clone(file), line, column)
            .with_span(offset..offset + character.len_utf8());
        if problems.push(forbidden_character(&location, character)) {
            return;
        }
    }
}

/// Whether YAML does not allow a character, or disagrees with itself: some end a line in YAML 1.1 and not in YAML 1.2,
/// and a document must not mean two things.
fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        other => other.is_control(),
    }
}

fn forbidden_character(location: &Location, character: char) -> Diagnostic {
    let number = u32::from(character);
    let problem = format!("the character U+{number:04X} is not allowed in a document");
    let help =
        format!("take it out, or write it as an escape in double quotes: \"\\u{number:04x}\"");
    Diagnostic::error(Code::ControlCharacter, location, problem).help(help)
}

/// The line and column that follow a text, both counted from 1.
pub(super) fn position_after(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let ends_line = |(offset, byte): &(usize, &u8)| {
        **byte == b'\n' || (**byte == b'\r' && bytes.get(offset + 1) != Some(&b'\n'))
    };
    let line = bytes.iter().enumerate().filter(ends_line).count() + 1;
    let last_line = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    (line, last_line.chars().count() + 1)
}
