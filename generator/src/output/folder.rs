//! Where the output folder is, and where the generator may work beside it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::disk::{Trouble, is_folder, look};
use crate::diagnostic::{Code, Diagnostic, Location};

/// The generator's own folder inside the output folder, there only while files are replaced one by one.
pub(super) const INNER: &str = ".codegen";

/// The output folder.
#[derive(Debug)]
pub(super) struct Folder {
    /// As the user named it, for messages.
    shown: PathBuf,
    /// With all links followed, once: later changes of a link above it lead nowhere else.
    real: PathBuf,
    parent: PathBuf,
    name: OsString,
}

impl Folder {
    /// Finds the folder, which need not be there, and changes nothing.
    pub(super) fn find(shown: &Path) -> Result<Self, Diagnostic> {
        let refuse = |problem: String| {
            Diagnostic::error(
                Code::OutputFolder,
                &Location::whole_file(&shown.to_string_lossy()),
                problem,
            )
            .help("name a folder that is empty, does not exist yet, or holds an emitted crate")
        };
        let real = resolve(shown)
            .map_err(|error| refuse(format!("cannot find the output folder: {error}")))?;
        if look(&real).is_some_and(|found| !found.is_dir()) {
            return Err(refuse("the output folder is not a folder".to_owned()));
        }
        match (real.parent(), real.file_name()) {
            (Some(parent), Some(name)) => Ok(Self {
                shown: shown.to_owned(),
                parent: parent.to_owned(),
                name: name.to_owned(),
                real: real.clone(),
            }),
            _ => Err(refuse(
                "the root of a file system cannot be the output folder".to_owned(),
            )),
        }
    }

    pub(super) fn real(&self) -> &Path {
        &self.real
    }

    pub(super) fn parent(&self) -> &Path {
        &self.parent
    }

    pub(super) fn exists(&self) -> bool {
        is_folder(&self.real)
    }

    /// The folder beside it that holds the lock and the staged tree: on the same file system, so that one rename
    /// brings all into place.
    pub(super) fn home(&self) -> PathBuf {
        self.beside(".codegen")
    }

    /// Where edited files are kept when the caller names no place.
    pub(super) fn backup(&self) -> PathBuf {
        self.beside(".codegen-edited")
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(suffix);
        self.parent.join(name)
    }

    pub(super) fn inner(&self) -> PathBuf {
        self.real.join(INNER)
    }

    /// Whether a run is under way or was cut short.
    pub(super) fn unsettled(&self) -> bool {
        is_folder(&self.home()) || is_folder(&self.inner())
    }

    /// The place of a file of the folder, as the user knows it.
    pub(super) fn location(&self, path: impl AsRef<Path>) -> Location {
        let shown = self.shown.join(path);
        let shown = shown.to_string_lossy();
        // Joining an empty path leaves a slash behind.
        Location::whole_file(shown.strip_suffix('/').unwrap_or(&shown))
    }

    /// A failure in the user's words: a staged file stands for the one that it was to become.
    pub(super) fn failure(&self, trouble: &Trouble) -> Diagnostic {
        let homes = [
            self.home().join("tree"),
            self.inner().join("new"),
            self.inner().join("old"),
            self.real.clone(),
        ];
        let inside = homes
            .iter()
            .find_map(|home| trouble.path.strip_prefix(home).ok());
        let location = match inside {
            Some(path) => self.location(path),
            None => Location::whole_file(&trouble.path.to_string_lossy()),
        };
        let problem = format!("cannot {}: {}", trouble.doing, trouble.error);
        Diagnostic::error(Code::OutputWrite, &location, problem).help(remedy(trouble.error.kind()))
    }
}

fn remedy(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room on the disk and run again; the output folder is as it was"
        }
        io::ErrorKind::PermissionDenied => {
            "give yourself the right to write there and run again; the output folder is as it was"
        }
        io::ErrorKind::ReadOnlyFilesystem => "choose a folder on a disk that can be written",
        _ => "mend the cause and run again; the output folder is as it was",
    }
}

/// The path with all links followed, of which the last parts need not exist.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut known = std::path::absolute(path)?;
    let mut missing = Vec::new();
    loop {
        if look(&known).is_some() {
            // Also what ends in `..`, and a link that leads nowhere is an error here.
            let real = fs::canonicalize(&known)?;
            return Ok(missing
                .into_iter()
                .rev()
                .fold(real, |path, name| path.join(name)));
        }
        match known.components().next_back() {
            Some(Component::Normal(name)) => missing.push(name.to_owned()),
            _ => return Err(io::ErrorKind::NotFound.into()),
        }
        known.pop();
    }
}
