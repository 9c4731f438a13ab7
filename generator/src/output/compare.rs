//! What would have to change for the folder to be the tree, and what keeps it from that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::disk::look;
use super::folder::Folder;
use super::record::Record;
use super::survey::{Emitted, Survey};
use crate::diagnostic::{Code, Diagnostic};
use crate::file_tree::path::RECORD;
use crate::file_tree::{Tree, path};

/// How a folder differs from a tree.
#[derive(Debug)]
pub struct Comparison {
    pub(super) folder: Folder,
    pub(super) survey: Survey,
    /// The paths at which the folder differs: in which way, and the text to write, none for a stale file.
    pub(super) changes: BTreeMap<String, (ChangeKind, Option<String>)>,
    /// What bringing the folder to the tree comes to.
    pub(super) outcome: Written,
    /// The record of the tree.
    pub(super) record: Record,
    pub(super) is_interrupted: bool,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were created or replaced.
    pub written: usize,
    /// Files that are no longer emitted and were removed.
    pub removed: usize,
    /// Files that were already as emitted.
    pub unchanged: usize,
    /// Where the texts of edited files are kept.
    pub saved: Vec<PathBuf>,
}

/// In which way a path differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangeKind {
    /// Nothing is there.
    Missing,
    /// The generator's file, as it wrote it at some time.
    Outdated,
    /// The generator's file, which somebody edited.
    Edited,
    /// A plain file that the generator does not own.
    Unowned,
    /// Something else than a plain file, here or where a folder above would be.
    Blocked(&'static str),
}

/// Compares a tree with a folder, which need not exist. Changes nothing.
///
/// # Errors
///
/// A path of the tree that must not be written, a folder or a record that cannot be read.
pub fn compare(tree: &Tree, folder: &Path) -> Result<Comparison, Vec<Diagnostic>> {
    Comparison::new(tree, Folder::find(tree, folder)?)
}

impl Comparison {
    pub(super) fn new(tree: &Tree, folder: Folder) -> Result<Self, Vec<Diagnostic>> {
        let record = Record::of_tree(tree);
        let text = record.text();
        let emitted: Emitted<'_> = tree.files().chain([(RECORD, text.as_str())]).collect();
        let survey = Survey::new(&folder, &emitted).map_err(|problem| vec![problem])?;
        let (mut changes, mut outcome) = (BTreeMap::new(), Written::default());
        for (path, text) in &emitted {
            match change_kind(&survey, path, text) {
                None => outcome.unchanged += 1,
                Some(kind) => {
                    changes.insert(path.to_string(), (kind, Some(text.to_string())));
                }
            }
        }
        outcome.written = changes.len();
        for (path, bytes) in &survey.files {
            if !emitted.contains_key(path.as_str()) {
                let kind = edited_or_outdated(&survey, path, bytes);
                changes.insert(path.clone(), (kind, None));
            }
        }
        outcome.removed = changes.len() - outcome.written;
        Ok(Self {
            is_interrupted: folder.is_interrupted(),
            folder,
            survey,
            changes,
            outcome,
            record,
        })
    }

    /// Whether the folder is the tree and nothing else: what `codegen --check` asks.
    ///
    /// Foreign files count as differences, because the folder is all output and a file that was left behind looks just
    /// like one; but not what cargo, git and editors put at its top (`target`, `Cargo.lock`, names with a leading dot).
    pub fn is_clean(&self) -> bool {
        self.is_current() && self.strays().next().is_none()
    }

    /// Whether every emitted file is as it should be and no stale one is left: whether [`write`](fn@super::write)
    /// would write nothing.
    pub fn is_current(&self) -> bool {
        self.changes.is_empty()
    }

    /// All that keeps the folder from being written, found before anything is.
    pub(super) fn refuse(&self) -> Result<(), Vec<Diagnostic>> {
        let problems = self.changes.iter().flat_map(|(path, (kind, _))| {
            let in_the_way = in_the_way(self, path, *kind);
            in_the_way.into_iter().chain(read_only(self, path))
        });
        let problems: Vec<Diagnostic> = problems.collect();
        problems.is_empty().then_some(()).ok_or(problems)
    }

    /// The folders above emitted files, each before those that it holds.
    pub(super) fn needed_folders(&self) -> BTreeSet<&str> {
        self.record.paths().flat_map(path::ancestors).collect()
    }

    /// What is neither emitted nor owned; a folder that holds nothing emitted is named once.
    pub fn foreign(&self) -> impl Iterator<Item = &Path> {
        self.survey.foreign.iter().map(AsRef::as_ref)
    }

    /// The foreign files that [`is_clean`](Self::is_clean) counts.
    pub fn strays(&self) -> impl Iterator<Item = &Path> {
        self.foreign().filter(|path| !belongs_to_tool(path))
    }
}

/// In which way an emitted file differs, if it does.
fn change_kind(survey: &Survey, path: &str, text: &str) -> Option<ChangeKind> {
    match (survey.obstacle(path), survey.files.get(path)) {
        (Some((_, what)), _) => Some(ChangeKind::Blocked(what)),
        (None, None) => Some(ChangeKind::Missing),
        (None, Some(bytes)) if bytes == text.as_bytes() => None,
        // Nobody writes the record by hand, and merges leave it in any state.
        (None, Some(_)) if path == RECORD => Some(ChangeKind::Outdated),
        (None, Some(bytes)) if survey.record.owns(path) => {
            Some(edited_or_outdated(survey, path, bytes))
        }
        (None, Some(_)) => Some(ChangeKind::Unowned),
    }
}

/// A file that git brought came with its record, so it is not taken for an edited one.
fn edited_or_outdated(survey: &Survey, path: &str, bytes: &[u8]) -> ChangeKind {
    match survey.record.wrote(path, bytes) {
        true => ChangeKind::Outdated,
        false => ChangeKind::Edited,
    }
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
    let real = &comparison.folder.real;
    let there = |path| Some((path, look(&real.join(path))?));
    // A file and its folder; of a new file, the nearest folder that is there.
    let count = 1 + usize::from(comparison.survey.files.contains_key(path));
    let mut existing = path::lineage(path)
        .chain([""])
        .filter_map(there)
        .take(count);
    // On Windows the attribute keeps nobody from writing to a folder.
    let counts = |metadata: &Metadata| metadata.is_file() || cfg!(unix);
    let (location, metadata) =
        existing.find(|(_, metadata)| counts(metadata) && metadata.permissions().readonly())?;
    let what = if metadata.is_dir() {
        "the folder"
    } else {
        "the file"
    };
    let problem = format!("{what} is read-only and would have to change");
    let help = "make it writable (`chmod u+w`) and run again; nothing was written";
    let location = comparison.folder.location(location);
    Some(Diagnostic::error(Code::OutputReadOnly, &location, problem).help(help))
}

fn belongs_to_tool(path: &Path) -> bool {
    let is_at_top = path.components().count() == 1;
    let name = path.to_string_lossy();
    is_at_top && (name.starts_with('.') || name == "target" || name == "Cargo.lock")
}
