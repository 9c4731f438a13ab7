//! A reply that lists things, a line and an object each: as many as fit, and how to get the rest.

use serde_json::{Map, Value};

use crate::reply::{Limit, Refusal, Reply, json_size};

/// One thing in a list.
pub(crate) struct Item {
    /// A line of Markdown without its end.
    pub(crate) line: String,
    /// The same as data.
    pub(crate) data: Value,
}

/// How a list is cut.
pub(crate) struct Cut<'a> {
    /// The field of the structured content that holds the list.
    pub(crate) field: &'static str,
    /// Tokens of either side.
    pub(crate) tokens: usize,
    /// How many items at most.
    pub(crate) most: usize,
    /// What the caller gave to go on, if lists of this kind can be continued.
    pub(crate) cursor: Option<Option<&'a str>>,
}

/// What stands around the list on either side.
const AROUND: usize = 160;

/// Lists as many items as fit below a heading line, which may be empty.
pub(crate) fn reply(
    limit: Limit,
    heading: &str,
    items: &[Item],
    cut: &Cut<'_>,
) -> Result<Reply, Refusal> {
    let start = match cut.cursor.flatten() {
        None => 0,
        Some(cursor) => position(cursor, items.len())?,
    };
    let room = limit.side(cut.tokens).saturating_sub(AROUND);
    let mut text = heading.to_owned();
    let (mut lines, mut data) = (json_size(heading), 0);
    let mut values = Vec::new();
    for item in items.iter().skip(start).take(cut.most) {
        lines += json_size(&item.line);
        data += item.data.to_string().len() + 1;
        if lines.max(data) > room {
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&item.line);
        values.push(item.data.clone());
    }
    let end = start + values.len();
    if values.is_empty() && end < items.len() {
        return Err(Refusal::new(
            "Not one line fits: the limit of tokens is too small.",
        ));
    }
    let mut structured = Map::new();
    structured.insert(cut.field.to_owned(), values.into());
    let left = items.len() - end;
    if left > 0 && cut.cursor.is_some() {
        structured.insert(String::from("cursor"), end.to_string().into());
        text.push_str(&format!("\n\n({left} more: cursor `{end}`.)"));
    }
    Ok(Reply {
        text: vec![text],
        structured: structured.into(),
    })
}

fn position(cursor: &str, length: usize) -> Result<usize, Refusal> {
    let position = cursor.parse().ok().filter(|position| *position < length);
    position.ok_or_else(|| {
        Refusal::new("The cursor is not one of this list: take it from the last answer as it is, or leave it out.")
    })
}
