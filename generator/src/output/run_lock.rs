//! One run at a time for each output folder.
//!
//! The lock is one of the operating system's, on a file beside the folder: it ends with the process, however that
//! ends. The file holds the number of the process, so that the next one can say for whom it waits.

use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::disk::{Disk, IoFailure, look};
use super::folder::Folder;
use crate::diagnostic::{Code, Diagnostic};

/// The right to change the folder, given back on drop: the lock and its file.
pub(super) struct RunLock(Option<File>, PathBuf);

impl RunLock {
    /// Waits for the lock, and reports for whom.
    pub(super) fn acquire(
        folder: &Folder,
        disk: &mut Disk<'_>,
        wait: Duration,
        report: &mut dyn FnMut(&Diagnostic),
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
                // Only for people: a disk with no room for it is not a reason to stop.
                let emptied = file.set_len(0);
                let _ = emptied.and_then(|()| file.write_all(process.as_bytes()));
                return Ok(Self(Some(file), path.clone()));
            }
            if started.elapsed() >= wait {
                let problem = format!("{} is writing this folder", holder(path));
                let help = "wait until it is done, or end it, and run again; nothing was written";
                return Err(Diagnostic::error(Code::OutputLocked, &location, problem).help(help));
            }
            if !std::mem::replace(&mut is_waiting, true) {
                let problem = format!("waiting for {}, which is writing this folder", holder(path));
                report(&Diagnostic::warning(Code::OutputLocked, &location, problem));
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
fn try_lock(path: &Path) -> io::Result<Option<File>> {
    loop {
        // Opening would follow a link.
        if look(path).is_some_and(|metadata| !metadata.is_file()) {
            return Err(io::Error::other("something else than a file is there"));
        }
        let mut options = File::options();
        let file = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path)? => return Ok(Some(file)),
            // Whoever had it removed the file since it was opened. The next one is another file.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let number = |metadata: Metadata| (metadata.dev(), metadata.ino());
    Ok(look(path).map(number) == Some(number(file.metadata()?)))
}

/// Windows removes no open file.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
