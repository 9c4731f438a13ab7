//! What to call the things in which two documents differ, and where they are in each. Knows no judgement: neither
//! which document is right, nor what breaks.

use super::grammar;
use super::grammar::ObjectKind;
use super::pair_path::{
    PathSegment, PointerToken, Subject, append_token, operation_name, pointer_of, subject_of,
};
use super::view::{describe, shown};
use super::walk::{Difference, DifferenceKind, NodeEntry};
use crate::diagnostic::Location;
use crate::load::{Document, Pointer};

/// A location in the form that terminals and editors turn into a link.
pub(super) fn location_text(location: &Location) -> String {
    match location.line() {
        0 => location.file().to_owned(),
        line => format!("{}:{line}:{}", location.file(), location.column()),
    }
}

/// The locations of a difference in the left and in the right document. An entry that one of them lacks is located at
/// the map or list that lacks it.
pub(super) fn locations(
    difference: &Difference<'_>,
    left: &Document,
    right: &Document,
) -> (Location, Location) {
    let pair_path = &difference.pair_path;
    let here = pointer_of(pair_path, |segment| segment.left);
    let there = pointer_of(pair_path, |segment| segment.right);
    match &difference.kind {
        DifferenceKind::Missing(entry) => {
            (left.location(&here), entry_location(right, &there, entry))
        }
        DifferenceKind::Extra(entry) => {
            (entry_location(left, &here, entry), right.location(&there))
        }
        DifferenceKind::Changed => (left.location(&here), right.location(&there)),
        DifferenceKind::Order(order) => (
            entry_location(left, &here, &order.moved.0),
            entry_location(right, &there, &order.moved.1),
        ),
    }
}

fn entry_location(document: &Document, parent: &Pointer, entry: &NodeEntry<'_>) -> Location {
    let pointer = append_token(parent, entry.token);
    match entry.token {
        PointerToken::Key(_) => document.location_of_key(&pointer),
        PointerToken::Item(_) | PointerToken::Root => document.location(&pointer),
    }
}

/// A difference, with names for everything that it involves.
pub(super) struct Named<'d, 'a> {
    pair_path: &'d [PathSegment<'a>],
    pub(super) subject: Subject,
}

impl<'d, 'a> Named<'d, 'a> {
    pub(super) fn new(difference: &'d Difference<'a>) -> Self {
        Self {
            pair_path: &difference.pair_path,
            subject: subject_of(&difference.pair_path),
        }
    }

    /// What people call such an entry. A field of an object has no such name.
    pub(super) fn noun(&self, entry: &NodeEntry<'_>) -> Option<&'static str> {
        if entry.kind == ObjectKind::Operation {
            return Some("operation");
        }
        let container = self.pair_path.last()?;
        let is_item = matches!(entry.token, PointerToken::Item(_));
        grammar::noun(container.kind, &container.label, is_item)
    }

    /// Names an entry of the map or list that differs: "property `ttl` of session".
    pub(super) fn entry(&self, entry: &NodeEntry<'_>) -> String {
        let Subject { name, field, .. } = &self.subject;
        let label = shown(&entry.label);
        match self.noun(entry) {
            Some("path") => format!("path `{label}`"),
            Some("operation") => {
                let id = operation_name(entry.node, &entry.label, name);
                format!("operation `{}` of {name}", shown(&id))
            }
            Some("item") => format!("item `{label}` in `{field}` of {name}"),
            Some("schema") => format!("schema `{label}`"),
            Some("property") => {
                let owner = name.strip_suffix(" body").unwrap_or(name);
                format!("property `{label}` of {owner}")
            }
            Some(noun) => format!("{noun} `{label}` of {name}"),
            None if field.is_empty() => format!("`{label}` of {name}"),
            None => format!("`{field}.{label}` of {name}"),
        }
    }

    /// Names the value that differs: "`maximum` of CreateSession.Ttl".
    pub(super) fn value(&self) -> String {
        let Subject { name, field, .. } = &self.subject;
        let (Some(last), Some(list)) = (self.pair_path.last(), self.pair_path.iter().nth_back(1))
        else {
            return name.clone();
        };
        match grammar::noun(list.kind, &list.label, last.is_item) {
            Some("item") => format!("an item in `{field}` of {name}"),
            Some(noun) if last.is_item => format!("a {noun} of {name}"),
            _ if field.is_empty() => name.clone(),
            _ => format!("`{field}` of {name}"),
        }
    }

    /// Describes the left and the right value in a few words.
    pub(super) fn values(&self) -> (String, String) {
        match self.pair_path.last() {
            Some(segment) => (describe(segment.left.node), describe(segment.right.node)),
            None => (String::new(), String::new()),
        }
    }
}
