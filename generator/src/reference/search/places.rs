//! Places in the URL tree: their names, and the Rust calls that lead to them.

use std::collections::BTreeMap;

use super::source::{EntryKind, Source};
use crate::model::{Document, Resource, ResourceKind};
use crate::reference::id::{Ids, Subject, resource_name};

/// One for all places with the same static segments.
pub(super) fn resource_sources(
    ids: &Ids,
    document: &Document,
    calls: &BTreeMap<String, Vec<String>>,
) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for resource in document
        .resources
        .iter()
        .filter(|resource| resource.kind != ResourceKind::Root)
    {
        let title = resource_name(document, &resource.path);
        let ways = calls.get(&resource.path).into_iter().flatten();
        let ways: Vec<String> = ways.cloned().collect();
        match sources.iter_mut().find(|source| source.title == title) {
            Some(source) => {
                for way in ways {
                    if !source.calls.split('|').any(|other| other == way) {
                        source.calls = format!("{}|{way}", source.calls);
                    }
                }
            }
            None => sources.push(Source {
                kind: EntryKind::Resource,
                page: ids.text(document, Subject::Resource, &title),
                detail: resource.path.clone(),
                title,
                names: Vec::new(),
                summary: String::new(),
                related: document.key.clone(),
                calls: ways.join("|"),
                prose: String::new(),
                weight: 0,
                members: Vec::new(),
            }),
        }
    }
    sources
}

/// Path → the accessors that lead to it.
pub(super) fn calls_by_path(document: &Document) -> BTreeMap<String, Vec<String>> {
    let root = format!("{} {}", document.product.ident, document.version.ident);
    let mut by_handle: BTreeMap<&str, String> = BTreeMap::new();
    let mut by_path: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for resource in &document.resources {
        let way = match resource.kind {
            ResourceKind::Root => root.clone(),
            _ => match by_handle.get(resource.handle.as_str()) {
                Some(way) => way.clone(),
                None => continue,
            },
        };
        remember(&mut by_path, resource, &way);
        for link in &resource.links {
            by_handle
                .entry(&link.handle)
                .or_insert_with(|| format!("{way} {}", link.ident));
        }
    }
    by_path
}

/// Handles by name are the same place; the query's `session_named` is read as `session`.
fn remember(by_path: &mut BTreeMap<String, Vec<String>>, resource: &Resource, way: &str) {
    if !resource.by_name {
        by_path
            .entry(resource.path.clone())
            .or_default()
            .push(way.to_owned());
    }
}
