//! Marks: what a character is called that has no place in an identifier, where leaving it out would leave two names
//! alike, one empty, or one that says something else.
//!
//! Knows characters, and no identifiers.

use std::fmt::Write as _;

/// A text with its marks in words: `>=` as ` more  or equals `.
///
/// In a text that is nothing but marks, each is spelled. Beside letters and digits only those are that change what the
/// text means; the others separate words.
pub(super) fn spell(wire: &str) -> String {
    let mut text = String::with_capacity(wire.len() + 8);
    let lonely = !wire.chars().any(char::is_alphanumeric);
    if lonely && wire == "<>" {
        return String::from("not equals");
    }
    let mut before = None;
    let mut rest = wire.chars().peekable();
    while let Some(c) = rest.next() {
        let word = operator(before, c, rest.peek().copied())
            .or_else(|| symbol(c))
            .or_else(|| lonely.then(|| punctuation(c)).flatten());
        match word {
            _ if c.is_ascii_alphanumeric() => text.push(c),
            Some(word) => {
                let _ = write!(text, " {word} ");
            }
            None if needs_code(c, lonely) => {
                let _ = write!(text, " u{:x} ", u32::from(c));
            }
            None => text.push(' '),
        }
        before = Some(c);
    }
    text
}

/// What a mark is as an operator, by what stands around it.
fn operator(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    let is_sign_of =
        |belongs: fn(&char) -> bool| before.is_none() && after.as_ref().is_some_and(belongs);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_within_number = is_digit(before) && is_digit(after);
    Some(match c {
        '+' => "plus",
        '%' => "percent",
        '&' => "and",
        '<' => "less",
        '>' => "more",
        '=' if matches!(before, Some('<' | '>')) => "or equals",
        '=' => "equals",
        '-' if is_sign_of(char::is_ascii_digit) => "minus",
        '!' if matches!(after, Some('=' | '~' | '<' | '>')) => "not",
        '!' if is_sign_of(char::is_ascii_alphanumeric) => "not",
        '.' if is_within_number || is_sign_of(char::is_ascii_digit) => "point",
        ',' if is_within_number => "comma",
        '/' if is_within_number => "slash",
        ':' if is_within_number => "colon",
        _ => return None,
    })
}

/// What a sign beyond ASCII says, also in the midst of a word.
fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '≥' | '⩾' => "at least",
        '≤' | '⩽' => "at most",
        '≠' => "not equals",
        '≈' => "about equals",
        '≡' => "identical",
        '±' => "plus minus",
        '−' => "minus",
        '×' => "times",
        '÷' => "divided by",
        '¬' => "not",
        '∧' => "and",
        '∨' => "or",
        '∈' => "in",
        '∉' => "not in",
        '∞' => "infinity",
        '√' => "root",
        '°' => "degrees",
        '‰' => "per mille",
        '→' => "right arrow",
        '←' => "left arrow",
        '↑' => "up arrow",
        '↓' => "down arrow",
        '€' => "euro",
        '£' => "pound",
        '¥' => "yen",
        '¢' => "cent",
        '§' => "section",
        _ => return None,
    })
}

/// What a mark of ASCII is called where it stands for itself.
fn punctuation(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '\t' => "tab",
        '\n' => "newline",
        '!' => "exclamation",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '\'' => "apostrophe",
        '(' => "open parenthesis",
        ')' => "close parenthesis",
        '*' => "star",
        ',' => "comma",
        '-' => "hyphen",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '@' => "at sign",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "pipe",
        '}' => "close brace",
        '~' => "tilde",
        _ => return None,
    })
}

/// Whether a character without a word is told by its number: letters of other alphabets and pictures always, for an
/// identifier has to be one that everybody can type; what only separates or changes how text looks, where there is
/// nothing else.
fn needs_code(c: char, lonely: bool) -> bool {
    let separates = c.is_ascii()
        || c.is_control()
        || c.is_whitespace()
        || matches!(
            c,
            '\u{a0}'..='\u{bf}'
                | '\u{300}'..='\u{36f}'
                | '\u{2000}'..='\u{206f}'
                | '\u{3000}'..='\u{303f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
        );
    c.is_alphanumeric() || lonely || !separates
}
