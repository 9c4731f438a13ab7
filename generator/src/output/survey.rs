//! What is in the output folder at the paths that matter: those that are emitted and those that the record owns.
//!
//! Links are never followed, and nothing but plain files is opened. Folders without such a path are not entered: a
//! `target` with ten thousand files costs one look. A file that vanishes meanwhile is taken as missing, since a check
//! may run while another run writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::disk::{IoFailure, entries, look, read_plain};
use super::folder::Folder;
use super::layout::MARK;
use super::record::Record;
use crate::diagnostic::{Code, Diagnostic};
use crate::file_tree::path;
use crate::file_tree::path::RECORD;

/// Emitted files, the record among them: path → text.
pub(super) type Emitted<'e> = BTreeMap<&'e str, &'e str>;

/// What is in the folder.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) record: Record,
    /// The bytes of plain files at paths that matter.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What else stands at such a path, or where a folder above it would be.
    obstacles: BTreeMap<String, &'static str>,
    /// The folders above paths that matter.
    pub(super) folders: BTreeSet<String>,
    /// What is neither emitted nor owned. Not as text: people's file names need not be UTF-8.
    pub(super) foreign: BTreeSet<PathBuf>,
    /// Those of them that the record names although their text is not the generator's.
    pub(super) disowned: BTreeSet<PathBuf>,
}

impl Survey {
    /// Looks at the folder.
    pub(super) fn new(folder: &Folder, emitted: &Emitted<'_>) -> Result<Self, Diagnostic> {
        let failure = |failure: IoFailure| folder.failure(&failure, false);
        let unreadable = |problem| {
            let problem = format!("the record of owned files cannot be read: {problem}");
            let help = "restore it with git, or delete it: without it no file that differs is \
                        overwritten";
            Diagnostic::error(Code::OutputRecord, &folder.location(RECORD), problem).help(help)
        };
        let path = folder.real.join(RECORD);
        let modified = || look(&path).and_then(|metadata| metadata.modified().ok());
        loop {
            let (written_at, bytes) = (modified(), read_plain(&path).map_err(failure)?);
            let mut survey = Self::default();
            if let Some(bytes) = &bytes {
                survey.record = Record::parse(bytes).map_err(unreadable)?;
            }
            survey.look_at(&folder.real, emitted).map_err(failure)?;
            // With another record, or the same one written again, what was seen may be in part another run's work.
            if read_plain(&path).map_err(failure)? == bytes && modified() == written_at {
                return Ok(survey);
            }
        }
    }

    fn look_at(&mut self, root: &Path, emitted: &Emitted<'_>) -> Result<(), IoFailure> {
        let owned = self.record.paths().map(str::to_owned);
        let emitted_paths = emitted.keys().map(ToString::to_string);
        let files: BTreeSet<String> = owned.chain(emitted_paths).collect();
        let above = files.iter().flat_map(|path| path::ancestors(path));
        let folders: BTreeSet<&str> = above.collect();
        let mut paths = folders.clone();
        paths.extend(files.iter().map(String::as_str));
        // In this order each folder comes before what it holds, so that no link is followed on the way.
        for path in &paths {
            let has_parent = path::parent(path).is_none_or(|parent| self.folders.contains(parent));
            let location = root.join(path);
            let Some(metadata) = look(&location).filter(|_| has_parent) else {
                continue;
            };
            if metadata.is_dir() && folders.contains(path) {
                self.folders.insert(path.to_string());
            } else if !metadata.is_file() || !files.contains(*path) {
                self.obstacles.insert(path.to_string(), what(&metadata));
            } else if let Some(bytes) = read_plain(&location)? {
                // Anybody can add a line to the record: it does not prove that the generator wrote the file.
                let is_emitted = emitted.contains_key(path);
                if is_emitted || self.record.wrote(path, &bytes) || is_marked(&bytes) {
                    self.files.insert(path.to_string(), bytes);
                } else {
                    self.obstacles.insert(path.to_string(), "a file");
                    self.disowned.insert(PathBuf::from(path));
                }
            }
        }
        let prefixes = self.folders.iter().map(|folder| format!("{folder}/"));
        for prefix in prefixes.chain([String::new()]) {
            for entry in entries(&root.join(&prefix))? {
                let path = Path::new(&prefix).join(entry.file_name());
                let is_known = |path| paths.contains(path) && !self.obstacles.contains_key(path);
                if !path.to_str().is_some_and(is_known) {
                    self.foreign.insert(path);
                }
            }
        }
        Ok(())
    }

    /// What keeps a file from being written to a path: at the path itself, or where a folder above it would be.
    pub(super) fn obstacle<'s>(&'s self, path: &'s str) -> Option<(&'s str, &'static str)> {
        if self.folders.contains(path) {
            return Some((path, "a folder"));
        }
        path::lineage(path).find_map(|path| Some((path, *self.obstacles.get(path)?)))
    }
}

fn what(metadata: &Metadata) -> &'static str {
    match metadata {
        link if link.is_symlink() => "a symbolic link",
        folder if folder.is_dir() => "a folder",
        file if file.is_file() => "a file",
        _ => "a device, pipe or socket",
    }
}

/// Whether the first line says that the generator wrote the file, whatever became of the rest. That a line speaks of
/// the mark says nothing.
fn is_marked(bytes: &[u8]) -> bool {
    let comment = [&b"// "[..], b"# "].into_iter();
    let mut texts = comment.filter_map(|comment| bytes.strip_prefix(comment));
    texts.any(|text| text.starts_with(MARK.as_bytes()))
}
