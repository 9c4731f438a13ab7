//! Bringing a folder to a tree.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::backup::Backup;
use super::compare::{Comparison, Kind, compare};
use super::disk::{Disk, Trouble, Watch, is_folder};
use super::lock::Lock;
use super::refuse::{edited, refuse};
use super::settle::settle;
use super::{Tree, exchange, in_place};
use crate::diagnostic::{Code, Diagnostic, Severity};

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
            outcome.saved = self
                .save(&found)
                .map_err(|trouble| vec![found.folder.failure(&trouble)])?;
            self.commit(&found)
                .map_err(|trouble| vec![found.folder.failure(&trouble)])?;
        }
        self.tidy(&found);
        Ok(outcome)
    }

    fn settle(&mut self, found: &Comparison) -> Result<(), Trouble> {
        settle(
            &mut self.disk,
            &self.staged,
            found.folder.real(),
            &self.backup,
        )
    }

    /// Keeps what somebody wrote and says so, before anything changes.
    fn save(&mut self, found: &Comparison) -> Result<Vec<PathBuf>, Trouble> {
        let mut saved = Vec::new();
        for (path, change) in &found.changes {
            let theirs = change.edited || change.kind == Kind::Unowned;
            if !theirs {
                continue;
            }
            let kept = self.backup.save(
                &mut self.disk,
                &found.folder.real().join(path),
                Path::new(path),
            )?;
            let warning = Diagnostic {
                severity: Severity::Warning,
                ..edited(found, path, change)
            };
            let fate = if change.text.is_some() {
                "is overwritten"
            } else {
                "is removed"
            };
            let problem = if change.edited {
                format!("the file was edited by hand since it was emitted, and {fate}")
            } else {
                format!("the file is not the generator's, and {fate} as you asked")
            };
            (self.options.report)(
                &Diagnostic { problem, ..warning }
                    .help(format!("its text is kept as {}", kept.display())),
            );
            saved.push(kept);
        }
        Ok(saved)
    }

    /// At once where that is possible, file by file where it is not.
    fn commit(&mut self, found: &Comparison) -> Result<(), Trouble> {
        if self.may_stage && exchange::is_possible(found) {
            let tried = exchange::exchange(&mut self.disk, found, &self.staged);
            let settled = self.settle(found);
            match tried {
                Ok(()) => {
                    if let Err(trouble) = settled {
                        self.leftover(found, &trouble);
                    }
                    return Ok(());
                }
                // Folders of others may still be beside the folder: no time to try anything else.
                Err(trouble) if settled.is_err() || !found.folder.exists() => return Err(trouble),
                Err(_) => {}
            }
        }
        in_place::replace(&mut self.disk, found, &self.backup)
    }

    /// Removes what a run that was cut short left inside the folder.
    fn tidy(&mut self, found: &Comparison) {
        let inner = found.folder.inner();
        if is_folder(&inner) {
            if let Err(trouble) =
                in_place::discard(&mut self.disk, &inner, &found.known(), &self.backup)
            {
                self.leftover(found, &trouble);
            }
        }
    }

    /// The folder is right; only what is beside it is not gone.
    fn leftover(&mut self, found: &Comparison, trouble: &Trouble) {
        let place = found.folder.failure(trouble).place;
        let problem = format!(
            "the output is complete, but not all of the old one is gone: cannot {}: {}",
            trouble.doing, trouble.error
        );
        let warning = Diagnostic::warning(Code::OutputLeftover, &place, problem);
        (self.options.report)(&warning.help("mend the cause; the next run removes what is left"));
    }
}
