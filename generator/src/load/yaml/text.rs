//! From bytes to text: what is refused before anything is parsed.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::problems::Problems;

/// The largest document that is read: twenty times the largest that Twilio publishes.
pub(crate) const MAX_BYTES: usize = 32 * 1024 * 1024;

/// The text of a document, or why it has none. A byte order mark is left out.
pub(crate) fn decode<'b>(
    file: &Arc<str>,
    bytes: &'b [u8],
    problems: &mut Problems,
) -> Option<&'b str> {
    if bytes.len() > MAX_BYTES {
        problems.push(
            Diagnostic::error(
                Code::TooLarge,
                &Location::in_file(Arc::clone(file), 0, 0),
                format!(
                    "the document has {} bytes, and documents of up to {MAX_BYTES} are read",
                    bytes.len()
                ),
            )
            .help("is this the right file? Twilio's largest document has 1.5 MB"),
        );
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            control_characters(file, text, problems);
            Some(text)
        }
        Err(error) => {
            problems.push(not_utf8(file, bytes, error.valid_up_to()));
            None
        }
    }
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
    let (line, column) = position(before);
    let location = Location::in_file(Arc::clone(file), line, column).with_span(valid..valid + 1);
    Diagnostic::error(
        Code::InvalidUtf8,
        &location,
        format!("byte {valid} of the file, 0x{byte:02x}, is not UTF-8"),
    )
    .help(help)
}

/// Refuses characters that YAML does not allow in a text, and those that YAML 1.1 takes for the end of a
/// line and YAML 1.2 does not: a document must not mean two things.
fn control_characters(file: &Arc<str>, text: &str, problems: &mut Problems) {
    // ASCII without controls is what documents are made of: look closer only if there is anything else.
    if text
        .bytes()
        .all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e))
    {
        return;
    }
    let (mut line, mut line_start, mut previous) = (1, 0, ' ');
    for (at, character) in text.char_indices() {
        if previous == '\n' || (previous == '\r' && character != '\n') {
            line += 1;
            line_start = at;
        }
        previous = character;
        let forbidden = match character {
            '\t' | '\n' | '\r' => false,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
            other => other.is_control(),
        };
        if forbidden {
            let column = text
                .get(line_start..at)
                .map_or(1, |before| before.chars().count() + 1);
            let location = Location::in_file(Arc::clone(file), line, column)
                .with_span(at..at + character.len_utf8());
            let full = problems.push(
                Diagnostic::error(
                    Code::ControlCharacter,
                    &location,
                    format!(
                        "the character U+{:04X} may not stand in a document",
                        u32::from(character)
                    ),
                )
                .help(format!(
                    "take it out, or write it as an escape in double quotes: \"\\u{:04x}\"",
                    u32::from(character)
                )),
            );
            if full {
                return;
            }
        }
    }
}

/// Line and column behind a text, both counted from 1.
pub(crate) fn position(before: &str) -> (usize, usize) {
    let bytes = before.as_bytes();
    let ends =
        |at: usize, byte: u8| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    let line = bytes
        .iter()
        .enumerate()
        .filter(|(at, byte)| ends(*at, **byte))
        .count()
        + 1;
    let tail = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    (line, tail.chars().count() + 1)
}
