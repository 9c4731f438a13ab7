//! Bringing a folder to a tree.
//!
//! All texts are first staged: written to a folder of their own and flushed, so that a full disk is met before anything
//! changes. Then each file comes into its place by one rename. The record goes first, as the union of what was and what
//! will be owned, and last, as what is. A run that is killed in between leaves some files old and some new, all of them
//! recorded, and the next run completes it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::compare::{ChangeKind, Comparison, Written};
use super::disk::{Changed, Disk, IoFailure, Watch, entries, is_folder, read_plain};
use super::folder::Folder;
use super::layout::STAGED;
use super::record::digest;
use super::run_lock::RunLock;
use crate::diagnostic::{Code, Diagnostic};
use crate::file_tree::path::RECORD;
use crate::file_tree::{Tree, path};

/// How a folder is written.
pub struct WriteOptions<'a> {
    /// How long to wait for another run on the same folder.
    pub wait: Duration,
    /// Receives warnings, each before what it warns of happens.
    pub report: &'a mut dyn FnMut(&Diagnostic),
    /// Sees each change of the disk before it is made. For tests.
    pub watch: Option<Watch<'a>>,
}

impl<'a> WriteOptions<'a> {
    /// The defaults.
    pub fn new(report: &'a mut dyn FnMut(&Diagnostic)) -> Self {
        Self {
            wait: Duration::from_secs(30),
            report,
            watch: None,
        }
    }
}

/// What a run comes to, or all that kept it from that.
type Outcome = Result<Written, Vec<Diagnostic>>;

