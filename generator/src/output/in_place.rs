//! Writing file by file, for where the folder cannot be replaced as a whole: a mount point, a file system or an
//! operating system without the exchange of two folders, a folder that holds other people's work.
//!
//! All texts are first written to a folder inside, so that a full disk is met before anything changes. Then each
//! file comes into place by a rename. A failure is undone; a run that is killed between two renames leaves some files
//! old and some new, and beside them the record of what it was about to own, so that the next run knows all of
//! them for its own and makes the tree whole.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::backup::Backup;
use super::compare::{Change, Comparison};
use super::digest::Digest;
use super::disk::{Context, Disk, Trouble, entries, is_folder, look};
use super::lock;
use super::path;
use super::record::{self, Record};

/// Brings the folder to the tree; what is left to do is to [`discard`] what was needed for it. On an error the folder
/// is as it was before.
pub(super) fn replace(
    disk: &mut Disk<'_>,
    comparison: &Comparison,
    backup: &Backup,
) -> Result<(), Trouble> {
    let inner = comparison.folder.inner();
    disk.make_folder(&inner)?;
    let known = comparison.known();
    clear(disk, &inner, &known, backup)?;
    if let Err(trouble) = stage(disk, comparison, &inner, &known) {
        // The error that is worth telling is the first one.
        let _ = discard(disk, &inner, &known, backup);
        return Err(trouble);
    }
    let mut renames = Renames {
        disk,
        root: comparison.folder.real(),
        inner: &inner,
        undo: Vec::new(),
    };
    if let Err(trouble) = renames.all(comparison) {
        if renames.undo_all().is_ok() {
            let _ = discard(disk, &inner, &known, backup);
        }
        return Err(trouble);
    }
    remove_empty_folders(disk, comparison);
    Ok(())
}

/// Removes the generator's folder inside the output folder.
pub(super) fn discard(
    disk: &mut Disk<'_>,
    inner: &Path,
    known: &Record,
    backup: &Backup,
) -> Result<(), Trouble> {
    clear(disk, inner, known, backup)?;
    let record = inner.join(record::NAME);
    if look(&record).is_some() {
        disk.remove(&record)?;
    }
    // Where it holds the lock, it goes with that.
    if look(&inner.join(lock::NAME)).is_some() {
        return Ok(());
    }
    disk.remove_folder(inner)
}

/// Removes what an attempt left: its staged files, and the old ones that it moved away. Not the record, which says
/// what else is ours, and not the lock.
fn clear(
    disk: &mut Disk<'_>,
    inner: &Path,
    known: &Record,
    backup: &Backup,
) -> Result<(), Trouble> {
    for entry in entries(inner)? {
        let (path, name) = (entry.path(), entry.file_name());
        if name == "old" {
            keep_unknown(disk, &path, Path::new(""), known, backup)?;
        }
        if is_folder(&path) {
            disk.remove_all(&path)?;
        } else if name != record::NAME && name != lock::NAME {
            disk.remove(&path)?;
        }
    }
    Ok(())
}

/// Keeps old files whose text the generator did not write, such as one that was edited while it ran.
fn keep_unknown(
    disk: &mut Disk<'_>,
    from: &Path,
    path: &Path,
    known: &Record,
    backup: &Backup,
) -> Result<(), Trouble> {
    for entry in entries(from)? {
        let (from, path) = (entry.path(), path.join(entry.file_name()));
        if is_folder(&from) {
            keep_unknown(disk, &from, &path, known, backup)?;
            continue;
        }
        let text = path
            .to_str()
            .map(|text| text.replace('\\', "/"))
            .unwrap_or_default();
        let digest = Digest::of_file(&from).context("read", &from)?;
        if text != record::NAME && !known.wrote(&text, digest) {
            backup.save(disk, &from, &path)?;
        }
    }
    Ok(())
}

/// Writes the new texts, and then the record of all that was and will be owned.
fn stage(
    disk: &mut Disk<'_>,
    comparison: &Comparison,
    inner: &Path,
    known: &Record,
) -> Result<(), Trouble> {
    let new = inner.join("new");
    disk.make_folder(&new)?;
    disk.make_folder(&inner.join("old"))?;
    let mut fresh = Vec::new();
    for (path, change) in &comparison.changes {
        let Some(text) = &change.text else { continue };
        let target = new.join(path);
        if let Some(parent) = target.parent() {
            disk.make_folders(parent)?;
        }
        disk.write(&target, text.as_bytes())?;
        if let Some(old) = comparison.survey.files.get(path) {
            let _ = disk.dress(&target, &old.metadata);
        }
        fresh.push(target);
    }
    let (record, part) = (inner.join(record::NAME), inner.join("record.part"));
    disk.write(&part, known.text().as_bytes())?;
    fresh.push(part.clone());
    disk.sync(&fresh)?;
    disk.rename(&part, &record)?;
    disk.sync(&[inner.to_owned()])
}

