//! What changed between two versions of a document, in sentences, with what each change does to code that calls the
//! generated crate.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde::Serialize;

use super::grammar::ObjectKind;
use super::impact::{Edit, Impact, impact, is_repetition};
use super::naming::{Named, location_text, locations};
use super::pair_path::{Group, PointerToken, operation_name, operations};
use super::view::shown;
use super::walk::{Difference, DifferenceKind, NodeEntry, differences};
use crate::diagnostic::{Location, escape};
use crate::load::{Document, Node};

/// One change of structure from an old document to a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the change does to callers.
    pub impact: Impact,
    /// What changed, as a heading: `operation CreateSession`, `schema proxy.v1.service`, `document`.
    pub group: String,
    /// A sentence: "property `ttl` of proxy.v1.service is removed".
    pub what: String,
    /// Its location in the old document, or that of the thing it was added to.
    pub old: Location,
    /// Its location in the new document, or that of the thing it was removed from.
    pub new: Location,
}

/// Returns every change of structure, grouped by operation and schema in the order of the new document. Prose and
/// example payloads are not compared.
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut reported = HashSet::new();
    for difference in differences(new, old) {
        if is_repetition(&difference) {
            continue;
        }
        let named = Named::new(&difference);
        let (new, old) = locations(&difference, new, old);
        match whole_path(&difference) {
            // A path that is added or removed is reported as its operations.
            Some((entry, edit)) => changes.extend(changes_of_path(entry, edit, &new, &old)),
            None => {
                let change = Change {
                    impact: impact(&difference),
                    group: heading(&group_of(&difference, &named)),
                    what: escape(&sentence(&difference, &named)).into_owned(),
                    old,
                    new,
                };
                let key = (change.what.clone(), change.new.pointer().map(str::to_owned));
                // A change of a shared header would be reported for every reply that uses it.
                if reported.insert(key) {
                    changes.push(change);
                }
            }
        }
    }
    in_groups(changes)
}

/// Prints changes as a list for people to read.
pub fn render_changes(changes: &[Change]) -> String {
    let mut text = String::new();
    let mut group = None;
    for change in changes {
        if group != Some(&change.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            text += &format!("{gap}{}\n", change.group);
            group = Some(&change.group);
        }
        let (old, new) = (location_text(&change.old), location_text(&change.new));
        let (impact, what) = (change.impact.as_str(), &change.what);
        text += &format!("  {impact:<10}  {what}\n              {old} -> {new}\n");
    }
    text
}

