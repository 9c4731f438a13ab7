//! `structure.lock`: digests of the published structure, so that it can be checked without the published files.
//!
//! ```text
//! document twilio_proxy_v1 2.6.7
//! head 0123…
//! path /v1/Services 4567…
//! operation ListService 89ab…
//! schema proxy.v1.service cdef…
//! ```
//!
//! The lines stand in the order of the document, so that a change of order shows too. It may not read files:
//! it takes and returns texts.

use std::fmt;

use super::align::align;
use super::grammar::{METHODS, ObjectKind};
use super::pair_path::{operation_name, operations};
use super::structure_digest::{combined_digest, digest_without};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::{Document, Node, Pointer};

const COMMENT: &str = "\
# The structure of the documents in this folder, digested piece by piece; prose and examples do not count.
# `cargo xtask specs check` compares the documents with it, `cargo xtask specs check --write-lock` writes it.
";

const DAMAGED: &str = "write it anew: `cargo xtask specs check --against DIR --write-lock`";

const HELP: &str = "restore the published structure; if it is meant to change, prove it with \
                    `cargo xtask specs check --against DIR --write-lock`";

/// The digests of the structure of some documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureLock {
    documents: Vec<LockedDocument>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct LockedDocument {
    name: String,
    version: String,
    line: usize,
    pieces: Vec<LockedPiece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct LockedPiece {
    /// `operation CreateSession`
    name: String,
    digest: String,
    line: usize,
}

impl StructureLock {
    /// Computes the digests of documents, and notes the published version that they have the structure of.
    pub fn new<'a>(documents: impl IntoIterator<Item = &'a Document>, version: &str) -> Self {
        let mut lines = COMMENT.lines().count() + 1..;
        let mut next_line = || lines.next().unwrap_or_default();
        let documents = documents
            .into_iter()
            .map(|document| LockedDocument {
                name: document_name(document),
                version: version.to_owned(),
                line: next_line(),
                pieces: digested_pieces(document)
                    .into_iter()
                    .map(|piece| LockedPiece {
                        name: piece.name,
                        digest: piece.digest,
                        line: next_line(),
                    })
                    .collect(),
            })
            .collect();
        Self { documents }
    }

    /// Reads the text of a lock file.
    ///
    /// # Errors
    ///
    /// Returns a problem for each line that does not belong in a lock file.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut documents: Vec<LockedDocument> = Vec::new();
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
                documents.push(LockedDocument {
                    name: document.to_owned(),
                    version: value.to_owned(),
                    line: number,
                    pieces: Vec::new(),
                });
            } else if value.len() != 32 || !value.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                bad("expected a digest of 32 hexadecimal digits at the end");
            } else if let Some(locked) = documents.last_mut() {
                locked.pieces.push(LockedPiece {
                    name: name.to_owned(),
                    digest: value.to_owned(),
                    line: number,
                });
            } else {
                bad("expected `document NAME VERSION` before the first digest");
            }
        }
        if problems.is_empty() {
            Ok(Self { documents })
        } else {
            Err(problems)
        }
    }

    /// The published version that the lock notes, if any.
    pub fn version(&self) -> Option<&str> {
        self.documents.first().map(|locked| &*locked.version)
    }

    /// Returns every difference between the documents and the lock. `file` is the name of the lock itself.
    pub fn check(&self, file: &str, documents: &[Document]) -> Vec<Diagnostic> {
        let names: Vec<String> = documents.iter().map(document_name).collect();
        let locked_names: Vec<String> = self
            .documents
            .iter()
            .map(|locked| locked.name.clone())
            .collect();
        let alignment = align(&names, &locked_names);
        let mut problems = Vec::new();
        for document in pick(documents, &alignment.only_left) {
            let problem = format!("{} is not in {file}", document_name(document));
            problems.push(lock_differs(&document.location(&Pointer::root()), problem));
        }
        for locked in pick(&self.documents, &alignment.only_right) {
            let problem = format!("document {} is not there", locked.name);
            problems.push(lock_differs(&Location::new(file, locked.line, 1), problem));
        }
        for (ours, theirs) in alignment.pairs {
            if let (Some(document), Some(locked)) =
                (documents.get(ours), self.documents.get(theirs))
            {
                problems.extend(locked.check(file, document));
            }
        }
        problems
    }
}

