//! What changed from version to version, as plain data, and its pages.

use super::super::id::{Ids, PageId, Subject};
use super::super::page::{Block, Inline, Link, Page, PageKind, Section};
use super::super::prose;
use super::room::Room;
use super::scope::Scope;
use super::{api_title, crumbs};
use crate::model::{Api, Document};
use crate::structure::Impact;

/// What changed in all documents, the newest release first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The releases.
    pub releases: Vec<Release>,
}

/// What changed in one document from the version before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The key of the document: `proxy_v1`.
    pub document: String,
    /// The version of the document: `1.51.0`.
    pub version: String,
    /// When it was published: `2026-03-02`.
    pub date: String,
    /// What changed.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The operation that it is about, by its id, if it is about one.
    pub operation: Option<String>,
    /// What it is about, in words: `operation CreateSession`, `schema proxy.v1.service`.
    pub group: String,
    /// What it does to callers.
    pub impact: Impact,
    /// A sentence: "property `ttl` of proxy.v1.service is removed".
    pub what: String,
}

/// What changed in one document.
pub(crate) fn of_document(scope: &Scope<'_>, changes: &Changes) -> Option<Page> {
    let document = scope.document;
    let id = scope.id(Subject::Changes, "")?.clone();
    let title = format!("Changes of {}", api_title(document));
    let releases = changes
        .releases
        .iter()
        .filter(|release| release.document == document.key);
    let mut page = page(id, title, Some(document));
    page.crumbs = crumbs(scope, "");
    page.crumbs.push(Link::page("Changes", &PageId::changes()));
    let mut room = Room::new();
    for release in releases {
        let blocks = release_blocks(scope.ids, document, release, &mut room);
        page.sections.push(section(
            &page.sections,
            &release.version,
            &release.date,
            blocks,
        ));
    }
    finish(&mut page);
    Some(page)
}

/// What changed in all documents: the releases, with links to what each brought.
pub(crate) fn all(api: &Api, ids: &Ids, changes: &Changes) -> Page {
    let mut page = page(PageId::changes(), String::from("Changes"), None);
    for document in &api.documents {
        let Some(id) = ids.get(document, Subject::Changes, "") else {
            continue;
        };
        let releases = changes
            .releases
            .iter()
            .filter(|release| release.document == document.key);
        let items: Vec<Vec<Block>> = releases
            .take(super::MOST_ITEMS)
            .map(|release| {
                let link = Link::part(
                    prose::visible(&release.version),
                    id,
                    anchor(&release.version),
                );
                let (breaking, compatible) = counts(release);
                let text = format!(
                    ", {}: {breaking} breaking, {compatible} compatible",
                    prose::visible(&release.date)
                );
                vec![Block::Paragraph(vec![
                    Inline::Link(link),
                    Inline::Text(text),
                ])]
            })
            .collect();
        let mut blocks = vec![Block::Paragraph(vec![Inline::page("All changes", id)])];
        if !items.is_empty() {
            blocks.push(Block::List {
                ordered: false,
                items,
            });
        }
        page.sections
            .push(section(&page.sections, &api_title(document), "", blocks));
    }
    page
}

fn page(id: PageId, title: String, document: Option<&Document>) -> Page {
    let summary = "What changed in the documents, from version to version: what breaks code that calls them first.";
    Page {
        summary: summary.to_owned(),
        document: document.map(|document| document.key.clone()),
        lead: vec![Block::Paragraph(vec![Inline::text(summary)])],
        ..Page::new(id, PageKind::Changes, title)
    }
}

fn finish(page: &mut Page) {
    if page.sections.is_empty() {
        let line = vec![Inline::text("No changes are recorded.")];
        page.lead.push(Block::Paragraph(line));
    }
}

fn section(others: &[Section], title: &str, note: &str, blocks: Vec<Block>) -> Section {
    let wish = anchor(title);
    let same = others.iter().filter(|other| other.title == title).count();
    Section {
        anchor: if same == 0 {
            wish
        } else {
            format!("{wish}~{}", same + 1)
        },
        title: prose::visible(title),
        note: prose::visible(note),
        beside: false,
        blocks,
    }
}

/// The fragment of a release.
pub(crate) fn anchor(version: &str) -> String {
    let text: String = version
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    format!("v.{text}")
}

/// How many changes break, and how many do not.
pub(crate) fn counts(release: &Release) -> (usize, usize) {
    let breaking = release
        .changes
        .iter()
        .filter(|change| change.impact == Impact::Breaking)
        .count();
    (breaking, release.changes.len() - breaking)
}

fn release_blocks(
    ids: &Ids,
    document: &Document,
    release: &Release,
    room: &mut Room,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut left_out = 0;
    for (impact, title) in [
        (Impact::Breaking, "Breaking"),
        (Impact::Compatible, "Compatible"),
    ] {
        let mut items: Vec<Vec<Block>> = Vec::new();
        for change in release
            .changes
            .iter()
            .filter(|change| change.impact == impact)
        {
            if left_out > 0 || !room.member(&change.what) {
                left_out += 1;
                continue;
            }
            let mut line = Vec::new();
            let operation = change.operation.as_ref();
            match operation.and_then(|operation| ids.get(document, Subject::Operation, operation)) {
                Some(id) => line.push(Inline::page(id.name(), id)),
                None => line.push(Inline::Text(prose::visible(&change.group))),
            }
            line.push(Inline::text(": "));
            let sentence = prose::blocks(&change.what);
            match sentence.into_iter().next() {
                Some(Block::Paragraph(sentence)) => line.extend(sentence),
                _ => line.push(Inline::Text(prose::visible(&change.what))),
            }
            items.push(vec![Block::Paragraph(line)]);
        }
        if !items.is_empty() {
            blocks.push(Block::Heading {
                anchor: String::new(),
                text: vec![Inline::text(title)],
            });
            blocks.push(Block::List {
                ordered: false,
                items,
            });
        }
    }
    if left_out > 0 {
        blocks.push(Block::Note(vec![Inline::Text(format!(
            "{left_out} more changes are left out here."
        ))]));
    }
    blocks
}
