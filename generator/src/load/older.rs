//! What Twilio's older documents write otherwise, rewritten to today's spelling before anything else looks at it.
//!
//! It changes how a document says something and never what it says; that an operation has no name is told as a
//! warning. It knows Twilio's extensions by their keys, and no Rust.

use super::files::Files;
use super::pointer::Pointer;
use super::problems::Problems;
use super::yaml::node::{MapEntry, Node, NodeKind};
use super::yaml::parse::parse;
use crate::diagnostic::{Code, Diagnostic};
use crate::names::singular::singular;
use std::collections::HashSet;

/// The keys of path items until 2021, and the keys of `x-twilio` that they are now.
const OLDER_KEYS: [(&str, &str); 2] = [
    ("x-path-type", "pathType"),
    ("x-default-output-properties", "defaultOutputProperties"),
];

/// The methods of which an operation can be named by rule.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Rewrites a document to today's spelling.
pub(super) fn modernise(files: &Files, root: &mut Node, problems: &mut Problems) {
    read_maps_in_texts(files, root);
    let mut ids = operation_ids(root);
    let Some(paths) = root.value_mut("paths") else {
        return;
    };
    for path in paths.entries_mut() {
        gather_older_keys(&mut path.value);
        name_operations(files, path, &mut ids, problems);
    }
}

/// Replaces texts such as `'{account_sid: sid}'` by the maps that they spell, wherever `x-twilio` has a map.
fn read_maps_in_texts(files: &Files, node: &mut Node) {
    for item in node.items_mut() {
        read_maps_in_texts(files, item);
    }
    for entry in node.entries_mut() {
        if &*entry.key != "x-twilio" {
            read_maps_in_texts(files, &mut entry.value);
            continue;
        }
        let extension = &mut entry.value;
        read_map(files, extension);
        if let Some(pii) = extension.value_mut("pii") {
            read_map(files, pii);
        }
        let Some(dependents) = extension.value_mut("dependentProperties") else {
            continue;
        };
        read_map(files, dependents);
        for dependent in dependents.entries_mut() {
            read_map(files, &mut dependent.value);
            if let Some(mapping) = dependent.value.value_mut("mapping") {
                read_map(files, mapping);
            }
        }
    }
}

/// Replaces a text by the map that it spells, if it spells one.
fn read_map(files: &Files, node: &mut Node) {
    let Some(text) = node.as_str().filter(|text| text.trim().starts_with('{')) else {
        return;
    };
    let file = files.document();
    let mut unused = Problems::new(file.clone());
    if let Some(mut map) = parse(file, text, &mut unused)
        && map.kind() == NodeKind::Map
        && !unused.has_errors()
    {
        map.mark_all(node.mark);
        *node = map;
    }
}

/// Moves the older keys of a path item into its `x-twilio`, unless that says the same already.
fn gather_older_keys(item: &mut Node) {
    for (older, key) in OLDER_KEYS {
        let Some(entry) = item.remove(older) else {
            continue;
        };
        if item.get("x-twilio").is_none() {
            item.insert("x-twilio", Node::empty_map(entry.key_mark), entry.key_mark);
        }
        if let Some(extension) = item.value_mut("x-twilio") {
            extension.insert(key, entry.value, entry.key_mark);
        }
    }
}

fn operation_ids(root: &Node) -> HashSet<String> {
    let paths = root.get("paths").map(Node::map_entries);
    let items = paths.unwrap_or_default().iter();
    items
        .flat_map(|item| item.value.map_entries())
        .filter_map(|operation| operation.value.get("operationId")?.as_str())
        .map(str::to_owned)
        .collect()
}

/// Gives every operation of a path that has no `operationId` one by rule, and says so.
fn name_operations(
    files: &Files,
    path: &mut MapEntry,
    ids: &mut HashSet<String>,
    problems: &mut Problems,
) {
    let words = PathWords::of(&path.key, &path.value);
    for method in METHODS {
        let Some(entry) = path.value.entry_mut(method) else {
            continue;
        };
        let operation = &mut entry.value;
        let written = operation.get("operationId").map(Node::kind);
        if operation.kind() != NodeKind::Map || !matches!(written, None | Some(NodeKind::Null)) {
            continue;
        }
        let id = words.operation_id(method, ids);
        let at = Pointer::root().join("paths").join(&path.key).join(method);
        let (http_method, route) = (method.to_ascii_uppercase(), &path.key);
        let problem = format!(
            "{http_method} {route} has no operationId; it is called `{id}` after its method and path"
        );
        let location = entry.key_mark.to_location(files).with_pointer(&at);
        let warning = Diagnostic::warning(Code::MissingOperationId, &location, problem);
        problems.push(warning.help("an operationId in the document would take precedence"));
        operation.remove("operationId");
        let mark = entry.key_mark;
        operation.insert("operationId", Node::text(&id, mark), mark);
        ids.insert(id);
    }
}

/// What a path says of its operations' names.
struct PathWords {
    /// The fixed segments in the singular, as one word: `ServicePhoneNumber`.
    noun: String,
    /// Whether it leads to one resource.
    is_instance: bool,
}

impl PathWords {
    fn of(path: &str, item: &Node) -> Self {
        let path = path.strip_suffix(".json").unwrap_or(path);
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let is_version = |segment: &str| {
            let number = segment.strip_prefix('v').unwrap_or(segment);
            number.starts_with(|c: char| c.is_ascii_digit())
        };
        let fixed = segments.iter().enumerate().filter(|(index, segment)| {
            !(segment.contains('{') || *index == 0 && is_version(segment))
        });
        let noun = fixed
            .map(|(_, segment)| capitalised(&singular(segment, &Default::default())))
            .collect();
        let path_type = item
            .get("x-twilio")
            .and_then(|twilio| twilio.get("pathType"));
        let is_instance = match path_type.and_then(Node::as_str) {
            Some("instance") => true,
            Some("list") => false,
            _ => segments.last().is_some_and(|last| last.contains('{')),
        };
        Self { noun, is_instance }
    }

    /// An id that no other operation has.
    fn operation_id(&self, method: &str, ids: &HashSet<String>) -> String {
        let verb = match (method, self.is_instance) {
            ("get", true) => "Fetch",
            ("get", false) => "List",
            ("post", false) => "Create",
            ("patch", _) => "Patch",
            ("delete", _) => "Delete",
            _ => "Update",
        };
        let noun = if self.noun.is_empty() {
            "Root"
        } else {
            &self.noun
        };
        let plain = format!("{verb}{noun}");
        let numbered = (2..).map(|number| format!("{plain}{number}"));
        let mut candidates = std::iter::once(plain.clone()).chain(numbered);
        let unused = candidates.find(|candidate| !ids.contains(candidate));
        unused.unwrap_or(plain)
    }
}

/// A segment as part of a name: `phone-numbers` → `PhoneNumbers`.
fn capitalised(segment: &str) -> String {
    let words = segment.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .flat_map(|word| {
            let mut characters = word.chars();
            let first = characters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(characters)
        })
        .collect()
}
