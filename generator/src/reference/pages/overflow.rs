//! What a page has no room for: an operation with dozens of examples has all but the first on a page of their own.
//!
//! Sizes are estimates of the HTML; whoever renders a page keeps to them.

use std::collections::HashSet;

use super::super::page::{Block, Inline, Link, Page, PageKind, Section};

/// A page that is larger hands its further examples on.
const LARGEST: usize = 46_000;

/// The page of an operation, and the page of its further examples if it has no room for them.
pub(super) fn split(mut page: Page, size: usize) -> Vec<Page> {
    let mut titles = HashSet::new();
    if size <= LARGEST {
        return vec![page];
    }
    let (kept, mut moved): (Vec<Section>, Vec<Section>) = std::mem::take(&mut page.sections)
        .into_iter()
        .partition(|section| !section.beside || titles.insert(section.title.clone()));
    page.sections = kept;
    if moved.is_empty() {
        return vec![page];
    }
    for section in &mut moved {
        section.beside = false;
    }
    let id = page.id.examples();
    let more = format!("{} more examples", moved.len());
    if let Some(last) = page.sections.iter_mut().rfind(|section| section.beside) {
        last.blocks
            .push(Block::Paragraph(vec![Inline::page(more, &id)]));
    }
    let mut crumbs = page.crumbs.clone();
    crumbs.push(Link::page(page.id.name(), &page.id));
    let examples = Page {
        summary: format!("Further examples of {}", page.id.name()),
        document: page.document.clone(),
        crumbs,
        sections: moved,
        source: page.source.clone(),
        ..Page::new(id, PageKind::Operation, format!("{}: examples", page.title))
    };
    vec![page, examples]
}
