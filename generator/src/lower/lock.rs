//! The text of `names.lock`: one name a line, sorted, so that a difference reads as what it is.
//!
//! ```text
//! proxy_v1 type → /components/schemas/proxy.v1.service.session → Session
//! ```
//! with tabs for the arrows.

use std::fmt::Write as _;

use super::NameLock;
use crate::diagnostic::{Code, Diagnostic, Place};

const HEAD: &str = "# Every name given so far: scope, place in the document, Rust name. Written by `cargo xtask codegen`; it only grows.\n";

/// The lock as text.
pub fn print(names: &NameLock) -> String {
    let mut text = String::from(HEAD);
    for ((scope, place), ident) in names {
        // Tabs and line ends cannot stand in a scope or a place: the loader refuses control characters in keys.
        let _ = writeln!(text, "{scope}\t{place}\t{ident}");
    }
    text
}

/// Reads a lock.
///
/// # Errors
///
/// A diagnostic for every line that is not three fields, or whose name is no identifier.
pub fn read(file: &str, text: &str) -> Result<NameLock, Vec<Diagnostic>> {
    let mut names = NameLock::new();
    let mut problems = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            [scope, place, ident] if is_identifier(ident) => {
                names.insert(((*scope).to_owned(), (*place).to_owned()), (*ident).to_owned());
            }
            _ => problems.push(
                Diagnostic::error(
                    Code::NameLock,
                    &Place::at(file, index + 1, 1),
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
        && !super::names::is_keyword(text)
}