impl LockedDocument {
    fn check(&self, file: &str, document: &Document) -> Vec<Diagnostic> {
        let pieces = digested_pieces(document);
        let names: Vec<&str> = pieces.iter().map(|piece| &*piece.name).collect();
        let locked_names: Vec<&str> = self.pieces.iter().map(|locked| &*locked.name).collect();
        let alignment = align(&names, &locked_names);
        let differs = |piece: &Piece, problem| {
            lock_differs(&document.location_of_key(&piece.pointer), problem)
        };
        let mut problems = Vec::new();
        for locked in pick(&self.pieces, &alignment.only_right) {
            let home = match locked.name.split_once(' ') {
                Some(("schema", _)) => Pointer::root().join("components").join("schemas"),
                _ => Pointer::root().join("paths"),
            };
            let problem = format!("{} of {file}:{}:1 is missing", locked.name, locked.line);
            problems.push(lock_differs(&document.location(&home), problem));
        }
        for piece in pick(&pieces, &alignment.only_left) {
            problems.push(differs(piece, format!("{} is not in {file}", piece.name)));
        }
        for (position, &(ours, theirs)) in alignment.pairs.iter().enumerate() {
            let (Some(piece), Some(locked)) = (pieces.get(ours), self.pieces.get(theirs)) else {
                continue;
            };
            let (name, line) = (&piece.name, locked.line);
            if piece.digest != locked.digest {
                let problem = format!("the structure of {name} is not that of {file}:{line}:1");
                problems.push(differs(piece, problem));
            }
            if alignment.moved.contains(&position) {
                let problem = format!("{name} stands elsewhere in the order of {file}:{line}:1");
                problems.push(differs(piece, problem));
            }
        }
        problems
    }
}

fn lock_differs(location: &Location, problem: String) -> Diagnostic {
    Diagnostic::error(Code::LockDiffers, location, problem).help(HELP)
}

fn pick<'a, T>(all: &'a [T], positions: &'a [usize]) -> impl Iterator<Item = &'a T> {
    positions.iter().filter_map(|&at| all.get(at))
}

/// The text of the file.
impl fmt::Display for StructureLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(COMMENT)?;
        for document in &self.documents {
            writeln!(f, "document {} {}", document.name, document.version)?;
            for piece in &document.pieces {
                writeln!(f, "{} {}", piece.name, piece.digest)?;
            }
        }
        Ok(())
    }
}

/// The name of a document: that of its file, without folder and extension.
fn document_name(document: &Document) -> String {
    let file = document.file();
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    // A line ends in a word of its own, so the name may hold no space.
    stem.split_whitespace().collect::<Vec<_>>().join("_")
}

/// A part of a document with a digest of its own.
struct Piece {
    name: String,
    digest: String,
    pointer: Pointer,
}

fn digested_pieces(document: &Document) -> Vec<Piece> {
    let root = Pointer::root();
    let mut pieces = Vec::new();
    let Some(head) = document.node(&root) else {
        return pieces;
    };
    let components = head.get("components");
    let mut digest_of_head =
        digest_without(head, ObjectKind::Document, head, &["paths", "components"]);
    if let Some(components) = components {
        let rest = digest_without(head, ObjectKind::Components, components, &["schemas"]);
        digest_of_head = combined_digest(&digest_of_head, &rest);
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
            digest: digest_without(head, ObjectKind::PathItem, item, &METHODS),
            pointer: at.clone(),
        });
        pieces.extend(operations(item).map(|(method, node)| Piece {
            name: one_line("operation", &operation_name(node, method, path)),
            digest: digest_without(head, ObjectKind::Operation, node, &[]),
            pointer: at.join(method),
        }));
    }
    for (schema, node) in entries(components.and_then(|components| components.get("schemas"))) {
        pieces.push(Piece {
            name: one_line("schema", schema),
            digest: digest_without(head, ObjectKind::Schema, node, &[]),
            pointer: root.join("components").join("schemas").join(schema),
        });
    }
    pieces
}

fn entries(map: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    map.into_iter().flat_map(Node::entries)
}

/// A name as the file holds it, with control characters escaped: no name may break a line in two.
fn one_line(kind: &str, name: &str) -> String {
    let mut line = format!("{kind} ");
    for character in name.chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}
