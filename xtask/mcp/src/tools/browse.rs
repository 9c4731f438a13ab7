//! `browse`: what lies below a page.

use generator::reference::page::{Page, PageKind, Target};
use serde_json::{Map, Value, json};

use super::{Context, text};
use crate::library::Library;
use crate::listing::{self, Cut, Item};
use crate::reply::{Refusal, Reply};

/// So many tokens are answered with at most.
const MOST_TOKENS: usize = 1_500;

/// The kinds that can be asked for, as they are called in ids.
const KINDS: [&str; 5] = ["operation", "resource", "model", "enum", "sid"];

pub(super) fn input() -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": {
        "id": {"type": "string", "maxLength": 500, "description": "a page; all APIs if left out"},
        "kind": {"type": "string", "enum": KINDS},
        "cursor": {"type": "string", "maxLength": 20}
    }})
}

pub(super) fn output() -> Value {
    let mut schema = super::list_of(&["id", "kind", "summary"], "pages");
    schema["properties"]["cursor"] = json!({"type": "string"});
    schema
}

pub(super) fn run(context: Context<'_>, arguments: &Map<String, Value>) -> Result<Reply, Refusal> {
    let library = context.library;
    let above = library.page(text(arguments, "id").unwrap_or("index"))?;
    let kind = text(arguments, "kind");
    let pages = library.pages().filter(|page| match kind {
        Some(kind) => page.kind.word().eq_ignore_ascii_case(kind) && is_within(page, above),
        None => is_directly_below(page, above),
    });
    let items: Vec<Item> = pages.map(item).collect();
    let heading = match (items.is_empty(), kind, above.kind) {
        (true, _, _) => format!("Nothing lies below `{}`; `read` it.", above.id),
        (_, None, PageKind::Api) => format!(
            "Resources of `{}`, the topmost; with kind: {}.",
            above.id,
            counts(library, above)
        ),
        _ => String::new(),
    };
    let cut = Cut {
        field: "pages",
        tokens: MOST_TOKENS,
        most: usize::MAX,
        cursor: Some(text(arguments, "cursor")),
    };
    listing::reply(context.limit, &heading, &items, &cut)
}

/// The way down to a page, from its API to what it lies in.
fn way(page: &Page) -> impl DoubleEndedIterator<Item = &str> {
    page.crumbs.iter().filter_map(|link| match &link.target {
        Target::Page(id, _) => Some(id.as_str()),
        Target::Web(_) => None,
    })
}

fn is_within(page: &Page, above: &Page) -> bool {
    above.kind == PageKind::Home || way(page).any(|id| id == above.id.as_str())
}

fn is_directly_below(page: &Page, above: &Page) -> bool {
    match page.kind {
        PageKind::Home | PageKind::NotFound => false,
        PageKind::Api | PageKind::Errors => above.kind == PageKind::Home,
        PageKind::Changes if page.document.is_none() => above.kind == PageKind::Home,
        // Of models and the like there are too many to stand beside the resources; they are listed by their kind.
        PageKind::Model | PageKind::Enum | PageKind::Sid => false,
        _ => way(page).next_back() == Some(above.id.as_str()),
    }
}

fn counts(library: &Library, api: &Page) -> String {
    let counts = KINDS.iter().map(|kind| {
        let pages = library.pages().filter(|page| is_within(page, api));
        let count = pages
            .filter(|page| page.kind.word().eq_ignore_ascii_case(kind))
            .count();
        format!("{kind} {count}")
    });
    counts.collect::<Vec<_>>().join(", ")
}

fn item(page: &Page) -> Item {
    let (id, kind) = (page.id.as_str(), page.kind.word().to_ascii_lowercase());
    let call = page
        .request
        .as_ref()
        .map(|request| format!(" {}", request.method));
    let summary = crate::reply::fitting(&page.summary, 200);
    Item {
        line: format!("- `{id}`{}: {summary}", call.unwrap_or_default()),
        data: json!({"id": id, "kind": kind, "summary": summary}),
    }
}
