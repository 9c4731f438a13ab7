//! One run at a time for each output folder.
//!
//! The lock is one of the operating system's on a file beside the folder: it ends with the process, however that
//! ends. The file holds the number of the process, so that the next one can say whom it waits for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::disk::{Context, Disk, Trouble};
use super::folder::Folder;
use crate::diagnostic::{Code, Diagnostic};

/// The file that is locked.
pub(super) const NAME: &str = "lock";

/// The right to change the folder, given back on drop.
pub(super) struct Lock {
    home: PathBuf,
    path: PathBuf,
    file: Option<File>,
    beside: bool,
}

impl Lock {
    /// Whether the lock is beside the folder, so that a tree can be staged there too.
    pub(super) fn is_beside(&self) -> bool {
        self.beside
    }

    /// Waits for the lock, and says for whom.
    pub(super) fn take(
        folder: &Folder,
        disk: &mut Disk<'_>,
        wait: Duration,
        report: &mut dyn FnMut(&Diagnostic),
    ) -> Result<Self, Diagnostic> {
        let failure = |trouble: Trouble| folder.failure(&trouble);
        disk.make_folders(folder.parent()).map_err(failure)?;
        let mut home = folder.home();
        if let Err(trouble) = disk.make_folder(&home) {
            // Nobody may write beside the folder, but perhaps in it.
            home = folder.inner();
            if !folder.exists() || disk.make_folder(&home).is_err() {
                return Err(folder.failure(&trouble));
            }
        }
        let path = home.join(NAME);
        let started = Instant::now();
        let mut waiting = false;
        loop {
            // The one who held it before removes the folder, perhaps since the last look.
            disk.make_folder(&home).map_err(failure)?;
            match attempt(&path).context("lock", &path).map_err(failure)? {
                Attempt::Taken(mut file) => {
                    // Only for people: a disk with no room for it is no reason to stop here.
                    let _ = file
                        .set_len(0)
                        .and_then(|()| write!(file, "{}", std::process::id()));
                    let beside = home != folder.inner();
                    return Ok(Self {
                        home,
                        path,
                        file: Some(file),
                        beside,
                    });
                }
                Attempt::Gone => {}
                Attempt::Busy if started.elapsed() >= wait => {
                    let problem = format!("{} is writing this folder", holder(&path));
                    return Err(Diagnostic::error(
                        Code::OutputLocked,
                        &folder.location(""),
                        problem,
                    )
                    .help("wait until it is done, or end it, and run again; nothing was written"));
                }
                Attempt::Busy => {
                    if !waiting {
                        let problem = format!(
                            "waiting for {}, which is writing this folder",
                            holder(&path)
                        );
                        report(&Diagnostic::warning(
                            Code::OutputLocked,
                            &folder.location(""),
                            problem,
                        ));
                        waiting = true;
                    }
                    std::thread::sleep(Duration::from_millis(20));
                }
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Windows removes no open file; elsewhere the one who waits sees that the file is gone.
        if cfg!(windows) {
            self.file = None;
        }
        // What stays behind is found by the next run.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_dir(&self.home);
    }
}

fn holder(path: &Path) -> String {
    match fs::read_to_string(path) {
        Ok(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("process {text}")
        }
        _ => "another process".to_owned(),
    }
}

enum Attempt {
    Taken(File),
    Busy,
    /// The file was removed between opening and locking it.
    Gone,
}

#[cfg(unix)]
fn attempt(path: &Path) -> io::Result<Attempt> {
    use super::disk::{look, same_file};
    use rustix::fs::{FlockOperation, OFlags, flock};
    use std::os::unix::fs::OpenOptionsExt;
    let no_link = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .custom_flags(no_link)
        .open(path);
    let file = match opened {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Attempt::Gone),
        opened => opened?,
    };
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Err(rustix::io::Errno::WOULDBLOCK) => return Ok(Attempt::Busy),
        locked => locked?,
    }
    let mine = file.metadata()?;
    Ok(
        if look(path).is_some_and(|found| same_file(&found, &mine)) {
            Attempt::Taken(file)
        } else {
            Attempt::Gone
        },
    )
}

#[cfg(windows)]
fn attempt(path: &Path) -> io::Result<Attempt> {
    use std::os::windows::fs::OpenOptionsExt;
    // Shared for reading only: whoever opens it to write next is told that it is in use.
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .share_mode(1)
        .open(path);
    match opened {
        Ok(file) => Ok(Attempt::Taken(file)),
        Err(error) if error.raw_os_error() == Some(32) => Ok(Attempt::Busy),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Attempt::Gone),
        Err(error) => Err(error),
    }
}
