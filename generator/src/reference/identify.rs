//! What a text is: a SID, a URL, a value, a name or a Rust call, as people meet them in logs and in code.
//!
//! It answers what is certain; [`Index::search`] guesses.

use serde::Serialize;

use super::search::{EntryKind, Index, PathQuery, SearchEntry};

/// So many answers at most.
const MOST: usize = 20;
/// Longer texts are nothing that has a name.
const LONGEST: usize = 2000;
/// How many digits follow the prefix of a SID.
const SID_DIGITS: usize = 32;

/// What a text is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identified {
    /// The kind of thing.
    pub kind: EntryKind,
    /// Its id: `proxy_v1/operations/ListInteraction`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// A sentence on it.
    pub explanation: String,
    /// For a path, the values of the template's parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
}

/// What a text is, or nothing where it is nothing known.
pub fn identify(index: &Index, text: &str) -> Vec<Identified> {
    let text = text.trim().trim_matches(['"', '\'', '`']);
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let ways = [by_id, by_sid, by_path, by_name, by_call];
    let mut answers = ways
        .iter()
        .map(|way| way(index, text))
        .find(|answers| !answers.is_empty())
        .unwrap_or_default();
    answers.truncate(MOST);
    answers
}

fn by_id(index: &Index, text: &str) -> Vec<Identified> {
    let entries = index
        .entries()
        .iter()
        .filter(|entry| entry.id() == text && text.contains('/'));
    entries
        .map(|entry| identified(entry, described(entry)))
        .collect()
}

/// `KC0123…` is a SID of a known kind if `KC` is.
fn by_sid(index: &Index, text: &str) -> Vec<Identified> {
    let Some((prefix, digits)) = text.split_at_checked(2) else {
        return Vec::new();
    };
    let looks_like_one = digits.len() >= 20 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !looks_like_one || !prefix.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let prefix = prefix.to_ascii_uppercase();
    let kinds = index
        .named(&prefix)
        .into_iter()
        .filter(|entry| entry.kind == EntryKind::Sid);
    let explained = |entry: &SearchEntry| {
        let kind = format!("A SID with the prefix `{prefix}`: {}.", entry.detail);
        match digits.len() {
            SID_DIGITS => kind,
            length => format!(
                "{kind} It is not a whole one: {length} hexadecimal digits follow the prefix, where {SID_DIGITS} are \
                 expected."
            ),
        }
    };
    kinds
        .map(|entry| identified(entry, explained(entry)))
        .collect()
}

/// The operations, else the resource, whose template fits a URL or path.
fn by_path(index: &Index, text: &str) -> Vec<Identified> {
    let Some(path) = PathQuery::new(text) else {
        return Vec::new();
    };
    let mut operations = Vec::new();
    let mut resources = Vec::new();
    let mut host = "";
    for entry in index.entries() {
        if entry.kind == EntryKind::Api {
            host = &entry.detail;
        }
        let (answers, template) = match entry.kind {
            EntryKind::Operation => (&mut operations, entry.detail.as_str()),
            EntryKind::Resource => (&mut resources, entry.detail.as_str()),
            _ => continue,
        };
        let (method, template) = template
            .split_once(' ')
            .map_or((None, template), |(method, path)| (Some(method), path));
        let is_other_method =
            path.method.is_some() && method.is_some() && path.method.as_deref() != method;
        if is_other_method || path.is_on_other_host(host) {
            continue;
        }
        if let Some(values) = path.captures(template) {
            let open = template.matches('{').count();
            let answer = Identified {
                values,
                ..identified(entry, described(entry))
            };
            answers.push((open, answer));
        }
    }
    let answers = if operations.is_empty() {
        resources
    } else {
        operations
    };
    // A segment that has a name of its own is not a value.
    let least = answers.iter().map(|(open, _)| *open).min();
    answers
        .into_iter()
        .filter(|(open, _)| Some(*open) == least)
        .map(|(_, answer)| answer)
        .collect()
}

fn by_name(index: &Index, text: &str) -> Vec<Identified> {
    let last = text.rsplit("::").next().unwrap_or(text);
    let mut entries = index.named(text);
    if entries.is_empty() && text.contains("::") {
        entries = index.named(last);
    }
    entries
        .into_iter()
        .map(|entry| identified(entry, described(entry)))
        .collect()
}

fn by_call(index: &Index, text: &str) -> Vec<Identified> {
    let entries = index.called(text).into_iter();
    entries
        .map(|entry| identified(entry, format!("The call leads here. {}", described(entry))))
        .collect()
}

fn identified(entry: &SearchEntry, explanation: String) -> Identified {
    Identified {
        kind: entry.kind,
        id: entry.id(),
        title: entry.title.clone(),
        explanation,
        values: Vec::new(),
    }
}

fn described(entry: &SearchEntry) -> String {
    let (title, detail, document) = (&entry.title, &entry.detail, entry.document());
    match entry.kind {
        EntryKind::Api => format!("The API `{title}` at `{detail}`."),
        EntryKind::Operation => format!("The operation `{title}` of {document}: `{detail}`."),
        EntryKind::Model => format!("The model `{title}` of {document}."),
        EntryKind::Enum => format!("The enum `{title}` of {document}."),
        EntryKind::Sid => format!("The SID prefix `{title}`: {detail}."),
        EntryKind::Resource => format!("The resource `{title}` of {document}: `{detail}`."),
        EntryKind::Page => format!("The page on {}.", title.to_ascii_lowercase()),
        EntryKind::Field => format!("The property `{title}` of {document}."),
        EntryKind::Parameter => format!("The parameter `{title}` of {document}."),
        EntryKind::Value => format!("The value `{title}` of the enum `{detail}` of {document}."),
    }
}
