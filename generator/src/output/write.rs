//! Bringing a folder to a tree.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::backup::Backup;
use super::compare::{Change, Comparison, Kind, compare};
use super::disk::{Disk, Trouble, Watch, is_folder};
use super::lock::Lock;
use super::refuse::refuse;
use super::settle::settle;
use super::{Tree, exchange, in_place};
use crate::diagnostic::{Code, Diagnostic, Location};

/// What happens to owned files that somebody edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edited {
    /// They are reported, their text is kept elsewhere, and they are overwritten or removed.
    #[default]
    Save,
    /// Nothing is written.
    Refuse,
}

/// How a folder is written.
pub struct Options<'a> {
    /// What happens to owned files that somebody edited.
    pub edited: Edited,
    /// Whether plain files that are in the way are treated as edited ones instead of as an error.
    pub take_over: bool,
    /// Where texts are kept before they go, as `<digest>/<path>`; `.<name>.codegen-edited` beside the folder if none.
    pub backup: Option<PathBuf>,
    /// How long to wait for another run on the same folder.
    pub wait: Duration,
    /// Is told what is worth knowing, before it happens.
    pub report: &'a mut dyn FnMut(&Diagnostic),
    /// Sees each change of the disk before it is made. For tests.
    pub watch: Option<Watch<'a>>,
}

impl<'a> Options<'a> {
    /// The usual ones.
    pub fn new(report: &'a mut dyn FnMut(&Diagnostic)) -> Self {
        let wait = Duration::from_secs(30);
        Self {
            edited: Edited::default(),
            take_over: false,
            backup: None,
            wait,
            report,
            watch: None,
        }
    }
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were made or replaced.
    pub written: usize,
    /// Stale files that were removed.
    pub removed: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Where texts that somebody wrote are kept.
    pub saved: Vec<PathBuf>,
}

/// Brings a folder to a tree.
///
/// # Errors
///
/// Whatever keeps the folder from becoming the tree; then it is as it was.
pub fn write(
    tree: &Tree,
    folder: &Path,
    mut options: Options<'_>,
) -> Result<Written, Vec<Diagnostic>> {
    // Without the lock at first: a folder that is right already, or cannot be written, is not touched at all.
    let first = compare(tree, folder)?;
    if !first.unsettled {
        refuse(&first, &options)?;
        if first.is_current() {
            return Ok(outcome(&first));
        }
    }
    let mut disk = Disk::new(options.watch.take());
    let lock = Lock::take(&first.folder, &mut disk, options.wait, options.report)
        .map_err(|problem| vec![problem])?;
    let backup = Backup::new(
        options
            .backup
            .clone()
            .unwrap_or_else(|| first.folder.backup()),
    );
    // Beside the folder, even where the lock had to go inside.
    let staged = first.folder.home().join("tree");
    let mut run = Run {
        disk,
        backup,
        staged,
        may_stage: lock.is_beside(),
        options,
    };
    let written = run.finish(tree, folder);
    drop(lock);
    written
}

fn outcome(comparison: &Comparison) -> Written {
    let removed = comparison.stale().count();
    Written {
        written: comparison.changes.len() - removed,
        removed,
        unchanged: comparison.unchanged.len(),
        saved: Vec::new(),
    }
}

/// A run that holds the lock.
struct Run<'a> {
    disk: Disk<'a>,
    backup: Backup,
    /// Where a new tree is staged, and where a run that was cut short left one.
    staged: PathBuf,
    may_stage: bool,
    options: Options<'a>,
}

