//! Overlays as files: reading them, and applying one to the tree of a document.

use std::sync::Arc;

use super::action::apply_action;
use crate::diagnostic::Diagnostic;
use crate::load::check;
use crate::load::files::Files;
use crate::load::problems::Problems;
use crate::load::yaml::node::Node;
use crate::load::yaml::parse::parse;
use crate::load::yaml::text::decode;

/// An overlay that has the shape of one.
#[derive(Debug)]
pub(in crate::load) struct Overlay {
    pub(in crate::load) file: Arc<str>,
    pub(super) root: Node,
}

/// Reads an overlay, and adds what is wrong with it to the reports; `None` if it is not an overlay.
pub(in crate::load) fn read(
    file: &str,
    bytes: &[u8],
    reports: &mut Vec<Diagnostic>,
) -> Option<Overlay> {
    let file: Arc<str> = Arc::from(file);
    let mut problems = Problems::new(Arc::clone(&file));
    let overlay = read_one(file, bytes, &mut problems);
    reports.extend(problems.into_sorted());
    overlay
}

fn read_one(file: Arc<str>, bytes: &[u8], problems: &mut Problems) -> Option<Overlay> {
    let text = decode(&file, bytes, problems)?;
    if problems.has_errors() {
        return None;
    }
    let root = parse(&file, text, problems)?;
    check::check(
        &Files::new(Arc::clone(&file)),
        &root,
        &check::OVERLAY,
        problems,
    );
    (!problems.has_errors()).then_some(Overlay { file, root })
}

/// Applies an overlay, whose marks get its number among the files of the document. The actions after one that fails
/// are not looked at: they count on what it should have done.
pub(in crate::load) fn apply(
    overlay: &Overlay,
    number: u32,
    root: &mut Node,
    problems: &mut Problems,
) {
    let mut actions = overlay.root.clone();
    actions.set_file(number);
    for action in actions.get("actions").map(Node::items).unwrap_or_default() {
        if let Err(fault) = apply_action(root, action) {
            problems.push(fault.into_diagnostic(&overlay.file));
            return;
        }
    }
}
