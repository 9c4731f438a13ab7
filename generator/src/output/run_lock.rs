//! One run at a time for each output folder.
//!
//! The lock is one of the operating system's, on a file beside the folder: it ends with the process, however that
//! ends. The file holds the number of the process, so that the next one can say for whom it waits.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::disk::{Disk, IoFailure};
use super::folder::Folder;
use super::options::WriteOptions;
use crate::diagnostic::{Code, Diagnostic};

/// The right to change the folder, given back on drop: the lock and its file.
pub(super) struct RunLock(Option<File>, PathBuf);

impl RunLock {
    /// Waits for the lock, and reports for whom.
    pub(super) fn acquire(
        folder: &Folder,
        disk: &mut Disk<'_>,
        options: &mut WriteOptions<'_>,
    ) -> Result<Self, Diagnostic> {
        let failure = |failure: IoFailure| folder.failure(&failure, false);
        let (path, location) = (&folder.lock, folder.location(""));
        disk.make_folder(path.parent().unwrap_or(path))
            .map_err(failure)?;
        let (started, mut is_waiting) = (Instant::now(), false);
        loop {
            let attempt = try_lock(path).map_err(IoFailure::at("lock", path));
            if let Some(mut file) = attempt.map_err(failure)? {
                let process = std::process::id().to_string();
                // Only for people: a disk with no room for it is no reason to stop.
                let emptied = file.set_len(0);
                let _ = emptied.and_then(|()| file.write_all(process.as_bytes()));
                return Ok(Self(Some(file), path.clone()));
            }
            if started.elapsed() >= options.wait {
                let problem = format!("{} is writing this folder", holder(path));
                let help = "wait until it is done, or end it, and run again; nothing was written";
                return Err(Diagnostic::error(Code::OutputLocked, &location, problem).help(help));
            }
            if !std::mem::replace(&mut is_waiting, true) {
                let problem = format!("waiting for {}, which is writing this folder", holder(path));
                (options.report)(&Diagnostic::warning(Code::OutputLocked, &location, problem));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // Windows removes no open file. Elsewhere the file is removed while it is locked: so it is nobody else's, and
        // whoever waits for it sees that it is gone.
        if cfg!(windows) {
            self.0 = None;
        }
        let _ = fs::remove_file(&self.1);
    }
}

fn holder(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let process = text
        .parse::<u32>()
        .map(|number| format!("process {number}"));
    process.unwrap_or("another process".to_owned())
}

/// Takes the lock, unless somebody else has it.
#[cfg(unix)]
fn try_lock(path: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{FlockOperation, Mode, OFlags, flock, open};
    use rustix::io::{Errno, retry_on_intr};
    use std::os::unix::fs::MetadataExt;
    let flags = OFlags::CREATE | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(0o666);
    loop {
        let file = File::from(retry_on_intr(|| open(path, flags, mode))?);
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) => return Ok(None),
            locked => locked?,
        }
        let number = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        let locked = file.metadata().map(number)?;
        // Whoever had it may have removed the file since it was opened. The next one is another file.
        if fs::symlink_metadata(path).map(number).ok() == Some(locked) {
            return Ok(Some(file));
        }
    }
}

/// Takes the lock, unless somebody else has it.
#[cfg(windows)]
fn try_lock(path: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    let mut options = File::options();
    // Shared for reading only: whoever opens it to write next is told that it is in use.
    options
        .create(true)
        .truncate(false)
        .write(true)
        .share_mode(1);
    match options.open(path) {
        Err(error) if error.raw_os_error() == Some(32) => Ok(None),
        opened => opened.map(Some),
    }
}
