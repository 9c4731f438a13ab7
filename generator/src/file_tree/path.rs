//! Which paths may be emitted: those that mean the same file below the output folder on every system.
//!
//! Names come from documents, and documents come from outside. What passes here cannot leave the folder, name a
//! device, or meet another file on a file system that does not tell upper from lower case.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;
use crate::diagnostic::is_hidden;

/// The record of emitted files, in the output folder.
pub(crate) const RECORD: &str = ".codegen-manifest";
/// Where new texts are staged, in the output folder: a rename does not lead from one file system to another.
pub(crate) const STAGING: &str = ".codegen";
/// What file systems allow for one name, in bytes.
const NAME_LIMIT: usize = 255;
/// Far above any real path, and far below what any system allows together with the folder's own path.
const PATH_LIMIT: usize = 1000;

const FORBIDDEN: &str = "\\:<>\"|?*";
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// What is wrong with a path, if anything.
pub(crate) fn problem(path: &str) -> Option<String> {
    match path {
        "" => Some("is empty".to_owned()),
        _ if path.len() > PATH_LIMIT => Some(format!("is longer than {PATH_LIMIT} bytes")),
        _ if path.starts_with('/') => Some("is absolute".to_owned()),
        _ => path.split('/').find_map(name_problem),
    }
}

fn name_problem(name: &str) -> Option<String> {
    let is_forbidden = |character: &char| is_hidden(*character) || FORBIDDEN.contains(*character);
    Some(match name.chars().find(is_forbidden) {
        Some(character) => format!("holds {character:?}, which not every file system can store"),
        None if name.is_empty() => "has an empty name between two slashes".to_owned(),
        None if [".", ".."].contains(&name) => format!("leads elsewhere by `{name}`"),
        None if name.len() > NAME_LIMIT => format!("has a name of more than {NAME_LIMIT} bytes"),
        None if name.ends_with(['.', ' ']) => {
            format!("has the name `{name}`, whose last character Windows drops")
        }
        None if is_device(name) => format!("has the name `{name}`, which is a device on Windows"),
        // A file below `.git` can make git run programs.
        None if name.eq_ignore_ascii_case(".git") => "leads into a git folder".to_owned(),
        None => return None,
    })
}

/// `CON`, `nul.txt`, `COM1`: devices in every folder of a Windows system, whatever the extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_uppercase();
    let is_digit = |digit: char| digit.is_ascii_digit() || "¹²³".contains(digit);
    let port = stem.strip_suffix(is_digit);
    DEVICES.contains(&stem.as_str()) || matches!(port, Some("COM" | "LPT"))
}

/// The paths of a tree that must not be written, each with the reason.
pub(crate) fn problems(tree: &Tree) -> Vec<(String, String)> {
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
        if matches!(fold.split('/').next(), Some(RECORD | STAGING)) {
            refuse("is kept for the generator's own record".to_owned());
        }
        folders.extend(ancestors(&fold).map(str::to_owned));
        if let Some(other) = folded.insert(fold, path) {
            refuse(format!("differs from `{other}` in case only"));
        }
    }
    for path in folders.iter().filter_map(|folder| folded.get(folder)) {
        let problem = "is a file and also a folder of other files";
        problems.push((path.to_string(), problem.to_owned()));
    }
    problems
}

/// A path and the folders above it, the nearest first: `a/b/c`, `a/b`, `a`.
pub(crate) fn lineage(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| parent(path))
}

/// The folders above a path, the nearest first.
pub(crate) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    lineage(path).skip(1)
}

/// The folder above a path, none at the top.
pub(crate) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}
