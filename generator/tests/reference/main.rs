//! The pages of the reference: every fact of a document stands on one, every link leads somewhere, and no document
//! makes a page that harms its readers.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it knows"
)]

mod built_calls;
mod changes;
mod deprecated;
mod facts;
mod hostile;
mod html;
mod ids;
mod links;
mod prose;
mod site;
mod unions;
mod walk;
mod written;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use generator::file_tree::Tree;
use generator::model::Api;
use generator::pipeline::{Input, lower_documents};
use generator::reference::{Changes, Reference};

/// Our documents, lowered once for all tests.
static OURS: LazyLock<Api> = LazyLock::new(|| lower(specs()));
static REFERENCE: LazyLock<Reference<'static>> = LazyLock::new(|| reference(&OURS));
static SITE: LazyLock<Tree> = LazyLock::new(|| REFERENCE.site().unwrap());

/// What changed in our documents.
static CHANGES: LazyLock<Changes> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/changes.jsonl");
    Changes::parse("changes.jsonl", &std::fs::read_to_string(file).unwrap()).unwrap()
});

/// The documents of this repository, by name.
fn specs() -> Vec<(String, Vec<u8>)> {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"))
}

/// Twilio's published documents, where they are at hand.
fn published() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/twilio-oai-2.6.7");
    let folder = std::env::var_os("TWILIO_OAI_DIR").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// What another portal's page on one operation holds, where that is at hand.
fn portal_facts() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("shared/reference/list-interaction-facts.json");
    let file = std::env::var_os("PORTAL_FACTS").map_or(beside, PathBuf::from);
    file.is_file().then_some(file)
}

fn folder(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut documents: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(&path).unwrap())
        })
        .collect();
    documents.sort();
    documents
}

fn lower(documents: Vec<(String, Vec<u8>)>) -> Api {
    let input = Input {
        documents,
        ..Input::default()
    };
    lower_documents(&input)
        .unwrap_or_else(|failure| panic!("{:?}", failure.diagnostics))
        .model
}

fn lower_text(name: &str, text: &str) -> Api {
    lower(vec![(name.to_owned(), text.as_bytes().to_vec())])
}

fn reference(api: &Api) -> Reference<'static> {
    Reference::new(api, &CHANGES).unwrap()
}

/// The HTML of the page of that id.
fn html(reference: &Reference<'_>, id: &str) -> String {
    let page = reference.pages().iter().find(|page| page.id.as_str() == id);
    let page = page.unwrap_or_else(|| panic!("there is no page {id}"));
    reference.html(page).unwrap()
}

/// The Markdown of the page of that id.
fn markdown(reference: &Reference<'_>, id: &str) -> String {
    let page = reference.pages().iter().find(|page| page.id.as_str() == id);
    let page = page.unwrap_or_else(|| panic!("there is no page {id}"));
    reference.markdown(page).unwrap()
}

/// How many scripts of a page are neither the site's own nor the description of a call, which is data.
fn foreign_scripts(text: &str, html: &html::Html) -> usize {
    let scripts = html.tags.iter().filter(|tag| *tag == "script").count();
    let own = ["site.js", "call.js"]
        .map(|name| text.matches(&format!("{name}\" defer></script>")).count());
    let data = text
        .matches("<script type=\"application/json\" id=\"call\">")
        .count();
    scripts - own.iter().sum::<usize>() - data
}
