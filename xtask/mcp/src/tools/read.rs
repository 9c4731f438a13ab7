//! `read`: the Markdown of pages, whole or in parts, cut at a section where it does not fit.

use serde_json::{Map, Value, json};

use super::{Context, text, texts};
use crate::excerpt::Excerpt;
use crate::reply::{Refusal, Reply, json_size};

/// So much of a page is read at once unless more is asked for.
const USUAL: usize = 2_000;
/// So many pages are read at once.
const MOST_PAGES: usize = 10;
/// What stands around the Markdown of a page in the structured content.
const AROUND: usize = 40;
/// What stands around the cursor and the anchors of what is left, on either side.
const NOTE: usize = 34;
/// With less room, no line would fit beside the cursor.
const LEAST: usize = 150;

pub(super) fn input() -> Value {
    let id = json!({"type": "string", "maxLength": 500});
    json!({"type": "object", "additionalProperties": false, "properties": {
        "id": {
            "anyOf": [id, {"type": "array", "minItems": 1, "maxItems": MOST_PAGES, "items": id}],
            "description": "page ids; may end in #anchor"
        },
        "parts": {
            "type": "array", "minItems": 1, "maxItems": 20, "items": {"type": "string", "maxLength": 200},
            "description": "anchors of sections, such as reply or samples"
        },
        "max_tokens": {"type": "integer", "minimum": LEAST, "maximum": 25_000},
        "cursor": {"type": "string", "maxLength": 8_000, "description": "instead of id: where the last answer ended"}
    }})
}

pub(super) fn output() -> Value {
    json!({"type": "object", "required": ["pages"], "properties": {
        "pages": {"type": "array", "items": {"type": "object", "required": ["id", "markdown"], "properties": {
            "id": {"type": "string"},
            "markdown": {"type": "string"},
            "left": {"type": "array", "items": {"type": "string"}}
        }}},
        "cursor": {"type": "string"}
    }})
}

pub(super) fn run(context: Context<'_>, arguments: &Map<String, Value>) -> Result<Reply, Refusal> {
    let mut pending = pending(context, arguments)?;
    let wish = arguments.get("max_tokens").and_then(Value::as_u64);
    let wish = wish.map_or(USUAL, |wish| usize::try_from(wish).unwrap_or(USUAL));
    let room = context.limit.side(wish);
    let mut reply = Reply {
        text: Vec::new(),
        structured: Value::Null,
    };
    let mut pages = Vec::new();
    let mut used = 0;
    while let Some(excerpt) = pending.first() {
        let id = excerpt.page.id.as_str();
        let room = room.saturating_sub(used + id.len() + AROUND);
        let note = cursor(&pending).len() + NOTE;
        let room_to_cut = room.saturating_sub(note);
        let is_last = pending.len() == 1;
        let room = if is_last { room } else { room_to_cut };
        let Some(piece) = excerpt.take(room, room_to_cut, pages.is_empty()) else {
            break;
        };
        if piece.text.is_empty() {
            return Err(Refusal::new(
                "Not one line fits: ask for fewer pages or for more tokens.",
            ));
        }
        used += json_size(piece.text) + id.len() + AROUND;
        reply.text.push(piece.text.to_owned());
        let mut page = json!({"id": id, "markdown": piece.text});
        let rest = piece.rest;
        if let Some(rest) = rest {
            page["left"] = json!(excerpt.left_from(rest));
        }
        pages.push(page);
        match (rest, pending.first_mut()) {
            (Some(rest), Some(excerpt)) => {
                excerpt.start = rest;
                break;
            }
            _ => drop(pending.remove(0)),
        }
    }
    reply.structured = json!({"pages": pages});
    if let Some(excerpt) = pending.first() {
        let cursor = cursor(&pending);
        let left = excerpt.left_from(excerpt.start).join(", ");
        reply
            .text
            .push(format!("(Cut here. Left: {left}. Cursor: `{cursor}`.)"));
        reply.structured["cursor"] = cursor.into();
    }
    Ok(reply)
}

/// What is to be read: from a cursor, or by ids and parts.
fn pending<'l>(
    context: Context<'l>,
    arguments: &Map<String, Value>,
) -> Result<Vec<Excerpt<'l>>, Refusal> {
    match (arguments.get("id"), text(arguments, "cursor")) {
        (None, Some(cursor)) if !arguments.contains_key("parts") => {
            // More are never left: a cursor names what was asked for.
            let pages = cursor.split(' ').take(MOST_PAGES);
            let excerpts = pages.map(|page| Excerpt::from_cursor(context.library, page));
            excerpts.collect()
        }
        (Some(id), None) => {
            let parts = texts(arguments.get("parts"));
            let ids = texts(Some(id));
            let excerpts = ids
                .iter()
                .map(|id| Excerpt::new(context.library, id, &parts));
            excerpts.collect()
        }
        _ => Err(Refusal::new(
            "Give `id`, with `parts` if you like, or `cursor` alone.",
        )),
    }
}

fn cursor(pending: &[Excerpt<'_>]) -> String {
    let pages = pending.iter().map(Excerpt::cursor);
    pages.collect::<Vec<_>>().join(" ")
}
