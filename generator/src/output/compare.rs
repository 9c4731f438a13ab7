//! What would have to change for the folder to be the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::folder::Folder;
use super::layout::{MARK, RECORD};
use super::options::Written;
use super::record::Record;
use super::survey::{Survey, survey};
use super::{Tree, path};
use crate::diagnostic::{Code, Diagnostic};

/// How a folder differs from a tree.
#[derive(Debug)]
pub struct Comparison {
    pub(super) folder: Folder,
    pub(super) survey: Survey,
    pub(super) changes: BTreeMap<String, Change>,
    pub(super) unchanged: usize,
    /// Files that the record names, that are no longer emitted, and whose text is not the generator's.
    pub(super) disowned: Vec<String>,
    /// The record of the tree.
    pub(super) record: Record,
    pub(super) is_interrupted: bool,
}

/// One path at which the folder differs.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) kind: ChangeKind,
    /// Whether the generator owns the file and somebody edited it.
    pub(super) edited: bool,
    /// The text to write; none for a stale file.
    pub(super) text: Option<String>,
}

/// In which way a path differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangeKind {
    /// Emitted, and not there.
    Missing,
    /// Owned, with another text.
    Changed,
    /// Owned, and no longer emitted.
    Stale,
    /// Emitted, and a plain file that the generator does not own stands there.
    Unowned,
    /// Emitted, and something else than a plain file stands there.
    Blocked(&'static str),
}

/// Compares a tree with a folder, which need not exist. Changes nothing.
///
/// # Errors
///
/// A path of the tree that must not be written, a folder or a record that cannot be read.
pub fn compare(tree: &Tree, folder: &Path) -> Result<Comparison, Vec<Diagnostic>> {
    let folder = find(tree, folder)?;
    Comparison::new(tree, folder).map_err(|problem| vec![problem])
}

/// Finds the folder, and refuses a tree that must not be written to any.
pub(super) fn find(tree: &Tree, folder: &Path) -> Result<Folder, Vec<Diagnostic>> {
    let folder = Folder::find(folder).map_err(|problem| vec![problem])?;
    let refuse = |(path, problem): (String, String)| {
        let problem = format!("the path {path:?} {problem}");
        Diagnostic::error(Code::OutputPath, &folder.location(""), problem)
            .help("nothing was written; give the thing that the file is named after another name")
    };
    let problems: Vec<Diagnostic> = path::problems(tree).into_iter().map(refuse).collect();
    problems.is_empty().then_some(folder).ok_or(problems)
}

impl Comparison {
    pub(super) fn new(tree: &Tree, folder: Folder) -> Result<Self, Diagnostic> {
        let record = Record::of_tree(tree);
        let text = record.text();
        let emitted: Vec<_> = tree.files().chain([(RECORD, text.as_str())]).collect();
        let survey = survey(&folder, &emitted)?;
        let mut comparison = Self {
            is_interrupted: folder.is_interrupted(),
            folder,
            survey,
            changes: BTreeMap::new(),
            unchanged: 0,
            disowned: Vec::new(),
            record,
        };
        // First, because a file that turns out to be somebody's own may be in the way of an emitted one.
        comparison.find_stale_files(tree);
        for (path, text) in emitted {
            comparison.compare_file(path, text);
        }
        Ok(comparison)
    }

    /// What stands at the path of a stale file and is not a plain file is somebody's own by now.
    fn find_stale_files(&mut self, tree: &Tree) {
        let files = self.survey.files.iter();
        let stale = files.filter(|(path, _)| tree.get(path).is_none() && *path != RECORD);
        for (path, bytes) in stale {
            let edited = !self.survey.record.wrote(path, bytes);
            if edited && !is_marked(bytes) {
                // Anybody can add a line to the record: it is no proof that the generator wrote the file.
                self.disowned.push(path.clone());
            } else {
                let (kind, text) = (ChangeKind::Stale, None);
                let change = Change { kind, edited, text };
                self.changes.insert(path.clone(), change);
            }
        }
        for path in &self.disowned {
            self.survey.disown(path);
        }
    }

    fn compare_file(&mut self, path: &str, text: &str) {
        let survey = &self.survey;
        let mut edited = false;
        let kind = match (survey.obstacle(path), survey.files.get(path)) {
            (Some((_, what)), _) => ChangeKind::Blocked(what),
            (None, None) => ChangeKind::Missing,
            (None, Some(bytes)) if bytes == text.as_bytes() => {
                self.unchanged += 1;
                return;
            }
            // Nobody writes the record by hand, and merges leave it in any state.
            (None, Some(_)) if path == RECORD => ChangeKind::Changed,
            (None, Some(bytes)) if survey.record.owns(path) => {
                // A file that git brought came with its record, so it is not taken for an edited one.
                edited = !survey.record.wrote(path, bytes);
                ChangeKind::Changed
            }
            (None, Some(_)) => ChangeKind::Unowned,
        };
        let text = Some(text.to_owned());
        let change = Change { kind, edited, text };
        self.changes.insert(path.to_owned(), change);
    }

    /// What bringing the folder to the tree comes to.
    pub(super) fn outcome(&self) -> Written {
        let changes = self.changes.values();
        let removed = changes.filter(|change| change.text.is_none()).count();
        let (written, unchanged) = (self.changes.len() - removed, self.unchanged);
        Written {
            written,
            removed,
            unchanged,
            saved: Vec::new(),
        }
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

/// Whether the first line says that the generator wrote the file, whatever became of the rest.
fn is_marked(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.lines().next().is_some_and(|line| line.contains(MARK))
}

fn belongs_to_tool(path: &Path) -> bool {
    let is_at_top = path.components().count() == 1;
    let name = path.to_string_lossy();
    is_at_top && (name.starts_with('.') || name == "target" || name == "Cargo.lock")
}
