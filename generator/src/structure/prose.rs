//! Finds sentences of ours that are the published ones after all.

use super::compare::shown_location;
use super::grammar;
use super::grammar::{Kind, Role};
use super::words::{Index, Punctuation, RUN};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Document, Node, Pointer};

/// Every run of ten or more words of a description or summary of ours that stands in a published one.
///
/// Case, punctuation, code spans and URLs do not count; the cost is linear in the length of the texts.
pub fn prose_overlap(ours: &Document, published: &[&Document]) -> Vec<Diagnostic> {
    let theirs: Vec<(&Document, Text<'_>)> = published
        .iter()
        .flat_map(|document| texts(document).into_iter().map(|text| (*document, text)))
        .collect();
    let index = |punctuation| Index::new(punctuation, theirs.iter().map(|(_, text)| text.text));
    let indexes = [index(Punctuation::Separates), index(Punctuation::Joins)];

    let mut found = Vec::new();
    for text in texts(ours) {
        // The second reading finds most of the same runs again; it counts only where the first finds none.
        let shared = indexes.iter().map(|index| index.shared(text.text));
        let Some(shared) = shared.into_iter().find(|shared| !shared.is_empty()) else {
            continue;
        };
        for run in shared {
            let there = theirs
                .get(run.text)
                .map(|(document, text)| shown_location(&document.location(&text.pointer)))
                .unwrap_or_default();
            let problem = format!("\"{}\" stands in the published text at {there}", run.words);
            let help = format!("say it afresh: fewer than {RUN} words in a row may be the same");
            found.push(
                Diagnostic::error(Code::ProseOverlap, &ours.location(&text.pointer), problem)
                    .help(help),
            );
        }
    }
    found
}

/// A piece of prose and its place.
struct Text<'a> {
    text: &'a str,
    pointer: Pointer,
}

fn texts(document: &Document) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    let root = Pointer::root();
    if let Some(node) = document.node(&root) {
        collect(Kind::Document, node, &root, &mut texts);
    }
    texts
}

fn collect<'a>(kind: Kind, node: &'a Node, pointer: &Pointer, texts: &mut Vec<Text<'a>>) {
    for (key, value) in node.entries() {
        match grammar::role(kind, key) {
            Role::Prose => texts.extend(value.as_str().map(|text| Text {
                text,
                pointer: pointer.join(key),
            })),
            Role::Payload => {}
            // Shared headers have descriptions like any other.
            Role::Shared if key == "headers" => {
                collect(Kind::Names(&Kind::Header), value, &pointer.join(key), texts);
            }
            Role::Shared => {}
            // Plain data has neither prose nor an end.
            Role::Structure(Kind::Data) => {}
            Role::Structure(kind) => collect(kind, value, &pointer.join(key), texts),
        }
    }
    for (position, item) in node.items().iter().enumerate() {
        collect(
            grammar::item(kind),
            item,
            &pointer.join(&position.to_string()),
            texts,
        );
    }
}
