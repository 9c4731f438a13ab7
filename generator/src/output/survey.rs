//! What is in the output folder, seen with the eyes of somebody who knows which paths matter.
//!
//! Folders that hold nothing of ours are not entered: a `target` with ten thousand files costs one look. Links are
//! never followed, and nothing but plain files is ever opened.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::disk::{Context, Trouble, entries, look};
use super::folder::{Folder, INNER};
use super::path;
use super::record::{self, Record};
use crate::diagnostic::{Code, Diagnostic};

/// Above this a file is known by its digest alone.
const TEXT_LIMIT: u64 = 4 << 20;

/// A plain file at a path that matters.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) content: Content,
    pub(super) metadata: Metadata,
}

/// What a file holds.
#[derive(Debug)]
pub(super) enum Content {
    Bytes(Vec<u8>),
    /// Of a file that is too large to keep.
    Digest(Digest),
}

impl Found {
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Digest(_) => None,
        }
    }

    /// Only of files that differ: nearly all are as emitted, and comparing texts is faster.
    pub(super) fn digest(&self) -> Digest {
        match &self.content {
            Content::Bytes(bytes) => Digest::of(bytes),
            Content::Digest(digest) => *digest,
        }
    }
}

/// Something that is neither emitted nor owned.
#[derive(Debug)]
pub(super) struct Foreign {
    /// Relative to the folder. No text: people's file names need not be UTF-8.
    pub(super) path: PathBuf,
    pub(super) folder: bool,
}

/// The folder.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) record: Record,
    /// Plain files at paths that matter.
    pub(super) files: BTreeMap<String, Found>,
    /// What else stands at such a path, or where a folder of one should be.
    pub(super) obstacles: BTreeMap<String, &'static str>,
    /// The folders of paths that matter.
    pub(super) folders: BTreeMap<String, Metadata>,
    pub(super) foreign: Vec<Foreign>,
    /// An interrupted run left the folder between two states.
    pub(super) torn: bool,
}

/// Looks at the folder; `emitted` are the paths that matter beside those of the record.
pub(super) fn survey<'t>(
    folder: &Folder,
    emitted: impl Iterator<Item = &'t str>,
) -> Result<Survey, Diagnostic> {
    let mut survey = Survey {
        record: read_record(folder)?,
        ..Survey::default()
    };
    let mut files: BTreeSet<String> = survey.record.paths().map(str::to_owned).collect();
    files.extend(emitted.map(str::to_owned));
    files.insert(record::NAME.to_owned());
    let folders: BTreeSet<String> = files
        .iter()
        .flat_map(|path| path::ancestors(path))
        .map(str::to_owned)
        .collect();
    if folder.exists() {
        let paths = Paths { files, folders };
        survey
            .walk(folder.real(), "", &paths)
            .map_err(|trouble| folder.failure(&trouble))?;
        survey.find_other_cases(folder.real(), &paths);
    }
    Ok(survey)
}

/// The record of the folder, and that of a run which was cut short between two files.
fn read_record(folder: &Folder) -> Result<Record, Diagnostic> {
    let inner = Path::new(INNER).join(record::NAME);
    let mut record = Record::default();
    for name in [Path::new(record::NAME), &inner] {
        let path = folder.real().join(name);
        if !look(&path).is_some_and(|found| found.is_file()) {
            continue;
        }
        let bytes = fs::read(&path)
            .context("read", &path)
            .map_err(|trouble| folder.failure(&trouble))?;
        let read = Record::parse(&bytes).map_err(|(line, problem)| {
            let problem =
                format!("the record of owned files cannot be read: line {line}: {problem}");
            Diagnostic::error(Code::OutputRecord, &folder.location(name), problem).help(
                "restore it with git, or delete it: without it no file that differs is overwritten",
            )
        })?;
        record.extend(read);
    }
    Ok(record)
}

struct Paths {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Survey {
    fn walk(&mut self, folder: &Path, prefix: &str, paths: &Paths) -> Result<(), Trouble> {
        for entry in entries(folder)? {
            let (name, at) = (entry.file_name(), entry.path());
            let metadata = match entry.metadata() {
                // Somebody else's file that went away in the meantime.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                metadata => metadata.context("look at", &at)?,
            };
            let path = name.to_str().map(|name| format!("{prefix}{name}"));
            let path = path.filter(|path| {
                paths.files.contains(path) || paths.folders.contains(path) || path == INNER
            });
            match path {
                Some(path) if path == INNER && metadata.is_dir() => {
                    self.torn = look(&at.join(record::NAME)).is_some();
                }
                Some(path) if metadata.is_dir() && paths.folders.contains(&path) => {
                    self.walk(&at, &format!("{path}/"), paths)?;
                    self.folders.insert(path, metadata);
                }
                Some(path) if metadata.is_file() && paths.files.contains(&path) => {
                    self.files.insert(path, read(&at, metadata)?);
                }
                other => {
                    self.foreign.push(Foreign {
                        path: Path::new(prefix).join(&name),
                        folder: metadata.is_dir(),
                    });
                    if let Some(path) = other {
                        self.obstacles.insert(path, what(&metadata));
                    }
                }
            }
        }
        Ok(())
    }

    /// Where a file system does not tell cases apart, `LIB.rs` is in the way of `lib.rs`.
    fn find_other_cases(&mut self, root: &Path, paths: &Paths) {
        for path in paths.files.iter().chain(&paths.folders) {
            let seen = self.files.contains_key(path)
                || self.folders.contains_key(path)
                || self.obstacles.contains_key(path);
            let blocked = path::ancestors(path).any(|above| self.obstacles.contains_key(above));
            if !seen && !blocked && look(&root.join(path)).is_some() {
                self.obstacles
                    .insert(path.clone(), "something whose name differs in case only");
            }
        }
    }

    /// What keeps a file from being written at a path: at the path itself, or where a folder above it should be.
    pub(super) fn obstacle<'s>(&'s self, path: &'s str) -> Option<(&'s str, &'static str)> {
        let places = std::iter::once(path).chain(path::ancestors(path));
        places
            .filter_map(|location| Some((location, *self.obstacles.get(location)?)))
            .last()
    }
}

fn read(path: &Path, metadata: Metadata) -> Result<Found, Trouble> {
    let content = if metadata.len() > TEXT_LIMIT {
        Content::Digest(Digest::of_file(path).context("read", path)?)
    } else {
        Content::Bytes(fs::read(path).context("read", path)?)
    };
    Ok(Found { content, metadata })
}

fn what(metadata: &Metadata) -> &'static str {
    if metadata.is_symlink() {
        "a symbolic link"
    } else if metadata.is_dir() {
        "a folder"
    } else if metadata.is_file() {
        "a file"
    } else {
        "a device, pipe or socket"
    }
}
