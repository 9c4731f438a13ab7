//! The only place that changes the disk.
//!
//! Every change is one step that is announced before it is made. Tests stop the process, or let the disk fail, at
//! each of them in turn; nothing else may know that this is possible.

use std::ffi::OsStr;
use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Makes a folder.
    MakeFolder,
    /// Writes a new file.
    Write,
    /// Gives a new folder or file the mode and the owner of the one that it replaces.
    Dress,
    /// Waits until what was written is on the disk.
    Sync,
    /// Gives a file a second name.
    Link,
    /// Moves a file or a folder.
    Rename,
    /// Swaps two folders.
    Exchange,
    /// Removes a file.
    Remove,
    /// Removes an empty folder.
    RemoveFolder,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::MakeFolder => "make the folder",
            Self::Write => "write",
            Self::Dress => "set the mode and owner",
            Self::Sync => "flush to the disk",
            Self::Link => "link",
            Self::Rename => "move",
            Self::Exchange => "swap",
            Self::Remove => "remove",
            Self::RemoveFolder => "remove the folder",
        }
    }
}

/// A change of the disk that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// What is done.
    pub action: Action,
    /// To what.
    pub path: &'a Path,
}

/// Sees each step before it is made; an error counts as the disk's own.
pub type Watch<'a> = &'a mut dyn FnMut(&Step<'_>) -> io::Result<()>;

/// A step, or a look at the disk, that failed.
#[derive(Debug)]
pub(super) struct Trouble {
    pub(super) doing: &'static str,
    pub(super) path: PathBuf,
    pub(super) error: io::Error,
}

/// Says what was being done when an error arose.
pub(super) trait Context<T> {
    fn context(self, doing: &'static str, path: &Path) -> Result<T, Trouble>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, doing: &'static str, path: &Path) -> Result<T, Trouble> {
        self.map_err(|error| Trouble {
            doing,
            path: path.to_owned(),
            error,
        })
    }
}

/// The disk.
pub(super) struct Disk<'a> {
    watch: Option<Watch<'a>>,
}

impl<'a> Disk<'a> {
    pub(super) fn new(watch: Option<Watch<'a>>) -> Self {
        Self { watch }
    }

    fn step<T>(
        &mut self,
        action: Action,
        path: &Path,
        change: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, Trouble> {
        let announced = self
            .watch
            .as_mut()
            .map_or(Ok(()), |watch| watch(&Step { action, path }));
        announced
            .and_then(|()| change())
            .context(action.as_str(), path)
    }

    /// Makes a folder; one that is there already is fine.
    pub(super) fn make_folder(&mut self, path: &Path) -> Result<(), Trouble> {
        if is_folder(path) {
            return Ok(());
        }
        self.step(Action::MakeFolder, path, || fs::create_dir(path))
    }

    /// Makes a folder and those above it.
    pub(super) fn make_folders(&mut self, path: &Path) -> Result<(), Trouble> {
        if is_folder(path) {
            return Ok(());
        }
        self.step(Action::MakeFolder, path, || fs::create_dir_all(path))
    }

    /// Writes a file that is not there yet: nothing is ever overwritten in place.
    pub(super) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
        self.step(Action::Write, path, || {
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(path)?
                .write_all(bytes)
        })
    }

    /// Copies a file to a new one.
    pub(super) fn copy(&mut self, from: &Path, to: &Path) -> Result<(), Trouble> {
        self.step(Action::Write, to, || fs::copy(from, to).map(drop))
    }

    /// Gives a new folder or file the mode and the owner of an old one.
    pub(super) fn dress(&mut self, path: &Path, like: &Metadata) -> Result<(), Trouble> {
        let now = fs::symlink_metadata(path).context("look at", path)?;
        if same_dress(&now, like) {
            return Ok(());
        }
        self.step(Action::Dress, path, || {
            // The owner first: changing it clears some bits of the mode.
            #[cfg(unix)]
            {
                use std::os::unix::fs::MetadataExt;
                if (now.uid(), now.gid()) != (like.uid(), like.gid()) {
                    std::os::unix::fs::chown(path, Some(like.uid()), Some(like.gid()))?;
                }
            }
            fs::set_permissions(path, like.permissions())
        })
    }

