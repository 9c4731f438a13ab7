//! The pages of what changed from version to version.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::super::changes::{Changes, Release};
use super::super::id::{Anchors, Ids, PageId, Subject};
use super::super::page::{Block, Inline, Link, Page, PageKind, Section};
use super::super::prose;
use super::room::Room;
use super::scope::Scope;
use super::{api_title, crumbs};
use crate::model::{Api, Document};
use crate::structure::Impact;

/// A release, and the place where it is told: the newest year of a document on its page of changes, so that this stays
/// short, each earlier year on a page of its own.
pub(crate) struct Placed<'a> {
    pub(crate) release: &'a Release,
    pub(crate) page: PageId,
    pub(crate) anchor: String,
}

/// Gives each release of the API's documents its place, and names the pages of earlier years.
pub(crate) fn place<'a>(api: &Api, ids: &mut Ids, changes: &'a Changes) -> Vec<Placed<'a>> {
    let mut newest: HashMap<&str, &str> = HashMap::new();
    let mut anchors: HashMap<PageId, Anchors> = HashMap::new();
    let places = changes.releases.iter().filter_map(|release| {
        let mut documents = api.documents.iter();
        let document = documents.find(|document| document.key == release.document)?;
        let year = year(release);
        let page = match *newest.entry(&release.document).or_insert(year) == year {
            true => ids.get(document, Subject::Changes, "")?.clone(),
            false => ids.add_year(document, year)?,
        };
        let anchors = anchors.entry(page.clone()).or_default();
        let anchor = anchors.unique(&anchor(&release.version));
        Some(Placed {
            release,
            page,
            anchor,
        })
    });
    places.collect()
}

fn year(release: &Release) -> &str {
    match release.date.split_once('-') {
        Some((year, _)) => year,
        None => "undated",
    }
}

/// What changed in one document: the page of the newest year, and those of the years before.
pub(crate) fn of_document(scope: &Scope<'_>, placed: &[Placed<'_>]) -> Vec<Page> {
    let document = scope.document;
    let Some(id) = scope.id(Subject::Changes, "") else {
        return Vec::new();
    };
    let mut by_page: IndexMap<&PageId, Vec<&Placed<'_>>> = IndexMap::from([(id, Vec::new())]);
    for place in placed
        .iter()
        .filter(|it| it.release.document == document.key)
    {
        by_page.entry(&place.page).or_default().push(place);
    }
    let years: Vec<Vec<Inline>> = by_page
        .keys()
        .filter(|page| **page != id)
        .map(|page| vec![Inline::page(page.name(), page)])
        .collect();
    let mut pages = Vec::new();
    for (page_id, places) in &by_page {
        let mut title = format!("Changes of {}", api_title(document));
        let is_earlier = *page_id != id;
        if is_earlier {
            title.push_str(&format!(" in {}", page_id.name()));
        }
        let mut page = page((*page_id).clone(), title, Some(document));
        page.crumbs = crumbs(scope, "");
        page.crumbs.push(Link::page("Changes", &PageId::changes()));
        if is_earlier {
            page.crumbs.push(Link::page(api_title(document), id));
        }
        let mut room = Room::new();
        page.sections.extend(places.iter().map(|place| {
            let Release { previous, date, .. } = place.release;
            let note = match previous.as_str() {
                "" => date.clone(),
                previous => format!("{date}, from {previous}"),
            };
            let blocks = release_blocks(scope.ids, document, place.release, &mut room);
            section(&place.anchor, &place.release.version, &note, blocks)
        }));
        if !is_earlier {
            page.sections.extend(super::list_section(
                "earlier",
                "Earlier years",
                years.clone(),
            ));
        }
        finish(&mut page);
        pages.push(page);
    }
    pages
}

/// Adds to the page of each operation what changed in it, the newest first.
pub(crate) fn add_to_operations(scope: &Scope<'_>, placed: &[Placed<'_>], pages: &mut [Page]) {
    let document = scope.document;
    let mut by_operation: HashMap<&PageId, Vec<Vec<Inline>>> = HashMap::new();
    for place in placed
        .iter()
        .filter(|it| it.release.document == document.key)
    {
        for change in &place.release.changes {
            let operation = change.operation.as_deref();
            let id = operation.and_then(|operation| scope.id(Subject::Operation, operation));
            if let Some(id) = id {
                let mut line = release_link(place);
                line.push(Inline::text(match change.impact {
                    Impact::Breaking => ", breaking: ",
                    Impact::Compatible => ": ",
                }));
                line.extend(sentence(&change.what));
                by_operation.entry(id).or_default().push(line);
            }
        }
    }
    for page in pages {
        let mut lines = by_operation.remove(&page.id).unwrap_or_default();
        if lines.len() > MOST_OF_OPERATION {
            lines.truncate(MOST_OF_OPERATION);
            if let Some(id) = scope.id(Subject::Changes, "") {
                lines.push(vec![Inline::page("All changes", id)]);
            }
        }
        let section = super::list_section("changes", "Changes", lines);
        page.sections.extend(section.map(|section| Section {
            note: String::new(),
            ..section
        }));
    }
}

/// So many changes stand on the page of an operation.
const MOST_OF_OPERATION: usize = 10;

/// What changed in all documents: the releases, with links to what each brought.
pub(crate) fn all(api: &Api, ids: &Ids, placed: &[Placed<'_>]) -> Page {
    let mut page = page(PageId::changes(), String::from("Changes"), None);
    let mut anchors = Anchors::default();
    for document in &api.documents {
        let Some(id) = ids.get(document, Subject::Changes, "") else {
            continue;
        };
        let releases = placed
            .iter()
            .filter(|place| place.release.document == document.key);
        let items: Vec<Vec<Block>> = releases
            .take(super::MOST_ITEMS)
            .map(|place| {
                let (breaking, compatible) = counts(place.release);
                let mut line = release_link(place);
                line.push(Inline::Text(format!(
                    ": {breaking} breaking, {compatible} compatible"
                )));
                vec![Block::Paragraph(line)]
            })
            .collect();
        let mut blocks = vec![Block::Paragraph(vec![Inline::page("All changes", id)])];
        if !items.is_empty() {
            blocks.push(Block::List {
                ordered: false,
                items,
            });
        }
        let title = api_title(document);
        page.sections.push(section(
            &anchors.unique(&anchor(&title)),
            &title,
            "",
            blocks,
        ));
    }
    page
}

/// The version, which leads to what it brought, and its date.
fn release_link(place: &Placed<'_>) -> Vec<Inline> {
    let Release { version, date, .. } = place.release;
    let link = Link::part(prose::visible(version), &place.page, place.anchor.clone());
    let mut line = vec![Inline::Link(link)];
    if !date.is_empty() {
        line.push(Inline::Text(format!(", {}", prose::visible(date))));
    }
    line
}

/// A sentence of ours, which quotes names as code; what it quotes besides is no Markdown.
fn sentence(what: &str) -> Vec<Inline> {
    let parts = what.split('`').map(prose::visible).enumerate();
    parts
        .filter(|(_, part)| !part.is_empty())
        .map(|(at, part)| match at % 2 {
            0 => Inline::Text(part),
            _ => Inline::Code(part),
        })
        .collect()
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

fn section(anchor: &str, title: &str, note: &str, blocks: Vec<Block>) -> Section {
    Section {
        anchor: anchor.to_owned(),
        title: prose::visible(title),
        note: prose::visible(note),
        beside: false,
        blocks,
    }
}

/// The fragment of a release.
fn anchor(version: &str) -> String {
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
            line.extend(sentence(&change.what));
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
