//! `structure.lock`: the digests of the published structure, for when the published files are not at hand.
//!
//! ```text
//! document twilio_proxy_v1 2.6.7
//! head 0123…
//! path /v1/Services 4567…
//! operation ListService 89ab…
//! schema proxy.v1.service cdef…
//! ```
//!
//! The lines stand in the order of the document, so that they tell another order too. Knows no files: texts in,
//! texts out.

use std::fmt;
use std::fmt::Write as _;

use super::align::align;
use super::digest;
use super::grammar::{Kind, METHODS};
use super::trail::{operation, operations};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::{Document, Node, Pointer};

const COMMENT: &str = "\
# The structure of the documents in this folder, digested piece by piece; prose and examples do not count.
# `cargo xtask specs check` compares the documents with it, `cargo xtask specs check --write-lock` writes it.
";

const DAMAGED: &str = "write it anew: `cargo xtask specs check --against DIR --write-lock`";

const HELP: &str = "restore the published structure; if it is meant to change, prove it with \
                    `cargo xtask specs check --against DIR --write-lock`";

/// The digests of some documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Section {
    document: String,
    version: String,
    line: usize,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    /// `operation CreateSession`
    name: String,
    digest: String,
    line: usize,
}

impl Lock {
    /// The digests of documents of a published version.
    pub fn new<'a>(documents: impl IntoIterator<Item = &'a Document>, version: &str) -> Self {
        let mut lines = COMMENT.lines().count() + 1..;
        let mut next_line = || lines.next().unwrap_or_default();
        let sections = documents
            .into_iter()
            .map(|document| Section {
                document: name(document),
                version: version.to_owned(),
                line: next_line(),
                entries: pieces(document)
                    .into_iter()
                    .map(|piece| Entry {
                        name: piece.name,
                        digest: piece.digest,
                        line: next_line(),
                    })
                    .collect(),
            })
            .collect();
        Self { sections }
    }

    /// Reads the text of a lock file.
    ///
    /// # Errors
    ///
    /// Names every line that is none of a lock file.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut sections: Vec<Section> = Vec::new();
        let mut problems = Vec::new();
        for (position, line) in text.lines().enumerate() {
            let number = position + 1;
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut bad = |problem: &str| {
                let location = Location::new(file, number, 1);
                problems
                    .push(Diagnostic::error(Code::LockSyntax, &location, problem).help(DAMAGED));
            };
            let Some((name, value)) = line.trim_end().rsplit_once(' ') else {
                bad("expected a name and a digest");
                continue;
            };
            if let Some(document) = name.strip_prefix("document ") {
                sections.push(Section {
                    document: document.to_owned(),
                    version: value.to_owned(),
                    line: number,
                    entries: Vec::new(),
                });
            } else if value.len() != 32 || !value.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                bad("expected a digest of 32 hexadecimal digits at the end");
            } else if let Some(section) = sections.last_mut() {
                section.entries.push(Entry {
                    name: name.to_owned(),
                    digest: value.to_owned(),
                    line: number,
                });
            } else {
                bad("expected `document NAME VERSION` before the first digest");
            }
        }
        if problems.is_empty() {
            Ok(Self { sections })
        } else {
            Err(problems)
        }
    }

    /// The published version of the documents, if the file names one.
    pub fn version(&self) -> Option<&str> {
        self.sections.first().map(|section| &*section.version)
    }

    /// Every piece of the documents that is not as the lock has it. `file` is the lock's own name.
    pub fn check(&self, file: &str, documents: &[Document]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let names: Vec<String> = documents.iter().map(name).collect();
        let locked: Vec<String> = self.sections.iter().map(|s| s.document.clone()).collect();
        let alignment = align(&names, &locked);
        for document in pick(documents, &alignment.only_left) {
            let problem = format!("{} is not in {file}", name(document));
            found.push(lock_differs(&document.location(&Pointer::root()), problem));
        }
        for section in pick(&self.sections, &alignment.only_right) {
            let problem = format!("document {} is not there", section.document);
            found.push(lock_differs(&Location::new(file, section.line, 1), problem));
        }
        for (ours, theirs) in alignment.pairs {
            if let (Some(document), Some(section)) =
                (documents.get(ours), self.sections.get(theirs))
            {
                section.check(file, document, &mut found);
            }
        }
        found
    }
}

