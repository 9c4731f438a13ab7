//! The files that a document consists of: its own, and those of the overlays that were applied to it.

use std::sync::Arc;

/// The names of a document's files. A mark says by its number which of them it is in.
#[derive(Debug, Clone)]
pub(crate) struct Files(Vec<Arc<str>>);

impl Files {
    /// A document without overlays.
    pub(super) fn new(document: Arc<str>) -> Self {
        Self(vec![document])
    }

    /// The file of the document itself.
    pub(super) fn document(&self) -> &Arc<str> {
        self.name(0)
    }

    /// Adds an overlay, and yields its number.
    pub(super) fn add(&mut self, overlay: &Arc<str>) -> u32 {
        self.0.push(Arc::clone(overlay));
        u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX)
    }

    /// The file of a number.
    pub(super) fn name(&self, number: u32) -> &Arc<str> {
        static NONE: std::sync::LazyLock<Arc<str>> = std::sync::LazyLock::new(|| Arc::from(""));
        self.0.get(number as usize).unwrap_or(&NONE)
    }
}
