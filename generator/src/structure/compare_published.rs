//! Reports where a document's structure departs from that of the published one. It may not decide what counts as
//! structure: `grammar` and `walk` do.

use std::collections::HashSet;

use super::naming::{Named, location_text, locations};
use super::view::describe;
use super::walk::{Difference, DifferenceKind, differences};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Document;

/// Returns every difference between the structure of a document and that of the published one, with its location in
/// both.
///
/// Prose and example payloads are not compared, nor the order of an object's own fields.
pub fn compare(ours: &Document, published: &Document) -> Vec<Diagnostic> {
    let mut reported = HashSet::new();
    let mut problems = Vec::new();
    for difference in differences(ours, published) {
        let (here, there) = locations(&difference, ours, published);
        let problem = |there: &str| problem(&difference, there);
        // A shared header differs from the published header of every response that uses it: one report is enough.
        if reported.insert((here.pointer().map(str::to_owned), problem(""))) {
            problems.push(Diagnostic::error(
                Code::StructureDiffers,
                &here,
                problem(&location_text(&there)),
            ));
        }
    }
    problems
}

fn problem(difference: &Difference<'_>, there: &str) -> String {
    let named = Named::new(difference);
    match &difference.kind {
        DifferenceKind::Missing(entry) => {
            let thing = named.entry(entry);
            if named.noun(entry).is_some() {
                format!("{thing} is missing here; it stands at {there}")
            } else {
                format!(
                    "{thing} is missing here and is {} at {there}",
                    describe(entry.node)
                )
            }
        }
        DifferenceKind::Extra(entry) => {
            let thing = named.entry(entry);
            if named.noun(entry).is_some() {
                format!("{thing} stands here and is missing at {there}")
            } else {
                format!(
                    "{thing} is {} here and is missing at {there}",
                    describe(entry.node)
                )
            }
        }
        DifferenceKind::Changed => {
            let (left, right) = named.values();
            format!("{} is {left} here and {right} at {there}", named.value())
        }
        DifferenceKind::Order(order) => {
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
