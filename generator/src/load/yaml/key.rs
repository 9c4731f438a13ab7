//! Which keys a map may have.

use super::mark::Mark;
use super::node::{Node, NodeKind};
use super::scalar;
use super::scalar::OutOfRange;
use crate::diagnostic::{Code, is_hidden};
use crate::load::limits::MAX_KEY;

/// Why a key is refused.
pub(super) struct KeyFault {
    pub(super) code: Code,
    pub(super) problem: String,
    pub(super) help: &'static str,
}

/// Whether a text can be a key. `plain` keys are unquoted; with `numeric_keys`, they may be numbers.
pub(super) fn check_key(text: &str, plain: bool, numeric_keys: bool) -> Result<(), KeyFault> {
    if let Some(kind) = non_text_key(text, plain, numeric_keys) {
        return Err(KeyFault {
            code: Code::KeyNotText,
            problem: format!("a key must be a text, and this one is {kind}"),
            help: "put it into quotes",
        });
    }
    if text.len() > MAX_KEY && text.chars().nth(MAX_KEY).is_some() {
        return Err(KeyFault {
            code: Code::KeyTooLong,
            problem: format!("a key of more than {MAX_KEY} characters begins here"),
            help: "is this the right file? Twilio's keys reach 160 characters",
        });
    }
    if let Some(hidden) = text.chars().find(|character| is_hidden(*character)) {
        let number = u32::from(hidden);
        return Err(KeyFault {
            code: Code::HiddenCharacter,
            problem: format!(
                "the key {text:?} contains U+{number:04X}, which is invisible and changes how the text looks"
            ),
            help: "take the character out of the key",
        });
    }
    Ok(())
}

/// What an unquoted key is, if it is not a text.
fn non_text_key(text: &str, plain: bool, numeric_keys: bool) -> Option<&'static str> {
    if !plain {
        return None;
    }
    let value = match scalar::resolve(text) {
        Ok(value) => value,
        Err(OutOfRange) => return Some(NodeKind::Number.with_article()),
    };
    let mark = Mark::default();
    match (Node { value, mark }).kind() {
        NodeKind::Text => None,
        NodeKind::Number if numeric_keys => None,
        kind => Some(kind.with_article()),
    }
}