impl Section {
    fn check(&self, file: &str, document: &Document, found: &mut Vec<Diagnostic>) {
        let pieces = pieces(document);
        let names: Vec<&str> = pieces.iter().map(|piece| &*piece.name).collect();
        let locked: Vec<&str> = self.entries.iter().map(|entry| &*entry.name).collect();
        let alignment = align(&names, &locked);
        for entry in pick(&self.entries, &alignment.only_right) {
            let home = match entry.name.split_once(' ') {
                Some(("schema", _)) => Pointer::root().join("components").join("schemas"),
                _ => Pointer::root().join("paths"),
            };
            let problem = format!("{} of {file}:{}:1 is missing", entry.name, entry.line);
            found.push(lock_differs(&document.location(&home), problem));
        }
        for piece in pick(&pieces, &alignment.only_left) {
            let problem = format!("{} is not in {file}", piece.name);
            found.push(lock_differs(
                &document.location_of_key(&piece.pointer),
                problem,
            ));
        }
        for (position, &(ours, theirs)) in alignment.pairs.iter().enumerate() {
            let (Some(piece), Some(entry)) = (pieces.get(ours), self.entries.get(theirs)) else {
                continue;
            };
            let line = entry.line;
            if piece.digest != entry.digest {
                let problem = format!(
                    "the structure of {} is not that of {file}:{line}:1",
                    piece.name
                );
                found.push(lock_differs(
                    &document.location_of_key(&piece.pointer),
                    problem,
                ));
            }
            if alignment.moved.contains(&position) {
                let problem = format!(
                    "{} stands elsewhere in the order of {file}:{line}:1",
                    piece.name
                );
                found.push(lock_differs(
                    &document.location_of_key(&piece.pointer),
                    problem,
                ));
            }
        }
    }
}

fn lock_differs(location: &Location, problem: String) -> Diagnostic {
    Diagnostic::error(Code::LockDiffers, location, problem).help(HELP)
}

fn pick<'a, T>(all: &'a [T], positions: &'a [usize]) -> impl Iterator<Item = &'a T> {
    positions.iter().filter_map(|&at| all.get(at))
}

/// The text of the file.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(COMMENT)?;
        for section in &self.sections {
            writeln!(f, "document {} {}", section.document, section.version)?;
            for entry in &section.entries {
                writeln!(f, "{} {}", entry.name, entry.digest)?;
            }
        }
        Ok(())
    }
}

/// A document's name: its file's, without folder and extension.
fn name(document: &Document) -> String {
    let file = document.file();
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    // One word, so that the line reads back as it was written.
    stem.split_whitespace().collect::<Vec<_>>().join("_")
}

/// A part of a document that has a digest of its own.
struct Piece {
    name: String,
    digest: String,
    pointer: Pointer,
}

fn pieces(document: &Document) -> Vec<Piece> {
    let root = Pointer::root();
    let mut pieces = Vec::new();
    let Some(head) = document.node(&root) else {
        return pieces;
    };
    let components = head.get("components");
    let mut digest_of_head = digest::of(head, Kind::Document, head, &["paths", "components"]);
    if let Some(components) = components {
        let rest = digest::of(head, Kind::Components, components, &["schemas"]);
        digest_of_head = digest::joined(&digest_of_head, &rest);
    }
    pieces.push(Piece {
        name: "head".to_owned(),
        digest: digest_of_head,
        pointer: root.clone(),
    });
    for (path, item) in entries(head.get("paths")) {
        let at = root.join("paths").join(path);
        pieces.push(Piece {
            name: one_line("path", path),
            digest: digest::of(head, Kind::PathItem, item, &METHODS),
            pointer: at.clone(),
        });
        pieces.extend(operations(item).map(|(method, node)| Piece {
            name: one_line("operation", &operation(node, method, path)),
            digest: digest::of(head, Kind::Operation, node, &[]),
            pointer: at.join(method),
        }));
    }
    for (schema, node) in entries(components.and_then(|components| components.get("schemas"))) {
        pieces.push(Piece {
            name: one_line("schema", schema),
            digest: digest::of(head, Kind::Schema, node, &[]),
            pointer: root.join("components").join("schemas").join(schema),
        });
    }
    pieces
}

fn entries(map: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    map.into_iter().flat_map(Node::entries)
}

/// A name as it stands in a line: whatever a document calls its parts, it stays one line.
fn one_line(kind: &str, name: &str) -> String {
    let mut line = format!("{kind} ");
    for character in name.chars() {
        if character.is_control() {
            // Writing to a String cannot fail.
            let _ = write!(line, "{}", character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}
