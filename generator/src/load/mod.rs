//! Loading: a text in YAML or JSON becomes an OpenAPI document in which every thing knows its line.
//!
//! ```text
//! bytes → text → marked tree → checked → openapiv3
//! ```
//!
//! Documents come from outside. Whatever the bytes are, loading ends in a document or in diagnostics, in
//! time and memory proportional to their number. The module speaks YAML and OpenAPI; it may not know what
//! is made of a document.

mod build;
pub(crate) mod check;
mod document;
mod node_path;
mod pointer;
mod problems;
mod reference;
mod twilio;
pub(crate) mod yaml;

use std::sync::Arc;

pub use self::document::{Document, Resolved};
pub use self::pointer::Pointer;
pub use self::twilio::{
    Dependent, Handling, OperationExtension, PathExtension, PathType, Pii, SchemaExtension,
};
pub use self::yaml::node::{Kind, Mark, Node};

use self::problems::Problems;
use crate::diagnostic::{Diagnostic, Sources};

/// Loads a document. `file` is what diagnostics call it; nothing is read from disk.
///
/// # Errors
///
/// Every problem that can be found, in the order of the document, warnings among them.
pub fn load(file: &str, bytes: &[u8]) -> Result<Document, Vec<Diagnostic>> {
    let file: Arc<str> = Arc::from(file);
    let mut problems = Problems::new(Arc::clone(&file));
    let loaded = read(&file, bytes, &mut problems);
    match loaded {
        Some((source, root, openapi)) if !problems.any_errors() => Ok(Document {
            file,
            source,
            root,
            openapi,
            warnings: problems.into_sorted(),
        }),
        _ => Err(problems.into_sorted()),
    }
}

/// Loads documents, and keeps their texts for showing diagnostics.
///
/// # Errors
///
/// Every problem of every document.
pub fn load_all<F: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(F, B)],
    sources: &mut Sources,
) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let (mut documents, mut problems) = (Vec::with_capacity(files.len()), Vec::new());
    for (file, bytes) in files {
        sources.add(file.as_ref(), bytes.as_ref());
        match load(file.as_ref(), bytes.as_ref()) {
            Ok(document) => documents.push(document),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(documents)
    } else {
        Err(problems)
    }
}

fn read(
    file: &Arc<str>,
    bytes: &[u8],
    problems: &mut Problems,
) -> Option<(Arc<str>, Node, openapiv3::OpenAPI)> {
    let text = yaml::text::decode(file, bytes, problems)?;
    if problems.any_errors() {
        return None;
    }
    let root = yaml::parse::parse(file, text, problems)?;
    check::engine::check(file, &root, problems);
    if problems.any_errors() {
        return None;
    }
    let openapi = build::build(file, &root, problems)?;
    Some((Arc::from(text), root, openapi))
}
