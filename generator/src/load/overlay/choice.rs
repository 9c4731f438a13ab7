//! Which document each overlay is for: the one that its `extends` names, or the only one.

use super::overlays::Overlay;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::yaml::node::Node;

/// The overlays of a document, in their order.
pub(in crate::load) fn choose<'o>(overlays: &'o [Overlay], document: &str) -> Vec<&'o Overlay> {
    let overlays = overlays.iter();
    let chosen = overlays.filter(|overlay| match extended_file(overlay) {
        Some(file) => file_name(file) == file_name(document),
        None => true,
    });
    chosen.collect()
}

/// The problem of an overlay that is for none of the documents, or does not say for which.
pub(in crate::load) fn check_choice(overlay: &Overlay, documents: &[&str]) -> Option<Diagnostic> {
    let (location, problem, help) = match (extended_file(overlay), documents) {
        (None, [_]) => return None,
        (Some(file), _)
            if documents
                .iter()
                .any(|name| file_name(name) == file_name(file)) =>
        {
            return None;
        }
        (Some(file), _) => {
            let mark = overlay.root.get("extends").map(Node::mark);
            let file = file_name(file);
            (
                mark.unwrap_or_default().to_location_in(&overlay.file),
                format!("the overlay extends `{file}`, and no document is called so"),
                "write the file name of one of the documents, or leave the overlay out",
            )
        }
        (None, _) => (
            Location::whole_file(&overlay.file),
            format!(
                "the overlay does not say which of the {} documents it is for",
                documents.len()
            ),
            "write the document's file name as `extends`",
        ),
    };
    Some(Diagnostic::error(Code::Overlay, &location, problem).help(help))
}

fn extended_file(overlay: &Overlay) -> Option<&str> {
    overlay.root.get("extends").and_then(Node::as_str)
}

/// `extends` is a URL: only its last segment is the same wherever the document lies.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
