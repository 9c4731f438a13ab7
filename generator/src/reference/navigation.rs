//! The tree beside each page: the resources of its API, open where the page is.

use std::collections::HashMap;

use super::id::{Ids, PageId, Subject, resource_name};
use super::page::{Page, PageKind, Target};
use crate::model::{Api, Document, ResourceKind};

/// A tree of so many resources is open as a whole.
const MOST_OPEN: usize = 12;

/// The trees of all documents.
pub(crate) struct Navigation {
    documents: HashMap<String, Vec<TreeNode>>,
    lists: HashMap<String, Vec<List>>,
}

/// A list on the page of an API: its anchor, and what it is called.
pub(crate) type List = (&'static str, &'static str);

/// One resource in the tree.
#[derive(Debug)]
struct TreeNode {
    name: String,
    id: PageId,
    /// The method, what it is called, and the page.
    operations: Vec<(String, String, PageId)>,
}

/// A line of the tree as one page shows it.
#[derive(Debug)]
pub(crate) struct NavigationEntry<'a> {
    /// The method of an operation; empty for a resource.
    pub(crate) method: &'a str,
    pub(crate) text: &'a str,
    pub(crate) id: &'a PageId,
    pub(crate) is_current: bool,
    pub(crate) below: Vec<NavigationEntry<'a>>,
}

impl Navigation {
    pub(crate) fn new(api: &Api, ids: &Ids) -> Self {
        let documents = api.documents.iter();
        let trees = documents
            .clone()
            .map(|document| (document.key.clone(), places(document, ids)));
        let lists = documents.map(|document| (document.key.clone(), lists(document)));
        Self {
            documents: trees.collect(),
            lists: lists.collect(),
        }
    }

    /// The lists on the page of the API that a page belongs to.
    pub(crate) fn lists(&self, page: &Page) -> &[List] {
        let key = page.document.as_deref().unwrap_or_default();
        self.lists.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The tree beside a page.
    pub(crate) fn beside<'a>(&'a self, page: &'a Page) -> Vec<NavigationEntry<'a>> {
        let key = page.document.as_deref().unwrap_or_default();
        let Some(places) = self.documents.get(key) else {
            return Vec::new();
        };
        let mut way: Vec<&PageId> = page
            .crumbs
            .iter()
            .filter_map(|crumb| match &crumb.target {
                Target::Page(id, _) => Some(id),
                Target::Web(_) => None,
            })
            .collect();
        if page.kind == PageKind::Resource {
            way.push(&page.id);
        }
        level(places, "", &way, page)
    }
}

fn lists(document: &Document) -> Vec<List> {
    let lists = [
        (document.models.is_empty(), ("models", "Models")),
        (document.enums.is_empty(), ("enums", "Enums")),
        (document.sid_aliases.is_empty(), ("sids", "SIDs")),
    ];
    let lists = lists.into_iter().filter(|(is_empty, _)| !is_empty);
    lists.map(|(_, list)| list).collect()
}

fn places(document: &Document, ids: &Ids) -> Vec<TreeNode> {
    let mut places: Vec<TreeNode> = Vec::new();
    for resource in document
        .resources
        .iter()
        .filter(|resource| resource.kind != ResourceKind::Root)
    {
        let name = resource_name(document, &resource.path);
        let Some(id) = ids.get(document, Subject::Resource, &name) else {
            continue;
        };
        let at = places
            .iter()
            .position(|place| place.name == name)
            .unwrap_or_else(|| {
                places.push(TreeNode {
                    name,
                    id: id.clone(),
                    operations: Vec::new(),
                });
                places.len() - 1
            });
        let Some(place) = places.get_mut(at) else {
            continue;
        };
        for operation in resource
            .operations
            .iter()
            .filter_map(|id| document.find_operation(id))
        {
            let Some(id) = ids.get(document, Subject::Operation, &operation.id) else {
                continue;
            };
            if place.operations.iter().all(|(_, _, other)| other != id) {
                let text = operation.method_ident.trim_matches('_').replace('_', " ");
                place
                    .operations
                    .push((operation.http_method.clone(), text, id.clone()));
            }
        }
    }
    places
}

fn level<'a>(
    places: &'a [TreeNode],
    above: &str,
    way: &[&PageId],
    page: &'a Page,
) -> Vec<NavigationEntry<'a>> {
    let here = places.iter().filter(|place| {
        let rest = match above {
            "" => Some(place.name.as_str()),
            above => place
                .name
                .strip_prefix(above)
                .and_then(|rest| rest.strip_prefix('.')),
        };
        rest.is_some_and(|rest| !rest.contains('.'))
    });
    here.map(|place| {
        let is_open = places.len() <= MOST_OPEN || way.contains(&&place.id);
        let mut below = Vec::new();
        if is_open {
            let is_last = way.last() == Some(&&place.id);
            let operations = place.operations.iter().filter(|_| is_last);
            below.extend(operations.map(|(method, text, id)| NavigationEntry {
                method,
                text,
                id,
                is_current: *id == page.id,
                below: Vec::new(),
            }));
            below.extend(level(places, &place.name, way, page));
        }
        NavigationEntry {
            method: "",
            text: place.name.rsplit('.').next().unwrap_or(&place.name),
            id: &place.id,
            is_current: place.id == page.id,
            below,
        }
    })
    .collect()
}
