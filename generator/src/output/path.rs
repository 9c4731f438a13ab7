//! Which paths may be emitted: those that mean the same file below the output folder on every system.
//!
//! Names come from documents, and documents come from outside. What passes here cannot leave the folder, name a
//! device, or meet another file on a file system that does not tell upper from lower case.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;
use super::layout::{RECORD, STAGING_INSIDE};
use crate::diagnostic::is_hidden;

/// What file systems allow for one name, in bytes.
const NAME_LIMIT: usize = 255;
/// Far above any real path, and far below what any system allows together with the folder's own path.
const PATH_LIMIT: usize = 1000;

/// What is wrong with a path, if anything.
pub(super) fn problem(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("is empty".to_owned());
    }
    if path.len() > PATH_LIMIT {
        return Some(format!("is longer than {PATH_LIMIT} bytes"));
    }
    if path.starts_with('/') {
        return Some("is absolute".to_owned());
    }
    path.split('/').find_map(name_problem)
}

fn name_problem(name: &str) -> Option<String> {
    let forbidden = |character: char| {
        is_hidden(character) || matches!(character, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*')
    };
    if name.is_empty() {
        return Some("has an empty name between two slashes".to_owned());
    }
    if name == "." || name == ".." {
        return Some(format!("leads elsewhere by `{name}`"));
    }
    if name.len() > NAME_LIMIT {
        return Some(format!("has a name of more than {NAME_LIMIT} bytes"));
    }
    if let Some(character) = name.chars().find(|character| forbidden(*character)) {
        return Some(format!(
            "holds {character:?}, which not every file system can store"
        ));
    }
    if name.ends_with(['.', ' ']) {
        return Some(format!(
            "has the name `{name}`, whose last character Windows drops"
        ));
    }
    if is_device(name) {
        return Some(format!(
            "has the name `{name}`, which is a device on Windows"
        ));
    }
    // A file below `.git` can make git run programs.
    name.eq_ignore_ascii_case(".git")
        .then(|| "leads into a git folder".to_owned())
}

/// `CON`, `nul.txt`, `COM1`: devices in every folder of a Windows system, whatever the extension.
fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim_end()
        .to_ascii_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let port = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"));
    port.is_some_and(|number| {
        let mut characters = number.chars();
        matches!(characters.next(), Some('0'..='9' | '¹' | '²' | '³'))
            && characters.next().is_none()
    })
}

/// The paths of a tree that must not be written, each with the reason.
pub(super) fn problems(tree: &Tree) -> Vec<(String, String)> {
    let mut problems = Vec::new();
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for (path, _) in tree.files() {
        let mut refuse = |problem: String| problems.push((path.to_owned(), problem));
        if let Some(problem) = problem(path) {
            refuse(problem);
            continue;
        }
        let fold = path.to_lowercase();
        if matches!(fold.split('/').next(), Some(RECORD | STAGING_INSIDE)) {
            refuse("is kept for the generator's own record".to_owned());
        }
        folders.extend(ancestors(&fold).map(str::to_owned));
        if let Some(other) = folded.insert(fold, path) {
            refuse(format!("differs from `{other}` in case only"));
        }
    }
    let both = folded.iter().filter(|(fold, _)| folders.contains(*fold));
    let refuse = |(_, path): (_, &&str)| {
        let problem = "is a file and also a folder of other files";
        ((*path).to_owned(), problem.to_owned())
    };
    problems.extend(both.map(refuse));
    problems
}

/// The folders above a path, the nearest first: `a/b/c` → `a/b`, `a`.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |path| parent(path))
}

/// The folder above a path, none at the top.
pub(super) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}
