//! Makes text from outside safe to look at: a document may try to control the terminal, or to make one thing look like
//! another.

use std::borrow::Cow;

/// Whether a character is invisible and changes how text looks: control characters, and marks that change the direction
/// of writing, join or separate letters, or have no width.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text with its hidden characters written as escapes: `\u{202e}`, `\n`.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        escape_char(character, &mut out);
    }
    Cow::Owned(out)
}

/// Appends a character as [`escape`] writes it.
pub(super) fn escape_char(character: char, out: &mut String) {
    match character {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        hidden if is_hidden(hidden) => out.extend(hidden.escape_unicode()),
        plain => out.push(plain),
    }
}
