//! What a tool answers, and how large it is.
//!
//! A client shows its model either the text or the structured content, hardly ever both; so both say the same, and a
//! caller's limit holds for each of them. The operator's limit holds for the whole reply.

use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::Value;

/// So many bytes are taken for a token.
pub(crate) const BYTES_PER_TOKEN: usize = 4;

/// What a reply has around its two sides: the names of its fields, with room to spare.
const FRAME: usize = 256;

/// What a tool answers.
#[derive(Debug)]
pub(crate) struct Reply {
    /// Markdown, a block for each thing that was asked for.
    pub(crate) text: Vec<String>,
    /// The same as data.
    pub(crate) structured: Value,
}

/// Why a tool does not answer: what is wrong, and what would be right.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// How much a reply may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Tokens of a whole reply.
    pub(crate) tokens: usize,
}

impl Limit {
    /// The bytes for one side of a reply whose caller wants at most so many tokens.
    pub(crate) fn side(self, wish: usize) -> usize {
        let whole = (self.tokens * BYTES_PER_TOKEN).saturating_sub(FRAME);
        (wish * BYTES_PER_TOKEN).min(whole / 2)
    }

    /// The reply as the protocol has it, or a refusal in its place where it is too large.
    pub(crate) fn result(self, reply: Result<Reply, Refusal>) -> CallToolResult {
        let most = self.tokens * BYTES_PER_TOKEN;
        let refusal = match reply {
            Ok(reply) => {
                let size: usize = reply.text.iter().map(|text| json_size(text)).sum();
                let size = size + reply.structured.to_string().len() + FRAME;
                if size <= most {
                    let text = reply.text.into_iter().map(ContentBlock::text);
                    let mut result = CallToolResult::success(text.collect());
                    result.structured_content = Some(reply.structured);
                    return result;
                }
                format!(
                    "The reply would take {} tokens, and the server's limit is {}. Ask for less.",
                    size.div_ceil(BYTES_PER_TOKEN),
                    self.tokens
                )
            }
            Err(Refusal(text)) => text,
        };
        let text = fitting(&refusal, most.saturating_sub(FRAME));
        CallToolResult::error(vec![ContentBlock::text(text)])
    }
}

/// The bytes that a text takes as JSON.
pub(crate) fn json_size(text: &str) -> usize {
    // What JSON escapes takes two bytes, or six where it has no short form.
    let escapes = text.bytes().map(|byte| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 8 | 12 => 1,
        0..32 => 5,
        _ => 0,
    });
    text.len() + 2 + escapes.sum::<usize>()
}

/// As much of a text as takes at most so many bytes as JSON.
pub(crate) fn fitting(text: &str, bytes: usize) -> &str {
    if json_size(text) <= bytes {
        return text;
    }
    let mut size = 2;
    for (at, character) in text.char_indices() {
        let mut buffer = [0; 4];
        size += json_size(character.encode_utf8(&mut buffer)) - 2;
        if size > bytes {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}
