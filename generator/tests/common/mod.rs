//! Documents for tests, and diagnostics as text.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Colour, Diagnostic, Sources, render};

/// The folder of fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Twilio's published documents, or those of this repository where they are not at hand.
pub(crate) fn documents() -> Vec<(String, Vec<u8>)> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let published = std::env::var_os("TWILIO_OAI_DIR").map_or_else(
        || workspace.join("../shared/twilio-oai-2.6.7"),
        PathBuf::from,
    );
    let folder = if published.is_dir() {
        published
    } else {
        eprintln!(
            "Twilio's published documents are not at {}; using specs/ instead (set TWILIO_OAI_DIR)",
            published.display()
        );
        workspace.join("specs")
    };
    let documents = read_folder(&folder);
    assert!(
        !documents.is_empty(),
        "no documents in {}",
        folder.display()
    );
    documents
}

/// The documents in a folder, sorted by name.
pub(crate) fn read_folder(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "yaml" || end == "json")
        })
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

/// Diagnostics as people see them, without colour.
pub(crate) fn render_plain(file: &str, bytes: &[u8], diagnostics: &[Diagnostic]) -> String {
    let mut sources = Sources::new();
    sources.add(file, bytes);
    render(diagnostics, &sources, Colour::Never)
}
