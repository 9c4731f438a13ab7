//! Texts for people, and how long they may be.
//!
//! What is wrong with such a text is a warning, for it only advises. One that is too long is not a mistake to overlook:
//! every place that shows it would hold it.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::yaml::node::Node;

/// What there is to say of a text of more than so many bytes.
pub(super) fn check_prose(
    limit: usize,
    node: &Node,
    location: impl FnOnce() -> Location,
) -> Option<Diagnostic> {
    let length = node.as_str().map_or(0, str::len);
    if length <= limit {
        return None;
    }
    let problem = format!("this text has {length} bytes, and at most {limit} are read here");
    let help = "say it in fewer words, and put the rest where a link leads";
    Some(Diagnostic::error(Code::LongProse, &location(), problem).help(help))
}
