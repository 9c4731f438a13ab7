//! Says where a document is not true to the published one. It may not decide what counts as structure: that is
//! `grammar`'s and `walk`'s.

use std::collections::HashSet;

use super::grammar;
use super::grammar::Kind;
use super::trail;
use super::trail::{Step, Subject, Token};
use super::view::shown;
use super::walk::{Difference, Entry, What, differences};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::{Document, Pointer};

/// Every difference between the structure of a document and that of the published one, with the place in both.
///
/// Prose and example payloads are not compared, nor the order of an object's own fields.
pub fn compare(ours: &Document, published: &Document) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for difference in differences(ours, published) {
        let (here, there) = places(&difference, ours, published);
        let problem = |there: &str| problem(&difference, there);
        // A header that many responses share differs from as many published ones: once is enough to mend it.
        if seen.insert((here.pointer().map(str::to_owned), problem(""))) {
            found.push(Diagnostic::error(
                Code::StructureDiffers,
                &here,
                problem(&shown_location(&there)),
            ));
        }
    }
    found
}

/// A place as terminals and editors recognise it.
pub(super) fn shown_location(location: &Location) -> String {
    match location.line() {
        0 => location.file().to_owned(),
        line => format!("{}:{line}:{}", location.file(), location.column()),
    }
}

/// Where a difference stands in the left and in the right document: an entry where it is, or else what it should be
/// in.
pub(super) fn places(
    difference: &Difference<'_>,
    left: &Document,
    right: &Document,
) -> (Location, Location) {
    let trail = &difference.trail;
    let here = trail::pointer(trail, |step| step.left);
    let there = trail::pointer(trail, |step| step.right);
    match &difference.what {
        What::Missing(entry) => (left.location(&here), entry_location(right, &there, entry)),
        What::Extra(entry) => (entry_location(left, &here, entry), right.location(&there)),
        What::Changed => (left.location(&here), right.location(&there)),
        What::Order(order) => (
            entry_location(left, &here, &order.moved.0),
            entry_location(right, &there, &order.moved.1),
        ),
    }
}

fn entry_location(document: &Document, parent: &Pointer, entry: &Entry<'_>) -> Location {
    let pointer = trail::join(parent, entry.token);
    match entry.token {
        Token::Key(_) => document.location_of_key(&pointer),
        Token::Item(_) | Token::Root => document.location(&pointer),
    }
}

fn problem(difference: &Difference<'_>, there: &str) -> String {
    let named = Named::new(difference);
    match &difference.what {
        What::Missing(entry) => {
            let thing = named.entry(entry);
            if named.noun(entry).is_some() {
                format!("{thing} is missing here; it stands at {there}")
            } else {
                format!(
                    "{thing} is missing here and is {} at {there}",
                    shown(entry.node)
                )
            }
        }
        What::Extra(entry) => {
            let thing = named.entry(entry);
            if named.noun(entry).is_some() {
                format!("{thing} stands here and is missing at {there}")
            } else {
                format!(
                    "{thing} is {} here and is missing at {there}",
                    shown(entry.node)
                )
            }
        }
        What::Changed => {
            let (left, right) = named.values();
            format!("{} is {left} here and {right} at {there}", named.value())
        }
        What::Order(order) => {
            let after = |label: &Option<String>| match label {
                Some(label) => format!("after `{label}`"),
                None => "first".to_owned(),
            };
            let others = match order.others {
                0 => String::new(),
                1 => "; one more is out of order".to_owned(),
                others => format!("; {others} more are out of order"),
            };
            format!(
                "{} stands {} here and {} at {there}{others}",
                named.entry(&order.moved.0),
                after(&order.after.0),
                after(&order.after.1),
            )
        }
    }
}

/// A difference with the names of what it is about.
pub(super) struct Named<'d, 'a> {
    trail: &'d [Step<'a>],
    pub(super) subject: Subject,
}

impl<'d, 'a> Named<'d, 'a> {
    pub(super) fn new(difference: &'d Difference<'a>) -> Self {
        Self {
            trail: &difference.trail,
            subject: trail::subject(&difference.trail),
        }
    }

    /// What people call such an entry; nothing for a field of an object.
    pub(super) fn noun(&self, entry: &Entry<'_>) -> Option<&'static str> {
        if entry.kind == Kind::Operation {
            return Some("operation");
        }
        let container = self.trail.last()?;
        let is_item = matches!(entry.token, Token::Item(_));
        grammar::noun(container.kind, &container.label, is_item)
    }

    /// An entry of the difference's map or list: "property `ttl` of session".
    pub(super) fn entry(&self, entry: &Entry<'_>) -> String {
        let Subject { name, field, .. } = &self.subject;
        match self.noun(entry) {
            Some("path") => format!("path `{}`", entry.label),
            Some("operation") => {
                let id = trail::operation(entry.node, &entry.label, name);
                format!("operation `{id}` of {name}")
            }
            Some("item") => format!("item `{}` in `{field}` of {name}", entry.label),
            Some("schema") => format!("schema `{}`", entry.label),
            Some("property") => {
                let owner = name.strip_suffix(" body").unwrap_or(name);
                format!("property `{}` of {owner}", entry.label)
            }
            Some(noun) => format!("{noun} `{}` of {name}", entry.label),
            None if field.is_empty() => format!("`{}` of {name}", entry.label),
            None => format!("`{field}.{}` of {name}", entry.label),
        }
    }

    /// The value that differs: "`maximum` of CreateSession.Ttl".
    pub(super) fn value(&self) -> String {
        let Subject { name, field, .. } = &self.subject;
        let (Some(last), Some(list)) = (self.trail.last(), self.trail.iter().nth_back(1)) else {
            return name.clone();
        };
        match grammar::noun(list.kind, &list.label, last.is_item) {
            Some("item") => format!("an item in `{field}` of {name}"),
            Some(noun) if last.is_item => format!("a {noun} of {name}"),
            _ if field.is_empty() => name.clone(),
            _ => format!("`{field}` of {name}"),
        }
    }

    /// The two values in a few words.
    pub(super) fn values(&self) -> (String, String) {
        match self.trail.last() {
            Some(step) => (shown(step.left.node), shown(step.right.node)),
            None => (String::new(), String::new()),
        }
    }
}
