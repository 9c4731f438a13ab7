//! What the tests of `output` share: trees, folders, and pictures of folders.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::diagnostic::{Colour, Diagnostic, Sources, render};
use generator::file_tree::Tree;
use generator::output::{DiskStep, WriteOptions, Written, compare, write};
use tempfile::TempDir;

/// A picture of a folder: path → `folder`, `-> target` or `text …`.
pub(crate) type Picture = BTreeMap<String, String>;

/// A workspace of its own, with the output folder in it not yet made.
pub(crate) struct Location {
    pub(crate) temporary: TempDir,
}

impl Location {
    /// In memory where that can be had: these tests write thousands of files and wait for each to be on the disk.
    pub(crate) fn new() -> Self {
        let temporary = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new());
        Self {
            temporary: temporary.unwrap(),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        self.temporary.path()
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.root().join("crate")
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder().join(path)).unwrap()
    }

    pub(crate) fn picture(&self) -> Picture {
        picture(&self.folder())
    }

    /// What a run left beside the output folder: nothing, unless it was killed.
    pub(crate) fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.root())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != "crate").collect();
        names.sort();
        names
    }

    /// Writes and expects no warning.
    pub(crate) fn write(&self, tree: &Tree) -> Written {
        let (written, warnings) = self.write_with(tree, |_| {});
        assert_eq!(warnings, "");
        written.unwrap_or_else(|problems| panic!("{problems}"))
    }

    /// Writes, and shows what is warned of and what fails, with the folder's path left out.
    pub(crate) fn write_with(
        &self,
        tree: &Tree,
        change: impl FnOnce(&mut WriteOptions<'_>),
    ) -> (Result<Written, String>, String) {
        self.write_watched(tree, &mut |_| Ok(()), change)
    }

    /// As `write_with`, with somebody who sees each step.
    pub(crate) fn write_watched(
        &self,
        tree: &Tree,
        watch: &mut dyn FnMut(&DiskStep<'_>) -> io::Result<()>,
        change: impl FnOnce(&mut WriteOptions<'_>),
    ) -> (Result<Written, String>, String) {
        let mut warnings = Vec::new();
        let mut report = |warning: &Diagnostic| warnings.push(warning.clone());
        let mut options = WriteOptions::new(&mut report);
        options.watch = Some(watch);
        change(&mut options);
        let written = write(tree, &self.folder(), options);
        let written = written.map_err(|problems| self.shown(&problems));
        (written, self.shown(&warnings))
    }

    /// Diagnostics with the temporary folder's name left out.
    pub(crate) fn shown(&self, problems: &[Diagnostic]) -> String {
        self.plain(&render(problems, &Sources::new(), Colour::Never))
    }

    /// What `codegen --check` prints.
    pub(crate) fn check(&self, tree: &Tree) -> (bool, String) {
        let comparison = compare(tree, &self.folder()).unwrap();
        (
            comparison.is_clean(),
            self.plain(&comparison.render(Colour::Never)),
        )
    }

    pub(crate) fn plain(&self, text: &str) -> String {
        let real = self.root().canonicalize().unwrap();
        text.replace(&format!("{}/", self.root().display()), "")
            .replace(&format!("{}/", real.display()), "")
    }
}

/// This test binary once more, as a process of its own that runs one test with a task for it in the environment.
/// Without a task, that test has nothing to do and returns at once.
pub(crate) fn process(test: &str, task: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture"])
        .env(TASK, task);
    command
}

/// The task of such a process.
pub(crate) fn task() -> Option<String> {
    std::env::var(TASK).ok()
}

pub(crate) const TASK: &str = "OUTPUT_TEST_TASK";

/// A tree of these files.
pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::default();
    for (path, text) in files {
        tree.add(*path, *text);
    }
    tree
}

/// An older state of a small crate.
pub(crate) fn old() -> Tree {
    tree(&[
        ("Cargo.toml", "[package]\nname = \"crate\"\n"),
        ("README.md", "# Crate\n"),
        ("src/lib.rs", "pub mod calls;\npub mod old;\n"),
        ("src/calls/mod.rs", "//! Calls.\n\npub struct Call;\n"),
        ("src/old/mod.rs", "pub struct Old;\n"),
    ])
}

/// A newer one: two files changed, one new, one stale with its folder.
pub(crate) fn new() -> Tree {
    tree(&[
        ("Cargo.toml", "[package]\nname = \"crate\"\n"),
        ("README.md", "# Crate\n"),
        ("src/lib.rs", "pub mod calls;\npub mod new;\n"),
        (
            "src/calls/mod.rs",
            "//! Calls.\n\npub struct Call {\n    pub sid: u8,\n}\n",
        ),
        ("src/new/deep/mod.rs", "pub struct New;\n"),
    ])
}

/// A picture of a folder; empty where it does not exist.
pub(crate) fn picture(folder: &Path) -> Picture {
    let mut picture = Picture::new();
    if folder.is_dir() {
        draw(folder, "", &mut picture);
    }
    picture
}

fn draw(folder: &Path, prefix: &str, picture: &mut Picture) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let (at, path) = (
            entry.path(),
            format!("{prefix}{}", entry.file_name().to_string_lossy()),
        );
        let kind = entry.file_type().unwrap();
        let what = if kind.is_symlink() {
            format!("-> {}", fs::read_link(&at).unwrap().display())
        } else if kind.is_dir() {
            draw(&at, &format!("{path}/"), picture);
            "folder".to_owned()
        } else {
            format!("text {}", String::from_utf8_lossy(&fs::read(&at).unwrap()))
        };
        picture.insert(path, what);
    }
}

/// The picture of a tree that is written into a folder of its own.
pub(crate) fn picture_of(tree: &Tree) -> Picture {
    let place = Location::new();
    place.write(tree);
    place.picture()
}
