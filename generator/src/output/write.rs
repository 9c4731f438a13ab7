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
use super::disk::{Changed, Disk, IoFailure, entries, is_folder, read_plain};
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
    // Without the lock at first: a folder that is right already is not touched at all. Whatever else is seen here may
    // be the work of another run, half done, so it is looked at again under the lock before it is judged.
    if let Ok(comparison) = Comparison::new(tree, folder.clone()) {
        if comparison.is_current() && !comparison.is_interrupted {
            return Ok(comparison.outcome());
        }
    }
    let watch = options.watch.take();
    let mut disk = Disk { watch };
    let one = |problem| vec![problem];
    let _lock = RunLock::acquire(&folder, &mut disk, &mut options).map_err(one)?;
    let comparison = &Comparison::new(tree, folder).map_err(one)?;
    refuse(comparison)?;
    let (report, outcome, changed) = (options.report, comparison.outcome(), false);
    let mut run = Run {
        disk,
        comparison,
        report,
        outcome,
        changed,
    };
    let finished = run.finish();
    let failure = |failure| vec![comparison.folder.failure(&failure, run.changed)];
    finished.map(|()| run.outcome).map_err(failure)
}

/// A run that holds the lock.
struct Run<'c, 'o> {
    disk: Disk<'o>,
    comparison: &'c Comparison,
    report: &'o mut dyn FnMut(&Diagnostic),
    outcome: Written,
    /// Whether the output folder is no longer as it was.
    changed: bool,
}

/// A change that is about to be made: the path in the output folder, and the staged file; none for a stale one.
type Staged<'c> = (&'c str, Option<PathBuf>);

