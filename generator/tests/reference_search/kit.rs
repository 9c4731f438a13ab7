//! The index over the documents of this repository.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use generator::config::Config;
use generator::model::Api;
use generator::names::names_lock;
use generator::pipeline::{Input, lower_documents};
use generator::reference::search::{Index, sources};

/// The three documents, lowered.
pub(crate) fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| {
        let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
        let read = |name: &str| fs::read_to_string(specs.join(name)).unwrap();
        let documents = [
            "twilio_flex_v1.yaml",
            "twilio_flex_v2.yaml",
            "twilio_proxy_v1.yaml",
        ];
        let documents = documents.map(|name| (name.to_owned(), read(name).into_bytes()));
        let input = Input {
            documents: documents.into(),
            overlays: Vec::new(),
            config: Config::read("codegen.toml", &read("codegen.toml")).unwrap(),
            config_file: String::from("codegen.toml"),
            names: names_lock::read("names.lock", &read("names.lock")).unwrap(),
        };
        lower_documents(&input).unwrap().model
    })
}

/// Everything in them that can be found.
pub(crate) fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::new(sources(api())))
}

/// A text with one slip.
pub(crate) struct Slip {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// A text with one letter dropped, swapped with the next, and changed, at a place that varies with `seed`.
pub(crate) fn slips(text: &str, seed: usize) -> Vec<Slip> {
    let letters: Vec<char> = text.chars().collect();
    let at = (seed * 7 + 3) % letters.len();
    let mut dropped = letters.clone();
    dropped.remove(at);
    let mut swapped = letters.clone();
    let pair = at.min(letters.len().saturating_sub(2));
    if letters.len() > 1 {
        swapped.swap(pair, pair + 1);
    }
    let mut changed = letters.clone();
    changed[at] = if letters[at] == 'x' { 'q' } else { 'x' };
    [
        ("dropped", dropped),
        ("swapped", swapped),
        ("changed", changed),
    ]
    .map(|(kind, letters)| Slip {
        kind,
        text: letters.into_iter().collect(),
    })
    .into()
}
