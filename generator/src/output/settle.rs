//! Clearing what lies beside the output folder: the new tree that did not get into place, or the old one that left it.
//!
//! At every moment the output folder is a whole tree, the old or the new one, and a second tree beside it is left
//! over. Which of the two that is need not be known: what its own record owns can be made again and goes; anything
//! else belongs to somebody and comes back into the output folder. So the same few lines tidy up after a run that
//! went well, after one that failed, and after one that was killed at any moment.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::backup::Backup;
use super::digest::Digest;
use super::disk::{Context, Disk, Trouble, entries, is_folder, look, same_file};
use super::path;
use super::record::{self, Record};

/// Stands in a tree as long as files of it may be half written.
pub(super) const UNFINISHED: &str = ".codegen-unfinished";

/// Removes the tree that is left over, after bringing into `folder` what the generator does not own.
pub(super) fn settle(
    disk: &mut Disk<'_>,
    tree: &Path,
    folder: &Path,
    backup: &Backup,
) -> Result<(), Trouble> {
    if !is_folder(tree) {
        return Ok(());
    }
    let (manifest, unfinished) = (tree.join(record::NAME), tree.join(UNFINISHED));
    // The record is the first thing that is staged: where there is none, nothing else is there that is ours.
    let record = fs::read(&manifest)
        .ok()
        .and_then(|bytes| Record::parse(&bytes).ok())
        .unwrap_or_default();
    let folders = record
        .paths()
        .flat_map(path::ancestors)
        .map(str::to_owned)
        .collect();
    let finished = look(&unfinished).is_none();
    let mut settling = Settling {
        disk,
        folder,
        backup,
        record,
        folders,
        finished,
    };
    settling.folder(tree, Path::new(""))?;
    // The record goes last, so that a run which is cut short here can be continued.
    for path in [manifest, unfinished] {
        if look(&path).is_some() {
            settling.disk.remove(&path)?;
        }
    }
    settling.disk.remove_folder(tree)
}

struct Settling<'a, 'd> {
    disk: &'a mut Disk<'d>,
    folder: &'a Path,
    backup: &'a Backup,
    record: Record,
    folders: BTreeSet<String>,
    finished: bool,
}

impl Settling<'_, '_> {
    fn folder(&mut self, from: &Path, path: &Path) -> Result<(), Trouble> {
        for entry in entries(from)? {
            let (from, path) = (entry.path(), path.join(entry.file_name()));
            let text = path
                .to_str()
                .map(|text| text.replace('\\', "/"))
                .unwrap_or_default();
            if text == record::NAME || text == UNFINISHED {
                continue;
            }
            let metadata = entry.metadata().context("look at", &from)?;
            if metadata.is_dir() && self.folders.contains(&text) {
                self.folder(&from, &path)?;
                self.disk.remove_folder(&from)?;
            } else if metadata.is_file() && self.record.owns(&text) {
                self.owned(&from, &path, &text)?;
            } else {
                self.foreign(&from, &path)?;
            }
        }
        Ok(())
    }

    /// Removes an owned file. One that was changed after the run looked at it is kept elsewhere first.
    fn owned(&mut self, from: &Path, path: &Path, text: &str) -> Result<(), Trouble> {
        if self.finished && !self.is_there(from, path) {
            let digest = Digest::of_file(from).context("read", from)?;
            if !self.record.wrote(text, digest) {
                self.backup.save(self.disk, from, path)?;
            }
        }
        self.disk.remove(from)
    }

    /// Brings somebody's own file or folder back to where it was.
    fn foreign(&mut self, from: &Path, path: &Path) -> Result<(), Trouble> {
        let to = self.folder.join(path);
        if look(&to).is_none() {
            if let Some(parent) = to.parent() {
                self.disk.make_folders(parent)?;
            }
            return self.disk.rename(from, &to);
        }
        if is_folder(from) && is_folder(&to) {
            for entry in entries(from)? {
                self.foreign(&entry.path(), &path.join(entry.file_name()))?;
            }
            return self.disk.remove_folder(from);
        }
        if !self.is_there(from, path) {
            // Made anew on the other side in the meantime. Both are somebody's, and only one can have the name.
            self.backup.save(self.disk, from, path)?;
        }
        self.disk.remove(from)
    }

    /// Whether the output folder has this very file, or one with the same content.
    fn is_there(&self, from: &Path, path: &Path) -> bool {
        let to = self.folder.join(path);
        let (Some(one), Some(other)) = (look(from), look(&to)) else {
            return false;
        };
        if one.is_symlink() && other.is_symlink() {
            return fs::read_link(from).ok() == fs::read_link(to).ok();
        }
        let digest = |path: &Path| Digest::of_file(path).ok();
        one.is_file()
            && other.is_file()
            && (same_file(&one, &other) || (digest(from).is_some() && digest(from) == digest(&to)))
    }
}
