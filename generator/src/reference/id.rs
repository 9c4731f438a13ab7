//! What pages are called: their ids, their files, and the fragments of addresses.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::diagnostic::is_hidden;
use crate::model::{Api, Document, ResourceKind};
use crate::names::ident::value_ident;
use crate::names::reserved::is_device;

/// The id of a page: `proxy_v1/operations/ListInteraction`.
///
/// It holds nothing but ASCII letters, digits and `/ . _ - ~`, so it is the path of a file and of an address as well.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(String);

/// The pages that belong to no document.
const COMMON: [&str; 4] = ["index", "errors", "changes", "404"];

impl PageId {
    /// All APIs.
    pub fn home() -> Self {
        Self(String::from("index"))
    }

    /// Errors and retries.
    pub fn errors() -> Self {
        Self(String::from("errors"))
    }

    /// What changed, in all documents.
    pub fn changes() -> Self {
        Self(String::from("changes"))
    }

    /// The answer to an address without a page.
    pub fn not_found() -> Self {
        Self(String::from("404"))
    }

    /// The page of further examples of this one. No name of a document is written with such an ending.
    pub(crate) fn examples(&self) -> Self {
        Self(format!("{}~examples", self.0))
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of its file without the extension.
    fn stem(&self) -> String {
        if self.0.contains('/') || COMMON.contains(&self.as_str()) {
            self.0.clone()
        } else {
            format!("{}/index", self.0)
        }
    }

    /// The path of its HTML.
    pub fn route(&self) -> String {
        self.stem() + ".html"
    }

    /// The path of its Markdown.
    pub fn twin(&self) -> String {
        self.stem() + ".md"
    }

    /// The way from its folder up to the root of the site: `../../`.
    pub fn root(&self) -> String {
        "../".repeat(self.stem().matches('/').count())
    }

    /// The way from this page to another file of the site, both from the root.
    pub fn to(&self, path: &str) -> String {
        let mut own = self.stem();
        own.truncate(own.rfind('/').map_or(0, |at| at + 1));
        let shared = own.match_indices('/').map(|(at, _)| at + 1);
        let shared = shared
            .take_while(|end| own.get(..*end) == path.get(..*end))
            .last()
            .unwrap_or(0);
        let up = own.get(shared..).unwrap_or_default().matches('/').count();
        "../".repeat(up) + path.get(shared..).unwrap_or(path)
    }

    /// What stands behind the last slash.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a page of a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The document itself.
    Api,
    /// An operation, by its `operationId`.
    Operation,
    /// A resource, by its name.
    Resource,
    /// A model, by its Rust name.
    Model,
    /// An enum, by its Rust name.
    Enum,
    /// A kind of SID, by its marker.
    Sid,
    /// What changed in the document.
    Changes,
}

impl Subject {
    fn folder(self) -> &'static str {
        match self {
            Self::Api | Self::Changes => "",
            Self::Operation => "operations/",
            Self::Resource => "resources/",
            Self::Model => "models/",
            Self::Enum => "enums/",
            Self::Sid => "sids/",
        }
    }
}

/// The ids of all pages. Two that a file system could take for one differ by a number at their end.
#[derive(Debug, Default)]
pub struct Ids {
    by_subject: HashMap<(String, Subject, String), PageId>,
    order: Vec<PageId>,
}

impl Ids {
    /// Names the pages of every document.
    pub fn new(api: &Api) -> Self {
        let mut naming = Naming::default();
        for common in COMMON {
            naming.unique(common.to_owned());
        }
        for document in &api.documents {
            naming.add(document, Subject::Api, "");
            naming.add(document, Subject::Changes, "");
            for operation in &document.operations {
                naming.add(document, Subject::Operation, &operation.id);
            }
            for resource in &document.resources {
                if resource.kind != ResourceKind::Root {
                    let name = resource_name(document, &resource.path);
                    naming.add(document, Subject::Resource, &name);
                }
            }
            for model in &document.models {
                naming.add(document, Subject::Model, &model.name.ident);
            }
            for list in &document.enums {
                naming.add(document, Subject::Enum, &list.name.ident);
            }
            for alias in &document.sid_aliases {
                naming.add(document, Subject::Sid, &alias.kind);
            }
        }
        naming.ids
    }

