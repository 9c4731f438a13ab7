//! Bringing a folder to a tree.
//!
//! All texts are first staged: written to a folder of their own and flushed, so that a full disk is met before anything
//! changes. Then each file comes into its place by one rename. The record goes first, as the union of what was and what
//! will be owned, and last, as what is. A run that is killed in between leaves some files old and some new, all of them
//! recorded, and the next run completes it.

use std::collections::BTreeSet;
use std::io::ErrorKind::{AlreadyExists, CrossesDevices};
use std::path::{Path, PathBuf};

use super::compare::{Change, Comparison, find};
use super::digest::Digest;
use super::disk::{Disk, IoFailure, entries, is_folder, read_plain};
use super::layout::{RECORD, STAGED};
use super::options::{WriteOptions, Written};
use super::refuse::refuse;
use super::run_lock::RunLock;
use super::{Tree, path};
use crate::diagnostic::{Code, Diagnostic};

/// Brings a folder to a tree.
///
/// # Errors
///
/// Whatever keeps the folder from becoming the tree. It is then as it was, unless the error says that it is not.
pub fn write(
    tree: &Tree,
    folder: &Path,
    mut options: WriteOptions<'_>,
) -> Result<Written, Vec<Diagnostic>> {
    let folder = find(tree, folder)?;
    // Without the lock at first: a folder that is right already is not touched at all. Whatever else is seen here may be
    // the work of another run, half done, so it is looked at again under the lock before it is judged.
    if let Ok(comparison) = Comparison::new(tree, folder.clone()) {
        if comparison.is_current() && !comparison.is_interrupted {
            return Ok(outcome(&comparison, Vec::new()));
        }
    }
    let watch = options.watch.take();
    let mut disk = Disk { watch };
    let one = |problem| vec![problem];
    let _lock = RunLock::acquire(&folder, &mut disk, &mut options).map_err(one)?;
    let comparison = Comparison::new(tree, folder).map_err(one)?;
    refuse(&comparison)?;
    let (report, saved, changed) = (options.report, Vec::new(), false);
    let mut run = Run {
        disk,
        comparison: &comparison,
        report,
        saved,
        changed,
    };
    match run.finish() {
        Ok(()) => Ok(outcome(&comparison, run.saved)),
        Err(failure) => Err(vec![comparison.folder.failure(&failure, run.changed)]),
    }
}

fn outcome(comparison: &Comparison, saved: Vec<PathBuf>) -> Written {
    let changes = comparison.changes.values();
    let removed = changes.filter(|change| change.text.is_none()).count();
    let written = comparison.changes.len() - removed;
    Written {
        written,
        removed,
        unchanged: comparison.unchanged,
        saved,
    }
}

/// A run that holds the lock.
struct Run<'c, 'o> {
    disk: Disk<'o>,
    comparison: &'c Comparison,
    report: &'o mut dyn FnMut(&Diagnostic),
    saved: Vec<PathBuf>,
    /// Whether the output folder is no longer as it was.
    changed: bool,
}

/// A text that is to come into place: the path in the output folder, and the staged file.
type StagedText<'c> = (&'c str, PathBuf);

