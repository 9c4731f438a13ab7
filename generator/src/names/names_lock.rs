//! The text of `names.lock`: one name a line, sorted, so that a difference reads as what it is.
//!
//! ```text
//! proxy_v1 type → /components/schemas/proxy.v1.service.session → Session
//! ```
//! with tabs for the arrows. Tabs, line ends and backslashes in a scope or a place are written as in Rust.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::diagnostic::{Code, Diagnostic, Location};

const HEAD: &str = "# Every name given so far: scope, place in the document, Rust name. \
                    Written by `cargo xtask codegen`; it only grows.\n";

/// The names of an earlier run: (scope, place) → identifier.
pub type NamesLock = BTreeMap<(String, String), String>;

/// The lock as text.
pub fn print(names: &NamesLock) -> String {
    let mut text = String::from(HEAD);
    for ((scope, place), ident) in names {
        let _ = writeln!(text, "{}\t{}\t{ident}", escape(scope), escape(place));
    }
    text
}

/// A place may be the text of an operationId or of a literal, and those hold whatever a document says.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', '\t', '\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('\\', r"\\").replace('\t', r"\t");
    Cow::Owned(escaped.replace('\n', r"\n").replace('\r', r"\r"))
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        plain.push(match c {
            '\\' => match rest.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            c => c,
        });
    }
    plain
}

/// Reads a lock.
///
/// # Errors
///
/// A diagnostic for every line that does not have three fields, whose name is not an identifier, or that gives a second
/// name to one place or one name to a second place.
pub fn read(file: &str, text: &str) -> Result<NamesLock, Vec<Diagnostic>> {
    let mut names = NamesLock::new();
    let mut taken: HashSet<(String, String)> = HashSet::new();
    let mut problems = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            [scope, place, ident] if is_identifier(ident) => {
                let (scope, place) = (unescape(scope), unescape(place));
                let problem = if !taken.insert((scope.clone(), (*ident).to_owned())) {
                    format!("`{ident}` is the name of two places in `{scope}`")
                } else if names.contains_key(&(scope.clone(), place.clone())) {
                    format!("`{place}` has two names in `{scope}`")
                } else {
                    names.insert((scope, place), (*ident).to_owned());
                    continue;
                };
                problems.push(
                    Diagnostic::error(Code::NamesLock, &Location::new(file, index + 1, 1), problem)
                        .help(
                            "keep the line that was there first; \
                             the other place is given a name by `cargo xtask codegen`",
                        ),
                );
            }
            _ => problems.push(
                Diagnostic::error(
                    Code::NamesLock,
                    &Location::new(file, index + 1, 1),
                    "a line of the lock is a scope, a place and a Rust name, with tabs between them",
                )
                .help("restore the file from version control; it is written by `cargo xtask codegen` alone"),
            ),
        }
    }
    if problems.is_empty() {
        Ok(names)
    } else {
        Err(problems)
    }
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && text != "_"
        && !super::keyword::is_keyword(text)
}