    /// Takes the ids of pages that were made on the way as well.
    pub(crate) fn complete<'p>(&mut self, pages: impl Iterator<Item = &'p PageId>) {
        let ordered: HashSet<PageId> = self.order.iter().cloned().collect();
        let others = pages.filter(|id| !ordered.contains(id));
        self.order.extend(others.cloned());
    }

    /// The page of something in a document, if it has one.
    pub fn get(&self, document: &Document, subject: Subject, name: &str) -> Option<&PageId> {
        let key = (document.key.clone(), subject, name.to_owned());
        self.by_subject.get(&key)
    }

    /// Names the page of what changed in a document in an earlier year.
    pub(crate) fn add_year(&mut self, document: &Document, year: &str) -> Option<PageId> {
        let all = self.get(document, Subject::Changes, "")?;
        let id = PageId(format!("{all}/{}", file_safe(year)));
        let key = (document.key.clone(), Subject::Changes, year.to_owned());
        if self.by_subject.insert(key, id.clone()).is_none() {
            self.order.push(id.clone());
        }
        Some(id)
    }

    /// The same as text; empty where there is no such page.
    pub(crate) fn text(&self, document: &Document, subject: Subject, name: &str) -> String {
        self.get(document, subject, name)
            .map(PageId::to_string)
            .unwrap_or_default()
    }

    /// The page that an id, an address of this site or a bare name means, or the ids that it may mean.
    ///
    /// # Errors
    ///
    /// The candidates: none, or several.
    pub fn resolve(&self, text: &str) -> Result<&PageId, Vec<&PageId>> {
        let text = text.split(['#', '?']).next().unwrap_or(text);
        let text = text.trim().trim_matches('/');
        let text = ["/index.html", "/index.md", ".html", ".md"]
            .iter()
            .find_map(|ending| text.strip_suffix(ending))
            .unwrap_or(text);
        let tests: [&dyn Fn(&PageId) -> bool; 4] = [
            &|id| id.as_str() == text,
            &|id| id.as_str().eq_ignore_ascii_case(text),
            &|id| id.name() == text,
            &|id| id.name().eq_ignore_ascii_case(text),
        ];
        for test in tests {
            let candidates: Vec<&PageId> = self.order.iter().filter(|id| test(id)).collect();
            match candidates.as_slice() {
                [] => {}
                [one] => return Ok(one),
                _ => return Err(candidates),
            }
        }
        Err(Vec::new())
    }
}

#[derive(Default)]
struct Naming {
    ids: Ids,
    taken: HashSet<String>,
}

impl Naming {
    fn add(&mut self, document: &Document, subject: Subject, name: &str) {
        let key = (document.key.clone(), subject, name.to_owned());
        if self.ids.by_subject.contains_key(&key) {
            return;
        }
        let document_part = file_safe(&document.key);
        let wish = match subject {
            Subject::Api => document_part,
            Subject::Changes => format!("changes/{document_part}"),
            _ => format!("{document_part}/{}{}", subject.folder(), file_safe(name)),
        };
        let id = self.unique(wish);
        self.ids.by_subject.insert(key, id);
    }

    fn unique(&mut self, wish: String) -> PageId {
        let mut text = wish.clone();
        let mut number = 1_usize;
        while !self.taken.insert(text.to_ascii_lowercase()) {
            number += 1;
            text = format!("{wish}~{number}");
        }
        let id = PageId(text);
        self.ids.order.push(id.clone());
        id
    }
}

/// The name of the page of a resource: its static segments in snake case, with dots between; of a path without any, the
/// name of its parameter.
pub fn resource_name(document: &Document, path: &str) -> String {
    let path = path.strip_prefix(document.prefix.as_str()).unwrap_or(path);
    let (parameters, names): (Vec<&str>, Vec<&str>) = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .partition(|segment| segment.starts_with('{'));
    let snake = |segment: &&str| value_ident(segment.trim_end_matches(".json"));
    match (names.as_slice(), parameters.last()) {
        ([], Some(parameter)) => value_ident(parameter.trim_matches(['{', '}'])),
        _ => names.iter().map(snake).collect::<Vec<_>>().join("."),
    }
}

/// At most so many bytes of a name go into a file's name.
const LONGEST: usize = 120;

fn file_safe(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for byte in name.bytes().take(LONGEST) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => safe.push(char::from(byte)),
            // A name that begins with a dot is hidden, or leads upwards.
            b'.' if !safe.is_empty() => safe.push('.'),
            _ => safe.push_str(&format!("~{byte:02X}")),
        }
    }
    // What stands before the first dot may be a device on Windows: `com1`.
    let stem = safe
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if stem.is_empty() || is_device(&stem) {
        safe.insert(stem.len(), '~');
    }
    safe
}

/// A fragment that stays readable: what none may hold is replaced, and what is too long cut.
pub(crate) fn anchor_text(wish: &str) -> String {
    let kept = |c: char| match c.is_whitespace() || is_hidden(c) {
        true => '_',
        false => c,
    };
    wish.chars().map(kept).take(LONGEST).collect()
}

/// The fragments that are taken on one page.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    taken: HashSet<String>,
}

impl Anchors {
    /// The fragment itself, or with a number where it is taken.
    pub(crate) fn unique(&mut self, wish: &str) -> String {
        let wish = anchor_text(wish);
        let mut text = wish.clone();
        let mut number = 1_usize;
        while !self.taken.insert(text.clone()) {
            number += 1;
            text = format!("{wish}~{number}");
        }
        text
    }
}

/// A fragment as it stands in an address.
pub(crate) fn fragment(anchor: &str) -> String {
    let mut text = String::with_capacity(anchor.len());
    for byte in anchor.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
