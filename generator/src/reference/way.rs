//! How Rust code reaches a place of the URL tree: the accessors from the client on.

use std::collections::{HashMap, VecDeque};

use crate::model::{Document, Resource};

/// For each handle, the accessors that lead to it, the shortest way: `.proxy()`, `.v1()`, `.service(sid)`.
pub(crate) fn ways(document: &Document) -> HashMap<&str, Vec<String>> {
    let by_handle: HashMap<&str, &Resource> = document
        .resources
        .iter()
        .map(|resource| (resource.handle.as_str(), resource))
        .collect();
    let mut ways: HashMap<&str, Vec<String>> = HashMap::new();
    let mut open = VecDeque::new();
    if let Some(root) = document.resources.first() {
        let product = format!(".{}()", document.product.ident);
        let version = format!(".{}()", document.version.ident);
        ways.insert(&root.handle, vec![product, version]);
        open.push_back(root.handle.as_str());
    }
    while let Some(handle) = open.pop_front() {
        let way = ways.get(handle).cloned().unwrap_or_default();
        for link in by_handle
            .get(handle)
            .into_iter()
            .flat_map(|resource| &resource.links)
        {
            if ways.contains_key(link.handle.as_str()) {
                continue;
            }
            let argument = link.id.as_ref().map(|id| id.ident.as_str());
            let step = format!(".{}({})", link.ident, argument.unwrap_or_default());
            ways.insert(&link.handle, way.iter().cloned().chain([step]).collect());
            open.push_back(&link.handle);
        }
    }
    ways
}
