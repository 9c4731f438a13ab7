//! The stages of loading in their order.
//!
//! ```text
//! bytes → text → marked tree → overlaid → today's spelling → checked → openapiv3
//! ```

use std::sync::Arc;

use openapiv3::OpenAPI;

use super::build::build;
use super::check;
use super::document::Document;
use super::files::Files;
use super::older::modernise;
use super::overlay;
use super::overlay::Overlay;
use super::problems::Problems;
use super::yaml::node::Node;
use super::yaml::parse::parse;
use super::yaml::text::decode;
use crate::diagnostic::{Diagnostic, Severity, Sources};

/// Loads a document. `file` is what diagnostics call it; nothing is read from disk.
///
/// # Errors
///
/// Every problem that can be found, warnings among them, in the order of the document.
pub fn load(file: &str, bytes: &[u8]) -> Result<Document, Vec<Diagnostic>> {
    load_one(file, bytes, &[])
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
    load_overlaid::<F, B>(files, &[], sources)
}

/// Loads documents with overlays, each for the document that its `extends` names.
///
/// # Errors
///
/// Every problem of the overlays, or else every problem of every document that does not load.
pub fn load_overlaid<F: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(F, B)],
    overlays: &[(F, B)],
    sources: &mut Sources,
) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let names: Vec<&str> = files.iter().map(|(file, _)| file.as_ref()).collect();
    let (overlays, warnings) = read_overlays(overlays, &names, sources)?;
    let (mut documents, mut problems) = (Vec::with_capacity(files.len()), Vec::new());
    for (file, bytes) in files {
        sources.add(file.as_ref(), bytes.as_ref());
        let chosen = overlay::choose(&overlays, file.as_ref());
        match load_one(file.as_ref(), bytes.as_ref(), &chosen) {
            Ok(document) => documents.push(document),
            Err(diagnostics) => problems.extend(diagnostics),
        }
    }
    if let Some(first) = documents.first_mut() {
        first.warnings.splice(0..0, warnings);
    }
    if problems.is_empty() {
        Ok(documents)
    } else {
        Err(problems)
    }
}

/// The overlays for documents of these names, and what is worth knowing of them; or all their problems.
fn read_overlays<F: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(F, B)],
    documents: &[&str],
    sources: &mut Sources,
) -> Result<(Vec<Overlay>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (mut overlays, mut reports) = (Vec::new(), Vec::new());
    for (file, bytes) in files {
        sources.add(file.as_ref(), bytes.as_ref());
        if let Some(overlay) = overlay::read(file.as_ref(), bytes.as_ref(), &mut reports) {
            reports.extend(overlay::check_choice(&overlay, documents));
            overlays.push(overlay);
        }
    }
    let mut severities = reports.iter().map(|report| report.severity);
    if severities.any(|severity| severity == Severity::Error) {
        return Err(reports);
    }
    Ok((overlays, reports))
}

fn load_one(file: &str, bytes: &[u8], overlays: &[&Overlay]) -> Result<Document, Vec<Diagnostic>> {
    let file: Arc<str> = Arc::from(file);
    let mut problems = Problems::new(Arc::clone(&file));
    let mut files = Files::new(file);
    match run_stages(&mut files, bytes, overlays, &mut problems) {
        Some((source, root, openapi)) if !problems.has_errors() => Ok(Document {
            files,
            source,
            root,
            openapi,
            warnings: problems.into_sorted(),
        }),
        _ => Err(problems.into_sorted()),
    }
}

/// Runs one stage after the other. The checks also run on a tree that was parsed with errors, so that all problems are
/// reported at once.
fn run_stages(
    files: &mut Files,
    bytes: &[u8],
    overlays: &[&Overlay],
    problems: &mut Problems,
) -> Option<(Arc<str>, Node, OpenAPI)> {
    let text = decode(files.document(), bytes, problems)?;
    if problems.has_errors() {
        return None;
    }
    let mut root = parse(files.document(), text, problems)?;
    if !problems.has_errors() {
        for overlay in overlays {
            let number = files.add(&overlay.file);
            overlay::apply(overlay, number, &mut root, problems);
        }
    }
    modernise(files, &mut root, problems);
    let left_out = check::check(files, &root, &check::DOCUMENT, problems);
    for pointer in &left_out {
        root.remove_at(pointer);
    }
    if problems.has_errors() {
        return None;
    }
    let openapi = build(files, &root, problems)?;
    Some((Arc::from(text), root, openapi))
}
