//! What would have to change for the folder to be the tree.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::record::{self, Record};
use super::survey::{Survey, survey};
use super::{Tree, path};
use crate::diagnostic::{Code, Diagnostic};

/// How a folder differs from a tree.
#[derive(Debug)]
pub struct Comparison {
    pub(super) folder: Folder,
    pub(super) shown: PathBuf,
    pub(super) changes: BTreeMap<String, Change>,
    pub(super) unchanged: Vec<String>,
    pub(super) survey: Survey,
    /// The record of the tree.
    pub(super) record: Record,
    pub(super) unsettled: bool,
}

/// One path at which the folder differs.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) kind: Kind,
    /// The generator wrote the file, and somebody changed it since.
    pub(super) edited: bool,
    /// The text to write; none for a stale file.
    pub(super) text: Option<String>,
}

/// In which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Emitted, and not there.
    Missing,
    /// Owned, and another text.
    Changed,
    /// Owned, and no longer emitted.
    Stale,
    /// Emitted, and a plain file stands there that the generator did not write.
    Unowned,
    /// Emitted, and something stands there that is no plain file.
    Blocked(&'static str),
}

/// Compares a tree with a folder, which need not exist. Changes nothing.
///
/// # Errors
///
/// A path of the tree that must not be written, a folder that cannot be read, a record that is none.
pub fn compare(tree: &Tree, folder: &Path) -> Result<Comparison, Vec<Diagnostic>> {
    let found = Folder::find(folder).map_err(|problem| vec![problem])?;
    let problems = path::problems(tree);
    if !problems.is_empty() {
        let refuse = |(path, problem): (String, String)| {
            Diagnostic::error(
                Code::OutputPath,
                &found.location(""),
                format!("the path {path:?} {problem}"),
            )
            .help("nothing was written; give the thing that the file is named after another name")
        };
        return Err(problems.into_iter().map(refuse).collect());
    }
    let record = Record::of_tree(tree);
    let text = record.text();
    let emitted = || tree.files().chain([(record::NAME, text.as_str())]);
    let survey =
        survey(&found, emitted().map(|(path, _)| path)).map_err(|problem| vec![problem])?;
    let mut changes = BTreeMap::new();
    let mut unchanged = Vec::new();
    for (path, text) in emitted() {
        match differs(&survey, path, text) {
            Some(kind) => {
                let edited = kind == Kind::Changed && edited(&survey, path);
                changes.insert(
                    path.to_owned(),
                    Change {
                        kind,
                        edited,
                        text: Some(text.to_owned()),
                    },
                );
            }
            None => unchanged.push(path.to_owned()),
        }
    }
    // What stands there and is no plain file is not what was written: it is somebody's own by now.
    let stale = survey
        .record
        .paths()
        .filter(|path| tree.get(path).is_none() && survey.files.contains_key(*path));
    for path in stale {
        changes.insert(
            path.to_owned(),
            Change {
                kind: Kind::Stale,
                edited: edited(&survey, path),
                text: None,
            },
        );
    }
    let unsettled = found.unsettled();
    Ok(Comparison {
        folder: found,
        shown: folder.to_owned(),
        changes,
        unchanged,
        survey,
        record,
        unsettled,
    })
}

fn differs(survey: &Survey, path: &str, text: &str) -> Option<Kind> {
    if let Some((_, what)) = survey.obstacle(path) {
        return Some(Kind::Blocked(what));
    }
    if survey.folders.contains_key(path) {
        return Some(Kind::Blocked("a folder"));
    }
    let Some(found) = survey.files.get(path) else {
        return Some(Kind::Missing);
    };
    if found.bytes() == Some(text.as_bytes()) {
        return None;
    }
    let ours = survey.record.owns(path) || path == record::NAME;
    Some(if ours { Kind::Changed } else { Kind::Unowned })
}

/// A file of an older or newer run, brought by git with its record, is not edited: its digest is recorded. The record
/// itself is nobody's text: merges leave it in any state.
fn edited(survey: &Survey, path: &str) -> bool {
    let wrote = |found: &super::survey::Found| survey.record.wrote(path, found.digest());
    path != record::NAME && !survey.files.get(path).is_some_and(wrote)
}

impl Comparison {
    /// Whether the folder is the tree and nothing else: what `codegen --check` asks.
    ///
    /// Files that nobody emitted count as differences, because the folder is all output and a file that was left
    /// behind looks just like that; but not what cargo, git and editors put at its top (`target`, `Cargo.lock`,
    /// names with a leading dot).
    pub fn is_clean(&self) -> bool {
        self.is_current() && self.strays().next().is_none()
    }

    /// Whether every emitted file is there as it should be and no stale one is: whether [`write`](fn@super::write)
    /// would write nothing.
    pub fn is_current(&self) -> bool {
        self.changes.is_empty() && !self.survey.torn
    }

    /// What was owned, and what will be.
    pub(super) fn known(&self) -> Record {
        let mut known = self.survey.record.clone();
        known.extend(self.record.clone());
        known
    }

    /// Files that are emitted and not there.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.of(|change| change.kind == Kind::Missing)
    }

    /// Owned files whose text differs.
    pub fn changed(&self) -> impl Iterator<Item = &str> {
        self.of(|change| change.kind == Kind::Changed)
    }

    /// Owned files that are no longer emitted.
    pub fn stale(&self) -> impl Iterator<Item = &str> {
        self.of(|change| change.kind == Kind::Stale)
    }

    /// Owned files, changed or stale, whose text is neither what was recorded nor what is emitted.
    pub fn edited(&self) -> impl Iterator<Item = &str> {
        self.of(|change| change.edited)
    }

    /// Emitted paths at which something stands that the generator does not own.
    pub fn in_the_way(&self) -> impl Iterator<Item = &str> {
        self.of(|change| matches!(change.kind, Kind::Unowned | Kind::Blocked(_)))
    }

    /// What is neither emitted nor owned; a folder that holds nothing emitted is named once.
    pub fn foreign(&self) -> impl Iterator<Item = &Path> {
        self.survey
            .foreign
            .iter()
            .map(|foreign| foreign.path.as_path())
    }

    /// The foreign files that [`is_clean`](Self::is_clean) counts.
    pub fn strays(&self) -> impl Iterator<Item = &Path> {
        self.foreign().filter(|path| !is_of_tools(path))
    }

    fn of(&self, wanted: impl Fn(&Change) -> bool) -> impl Iterator<Item = &str> {
        self.changes
            .iter()
            .filter(move |(_, change)| wanted(change))
            .map(|(path, _)| path.as_str())
    }
}

fn is_of_tools(path: &Path) -> bool {
    let top = path
        .parent()
        .is_none_or(|parent| parent.as_os_str().is_empty());
    top && path
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.starts_with('.') || name == "target" || name == "Cargo.lock")
}
