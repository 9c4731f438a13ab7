//! One run at a time for each output folder.
//!
//! The lock is one of the operating system's, on a file beside the folder: it ends with the process, however that
//! ends. The file holds the number of the process, so that the next one can say for whom it waits.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::disk::{Disk, IoFailure};
use super::folder::Folder;
use super::options::WriteOptions;
use crate::diagnostic::{Code, Diagnostic};

/// The right to change the folder, given back on drop.
pub(super) struct RunLock {
    path: PathBuf,
    file: Option<File>,
}

impl RunLock {
    /// Waits for the lock, and reports for whom.
    pub(super) fn acquire(
        folder: &Folder,
        disk: &mut Disk<'_>,
        options: &mut WriteOptions<'_>,
    ) -> Result<Self, Diagnostic> {
        let failure = |failure: IoFailure| folder.failure(&failure, false);
        let location = folder.location("");
        let path = folder.lock.clone();
        disk.make_folder(path.parent().unwrap_or(&path))
            .map_err(failure)?;
        let started = Instant::now();
        let mut is_waiting = false;
        loop {
            let attempt = attempt(&path).map_err(IoFailure::at("lock", &path));
            match attempt.map_err(failure)? {
                Attempt::Taken(mut file) => {
                    // Only for people: a disk with no room for it is no reason to stop.
                    let process = std::process::id().to_string();
                    let _ = file
                        .set_len(0)
                        .and_then(|()| file.write_all(process.as_bytes()));
                    return Ok(Self {
                        path,
                        file: Some(file),
                    });
                }
                Attempt::Gone => continue,
                Attempt::Busy => {}
            }
            if started.elapsed() >= options.wait {
                let problem = format!("{} is writing this folder", holder(&path));
                let help = "wait until it is done, or end it, and run again; nothing was written";
                return Err(Diagnostic::error(Code::OutputLocked, &location, problem).help(help));
            }
            if !is_waiting {
                let problem = format!(
                    "waiting for {}, which is writing this folder",
                    holder(&path)
                );
                (options.report)(&Diagnostic::warning(Code::OutputLocked, &location, problem));
                is_waiting = true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // Windows removes no open file. Elsewhere the file is removed while it is locked, so that nobody else's is, and
        // whoever waits for it sees that it is gone.
        if cfg!(windows) {
            self.file = None;
        }
        let _ = fs::remove_file(&self.path);
    }
}

fn holder(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        format!("process {text}")
    } else {
        "another process".to_owned()
    }
}

enum Attempt {
    Taken(File),
    Busy,
    /// The one who held the lock removed the file before this process could lock it.
    Gone,
}

#[cfg(unix)]
fn attempt(path: &Path) -> io::Result<Attempt> {
    use rustix::fs::{FlockOperation, OFlags, flock};
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
    let no_link = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let mut options = OpenOptions::new();
    options
        .create(true)
        .truncate(false)
        .write(true)
        .custom_flags(no_link);
    let file = options.open(path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Err(rustix::io::Errno::WOULDBLOCK) => return Ok(Attempt::Busy),
        locked => locked?,
    }
    let mine = file.metadata()?;
    let is_mine = fs::symlink_metadata(path)
        .is_ok_and(|there| (there.dev(), there.ino()) == (mine.dev(), mine.ino()));
    Ok(if is_mine {
        Attempt::Taken(file)
    } else {
        Attempt::Gone
    })
}

#[cfg(windows)]
fn attempt(path: &Path) -> io::Result<Attempt> {
    use std::os::windows::fs::OpenOptionsExt;
    // Shared for reading only: whoever opens it to write next is told that it is in use.
    let mut options = OpenOptions::new();
    match options
        .create(true)
        .truncate(false)
        .write(true)
        .share_mode(1)
        .open(path)
    {
        Ok(file) => Ok(Attempt::Taken(file)),
        Err(error) if error.raw_os_error() == Some(32) => Ok(Attempt::Busy),
        Err(error) => Err(error),
    }
}