impl<'c> Run<'c, '_> {
    fn finish(&mut self) -> Changed {
        let comparison = self.comparison;
        let [beside, inside] = &comparison.folder.staging;
        self.clear();
        if comparison.is_current() {
            return Ok(());
        }
        for path in &comparison.disowned {
            let problem = "the record names the file, but the generator did not write its text";
            let location = comparison.folder.location(path);
            let warning = Diagnostic::warning(Code::OutputForeign, &location, problem);
            (self.report)(&warning.help("the file stays; remove it if nobody needs it"));
        }
        let is_edited = |(_, change): &(&String, &Change)| change.edited;
        for (path, change) in comparison.changes.iter().filter(is_edited) {
            let bytes = comparison.survey.files.get(path).map(Vec::as_slice);
            self.save(path, change, bytes.unwrap_or_default())?;
        }
        let is_elsewhere =
            |failure: &IoFailure| matches!(failure.error.kind(), CrossesDevices | AlreadyExists);
        let replaced = match self.replace_from(beside) {
            // The folder is a mount point, or something else has the name of the folder for staging.
            Err(failure) if !self.changed && is_elsewhere(&failure) => self.replace_from(inside),
            replaced => replaced,
        };
        self.clear();
        replaced
    }

    /// Stages all texts, and brings them into place.
    fn replace_from(&mut self, staging: &Path) -> Changed {
        let staged = self.stage(staging)?;
        let (first, others) = staged.split_at(1);
        let mut folders = Vec::new();
        // If the folder is on another file system, the first rename is what fails.
        let made = self.make_folders(&mut folders);
        if let Err(failure) = made.and_then(|()| self.place(first)) {
            for folder in folders.iter().rev() {
                let _ = self.disk.remove(folder);
            }
            return Err(failure);
        }
        self.changed = true;
        self.place(others)?;
        self.tidy(others);
        Ok(())
    }

    /// Writes the new texts, in the order in which the changes are to be made: what is stale makes room first, what is
    /// at the top comes after what is below, to which it may refer, and around them comes the record.
    fn stage(&mut self, staging: &Path) -> Result<Vec<Staged<'c>>, IoFailure> {
        let comparison = self.comparison;
        let root = &comparison.folder.real;
        let union = comparison.survey.record.union(&comparison.record).text();
        let changes = comparison.changes.iter();
        let mut texts: Vec<(&str, Option<&str>)> = changes
            .map(|(path, change)| (path.as_str(), change.text.as_deref()))
            .collect();
        texts.sort_by_key(|(path, text)| (text.is_some(), *path == RECORD, !path.contains('/')));
        texts.insert(0, (RECORD, Some(&union)));
        let (mut staged, mut files) = (Vec::new(), Vec::new());
        self.disk.make_folder(staging)?;
        for (path, text) in texts {
            let file = staging.join(format!("{}{STAGED}", staged.len()));
            if let Some(text) = text {
                self.disk.write(&file, &root.join(path), text.as_bytes())?;
                files.push(file.clone());
            }
            staged.push((path, text.map(|_| file)));
        }
        self.disk.sync(root, &files)?;
        Ok(staged)
    }

    /// Makes the folders that will be needed, since they too take room on the disk.
    fn make_folders(&mut self, made: &mut Vec<PathBuf>) -> Changed {
        let root = &self.comparison.folder.real;
        let files = &self.comparison.survey.files;
        for folder in std::iter::once("").chain(self.comparison.needed_folders()) {
            let location = root.join(folder);
            // A file that is no longer emitted may have the name as yet.
            let mut above = std::iter::once(folder).chain(path::ancestors(folder));
            if !is_folder(&location) && !above.any(|path| files.contains_key(path)) {
                self.disk.make_folder(&location)?;
                made.push(location);
            }
        }
        Ok(())
    }

    /// Moves staged texts into place, and removes stale files.
    fn place(&mut self, staged: &[Staged<'_>]) -> Changed {
        let comparison = self.comparison;
        for (path, file) in staged {
            let target = comparison.folder.real.join(path);
            let change = comparison.changes.get(*path).filter(|_| *path != RECORD);
            if let (Some(change), Some(bytes)) = (change, read_plain(&target)?) {
                // What somebody wrote since this run looked at the file.
                if comparison.survey.files.get(*path) != Some(&bytes) {
                    self.save(path, change, &bytes)?;
                }
            }
            match file {
                Some(file) => {
                    self.disk.make_folder(target.parent().unwrap_or(&target))?;
                    self.disk.rename(file, &target)?;
                }
                None => self.disk.remove(&target)?,
            }
        }
        Ok(())
    }

    /// Removes empty folders, and waits until the names of the new files are on the disk. Neither is worth an error:
    /// everybody sees the new tree already.
    fn tidy(&mut self, staged: &[Staged<'_>]) {
        let comparison = self.comparison;
        let root = &comparison.folder.real;
        let needed = comparison.needed_folders();
        // From the last to the first is from the inside to the outside. A folder that holds something refuses.
        for folder in comparison.survey.folders.iter().rev() {
            if !needed.contains(folder.as_str()) {
                let _ = self.disk.remove(&root.join(folder));
            }
        }
        let parents = staged.iter().filter_map(|(path, _)| path::parent(path));
        let folders: BTreeSet<PathBuf> = parents.chain([""]).map(|path| root.join(path)).collect();
        let folders: Vec<PathBuf> = folders.into_iter().filter(|path| is_folder(path)).collect();
        let _ = self.disk.sync(root, &folders);
    }

    /// Keeps a text that somebody wrote, as `<digest>/<path>` so that no later text takes its place, and reports where.
    fn save(&mut self, path: &str, change: &Change, bytes: &[u8]) -> Changed {
        let folder = &self.comparison.folder;
        let kept = folder
            .edited
            .join(Digest::of_bytes(bytes).to_string())
            .join(path);
        if read_plain(&kept)?.as_deref() != Some(bytes) {
            let parent = kept.parent().unwrap_or(&kept);
            // A copy that was cut short must not pass for a whole one.
            let part = parent.join(format!("{}.part", std::process::id()));
            self.disk.make_folder(parent)?;
            self.disk.write(&part, &kept, bytes)?;
            self.disk.sync(&kept, std::slice::from_ref(&part))?;
            self.disk.rename(&part, &kept)?;
        }
        let fate = change.text.as_ref().map_or("removed", |_| "overwritten");
        let problem = format!("the file was edited by hand since it was emitted, and is {fate}");
        let warning = Diagnostic::warning(Code::OutputEdited, &folder.location(path), problem);
        (self.report)(&warning.help(format!("its text is kept as {}", kept.display())));
        self.outcome.saved.push(kept);
        Ok(())
    }

    /// Removes staged texts, also those of an interrupted run, and their folders unless somebody put something else
    /// there. Whatever stays behind is left to the next run.
    fn clear(&mut self) {
        for staging in self
            .comparison
            .folder
            .staging
            .iter()
            .filter(|path| is_folder(path))
        {
            for file in entries(staging).unwrap_or_default() {
                let is_staged = file.file_name().to_string_lossy().ends_with(STAGED);
                if is_staged && file.file_type().is_ok_and(|kind| kind.is_file()) {
                    let _ = self.disk.remove(&file.path());
                }
            }
            let _ = self.disk.remove(staging);
        }
    }
}