/// The renames, and how to take them back.
struct Renames<'a, 'd> {
    disk: &'a mut Disk<'d>,
    root: &'a Path,
    inner: &'a Path,
    undo: Vec<Undo>,
}

enum Undo {
    /// Moves the old file back.
    Restore(String),
    /// Removes a file that was not there before.
    Remove(String),
    /// Removes a folder that was not there before.
    RemoveFolder(PathBuf),
}

impl Renames<'_, '_> {
    fn all(&mut self, comparison: &Comparison) -> Result<(), Trouble> {
        let mut puts: Vec<(&String, &Change)> = comparison.changes.iter().collect();
        // What is stale goes first. Files at the top come after those below, which they may refer to, and the record
        // is the last of all.
        puts.sort_by_key(|(path, change)| {
            (
                change.text.is_some(),
                *path == record::NAME,
                !path.contains('/'),
            )
        });
        let mut touched = BTreeSet::from([self.root.to_owned()]);
        for (path, change) in puts {
            if change.text.is_some() {
                self.put(path)?
            } else {
                self.take(path)?
            }
            touched.extend(self.root.join(path).parent().map(Path::to_owned));
        }
        let touched: Vec<PathBuf> = touched.into_iter().filter(|path| is_folder(path)).collect();
        self.disk.sync(&touched)
    }

    /// Moves a file out of the tree.
    fn take(&mut self, path: &str) -> Result<(), Trouble> {
        let old = self.old(path)?;
        self.disk.rename(&self.root.join(path), &old)?;
        self.undo.push(Undo::Restore(path.to_owned()));
        Ok(())
    }

    /// Moves a staged file into the tree.
    fn put(&mut self, path: &str) -> Result<(), Trouble> {
        let (new, target) = (self.inner.join("new").join(path), self.root.join(path));
        let mut above: Vec<&str> = path::ancestors(path).collect();
        above.reverse();
        for folder in above.into_iter().map(|folder| self.root.join(folder)) {
            if !is_folder(&folder) {
                self.disk.make_folder(&folder)?;
                self.undo.push(Undo::RemoveFolder(folder));
            }
        }
        if look(&target).is_none() {
            self.disk.rename(&new, &target)?;
            self.undo.push(Undo::Remove(path.to_owned()));
            return Ok(());
        }
        let old = self.old(path)?;
        // A second name, so that the path is never without a file; where there are no second names, a move.
        if self.disk.link(&target, &old).is_err() {
            self.disk.rename(&target, &old)?;
        }
        self.undo.push(Undo::Restore(path.to_owned()));
        self.disk.rename(&new, &target)
    }

    fn old(&mut self, path: &str) -> Result<PathBuf, Trouble> {
        let old = self.inner.join("old").join(path);
        if let Some(parent) = old.parent() {
            self.disk.make_folders(parent)?;
        }
        Ok(old)
    }

    fn undo_all(&mut self) -> Result<(), Trouble> {
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::Restore(path) => self
                    .disk
                    .rename(&self.inner.join("old").join(&path), &self.root.join(&path))?,
                Undo::Remove(path) => self.disk.remove(&self.root.join(path))?,
                Undo::RemoveFolder(path) => self.disk.remove_folder(&path)?,
            }
        }
        Ok(())
    }
}

/// Removes folders that hold nothing and in which nothing is emitted any more. One that holds something refuses.
fn remove_empty_folders(disk: &mut Disk<'_>, comparison: &Comparison) {
    let needed: BTreeSet<&str> = comparison
        .record
        .paths()
        .flat_map(path::ancestors)
        .collect();
    // From the last to the first is from the inside to the outside.
    for folder in comparison
        .survey
        .folders
        .keys()
        .rev()
        .filter(|folder| !needed.contains(folder.as_str()))
    {
        let _ = disk.remove_folder(&comparison.folder.real().join(folder));
    }
}
