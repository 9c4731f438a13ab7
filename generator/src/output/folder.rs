//! Where the output folder is, and what the generator may use beside it.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{IoFailure, is_folder, look};
use super::layout::{EDITED_SUFFIX, LOCK_SUFFIX};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::file_tree::path::STAGING;
use crate::file_tree::{Tree, path};

/// The output folder.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    /// As the user named it, for messages.
    shown: PathBuf,
    /// With all links followed, once: a link above it that changes later leads nowhere else.
    pub(super) real: PathBuf,
    pub(super) lock: PathBuf,
    /// Where new texts are staged.
    pub(super) staging: PathBuf,
    /// Where the texts of edited files are kept.
    pub(super) edited: PathBuf,
}

impl Folder {
    /// Finds the folder, which need not exist, and changes nothing. Refuses a tree that must not be written to any.
    pub(super) fn find(tree: &Tree, shown: &Path) -> Result<Self, Vec<Diagnostic>> {
        let location = Location::whole_file(&shown.to_string_lossy());
        let refuse = |problem: &str| {
            let help = "name a folder that is empty, does not exist yet, or holds an emitted crate";
            vec![Diagnostic::error(Code::OutputFolder, &location, problem).help(help)]
        };
        let missing = |error| refuse(&format!("cannot find the output folder: {error}"));
        let real = resolve(shown).map_err(missing)?;
        if look(&real).is_some_and(|metadata| !metadata.is_dir()) {
            return Err(refuse("the output folder is not a folder"));
        }
        let root = "the root of a file system cannot be the output folder";
        let name = real.file_name().ok_or_else(|| refuse(root))?;
        let path_problem = |(path, problem): (String, String)| {
            let help =
                "nothing was written; give the thing that the file is named after another name";
            let problem = format!("the path {path:?} {problem}");
            Diagnostic::error(Code::OutputPath, &location, problem).help(help)
        };
        let problems: Vec<_> = path::problems(tree).into_iter().map(path_problem).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let beside = |suffix| {
            let parts = [".".as_ref(), name, suffix];
            real.with_file_name(OsString::from_iter(parts))
        };
        Ok(Self {
            shown: shown.to_owned(),
            lock: beside(LOCK_SUFFIX.as_ref()),
            staging: real.join(STAGING),
            edited: beside(EDITED_SUFFIX.as_ref()),
            real,
        })
    }

    /// Whether another run is under way or was interrupted.
    pub(super) fn is_interrupted(&self) -> bool {
        look(&self.lock).is_some() || is_folder(&self.staging)
    }

    /// A file of the folder, as the user knows it.
    pub(super) fn shown(&self, path: impl AsRef<Path>) -> String {
        let shown = self.shown.join(path).to_string_lossy().into_owned();
        // Joining an empty path leaves a slash behind.
        shown.strip_suffix('/').unwrap_or(&shown).to_owned()
    }

    /// The location of a file of the folder, for a diagnostic.
    pub(super) fn location(&self, path: impl AsRef<Path>) -> Location {
        Location::whole_file(&self.shown(path))
    }

    /// A failure in the user's words. `changed` says whether the run had begun to change the folder.
    pub(super) fn failure(&self, failure: &IoFailure, changed: bool) -> Diagnostic {
        let IoFailure { doing, path, error } = failure;
        let location = match path.strip_prefix(&self.real) {
            Ok(path) => self.location(path),
            Err(_) => Location::whole_file(&path.to_string_lossy()),
        };
        let remedy = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk",
            ErrorKind::PermissionDenied => "give yourself the right to write there",
            _ => "remove the cause",
        };
        let state = match changed {
            true => "some of its files are new and some are old, and the next run completes it",
            false => "the output folder is as it was",
        };
        Diagnostic::error(
            Code::OutputWrite,
            &location,
            format!("cannot {doing}: {error}"),
        )
        .help(format!("{remedy} and run again; {state}"))
    }
}

/// The path with all links followed, of which the last parts need not exist. Others may make or remove them meanwhile.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    for existing in path.ancestors() {
        let missing = path.strip_prefix(existing).unwrap_or(&path);
        // A link that leads nowhere is there all the same, and `..` after something that is missing leads nowhere.
        let is_link = || look(existing).is_some_and(|metadata| metadata.is_symlink());
        match fs::canonicalize(existing) {
            Ok(real) => return Ok(real.components().chain(missing.components()).collect()),
            Err(error)
                if error.kind() == ErrorKind::NotFound
                    && existing.file_name().is_some()
                    && !is_link() => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::NotFound.into())
}
