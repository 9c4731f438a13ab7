//! The only place that changes the disk.
//!
//! Every change is one step that is announced before it is made. Tests stop the process, or let the disk fail, at
//! each of them in turn; nothing else knows that this is possible.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Creates a folder.
    MakeFolder,
    /// Writes a new file.
    Write,
    /// Waits until what was written is on the disk.
    Sync,
    /// Moves a file into its place.
    Rename,
    /// Removes a file or an empty folder.
    Remove,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::MakeFolder => "make the folder",
            Self::Write => "write",
            Self::Sync => "flush to the disk",
            Self::Rename => "move into place",
            Self::Remove => "remove",
        }
    }
}

/// A change of the disk that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct DiskStep<'a> {
    /// What is done.
    pub action: Action,
    /// To which file or folder: for a staged text, the file that it will become.
    pub path: &'a Path,
}

/// Sees each step before it is made; an error counts as the disk's own.
pub type Watch<'a> = &'a mut dyn FnMut(&DiskStep<'_>) -> io::Result<()>;

/// A read or a write that failed.
#[derive(Debug)]
pub(super) struct IoFailure {
    pub(super) doing: &'static str,
    pub(super) path: PathBuf,
    pub(super) error: io::Error,
}

impl IoFailure {
    /// For `map_err`: adds what was being done, and to which file.
    pub(super) fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self { doing, path, error }
    }
}

/// What a change comes to.
pub(super) type Changed = Result<(), IoFailure>;

/// The disk, and who watches it.
pub(super) struct Disk<'a>(pub(super) Option<Watch<'a>>);

impl Disk<'_> {
    fn step<F>(&mut self, action: Action, path: &Path, change: F) -> Changed
    where
        F: FnOnce() -> io::Result<()>,
    {
        let step = DiskStep { action, path };
        let announced = self.0.as_mut().map_or(Ok(()), |watch| watch(&step));
        announced
            .and_then(|()| change())
            .map_err(IoFailure::at(action.as_str(), path))
    }

    /// Creates a folder and those above it, if they are not there already.
    pub(super) fn make_folder(&mut self, path: &Path) -> Changed {
        match look(path) {
            Some(metadata) if metadata.is_dir() => Ok(()),
            // A link to a folder would do for the operating system.
            other => self.step(Action::MakeFolder, path, || match other {
                Some(_) => Err(io::Error::other("something else is there")),
                None => fs::create_dir_all(path),
            }),
        }
    }

    /// Writes what `target` will hold to a file that is not there yet: nothing is ever overwritten in place. The new
    /// file gets the mode and the owner of the target, where that exists and as far as the system allows it.
    pub(super) fn write(&mut self, file: &Path, target: &Path, text: &[u8]) -> Changed {
        self.step(Action::Write, target, || {
            File::create_new(file)?.write_all(text)?;
            if let Some(metadata) = look(target) {
                // The owner first: changing it clears some bits of the mode.
                #[cfg(unix)]
                let _ = chown(file, Some(metadata.uid()), Some(metadata.gid()));
                let _ = fs::set_permissions(file, metadata.permissions());
            }
            Ok(())
        })
    }

    /// Waits until files are on the disk. All of them are named at once because the disk gathers what waits together:
    /// 200 files take 30 ms that way, and a second one after the other.
    pub(super) fn sync(&mut self, target: &Path, files: &[PathBuf]) -> Changed {
        // Windows flushes only what is open for writing.
        let open = |file: &PathBuf| File::options().read(true).write(cfg!(windows)).open(file);
        let flush = |part: &[PathBuf]| part.iter().try_for_each(|file| open(file)?.sync_all());
        let parts = files.chunks(files.len().div_ceil(8).max(1));
        let lost = |_| Err(io::Error::other("the thread that flushes ended early"));
        self.step(Action::Sync, target, || {
            std::thread::scope(|scope| {
                let workers: Vec<_> = parts.map(|part| scope.spawn(move || flush(part))).collect();
                let mut workers = workers.into_iter();
                workers.try_for_each(|worker| worker.join().unwrap_or_else(lost))
            })
        })
    }

    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> Changed {
        self.step(Action::Rename, to, || fs::rename(from, to))
    }

    /// Removes a file or an empty folder.
    pub(super) fn remove(&mut self, path: &Path) -> Changed {
        self.step(Action::Remove, path, || match is_folder(path) {
            true => fs::remove_dir(path),
            false => fs::remove_file(path),
        })
    }
}

/// The bytes of a plain file; none if something else, or nothing, is there.
pub(super) fn read_plain(path: &Path) -> Result<Option<Vec<u8>>, IoFailure> {
    if !look(path).is_some_and(|metadata| metadata.is_file()) {
        return Ok(None);
    }
    match fs::read(path) {
        // Another run removed it since the look.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        bytes => bytes.map(Some).map_err(IoFailure::at("read", path)),
    }
}

/// What a folder holds. Nothing if it is gone.
pub(super) fn entries(folder: &Path) -> Result<Vec<fs::DirEntry>, IoFailure> {
    match fs::read_dir(folder).and_then(Iterator::collect) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        entries => entries.map_err(IoFailure::at("list the folder", folder)),
    }
}

/// What is at a path, if anything. Links are not followed.
pub(super) fn look(path: &Path) -> Option<Metadata> {
    fs::symlink_metadata(path).ok()
}

/// Whether a folder, not a link to one, is at a path.
pub(super) fn is_folder(path: &Path) -> bool {
    look(path).is_some_and(|metadata| metadata.is_dir())
}
