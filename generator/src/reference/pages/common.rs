//! The pages that belong to no document: all APIs, errors and retries, and the answer to an address without a page.

use super::super::id::{Ids, PageId, Subject};
use super::super::page::{Block, Inline, Page, PageKind, Section};
use super::super::prose;
use super::{api_title, list_section};
use crate::model::Api;

const ERRORS: &str = include_str!("../../../templates/reference/errors.md");

fn plain_page(id: PageId, kind: PageKind, title: &str, summary: &str) -> Page {
    Page {
        summary: summary.to_owned(),
        lead: vec![Block::Paragraph(vec![Inline::text(summary)])],
        ..Page::new(id, kind, title)
    }
}

/// All APIs.
pub(crate) fn home(api: &Api, ids: &Ids) -> Page {
    let mut page = plain_page(
        PageId::home(),
        PageKind::Home,
        "Reference",
        "Every operation, model, enum and kind of SID of these APIs, with the Rust code that calls them.",
    );
    let apis = api.documents.iter().filter_map(|document| {
        let id = ids.get(document, Subject::Api, "")?;
        let info = &document.declared.info;
        let counts = [
            count(document.operations.len(), "operation", "operations"),
            count(document.models.len(), "model", "models"),
            count(document.enums.len(), "enum", "enums"),
            count(document.sid_aliases.len(), "kind of SID", "kinds of SID"),
        ];
        let counts = counts.join(", ");
        let mut line = vec![Inline::page(api_title(document), id)];
        let summary = prose::first_sentence(&info.description);
        if !summary.is_empty() {
            line.push(Inline::Text(format!(": {summary}")));
        }
        line.push(Inline::Break);
        line.push(Inline::Text(counts));
        Some(line)
    });
    page.sections
        .extend(list_section("apis", "APIs", apis.collect()));
    let more = vec![
        vec![Inline::page("Errors and retries", &PageId::errors())],
        vec![Inline::page("Changes", &PageId::changes())],
    ];
    page.sections
        .extend(list_section("more", "What all of them share", more));
    page
}

fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Errors and retries.
pub(crate) fn errors() -> Page {
    let mut page = plain_page(
        PageId::errors(),
        PageKind::Errors,
        "Errors and retries",
        "What a failed call tells, and when the client tries again by itself.",
    );
    for part in ERRORS.split("\n## ").skip(1) {
        let (title, text) = part.split_once('\n').unwrap_or((part, ""));
        page.sections.push(Section {
            anchor: title.to_lowercase().replace(' ', "-"),
            title: title.to_owned(),
            note: String::new(),
            beside: false,
            blocks: prose::own_blocks(text),
        });
    }
    page
}

/// The answer to an address without a page.
pub(crate) fn not_found(ids: &Ids, api: &Api) -> Page {
    let mut page = plain_page(
        PageId::not_found(),
        PageKind::NotFound,
        "No such page",
        "There is no page at this address. The search finds names, SIDs and URLs; these lead to all pages:",
    );
    let apis = api.documents.iter().filter_map(|document| {
        Some(vec![Inline::page(
            api_title(document),
            ids.get(document, Subject::Api, "")?,
        )])
    });
    let home = std::iter::once(vec![Inline::page("All APIs", &PageId::home())]);
    page.sections
        .extend(list_section("apis", "APIs", home.chain(apis).collect()));
    page
}
