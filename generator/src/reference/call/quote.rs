//! How a value is written in code: `call.js` has the same table.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::parameters::CallParameter;
use super::percent::url;
use super::style::styled;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quote {
    /// `"text"`.
    RustStr,
    /// `"text".parse()?`.
    RustSid,
    /// `10`.
    RustInt,
    /// `1.5`.
    RustNumber,
    /// `true`.
    RustBool,
    /// `SessionMode::VoiceOnly`.
    RustEnum,
    /// `serde_json::json!({"a": 1})`.
    RustJson,
    /// `'text'`.
    Shell,
    /// `it'\\''s`, within the quotes of a shell.
    ShellPart,
    /// `a%20text`.
    Url,
    /// `Filter%5Ba%5D=1`: pairs of a query, in the style of the parameter.
    Pairs,
}

impl Quote {
    /// Writes a value.
    pub(super) fn apply(self, text: &str, parameter: Option<&CallParameter>) -> String {
        match self {
            Self::RustStr => rust_literal(text),
            Self::RustSid => rust_literal(text) + ".parse()?",
            Self::RustInt if is_integer(text) => text.to_owned(),
            Self::RustNumber if is_number(text) => match text.contains(['.', 'e', 'E']) {
                true => text.to_owned(),
                false => format!("{text}.0"),
            },
            Self::RustBool if matches!(text, "true" | "false") => text.to_owned(),
            Self::RustEnum => {
                let variant = parameter.and_then(|parameter| parameter.variants.get(text));
                variant.cloned().unwrap_or_else(|| rust_literal(text))
            }
            Self::RustJson if is_json(text) => format!("serde_json::json!({text})"),
            Self::RustInt | Self::RustNumber | Self::RustBool | Self::RustJson => {
                rust_literal(text)
            }
            Self::Shell => format!("'{}'", Self::ShellPart.apply(text, parameter)),
            Self::ShellPart => text.replace('\'', r"'\''"),
            Self::Url => url(text),
            Self::Pairs => parameter.map_or_else(String::new, |sent| styled(sent, text)),
        }
    }
}

fn rust_literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '\\' => literal.push_str(r"\\"),
            '"' => literal.push_str("\\\""),
            '\n' => literal.push_str(r"\n"),
            '\r' => literal.push_str(r"\r"),
            '\t' => literal.push_str(r"\t"),
            hidden if is_hidden(hidden) => {
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(hidden));
            }
            plain => literal.push(plain),
        }
    }
    literal + "\""
}

/// The characters that `call.js` writes as escapes too.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a text is an integer as Rust and JSON write it.
pub(super) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_padded = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !is_padded && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a number as JSON writes it.
pub(super) fn is_number(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    starts
        && text.ends_with(|c: char| c.is_ascii_digit())
        && serde_json::from_str::<Value>(text).is_ok()
}

/// Whether a text is JSON.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}