/// Brings a folder to a tree.
///
/// # Errors
///
/// Whatever keeps the folder from becoming the tree. It is then as it was, unless the error says that it is not.
pub fn write(tree: &Tree, folder: &Path, mut options: WriteOptions<'_>) -> Outcome {
    let folder = Folder::find(tree, folder)?;
    // Without the lock at first: a folder that is right already is not touched at all. Whatever else is seen here may
    // be the work of another run, half done, so it is looked at again under the lock before it is judged.
    if let Ok(comparison) = Comparison::new(tree, folder.clone())
        && comparison.is_current()
        && !comparison.is_interrupted
    {
        return Ok(comparison.outcome);
    }
    let mut disk = Disk(options.watch.take());
    let _lock = RunLock::acquire(&folder, &mut disk, options.wait, options.report)
        .map_err(|problem| vec![problem])?;
    let comparison = &Comparison::new(tree, folder)?;
    comparison.refuse()?;
    let mut run = Run {
        disk,
        comparison,
        report: options.report,
        outcome: comparison.outcome.clone(),
        changed: false,
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
        self.clear();
        if comparison.is_current() {
            return Ok(());
        }
        for path in &comparison.survey.disowned {
            let problem = "the record names the file, but the generator did not write its text";
            let location = comparison.folder.location(path);
            let warning = Diagnostic::warning(Code::OutputForeign, &location, problem);
            (self.report)(&warning.help("the file stays; remove it if nobody needs it"));
        }
        for (path, (kind, _)) in &comparison.changes {
            let edited = comparison.survey.files.get(path);
            if let Some(bytes) = edited.filter(|_| *kind == ChangeKind::Edited) {
                self.save(path, bytes)?;
            }
        }
        let mut folders = Vec::new();
        let replaced = self.replace(&mut folders);
        self.clear();
        if !self.changed {
            for folder in folders.iter().rev() {
                let _ = self.disk.remove(folder);
            }
        }
        replaced
    }

    /// Stages all texts, and brings them into place. `folders` are those that it makes for them.
    fn replace(&mut self, folders: &mut Vec<PathBuf>) -> Changed {
        self.make_folder("", folders)?;
        let staged = self.stage()?;
        let comparison = self.comparison;
        // Folders too take room on the disk, so they are made before anything changes.
        for path in comparison.needed_folders() {
            let is_file = |path: &str| comparison.survey.files.contains_key(path);
            // A file that is no longer emitted may have the name as yet.
            if !path::lineage(path).any(is_file) {
                self.make_folder(path, folders)?;
            }
        }
        self.place(&staged)?;
        self.tidy();
        Ok(())
    }

    fn make_folder(&mut self, path: &str, made: &mut Vec<PathBuf>) -> Changed {
        let location = self.comparison.folder.real.join(path);
        if !is_folder(&location) {
            self.disk.make_folder(&location)?;
            made.push(location);
        }
        Ok(())
    }

    /// Writes the new texts, in the order in which the changes are to be made: what is stale makes room first, what is
    /// at the top comes after what is below, to which it may refer, and around them comes the record.
    fn stage(&mut self) -> Result<Vec<Staged<'c>>, IoFailure> {
        let comparison = self.comparison;
        let Folder { real, staging, .. } = &comparison.folder;
        let union = comparison.survey.record.union(&comparison.record).text();
        let changes = comparison.changes.iter();
        let changes = changes.map(|(path, (_, text))| (path.as_str(), text.as_ref()));
        let mut texts: Vec<_> = changes.collect();
        texts.sort_by_key(|(path, text)| (text.is_some(), *path == RECORD, !path.contains('/')));
        texts.insert(0, (RECORD, Some(&union)));
        let (mut staged, mut files) = (Vec::new(), Vec::new());
        self.disk.make_folder(staging)?;
        for (path, text) in texts {
            let file = staging.join(format!("{}{STAGED}", staged.len()));
            if let Some(text) = text {
                self.disk.write(&file, &real.join(path), text.as_bytes())?;
                files.push(file.clone());
            }
            staged.push((path, text.map(|_| file)));
        }
        self.disk.sync(real, &files)?;
        Ok(staged)
    }

    /// Moves staged texts into place, and removes stale files.
    fn place(&mut self, staged: &[Staged<'_>]) -> Changed {
        let comparison = self.comparison;
        for (path, file) in staged {
            let target = comparison.folder.real.join(path);
            if let Some(bytes) = read_plain(&target)?.filter(|_| *path != RECORD) {
                // What somebody wrote since this run looked at the file.
                if comparison.survey.files.get(*path) != Some(&bytes) {
                    self.save(path, &bytes)?;
                }
            }
            if let Some(file) = file {
                self.disk.make_folder(target.parent().unwrap_or(&target))?;
                self.disk.rename(file, &target)?;
            } else {
                self.disk.remove(&target)?;
            }
            self.changed = true;
        }
        Ok(())
    }

    /// Removes empty folders. That one stays is not worth an error: everybody sees the new tree already.
    fn tidy(&mut self) {
        let Comparison { folder, survey, .. } = self.comparison;
        let needed = self.comparison.needed_folders();
        // From the last to the first is from the inside to the outside. A folder that holds something refuses.
        for path in survey.folders.iter().rev() {
            if !needed.contains(path.as_str()) {
                let _ = self.disk.remove(&folder.real.join(path));
            }
        }
    }

    /// Keeps a text that somebody wrote, as `<digest>/<path>` so that no later text takes its place, and reports where.
    fn save(&mut self, path: &str, bytes: &[u8]) -> Changed {
        let folder = &self.comparison.folder;
        let kept = folder.edited.join(digest(bytes)).join(path);
        if read_plain(&kept)?.as_deref() != Some(bytes) {
            let parent = kept.parent().unwrap_or(&kept);
            // A copy that was cut short must not pass for a whole one.
            let part = parent.join(format!("{}.part", std::process::id()));
            self.disk.make_folder(parent)?;
            self.disk.write(&part, &kept, bytes)?;
            self.disk.sync(&kept, std::slice::from_ref(&part))?;
            self.disk.rename(&part, &kept)?;
        }
        let is_stale = matches!(self.comparison.changes.get(path), Some((_, None)));
        let fate = if is_stale { "removed" } else { "overwritten" };
        let problem = format!("the file was edited by hand since it was emitted, and is {fate}");
        let warning = Diagnostic::warning(Code::OutputEdited, &folder.location(path), problem);
        (self.report)(&warning.help(format!("its text is kept as {}", kept.display())));
        self.outcome.saved.push(kept);
        Ok(())
    }

    /// Removes staged texts, also those of an interrupted run, and their folders unless somebody put something else
    /// there. Whatever stays behind is left to the next run.
    fn clear(&mut self) {
        let staging = &self.comparison.folder.staging;
        if !is_folder(staging) {
            return;
        }
        for file in entries(staging).unwrap_or_default() {
            let is_staged = file.file_name().to_string_lossy().ends_with(STAGED);
            if is_staged && file.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = self.disk.remove(&file.path());
            }
        }
        let _ = self.disk.remove(staging);
    }
}
