//! Where the files are that are not part of this crate.
//!
//! The documents and the corpus of the shared folder are published by others and stand beside the project, not in
//! it. A test that wants them and does not find them says so by name, and checks the same on the documents of
//! `specs/`: it never passes by doing nothing.

use std::path::{Path, PathBuf};

use crate::document::Document;

/// The documents: key, file.
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

/// The documents as Twilio publishes them, from `TWILIO_OAI_DIR` or else the shared folder; ours where they are not.
pub fn published_documents(check: &str) -> Vec<Document> {
    let folder = folder("TWILIO_OAI_DIR", "../shared/twilio-oai-2.6.7");
    if folder.join(DOCUMENTS[0].1).is_file() {
        return read_documents(&folder);
    }
    missing(check, &folder, "TWILIO_OAI_DIR");
    our_documents()
}

/// The recorded requests, from `TWILIO_CONFORMANCE_DIR` or else the shared folder.
pub fn corpus(check: &str) -> Option<PathBuf> {
    let folder = folder("TWILIO_CONFORMANCE_DIR", "../shared/conformance");
    let corpus = folder.join("corpus.jsonl");
    if corpus.is_file() {
        return Some(corpus);
    }
    missing(check, &folder, "TWILIO_CONFORMANCE_DIR");
    None
}

fn folder(variable: &str, otherwise: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| workspace().join(otherwise), PathBuf::from)
}

fn missing(check: &str, folder: &Path, variable: &str) {
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
