//! What the tests of `generator::structure` share: fixtures, edits of them, and where the published documents are.
#![allow(dead_code, reason = "every test file uses its part")]

use std::path::{Path, PathBuf};

use generator::diagnostic::{Colour, Diagnostic, Sources, render};
use generator::load::{self, Document};

pub(crate) const OURS: &str = include_str!("../fixtures/structure/ours.yaml");
pub(crate) const PUBLISHED: &str = include_str!("../fixtures/structure/published.yaml");

/// Loads a text that is a document.
pub(crate) fn load(file: &str, text: &str) -> Document {
    match load::load(file, text.as_bytes()) {
        Ok(document) => document,
        Err(problems) => panic!(
            "{file} does not load:\n{}",
            text_of(&problems, &[(file, text)])
        ),
    }
}

/// Replaces a piece of text that stands exactly once.
pub(crate) fn edit(text: &str, from: &str, to: &str) -> String {
    assert_eq!(
        text.matches(from).count(),
        1,
        "{from:?} does not stand exactly once"
    );
    text.replacen(from, to, 1)
}

/// Diagnostics as people see them.
pub(crate) fn text_of(problems: &[Diagnostic], files: &[(&str, &str)]) -> String {
    let mut sources = Sources::new();
    for (file, text) in files {
        sources.add(file, text.as_bytes());
    }
    render(problems, &sources, Colour::Never)
}

fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap().to_path_buf()
}

/// Our documents: file name as people know it, and text.
pub(crate) fn specs() -> Vec<(String, String)> {
    [
        "twilio_flex_v1.yaml",
        "twilio_flex_v2.yaml",
        "twilio_proxy_v1.yaml",
    ]
    .into_iter()
    .map(|file| {
        let text = std::fs::read_to_string(workspace().join("specs").join(file)).unwrap();
        (format!("specs/{file}"), text)
    })
    .collect()
}

/// The folder of Twilio's own documents: `TWILIO_OAI_DIR`, or beside the workspace, or nowhere.
pub(crate) fn published() -> Option<PathBuf> {
    let named = std::env::var_os("TWILIO_OAI_DIR").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| workspace().join("../shared/twilio-oai-2.6.7"));
    folder
        .join("twilio_proxy_v1.yaml")
        .exists()
        .then_some(folder)
}

/// One of Twilio's own documents, or ours of the same name where theirs are not at hand.
pub(crate) fn published_or_ours(test: &str, file: &str) -> String {
    match published() {
        Some(folder) => std::fs::read_to_string(folder.join(file)).unwrap(),
        None => {
            println!(
                "{test}: the published documents are not at hand (TWILIO_OAI_DIR), so specs/{file} stands in"
            );
            std::fs::read_to_string(workspace().join("specs").join(file)).unwrap()
        }
    }
}
