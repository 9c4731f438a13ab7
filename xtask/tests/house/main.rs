//! The rules of the house: what every source file of this workspace keeps to, so that the next reader finds a thing
//! where it is expected and reads a file in one sitting.
//!
//! A rule is a function from a tree of sources to the problems in it; a test here applies it to the workspace, and a
//! test beside it shows that it finds what is wrong with a made-up tree. `CONTRIBUTING.md` says how to satisfy them.

mod imports;
mod mentions;
mod paths;
mod public_types;
mod references;
mod size;
mod sources;

use std::path::{Path, PathBuf};

use sources::SourceTree;

/// The folders whose files import each other: each is one crate.
const CRATES: &[&str] = &[
    "generator/src",
    "generator/runtime",
    "xtask/src",
    "xtask/mcp/src",
    "tests/src",
];

/// The folders whose Rust is written by hand, but for the generator's tests.
const SOURCES: &[&str] = &[
    "generator/src",
    "generator/runtime",
    "generator/templates",
    "xtask",
    "tests",
    "fuzz",
];

/// The generator's tests. Their tables hold texts whose lines are as long as they are.
const TABLES: &[&str] = &["generator/tests"];

/// The root of the workspace.
fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Applies a rule to the folders that exist.
fn check(folders: &[&str], rule: impl Fn(&SourceTree) -> Vec<String>) {
    let root = workspace();
    let trees = folders.iter().filter(|folder| root.join(folder).is_dir());
    let problems: Vec<String> = trees
        .flat_map(|folder| rule(&SourceTree::read(&root, folder)))
        .collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    check(CRATES, imports::circles);
}

#[test]
fn files_are_read_in_one_sitting() {
    check(SOURCES, size::long_files);
    check(TABLES, size::long_files);
}

#[test]
fn long_functions_say_why() {
    check(SOURCES, size::long_functions);
}

#[test]
fn lines_fit_the_page() {
    check(SOURCES, size::long_lines);
}

#[test]
fn every_file_says_what_it_is_for() {
    check(SOURCES, size::undocumented_files);
    check(TABLES, size::undocumented_files);
}

#[test]
fn ignored_tests_say_why() {
    check(SOURCES, references::ignored_without_reason);
    check(TABLES, references::ignored_without_reason);
}

#[test]
fn texts_refer_only_to_what_a_reader_can_open() {
    let problems = references::unreachable_references(&workspace());
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn guides_name_paths_that_exist() {
    let guides = [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "specs/README.md",
        "tests/README.md",
    ];
    let problems: Vec<String> = guides
        .iter()
        .flat_map(|guide| paths::dead_paths(&workspace(), guide))
        .collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn unstable_dependencies_are_public_only_under_their_feature() {
    let manifest = std::fs::read_to_string(workspace().join("generated/Cargo.toml")).unwrap();
    let unstable = public_types::unstable_dependencies(&manifest.parse().unwrap());
    assert!(
        unstable.contains_key("time"),
        "the emitted crate parses with it"
    );
    check(&["generated/src"], |tree| {
        public_types::unstable_types(tree, &unstable)
    });
}
