//! What keeps a folder from being written, found before anything is.

use std::fs::Permissions;

use super::compare::{Change, Comparison, Kind};
use super::disk::look;
use super::path;
use super::write::{Edited, Options};
use crate::diagnostic::{Code, Diagnostic};

/// How many files with one sort of problem are named one by one.
const NAMED: usize = 20;

/// All reasons, if there are any.
pub(super) fn refuse(
    comparison: &Comparison,
    options: &Options<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut tell = |found: Vec<Diagnostic>| {
        let (more, code) = (
            found.len().saturating_sub(NAMED),
            found.first().map(|problem| problem.code),
        );
        problems.extend(found.into_iter().take(NAMED));
        if let (Some(code), true) = (code, more > 0) {
            let problem = format!("{more} more files with this problem are not shown");
            problems.push(Diagnostic::error(
                code,
                &comparison.folder.location(""),
                problem,
            ));
        }
    };
    tell(each(comparison, |path, change| {
        foreign(comparison, options, path, change)
    }));
    tell(each(comparison, |path, _| read_only(comparison, path)));
    if options.edited == Edited::Refuse {
        tell(each(comparison, |path, change| {
            change.edited.then(|| edited(comparison, path, change))
        }));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

fn each(
    comparison: &Comparison,
    problem: impl Fn(&str, &Change) -> Option<Diagnostic>,
) -> Vec<Diagnostic> {
    comparison
        .changes
        .iter()
        .filter_map(|(path, change)| problem(path, change))
        .collect()
}

fn foreign(
    comparison: &Comparison,
    options: &Options<'_>,
    path: &str,
    change: &Change,
) -> Option<Diagnostic> {
    let (location, what) = match change.kind {
        Kind::Unowned if !options.take_over => (path, "a file that the generator did not write"),
        Kind::Blocked(what) => comparison.survey.obstacle(path).unwrap_or((path, what)),
        _ => return None,
    };
    let problem = if location == path {
        format!("{what} stands where the generator writes a file")
    } else {
        format!("{what} stands where the generator needs a folder for `{path}`")
    };
    Some(
        Diagnostic::error(
            Code::OutputForeign,
            &comparison.folder.location(location),
            problem,
        )
        .help("move it away, or choose another output folder; nothing was written"),
    )
}

/// Somebody who takes the right to write away means it, even where a rename, or the superuser, could do without it.
fn read_only(comparison: &Comparison, path: &str) -> Option<Diagnostic> {
    let refuse = |location: &str, what: &str| {
        Diagnostic::error(
            Code::OutputReadOnly,
            &comparison.folder.location(location),
            format!("{what} is read-only and would have to change"),
        )
        .help("make it writable (`chmod u+w`) and run again; nothing was written")
    };
    let survey = &comparison.survey;
    if survey
        .files
        .get(path)
        .is_some_and(|found| found.metadata.permissions().readonly())
    {
        return Some(refuse(path, "the file"));
    }
    // A read-only folder means something on Unix alone.
    let locked = |permissions: Permissions| cfg!(unix) && permissions.readonly();
    let nearest = path::ancestors(path).find_map(|above| Some((above, survey.folders.get(above)?)));
    let (above, metadata) = match nearest {
        Some((above, metadata)) => (above, Some(metadata.clone())),
        None => ("", look(comparison.folder.real())),
    };
    metadata
        .filter(|metadata| locked(metadata.permissions()))
        .map(|_| refuse(above, "the folder"))
}

fn edited(comparison: &Comparison, path: &str, change: &Change) -> Diagnostic {
    let fate = if change.text.is_some() {
        "overwritten"
    } else {
        "removed"
    };
    let problem = format!("the file was edited by hand since it was emitted, and would be {fate}");
    Diagnostic::error(
        Code::OutputEdited,
        &comparison.folder.location(path),
        problem,
    )
    .help("carry the change over to what the file is made from; nothing was written")
}
