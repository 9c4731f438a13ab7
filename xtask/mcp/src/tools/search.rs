//! `search`: what fits some words, the best first.

use generator::reference::search::SearchEntry;
use serde_json::{Map, Value, json};

use super::{Context, count, text};
use crate::listing::{self, Cut, Item};
use crate::reply::{Refusal, Reply};

/// So many tokens are answered with at most.
const MOST_TOKENS: usize = 290;

pub(super) fn input() -> Value {
    json!({"type": "object", "additionalProperties": false, "required": ["query"], "properties": {
        "query": {"type": "string", "maxLength": 500},
        "kind": {"type": "string", "enum": KINDS},
        "document": {"type": "string", "maxLength": 100, "description": "such as proxy_v1"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 20}
    }})
}

/// What can be found.
const KINDS: [&str; 10] = [
    "operation",
    "model",
    "enum",
    "sid",
    "resource",
    "field",
    "parameter",
    "value",
    "api",
    "page",
];

pub(super) fn output() -> Value {
    super::list_of(&["id", "kind", "detail"], "hits")
}

pub(super) fn run(context: Context<'_>, arguments: &Map<String, Value>) -> Result<Reply, Refusal> {
    let query = text(arguments, "query").unwrap_or_default();
    let (kind, document) = (text(arguments, "kind"), text(arguments, "document"));
    if let Some(document) = document {
        context.library.document(document)?;
    }
    let is_chosen = |entry: &SearchEntry| {
        kind.is_none_or(|kind| entry.kind.word() == kind)
            && document.is_none_or(|document| entry.document() == document)
    };
    let index = context.library.reference.index();
    let hits = index.search(query, usize::MAX).into_iter();
    let hits: Vec<Item> = hits
        .filter(|hit| is_chosen(hit.entry))
        .map(|hit| item(hit.entry))
        .collect();
    let heading = match hits.is_empty() {
        true => "Nothing fits; other words may, or `browse`.",
        false => "",
    };
    let cut = Cut {
        field: "hits",
        tokens: MOST_TOKENS,
        most: count(arguments, "limit", 8),
        cursor: None,
    };
    listing::reply(context.limit, heading, &hits, &cut)
}

fn item(entry: &SearchEntry) -> Item {
    let (id, kind, detail) = (entry.id(), entry.kind.word(), &entry.detail);
    Item {
        line: format!("- `{id}` {kind}, {detail}"),
        data: json!({"id": id, "kind": kind, "detail": detail}),
    }
}
