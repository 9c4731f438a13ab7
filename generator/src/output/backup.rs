//! Copies of texts that somebody wrote and that are about to go.
//!
//! A text lies under its own digest, `<folder>/<digest>/<path>`: saving it twice is saving it once, and no later
//! run overwrites what an earlier one kept.

use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::disk::{Context, Disk, Trouble, beside, look};

/// Where such copies are kept.
#[derive(Debug)]
pub(super) struct Backup {
    folder: PathBuf,
}

impl Backup {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps a copy of a file, known as `path` in the output folder, and says where.
    pub(super) fn save(
        &self,
        disk: &mut Disk<'_>,
        file: &Path,
        path: &Path,
    ) -> Result<PathBuf, Trouble> {
        let digest = Digest::of_file(file).context("read", file)?;
        let target = self.folder.join(digest.to_string()).join(path);
        let is_kept = look(&target).is_some_and(|found| found.is_file())
            && Digest::of_file(&target).is_ok_and(|kept| kept == digest);
        if is_kept {
            return Ok(target);
        }
        if let Some(parent) = target.parent() {
            disk.make_folders(parent)?;
        }
        // A copy that was cut short must not pass for one.
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = beside(&target, name);
        disk.copy(file, &part)?;
        disk.sync(std::slice::from_ref(&part))?;
        disk.rename(&part, &target)?;
        Ok(target)
    }
}