    /// Waits until files are on the disk. Several at once, because the disk gathers what waits together: 200 files
    /// take 30 ms so and a second one after the other.
    pub(super) fn sync(&mut self, paths: &[PathBuf]) -> Result<(), Trouble> {
        let (Some(first), size) = (paths.first(), paths.len().div_ceil(8)) else {
            return Ok(());
        };
        self.step(Action::Sync, first, || Ok(()))?;
        std::thread::scope(|scope| {
            let workers: Vec<_> = paths
                .chunks(size)
                .map(|part| scope.spawn(|| part.iter().try_for_each(|path| sync_one(path))))
                .collect();
            let lost = || {
                Err(io::Error::other("the thread that flushes ended early"))
                    .context(Action::Sync.as_str(), first)
            };
            workers
                .into_iter()
                .try_for_each(|worker| worker.join().unwrap_or_else(|_| lost()))
        })
    }

    pub(super) fn link(&mut self, from: &Path, to: &Path) -> Result<(), Trouble> {
        self.step(Action::Link, to, || fs::hard_link(from, to))
    }

    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> Result<(), Trouble> {
        self.step(Action::Rename, to, || fs::rename(from, to))
    }

    /// Swaps two folders in one step that nobody sees half done.
    pub(super) fn exchange(&mut self, one: &Path, other: &Path) -> Result<(), Trouble> {
        self.step(Action::Exchange, other, || swap(one, other))
    }

    pub(super) fn remove(&mut self, path: &Path) -> Result<(), Trouble> {
        self.step(Action::Remove, path, || fs::remove_file(path))
    }

    pub(super) fn remove_folder(&mut self, path: &Path) -> Result<(), Trouble> {
        self.step(Action::RemoveFolder, path, || fs::remove_dir(path))
    }

    /// Removes a folder of the generator's own with all that is in it, following no link.
    pub(super) fn remove_all(&mut self, path: &Path) -> Result<(), Trouble> {
        for entry in entries(path)? {
            let path = entry.path();
            if is_folder(&path) {
                self.remove_all(&path)?
            } else {
                self.remove(&path)?
            }
        }
        self.remove_folder(path)
    }
}

/// What a folder holds, in order of the names, so that runs can be compared step by step.
pub(super) fn entries(folder: &Path) -> Result<Vec<fs::DirEntry>, Trouble> {
    let listed: io::Result<Vec<fs::DirEntry>> = fs::read_dir(folder).and_then(Iterator::collect);
    let mut entries = listed.context("list the folder", folder)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    Ok(entries)
}

/// Whether a folder itself, no link to one, is there.
pub(super) fn is_folder(path: &Path) -> bool {
    look(path).is_some_and(|found| found.is_dir())
}

/// What is there, links not followed.
pub(super) fn look(path: &Path) -> Option<Metadata> {
    fs::symlink_metadata(path).ok()
}

/// A path with another file name beside it.
pub(super) fn beside(path: &Path, name: impl AsRef<OsStr>) -> PathBuf {
    path.with_file_name(name)
}

fn sync_one(path: &Path) -> Result<(), Trouble> {
    // Windows flushes only what is open for writing, and no folders.
    if cfg!(windows) && is_folder(path) {
        return Ok(());
    }
    let opened = OpenOptions::new()
        .read(true)
        .write(cfg!(windows))
        .open(path);
    opened
        .and_then(|file| file.sync_all())
        .context(Action::Sync.as_str(), path)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether two names are one file.
#[cfg(unix)]
pub(super) fn same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Not known here, so content is compared instead.
#[cfg(not(unix))]
pub(super) fn same_file(_: &Metadata, _: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn same_dress(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.mode(), one.uid(), one.gid()) == (other.mode(), other.uid(), other.gid())
}

#[cfg(not(unix))]
fn same_dress(one: &Metadata, other: &Metadata) -> bool {
    one.permissions() == other.permissions()
}