impl<'c> Run<'c, '_> {
    fn finish(&mut self) -> Result<(), IoFailure> {
        let folder = &self.comparison.folder;
        let [beside, inside] = &folder.staging;
        self.clear(beside);
        self.clear(inside);
        if self.comparison.is_current() {
            return Ok(());
        }
        for path in &self.comparison.disowned {
            let problem =
                "the record names the file, but its text is not the generator's: it stays";
            let warning = Diagnostic::warning(Code::OutputForeign, &folder.location(path), problem);
            (self.report)(&warning.help("remove it if nobody needs it"));
        }
        for (path, change) in &self.comparison.changes {
            if let Some(bytes) = self
                .comparison
                .survey
                .files
                .get(path)
                .filter(|_| change.edited)
            {
                self.save(path, change, bytes)?;
            }
        }
        let mut replaced = self.replace_from(beside);
        // The folder is a mount point, or something else has the name of the folder for staging.
        let is_elsewhere = |kind| matches!(kind, CrossesDevices | AlreadyExists);
        if matches!(&replaced, Err(failure) if is_elsewhere(failure.error.kind())) {
            self.clear(beside);
            replaced = self.replace_from(inside);
        }
        self.clear(beside);
        self.clear(inside);
        replaced
    }

    /// Stages all texts, and brings them into place.
    fn replace_from(&mut self, staging: &Path) -> Result<(), IoFailure> {
        let staged = self.stage(staging)?;
        let mut folders = Vec::new();
        if let Err(failure) = self.begin(&staged, &mut folders) {
            for folder in folders.iter().rev() {
                let _ = self.disk.remove(folder);
            }
            return Err(failure);
        }
        self.changed = true;
        self.place(staged.get(1..).unwrap_or_default())
    }

    /// Writes the new texts in the order in which they come into place: what is at the top after what is below, to
    /// which it may refer, and around them the record.
    fn stage(&mut self, staging: &Path) -> Result<Vec<StagedText<'c>>, IoFailure> {
        self.disk.make_folder(staging)?;
        let comparison = self.comparison;
        let root = comparison.folder.real.as_path();
        let union = comparison.survey.record.union(&comparison.record).text();
        let changes = comparison.changes.iter();
        let emitted = changes.filter_map(|(path, change)| Some((path, change.text.as_ref()?)));
        let mut texts: Vec<(&str, &str)> = emitted.map(|(path, text)| (&**path, &**text)).collect();
        texts.sort_by_key(|(path, _)| (*path == RECORD, !path.contains('/')));
        if comparison.changes.contains_key(RECORD) {
            texts.insert(0, (RECORD, &union));
        }
        let mut staged = Vec::new();
        for (index, (path, text)) in texts.into_iter().enumerate() {
            let (file, target) = (staging.join(format!("{index}{STAGED}")), root.join(path));
            self.disk.write(&file, &target, text.as_bytes())?;
            staged.push((path, file));
        }
        let files: Vec<PathBuf> = staged.iter().map(|(_, file)| file.clone()).collect();
        self.disk.sync(root, &files)?;
        Ok(staged)
    }

    /// Makes the folders that will be needed, since they too take room on the disk, and moves the first file into place:
    /// if it is on another file system, this is what fails.
    fn begin(
        &mut self,
        staged: &[StagedText<'_>],
        made: &mut Vec<PathBuf>,
    ) -> Result<(), IoFailure> {
        let root = self.comparison.folder.real.as_path();
        let files = &self.comparison.survey.files;
        for folder in std::iter::once("").chain(self.comparison.needed_folders()) {
            let location = if folder.is_empty() {
                root.to_owned()
            } else {
                root.join(folder)
            };
            // A file that is no longer emitted may have the name as yet.
            let mut above = std::iter::once(folder).chain(path::ancestors(folder));
            if !is_folder(&location) && !above.any(|path| files.contains_key(path)) {
                self.disk.make_folder(&location)?;
                made.push(location);
            }
        }
        let first = staged.first();
        first.map_or(Ok(()), |(path, file)| {
            self.disk.rename(file, &root.join(path))
        })
    }

    /// Removes stale files, and moves the staged ones into place.
    fn place(&mut self, staged: &[StagedText<'_>]) -> Result<(), IoFailure> {
        let comparison = self.comparison;
        let root = comparison.folder.real.as_path();
        let changes = comparison.changes.iter();
        for (path, change) in changes.filter(|(_, change)| change.text.is_none()) {
            self.save_late_edit(path, change)?;
            self.disk.remove(&root.join(path))?;
        }
        let mut touched = BTreeSet::from([root.to_owned()]);
        for (path, file) in staged {
            let target = root.join(path);
            if let Some(change) = comparison.changes.get(*path).filter(|_| *path != RECORD) {
                self.save_late_edit(path, change)?;
            }
            let parent = target.parent().unwrap_or(root);
            self.disk.make_folder(parent)?;
            self.disk.rename(file, &target)?;
            touched.insert(parent.to_owned());
        }
        let needed = comparison.needed_folders();
        // From the last to the first is from the inside to the outside. A folder that holds something refuses.
        for folder in comparison.survey.folders.iter().rev() {
            if !needed.contains(folder.as_str()) {
                let _ = self.disk.remove(&root.join(folder));
            }
        }
        // Everybody sees the new tree already; whether its names are on the disk matters to a power failure alone.
        let _ = self
            .disk
            .sync(root, &touched.into_iter().collect::<Vec<_>>());
        Ok(())
    }

    /// Keeps a text that somebody wrote after this run looked at the file.
    fn save_late_edit(&mut self, path: &str, change: &Change) -> Result<(), IoFailure> {
        let bytes = read_plain(&self.comparison.folder.real.as_path().join(path))?;
        match bytes {
            Some(bytes) if self.comparison.survey.files.get(path) != Some(&bytes) => {
                self.save(path, change, &bytes)
            }
            _ => Ok(()),
        }
    }

    /// Keeps a text that somebody wrote, as `<digest>/<path>` so that no later text takes its place, and reports where.
    fn save(&mut self, path: &str, change: &Change, bytes: &[u8]) -> Result<(), IoFailure> {
        let folder = &self.comparison.folder;
        let kept = folder.edited.join(Digest::of(bytes).to_string()).join(path);
        if read_plain(&kept)?.as_deref() != Some(bytes) {
            let parent = kept.parent().unwrap_or(&kept);
            // A copy that was cut short must not pass for a whole one.
            let part = parent.join(format!("{}.part", std::process::id()));
            self.disk.make_folder(parent)?;
            self.disk.write(&part, &kept, bytes)?;
            self.disk.sync(&kept, std::slice::from_ref(&part))?;
            self.disk.rename(&part, &kept)?;
        }
        let fate = if change.text.is_some() {
            "overwritten"
        } else {
            "removed"
        };
        let problem = format!("the file was edited by hand since it was emitted, and is {fate}");
        let warning = Diagnostic::warning(Code::OutputEdited, &folder.location(path), problem);
        (self.report)(&warning.help(format!("its text is kept as {}", kept.display())));
        self.saved.push(kept);
        Ok(())
    }

    /// Removes staged texts, also those of an interrupted run, and their folder unless somebody put something else there.
    /// Whatever stays behind is left to the next run.
    fn clear(&mut self, staging: &Path) {
        if !is_folder(staging) {
            return;
        }
        for entry in entries(staging).unwrap_or_default() {
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file && entry.file_name().to_string_lossy().ends_with(STAGED) {
                let _ = self.disk.remove(&entry.path());
            }
        }
        let _ = self.disk.remove(staging);
    }
}
