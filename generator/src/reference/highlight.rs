//! Code as HTML, with its words, texts and numbers in colours of their own.

use super::escape::escape_text;
use super::page::Code;

/// The words of Rust that samples hold.
const WORDS: [&str; 14] = [
    "as", "async", "await", "else", "fn", "for", "if", "in", "let", "match", "mut", "use", "while",
    "move",
];

/// The HTML of a piece of code.
pub(crate) fn highlight(code: &Code) -> String {
    let mut html = String::with_capacity(code.text.len() * 2);
    let mut rest = code.text.as_str();
    while let Some(first) = rest.chars().next() {
        let (length, class) = match (code.language, first) {
            ("json" | "rust" | "sh", '"') => {
                let length = quoted(rest, '"');
                let after = rest.get(length..).unwrap_or_default().trim_start();
                let is_key = code.language == "json" && after.starts_with(':');
                (length, if is_key { "k" } else { "s" })
            }
            ("sh", '\'') => (quoted(rest, '\''), "s"),
            ("rust", '/') if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), "c"),
            ("json" | "rust", c) if c.is_ascii_digit() => (
                run(rest, |c| c.is_ascii_alphanumeric() || c == '.' || c == '_'),
                "n",
            ),
            ("json" | "rust", c) if c.is_ascii_alphabetic() || c == '_' => {
                let length = run(rest, |c| c.is_ascii_alphanumeric() || c == '_');
                let word = rest.get(..length).unwrap_or_default();
                let class = match word {
                    "true" | "false" | "null" => "n",
                    _ if code.language == "rust" && WORDS.contains(&word) => "k",
                    _ => "",
                };
                (length, class)
            }
            (_, c) => (c.len_utf8(), ""),
        };
        let (token, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, ""));
        if class.is_empty() {
            html.push_str(&escape_text(token));
        } else {
            html.push_str(&format!(
                "<span class=\"{class}\">{}</span>",
                escape_text(token)
            ));
        }
        rest = after;
    }
    html
}

/// The length of a quoted text with its quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
