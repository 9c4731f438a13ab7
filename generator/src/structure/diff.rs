//! What changed between two versions of a document, for the people who update it: readable, and sorted by what it
//! does to callers of the crate.

use std::fmt::Write as _;

use serde::Serialize;

use super::compare::{Named, places, shown_location};
use super::grammar::Kind;
use super::impact::{Impact, impact, is_repetition};
use super::trail::{Group, Token, operation, operations};
use super::walk::{Difference, Entry, What, differences};
use crate::diagnostic::Location;
use crate::load::{Document, Node};

/// One change of structure from an old document to a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it does to callers.
    pub impact: Impact,
    /// What changed, as a heading: `operation CreateSession`, `schema proxy.v1.service`, `document`.
    pub group: String,
    /// A sentence: "property `ttl` of proxy.v1.service is removed".
    pub what: String,
    /// Where it stands, or stood, in the old document.
    pub old: Location,
    /// Where it stands in the new document, or what it stood in.
    pub new: Location,
}

/// Every change of structure, grouped by operation and schema in the order of the new document. Prose and example
/// payloads do not count.
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for difference in differences(new, old) {
        if is_repetition(&difference) {
            continue;
        }
        let named = Named::new(&difference);
        let (new, old) = places(&difference, new, old);
        match path_of(&difference) {
            // A path is its operations.
            Some((entry, event)) => changes.extend(path(entry, event, &new, &old)),
            None => {
                let change = Change {
                    impact: impact(&difference),
                    group: heading(&group(&difference, &named)),
                    what: what(&difference, &named),
                    old,
                    new,
                };
                let key = (change.what.clone(), change.new.pointer().map(str::to_owned));
                // A header that many replies share is reported once.
                if seen.insert(key) {
                    changes.push(change);
                }
            }
        }
    }
    in_groups(changes)
}

/// Changes as a list for people.
pub fn render_changes(changes: &[Change]) -> String {
    let mut text = String::new();
    let mut group = None;
    for change in changes {
        if group != Some(&change.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{gap}{}", change.group);
            group = Some(&change.group);
        }
        let (old, new) = (shown_location(&change.old), shown_location(&change.new));
        let _ = writeln!(
            text,
            "  {:<10}  {}\n              {old} -> {new}",
            change.impact.as_str(),
            change.what,
        );
    }
    text
}

/// Changes as JSON, one object per line: `impact`, `group`, `what`, and `old` and `new`, each with `file`, `line`,
/// `column` and `pointer`.
pub fn render_changes_json(changes: &[Change]) -> String {
    #[derive(Serialize)]
    struct At<'a> {
        file: &'a str,
        line: usize,
        column: usize,
        pointer: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct Line<'a> {
        impact: &'static str,
        group: &'a str,
        what: &'a str,
        old: At<'a>,
        new: At<'a>,
    }
    fn at(location: &Location) -> At<'_> {
        At {
            file: location.file(),
            line: location.line(),
            column: location.column(),
            pointer: location.pointer(),
        }
    }
    let mut text = String::new();
    for change in changes {
        let line = Line {
            impact: change.impact.as_str(),
            group: &change.group,
            what: &change.what,
            old: at(&change.old),
            new: at(&change.new),
        };
        // Texts and numbers always serialize.
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        text.push('\n');
    }
    text
}

#[derive(Clone, Copy)]
enum Event {
    Added,
    Removed,
}

impl Event {
    fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// The path that a difference is about as a whole.
fn path_of<'d, 'a>(difference: &'d Difference<'a>) -> Option<(&'d Entry<'a>, Event)> {
    let (entry, event) = match &difference.what {
        What::Missing(entry) => (entry, Event::Removed),
        What::Extra(entry) => (entry, Event::Added),
        What::Changed | What::Order(_) => return None,
    };
    (entry.kind == Kind::PathItem && entry.node.get("$ref").is_none()).then_some((entry, event))
}

fn path(entry: &Entry<'_>, event: Event, new: &Location, old: &Location) -> Vec<Change> {
    let path = &entry.label;
    let change = |group: Group, impact, what: String| Change {
        impact,
        group: heading(&group),
        what,
        old: old.clone(),
        new: new.clone(),
    };
    let impact = match event {
        Event::Added => Impact::Compatible,
        Event::Removed => Impact::Breaking,
    };
    let mut changes: Vec<Change> = operations(entry.node)
        .map(|(method, node)| {
            let id = operation(node, method, path);
            let what = format!(
                "operation `{id}` ({} {path}) is {}",
                method.to_uppercase(),
                event.as_str()
            );
            change(Group::Operation(id), impact, what)
        })
        .collect();
    if changes.is_empty() {
        let what = format!("path `{path}`, without operations, is {}", event.as_str());
        changes.push(change(Group::Path(path.clone()), Impact::Compatible, what));
    }
    changes
}

/// An operation or schema that came or went is a group of its own.
fn group(difference: &Difference<'_>, named: &Named<'_, '_>) -> Group {
    let (What::Missing(entry) | What::Extra(entry)) = &difference.what else {
        return named.subject.group.clone();
    };
    match named.noun(entry) {
        Some("operation") => {
            let path = named.subject.name.trim_start_matches("path ");
            Group::Operation(operation(entry.node, &entry.label, path))
        }
        Some("schema") => Group::Schema(entry.label.clone()),
        _ => named.subject.group.clone(),
    }
}

fn heading(group: &Group) -> String {
    match group {
        Group::Document => "document".to_owned(),
        Group::Path(path) => format!("path {path}"),
        Group::Operation(id) => format!("operation {id}"),
        Group::Schema(name) => format!("schema {name}"),
    }
}

fn what(difference: &Difference<'_>, named: &Named<'_, '_>) -> String {
    let came = |entry: &Entry<'_>, event: Event| {
        let demand = match event {
            Event::Added if is_required(difference, entry) => "required ",
            _ => "",
        };
        format!("{demand}{} is {}", named.entry(entry), event.as_str())
    };
    match &difference.what {
        What::Missing(entry) => came(entry, Event::Removed),
        What::Extra(entry) => came(entry, Event::Added),
        What::Changed => {
            let (new, old) = named.values();
            format!("{} was {old} and is {new}", named.value())
        }
        What::Order(order) => {
            let entry = named.entry(&order.moved.0);
            match &order.after.0 {
                Some(label) => format!("{entry} moved, to after `{label}`"),
                None => format!("{entry} moved to the front"),
            }
        }
    }
}

fn is_required(difference: &Difference<'_>, entry: &Entry<'_>) -> bool {
    let list = |node: &Node| {
        let required = node.get("required").map(Node::items).unwrap_or_default();
        required
            .iter()
            .any(|name| name.as_str() == Some(&entry.label))
    };
    match entry.token {
        Token::Item(_) => entry.node.get("required").and_then(Node::as_bool) == Some(true),
        _ => {
            let owner = difference.trail.iter().nth_back(1);
            entry.kind == Kind::Schema && owner.is_some_and(|owner| list(owner.left.node))
        }
    }
}

/// Brings the changes of one group together, the groups in the order in which they came up, breaking changes first.
fn in_groups(changes: Vec<Change>) -> Vec<Change> {
    let mut groups: indexmap::IndexMap<String, Vec<Change>> = indexmap::IndexMap::new();
    for change in changes {
        groups.entry(change.group.clone()).or_default().push(change);
    }
    for group in groups.values_mut() {
        group.sort_by_key(|change| change.impact);
    }
    groups.into_values().flatten().collect()
}
