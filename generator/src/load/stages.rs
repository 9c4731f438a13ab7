//! The stages of loading in their order.
//!
//! ```text
//! bytes → text → marked tree → checked → openapiv3
//! ```

use std::sync::Arc;

use openapiv3::OpenAPI;

use super::build::build;
use super::check;
use super::document::Document;
use super::problems::Problems;
use super::yaml::node::Node;
use super::yaml::parse::parse;
use super::yaml::text::decode;
use crate::diagnostic::{Diagnostic, Sources};

/// Loads a document. `file` is what diagnostics call it; nothing is read from disk.
///
/// # Errors
///
/// Every problem that can be found, warnings among them, in the order of the document.
pub fn load(file: &str, bytes: &[u8]) -> Result<Document, Vec<Diagnostic>> {
    let file: Arc<str> = Arc::from(file);
    let mut problems = Problems::new(Arc::clone(&file));
    match run_stages(&file, bytes, &mut problems) {
        Some((source, root, openapi)) if !problems.has_errors() => Ok(Document {
            file,
            source,
            root,
            openapi,
            warnings: problems.into_sorted(),
        }),
        _ => Err(problems.into_sorted()),
    }
}

/// Loads documents, and keeps their texts so that diagnostics can be shown.
///
/// # Errors
///
/// Every problem of every document that does not load.
pub fn load_all<F: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(F, B)],
    sources: &mut Sources,
) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let (mut documents, mut problems) = (Vec::with_capacity(files.len()), Vec::new());
    for (file, bytes) in files {
        sources.add(file.as_ref(), bytes.as_ref());
        match load(file.as_ref(), bytes.as_ref()) {
            Ok(document) => documents.push(document),
            Err(diagnostics) => problems.extend(diagnostics),
        }
    }
    if problems.is_empty() {
        Ok(documents)
    } else {
        Err(problems)
    }
}

/// Runs one stage after the other. The checks also run on a tree that was parsed with errors, so that all problems are
/// reported at once.
fn run_stages(
    file: &Arc<str>,
    bytes: &[u8],
    problems: &mut Problems,
) -> Option<(Arc<str>, Node, OpenAPI)> {
    let text = decode(file, bytes, problems)?;
    if problems.has_errors() {
        return None;
    }
    let root = parse(file, text, problems)?;
    check::check(file, &root, &check::DOCUMENT, problems);
    if problems.has_errors() {
        return None;
    }
    let openapi = build(file, &root, problems)?;
    Some((Arc::from(text), root, openapi))
}
