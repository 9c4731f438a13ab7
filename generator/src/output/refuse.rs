//! What keeps a folder from being written, found before anything is.

use super::compare::{ChangeKind, Comparison};
use super::disk::look;
use super::path;
use crate::diagnostic::{Code, Diagnostic};

/// All reasons, if there are any.
pub(super) fn refuse(comparison: &Comparison) -> Result<(), Vec<Diagnostic>> {
    let changes = comparison.changes.iter();
    let in_the_way = changes.filter_map(|(path, (kind, _))| in_the_way(comparison, path, *kind));
    let read_only = comparison
        .changes
        .keys()
        .filter_map(|path| read_only(comparison, path));
    let problems: Vec<Diagnostic> = in_the_way.chain(read_only).collect();
    problems.is_empty().then_some(()).ok_or(problems)
}

fn in_the_way(comparison: &Comparison, path: &str, kind: ChangeKind) -> Option<Diagnostic> {
    let (location, what) = match kind {
        ChangeKind::Unowned => (path, "a file that the generator did not write"),
        ChangeKind::Blocked(_) => comparison.survey.obstacle(path)?,
        _ => return None,
    };
    let problem = if location == path {
        format!("{what} stands where the generator writes a file")
    } else {
        format!("{what} stands where the generator needs a folder for `{path}`")
    };
    let location = comparison.folder.location(location);
    let help = "move it away, or choose another output folder; nothing was written";
    Some(Diagnostic::error(Code::OutputForeign, &location, problem).help(help))
}

/// Whoever made a file or a folder read-only meant it, even where a rename, or the superuser, needs no right to write.
fn read_only(comparison: &Comparison, path: &str) -> Option<Diagnostic> {
    let survey = &comparison.survey;
    let is_read_only = |path: &str| {
        let metadata = look(&comparison.folder.real.join(path));
        metadata.is_some_and(|metadata| metadata.permissions().readonly())
    };
    let folder = path::ancestors(path)
        .find(|path| survey.folders.contains(*path))
        .unwrap_or("");
    let (location, what) = if survey.files.contains_key(path) && is_read_only(path) {
        (path, "the file")
    } else if cfg!(unix) && is_read_only(folder) {
        // On Windows the attribute keeps nobody from writing to a folder.
        (folder, "the folder")
    } else {
        return None;
    };
    let problem = format!("{what} is read-only and would have to change");
    let help = "make it writable (`chmod u+w`) and run again; nothing was written";
    let location = comparison.folder.location(location);
    Some(Diagnostic::error(Code::OutputReadOnly, &location, problem).help(help))
}
