//! Finds prose in our documents that was taken from the published ones. Knows what is prose from `grammar`, and may not
//! know how words are compared.

use super::grammar;
use super::grammar::{ObjectKind, Role};
use super::naming::location_text;
use super::word_runs::{Punctuation, RUN_LENGTH, RunIndex};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Document, Node, Pointer};

/// Returns every run of ten or more words of our descriptions and summaries that a published one contains too.
///
/// Case, punctuation, code spans and URLs are ignored. The cost is linear in the length of the texts.
pub fn prose_overlap(ours: &Document, published: &[&Document]) -> Vec<Diagnostic> {
    let theirs: Vec<(&Document, ProseText<'_>)> = published
        .iter()
        .flat_map(|document| {
            prose_texts(document)
                .into_iter()
                .map(|text| (*document, text))
        })
        .collect();
    let index = |punctuation| RunIndex::new(punctuation, theirs.iter().map(|(_, text)| text.text));
    let indexes = [index(Punctuation::Separates), index(Punctuation::Joins)];

    let mut problems = Vec::new();
    for text in prose_texts(ours) {
        // The second reading finds mostly the same runs again, so it is used only where the first finds none.
        let shared = indexes.iter().map(|index| index.shared(text.text));
        let Some(shared) = shared.into_iter().find(|shared| !shared.is_empty()) else {
            continue;
        };
        for run in shared {
            let there = theirs
                .get(run.text)
                .map(|(document, text)| location_text(&document.location(&text.pointer)))
                .unwrap_or_default();
            let problem = format!("\"{}\" stands in the published text at {there}", run.words);
            let help =
                format!("say it afresh: fewer than {RUN_LENGTH} words in a row may be the same");
            problems.push(
                Diagnostic::error(Code::ProseOverlap, &ours.location(&text.pointer), problem)
                    .help(help),
            );
        }
    }
    problems
}

/// A piece of prose, and the pointer to it.
struct ProseText<'a> {
    text: &'a str,
    pointer: Pointer,
}

fn prose_texts(document: &Document) -> Vec<ProseText<'_>> {
    let mut texts = Vec::new();
    let root = Pointer::root();
    if let Some(node) = document.node(&root) {
        collect_prose(ObjectKind::Document, node, &root, &mut texts);
    }
    texts
}

fn collect_prose<'a>(
    kind: ObjectKind,
    node: &'a Node,
    pointer: &Pointer,
    texts: &mut Vec<ProseText<'a>>,
) {
    for (key, value) in node.entries() {
        match grammar::role(kind, key) {
            Role::Prose => texts.extend(value.as_str().map(|text| ProseText {
                text,
                pointer: pointer.join(key),
            })),
            Role::Payload => {}
            // Shared headers have descriptions too.
            Role::Shared if key == "headers" => {
                collect_prose(
                    ObjectKind::Names(&ObjectKind::Header),
                    value,
                    &pointer.join(key),
                    texts,
                );
            }
            Role::Shared => {}
            // Plain data holds no prose, and may be deep.
            Role::Structure(ObjectKind::Data) => {}
            Role::Structure(kind) => collect_prose(kind, value, &pointer.join(key), texts),
        }
    }
    for (position, item) in node.items().iter().enumerate() {
        collect_prose(
            grammar::item(kind),
            item,
            &pointer.join(&position.to_string()),
            texts,
        );
    }
}
