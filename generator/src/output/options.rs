//! What a caller may decide about a run, and what the run answers.

use std::path::PathBuf;
use std::time::Duration;

use super::disk::Watch;
use crate::diagnostic::Diagnostic;

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

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were created or replaced.
    pub written: usize,
    /// Files that are no longer emitted and were removed.
    pub removed: usize,
    /// Files that were already as emitted.
    pub unchanged: usize,
    /// Where the texts of edited files are kept.
    pub saved: Vec<PathBuf>,
}