impl Run<'_> {
    fn finish(&mut self, tree: &Tree, folder: &Path) -> Result<Written, Vec<Diagnostic>> {
        let mut found = compare(tree, folder)?;
        if is_folder(&self.staged) {
            self.settle(&found)
                .map_err(|trouble| vec![found.folder.failure(&trouble)])?;
            // What was beside the folder may be in it again.
            found = compare(tree, folder)?;
        }
        refuse(&found, &self.options)?;
        let mut outcome = outcome(&found);
        if !found.is_current() {
            let done = self
                .save(&found)
                .and_then(|saved| self.commit(&found).map(|()| saved));
            outcome.saved = done.map_err(|trouble| vec![found.folder.failure(&trouble)])?;
        }
        self.tidy(&found);
        Ok(outcome)
    }

    fn settle(&mut self, found: &Comparison) -> Result<(), Trouble> {
        let folder = found.folder.real();
        settle(&mut self.disk, &self.staged, folder, &self.backup)
    }

    /// Keeps what somebody wrote and says so, before anything changes.
    fn save(&mut self, found: &Comparison) -> Result<Vec<PathBuf>, Trouble> {
        let mut saved = Vec::new();
        for (path, change) in &found.changes {
            if change.edited || change.kind == Kind::Unowned {
                let file = found.folder.real().join(path);
                let kept = self.backup.save(&mut self.disk, &file, Path::new(path))?;
                (self.options.report)(&notice(found, path, change, &kept));
                saved.push(kept);
            }
        }
        Ok(saved)
    }

    /// At once where that is possible, file by file where it is not.
    fn commit(&mut self, found: &Comparison) -> Result<(), Trouble> {
        if self.may_stage && exchange::is_possible(found) {
            let tried = exchange::exchange(&mut self.disk, found, &self.staged);
            // A second attempt, because what it brings back is not ours.
            let settled = self.settle(found).or_else(|_| self.settle(found));
            match (tried, settled) {
                (Ok(()), Ok(())) => return Ok(()),
                (Ok(()), Err(trouble)) => {
                    self.leftover(
                        found,
                        &trouble,
                        "the output is complete, but not all of the old one is gone",
                    );
                    return Ok(());
                }
                (Err(_), Err(trouble)) => {
                    let problem =
                        "the output is as it was, but something of others may be beside it";
                    self.leftover(found, &trouble, problem);
                    return Err(trouble);
                }
                (Err(trouble), Ok(())) if !found.folder.exists() => return Err(trouble),
                // Not every file system can exchange folders, or give a file two names.
                (Err(_), Ok(())) => {}
            }
        }
        in_place::replace(&mut self.disk, found, &self.backup)
    }

    /// Removes what is the generator's alone and may be left of any run.
    fn tidy(&mut self, found: &Comparison) {
        let mut tidied = exchange::remove_probes(&mut self.disk, &self.staged);
        let inner = found.folder.inner();
        if is_folder(&inner) {
            let discarded = in_place::discard(&mut self.disk, &inner, &found.known(), &self.backup);
            tidied = tidied.and(discarded);
        }
        if let Err(trouble) = tidied {
            self.leftover(
                found,
                &trouble,
                "the output is complete, but a folder of the generator's own is not gone",
            );
        }
    }

    fn leftover(&mut self, found: &Comparison, trouble: &Trouble, what: &str) {
        let location = Location::whole_file(&trouble.path.to_string_lossy());
        let problem = format!("{what}: cannot {}: {}", trouble.doing, trouble.error);
        let home = found.folder.home();
        let help = format!(
            "mend the cause; the next run puts in order what is in {}",
            home.display()
        );
        (self.options.report)(
            &Diagnostic::warning(Code::OutputLeftover, &location, problem).help(help),
        );
    }
}

/// What is said of somebody's text that goes.
fn notice(found: &Comparison, path: &str, change: &Change, kept: &Path) -> Diagnostic {
    let problem = match (change.kind, &change.text) {
        (Kind::Unowned, _) => "the file is not the generator's, and is overwritten as you asked",
        (_, Some(_)) => "the file was edited by hand since it was emitted, and is overwritten",
        (_, None) => "the file was edited by hand since it was emitted, and is removed",
    };
    Diagnostic::warning(Code::OutputEdited, &found.folder.location(path), problem)
        .help(format!("its text is kept as {}", kept.display()))
}