/// Prints changes as JSON, one object per line: `impact`, `group`, `what`, and `old` and `new`, each with `file`,
/// `line`, `column` and `pointer`.
pub fn render_changes_json(changes: &[Change]) -> String {
    #[derive(Serialize)]
    struct JsonLocation<'a> {
        file: &'a str,
        line: usize,
        column: usize,
        pointer: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct JsonChange<'a> {
        impact: &'static str,
        group: &'a str,
        what: &'a str,
        old: JsonLocation<'a>,
        new: JsonLocation<'a>,
    }
    fn json_location(location: &Location) -> JsonLocation<'_> {
        JsonLocation {
            file: location.file(),
            line: location.line(),
            column: location.column(),
            pointer: location.pointer(),
        }
    }
    let mut text = String::new();
    for change in changes {
        let line = JsonChange {
            impact: change.impact.as_str(),
            group: &change.group,
            what: &change.what,
            old: json_location(&change.old),
            new: json_location(&change.new),
        };
        // Serializing texts and numbers cannot fail.
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// The path that was added or removed as a whole, where that is the difference.
fn whole_path<'d, 'a>(difference: &'d Difference<'a>) -> Option<(&'d NodeEntry<'a>, Edit)> {
    let (entry, edit) = match &difference.kind {
        DifferenceKind::Missing(entry) => (entry, Edit::Removed),
        DifferenceKind::Extra(entry) => (entry, Edit::Added),
        DifferenceKind::Changed | DifferenceKind::Order(_) => return None,
    };
    (entry.kind == ObjectKind::PathItem && entry.node.get("$ref").is_none())
        .then_some((entry, edit))
}

fn changes_of_path(
    entry: &NodeEntry<'_>,
    edit: Edit,
    new: &Location,
    old: &Location,
) -> Vec<Change> {
    let path = &entry.label;
    let change = |group: Group, impact, what: String| Change {
        impact,
        group: heading(&group),
        what: escape(&what).into_owned(),
        old: old.clone(),
        new: new.clone(),
    };
    let impact = match edit {
        Edit::Removed => Impact::Breaking,
        Edit::Added | Edit::Changed => Impact::Compatible,
    };
    let mut changes: Vec<Change> = operations(entry.node)
        .map(|(method, node)| {
            let id = operation_name(node, method, path);
            let what = format!(
                "operation `{}` ({} {}) is {}",
                shown(&id),
                method.to_uppercase(),
                shown(path),
                edit.as_str()
            );
            change(Group::Operation(id), impact, what)
        })
        .collect();
    if changes.is_empty() {
        let what = format!(
            "path `{}`, without operations, is {}",
            shown(path),
            edit.as_str()
        );
        changes.push(change(Group::Path(path.clone()), Impact::Compatible, what));
    }
    changes
}

/// The group that a difference is reported under. An operation or schema that was added or removed has its own.
fn group_of(difference: &Difference<'_>, named: &Named<'_, '_>) -> Group {
    let (DifferenceKind::Missing(entry) | DifferenceKind::Extra(entry)) = &difference.kind else {
        return named.subject.group.clone();
    };
    match named.noun(entry) {
        Some("operation") => {
            let path = named.subject.name.trim_start_matches("path ");
            Group::Operation(operation_name(entry.node, &entry.label, path))
        }
        Some("schema") => Group::Schema(entry.label.clone()),
        _ => named.subject.group.clone(),
    }
}

fn heading(group: &Group) -> String {
    match group {
        Group::Document => "document".to_owned(),
        Group::Path(path) => format!("path {}", shown(path)),
        Group::Operation(id) => format!("operation {}", shown(id)),
        Group::Schema(name) => format!("schema {}", shown(name)),
    }
}

fn sentence(difference: &Difference<'_>, named: &Named<'_, '_>) -> String {
    let describe_entry = |entry: &NodeEntry<'_>, edit: Edit| {
        let demand = match edit {
            Edit::Added if is_required(difference, entry) => "required ",
            _ => "",
        };
        format!("{demand}{} is {}", named.entry(entry), edit.as_str())
    };
    match &difference.kind {
        DifferenceKind::Missing(entry) => describe_entry(entry, Edit::Removed),
        DifferenceKind::Extra(entry) => describe_entry(entry, Edit::Added),
        DifferenceKind::Changed => {
            let (new, old) = named.values();
            format!("{} was {old} and is {new}", named.value())
        }
        DifferenceKind::Order(order) => {
            let entry = named.entry(&order.moved.0);
            match &order.after.0 {
                Some(label) => format!("{entry} moved, to after `{}`", shown(label)),
                None => format!("{entry} moved to the front"),
            }
        }
    }
}

fn is_required(difference: &Difference<'_>, entry: &NodeEntry<'_>) -> bool {
    let list = |node: &Node| {
        let required = node.get("required").map(Node::items).unwrap_or_default();
        required
            .iter()
            .any(|name| name.as_str() == Some(&entry.label))
    };
    match entry.token {
        PointerToken::Item(_) => entry.node.get("required").and_then(Node::as_bool) == Some(true),
        _ => {
            let owner = difference.pair_path.iter().nth_back(1);
            entry.kind == ObjectKind::Schema && owner.is_some_and(|owner| list(owner.left.node))
        }
    }
}

/// Brings the changes of each group together, breaking ones first. The groups keep the order of their first change.
fn in_groups(changes: Vec<Change>) -> Vec<Change> {
    let mut groups: IndexMap<String, Vec<Change>> = IndexMap::new();
    for change in changes {
        groups.entry(change.group.clone()).or_default().push(change);
    }
    for group in groups.values_mut() {
        group.sort_by_key(|change| change.impact);
    }
    groups.into_values().flatten().collect()
}
