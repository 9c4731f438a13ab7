//! The pages of the reference, lowered from the model: one module for each kind of page.
//!
//! They decide what stands on a page and in which order, and know nothing of HTML and Markdown.

mod api;
mod bodies;
mod changes;
mod common;
mod enumeration;
mod members;
mod model;
mod operation;
mod overflow;
mod properties;
mod resource;
mod room;
mod rules;
mod samples;
mod scope;
mod sid;
mod walk;

pub(crate) use self::changes::{Placed, counts, place};

use super::id::{Ids, Subject, resource_name};
use super::page::{Block, Fact, Inline, Link, Member, Members, Page, Section};
use crate::model::{Api, Origin};
use scope::Scope;

/// What users are told of what a document marks as deprecated.
const AVOID: &str = "avoid it in new code";

/// Every page, in the order in which they are listed.
pub(crate) fn pages(api: &Api, ids: &Ids, placed: &[Placed<'_>]) -> Vec<Page> {
    let mut pages = vec![common::home(api, ids)];
    for document in &api.documents {
        let scope = Scope::new(api, document, ids);
        pages.extend(api::page(&scope));
        let operations = document.operations.iter();
        pages.extend(operations.flat_map(|operation| operation::pages(&scope, operation)));
        pages.extend(resource::pages(&scope));
        pages.extend(
            document
                .models
                .iter()
                .filter_map(|model| model::page(&scope, model)),
        );
        pages.extend(
            document
                .enums
                .iter()
                .filter_map(|list| enumeration::page(&scope, list)),
        );
        pages.extend(
            document
                .sid_aliases
                .iter()
                .filter_map(|alias| sid::page(&scope, alias)),
        );
        changes::add_to_operations(&scope, placed, &mut pages);
        pages.extend(changes::of_document(&scope, placed));
    }
    pages.push(common::errors());
    pages.push(changes::all(api, ids, placed));
    pages.push(common::not_found(ids, api));
    pages
}

/// The resources from the first segment of a path down to its last but `drop`.
fn crumbs(scope: &Scope<'_>, path: &str) -> Vec<Link> {
    let document = scope.document;
    let mut crumbs = Vec::new();
    if let Some(id) = scope.id(Subject::Api, "") {
        crumbs.push(Link::page(super::prose::visible(&api_title(document)), id));
    }
    let name = resource_name(document, path);
    let ends = name
        .match_indices('.')
        .map(|(at, _)| at)
        .chain([name.len()]);
    for end in ends {
        let prefix = name.get(..end).unwrap_or_default();
        if let Some(id) = scope.id(Subject::Resource, prefix) {
            let text = prefix.rsplit('.').next().unwrap_or(prefix);
            crumbs.push(Link::page(text, id));
        }
    }
    crumbs
}

/// What an API is called: `Proxy v1`.
pub(crate) fn api_title(document: &crate::model::Document) -> String {
    use heck::ToTitleCase;
    format!(
        "{} {}",
        document.product.ident.to_title_case(),
        document.version.ident
    )
}

fn source(scope: &Scope<'_>, origin: &Origin) -> String {
    format!(
        "{}:{}",
        super::prose::visible(&scope.document.file),
        origin.line
    )
}

fn fact(label: &str, text: &str) -> Fact {
    Fact {
        label: label.to_owned(),
        text: vec![Inline::text(text)],
    }
}

fn code_fact(label: &str, code: &str) -> Fact {
    Fact {
        label: label.to_owned(),
        text: vec![Inline::Code(super::prose::visible(code))],
    }
}

fn members_block(members: Vec<Member>, left_out: usize) -> Vec<Block> {
    vec![Block::Members(Members {
        members,
        left_out,
        folded: None,
    })]
}

/// Pieces of text with something between them.
fn join_pieces(pieces: impl Iterator<Item = Vec<Inline>>, between: &str) -> Vec<Inline> {
    let mut line = Vec::new();
    for piece in pieces {
        if !line.is_empty() {
            line.push(Inline::text(between));
        }
        line.extend(piece);
    }
    line
}

/// A section that lists links, each on a line; none where there are no links.
fn list_section(anchor: &str, title: &str, items: Vec<Vec<Inline>>) -> Option<Section> {
    let count = items.len();
    let left_out = count.saturating_sub(MOST_ITEMS);
    let items = items.into_iter().take(MOST_ITEMS);
    let mut blocks = vec![Block::List {
        ordered: false,
        items: items.map(|line| vec![Block::Paragraph(line)]).collect(),
    }];
    if left_out > 0 {
        blocks.push(Block::Note(vec![Inline::Text(format!(
            "{left_out} more are left out here."
        ))]));
    }
    (count > 0).then(|| Section {
        anchor: anchor.to_owned(),
        title: title.to_owned(),
        note: count.to_string(),
        beside: false,
        blocks,
    })
}

/// Lists of links go no further.
const MOST_ITEMS: usize = 300;
