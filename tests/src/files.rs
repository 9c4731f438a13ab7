//! Where to find the files that tests read from outside this crate.
//!
//! The published documents and the recorded requests are not part of the project. A test that does not find them says
//! so, and checks the documents of `specs/` instead, so that it never passes without checking anything.

use std::path::{Path, PathBuf};

use crate::document::Document;

/// The key and the file of each document.
const DOCUMENTS: [(&str, &str); 3] = [
    ("flex_v1", "twilio_flex_v1.yaml"),
    ("flex_v2", "twilio_flex_v2.yaml"),
    ("proxy_v1", "twilio_proxy_v1.yaml"),
];

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The documents that the crate was generated from.
pub fn our_documents() -> Vec<Document> {
    read_documents(&workspace().join("specs"))
}

/// The documents as Twilio publishes them, from `TWILIO_OAI_DIR` or beside the workspace; ours if there are none.
pub fn published_documents(check: &str) -> Vec<Document> {
    let folder = configured_folder("TWILIO_OAI_DIR", "../shared/twilio-oai-2.6.7");
    if folder.join(DOCUMENTS[0].1).is_file() {
        return read_documents(&folder);
    }
    report_missing(check, &folder, "TWILIO_OAI_DIR");
    our_documents()
}

/// The recorded requests, from `TWILIO_CONFORMANCE_DIR` or beside the workspace.
pub fn corpus(check: &str) -> Option<PathBuf> {
    let folder = configured_folder("TWILIO_CONFORMANCE_DIR", "../shared/conformance");
    let corpus = folder.join("corpus.jsonl");
    if corpus.is_file() {
        return Some(corpus);
    }
    report_missing(check, &folder, "TWILIO_CONFORMANCE_DIR");
    None
}

fn configured_folder(variable: &str, default: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| workspace().join(default), PathBuf::from)
}

fn report_missing(check: &str, folder: &Path, variable: &str) {
    eprintln!(
        "{check}: {} is not there (set {variable}); checked on the documents of specs/ instead",
        folder.display()
    );
}

fn read_documents(folder: &Path) -> Vec<Document> {
    let read = |(key, file): (&str, &str)| {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Document::read(key, &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    DOCUMENTS.map(read).into()
}
