//! Short excerpts of what a server sent, each for one line of an error.
//!
//! An excerpt of a JSON body keeps the structure and the keys but not the values,
//! which may be personal: errors end up in logs. It may not know any error.

/// The most that a line shows of a message, in characters.
const LINE_CHARS: usize = 500;
/// The most that a line shows of a body, in characters.
const BODY_CHARS: usize = 120;
/// How much of a body is shown before the position of an error, in bytes.
const BYTES_BEFORE: usize = 60;

/// A text on one line of bounded length.
pub(crate) fn line(text: &str) -> String {
    shortened(text, LINE_CHARS)
}

/// A text on one line of at most `max_chars` characters. Each run of white space
/// and control characters becomes one space.
pub(crate) fn shortened(text: &str, max_chars: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut apart = false;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            apart = count > 0;
            continue;
        }
        if apart {
            out.push(' ');
            count += 1;
            apart = false;
        }
        if count >= max_chars {
            out.push('…');
            return out;
        }
        out.push(c);
        count += 1;
    }
    out
}

/// Appends an item to a list that is separated by commas.
pub(crate) fn append_item(mut list: String, item: &str) -> String {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(item);
    list
}

/// The beginning of a body, or `None` if it is empty.
pub(crate) fn beginning(body: &[u8]) -> Option<String> {
    around(body, 0)
}

/// An excerpt of a body around a byte offset, or `None` if the body is empty.
pub(crate) fn around(body: &[u8], offset: usize) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    // Some servers send a byte order mark, which `trim` does not remove.
    let trimmed = text.trim().trim_start_matches('\u{feff}').trim_start();
    if trimmed.is_empty() {
        return None;
    }
    if !trimmed.starts_with(['{', '[', '"']) {
        return Some(format!("{:?}", shortened(trimmed, BODY_CHARS)));
    }
    let masked = masked(&text, offset.saturating_sub(BYTES_BEFORE));
    Some(shortened(&masked, BODY_CHARS))
}

/// JSON from `start` on, with its keys and without its values: each string that
/// is not a key becomes `"…"`, each digit `0`.
fn masked(text: &str, start: usize) -> String {
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let mut rest = text;
    while let Some((token, after)) = next_token(rest) {
        let offset = text.len() - rest.len();
        rest = after;
        if offset < start {
            continue;
        }
        match token {
            Token::Key(literal) => out.push_str(literal),
            Token::String => out.push_str("\"…\""),
            Token::Digit => out.push('0'),
            Token::Other(c) => out.push(c),
        }
        if out.len() > 4 * BODY_CHARS {
            break;
        }
    }
    out
}

/// A token of a JSON text, as far as masking cares.
enum Token<'a> {
    /// A string before a colon, with its quotes.
    Key(&'a str),
    /// Any other string.
    String,
    Digit,
    Other(char),
}

/// The first token of a text and what follows it. The text may be cut off or not
/// quite JSON, which is why no parser is used here.
fn next_token(text: &str) -> Option<(Token<'_>, &str)> {
    let first = text.chars().next()?;
    if first != '"' {
        let (_, rest) = text.split_at(first.len_utf8());
        let token = match first.is_ascii_digit() {
            true => Token::Digit,
            false => Token::Other(first),
        };
        return Some((token, rest));
    }
    let (literal, rest) = text.split_at(string_length(text.as_bytes()));
    let token = match rest.trim_start().starts_with(':') {
        true => Token::Key(literal),
        false => Token::String,
    };
    Some((token, rest))
}

/// The length in bytes of the string that a text begins with, quotes included.
/// A string that is not closed extends to the end of the text.
pub(crate) fn string_length(text: &[u8]) -> usize {
    let mut escaped = false;
    for (index, byte) in text.iter().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return index + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}
