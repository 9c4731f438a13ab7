//! Writing: what changes, what stays, and where nothing can be written.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::fs;

use folders::{Location, new, old, picture_of, tree};
use generator::file_tree::Tree;
use generator::output::{Written, write};

#[test]
fn a_folder_that_is_not_there_is_made() {
    let place = Location::new();
    let written = place.write(&old());
    assert_eq!(
        written,
        Written {
            written: 6,
            removed: 0,
            unchanged: 0,
            saved: vec![]
        }
    );
    assert_eq!(place.text("src/lib.rs"), "pub mod calls;\npub mod old;\n");
    assert!(
        place
            .text(".codegen-manifest")
            .contains("  src/calls/mod.rs\n")
    );
    assert!(place.beside().is_empty());
    assert_eq!(
        place.check(&old()),
        (true, "crate: 6 files, all as emitted\n".to_owned())
    );
}

#[test]
fn an_empty_folder_needs_no_record() {
    let place = Location::new();
    fs::create_dir(place.folder()).unwrap();
    assert_eq!(place.write(&old()).written, 6);
}

#[test]
fn a_second_run_touches_nothing() {
    let place = Location::new();
    place.write(&old());
    let times = |name: &str| {
        fs::metadata(place.folder().join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = (times("."), times("src"), times("src/lib.rs"));
    let mut steps = 0;
    let mut watch = |_: &generator::output::DiskStep<'_>| {
        steps += 1;
        Ok(())
    };
    let mut report = |_: &generator::diagnostic::Diagnostic| {};
    let mut options = generator::output::WriteOptions::new(&mut report);
    options.watch = Some(&mut watch);
    let written = write(&old(), &place.folder(), options).unwrap();
    assert_eq!(
        written,
        Written {
            written: 0,
            removed: 0,
            unchanged: 6,
            saved: vec![]
        }
    );
    assert_eq!(steps, 0);
    assert_eq!(before, (times("."), times("src"), times("src/lib.rs")));
}

#[test]
fn what_differs_is_written_and_what_is_stale_goes() {
    let place = Location::new();
    place.write(&old());
    let before = fs::metadata(place.folder().join("README.md"))
        .unwrap()
        .modified()
        .unwrap();
    let written = place.write(&new());
    assert_eq!(
        written,
        Written {
            written: 4,
            removed: 1,
            unchanged: 2,
            saved: vec![]
        }
    );
    assert_eq!(place.picture(), picture_of(&new()));
    assert!(!place.folder().join("src/old").exists());
    assert_eq!(
        fs::metadata(place.folder().join("README.md"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
    assert!(place.beside().is_empty());
}

#[test]
fn removed_folders_come_back() {
    let place = Location::new();
    place.write(&old());
    fs::remove_dir_all(place.folder().join("src")).unwrap();
    assert_eq!(place.write(&old()).written, 3);
    assert_eq!(place.picture(), picture_of(&old()));
}

/// Writes a tree with one more path in it.
fn write_path(place: &Location, path: &str) -> Result<Written, String> {
    let mut tree = new();
    tree.add(path, "harm");
    place.write_with(&tree, |_| {}).0
}

#[test]
fn paths_that_are_not_safe_on_every_system_are_refused() {
    let place = Location::new();
    place.write(&old());
    let before = place.picture();
    let long = "a".repeat(256);
    let deep = "a/".repeat(600) + "b";
    for path in [
        "",
        "/tmp/x",
        "../../x",
        "src/../../x",
        "src/./x",
        "src//x",
        "src/",
        "a\\b",
        "C:\\x",
        "c:x",
        "nul",
        "CON",
        "src/aux.rs",
        "com1.txt",
        "LPT9",
        "COM¹",
        "x.",
        "x ",
        "a\0b",
        "a\nb",
        "src/\u{202e}sr.bil",
        ".git/hooks/pre-commit",
        "x/.GIT/config",
        "a*b",
        &long,
        &deep,
    ] {
        let problem = write_path(&place, path).unwrap_err();
        assert!(
            problem.starts_with("crate: error[output-path]: the path "),
            "{path:?}: {problem}"
        );
    }
    assert_eq!(place.picture(), before);
    assert!(place.beside().is_empty());
}

#[test]
fn ordinary_paths_are_written() {
    for path in [
        ".gitignore",
        "src/console.rs",
        "src/com.rs",
        "größe.rs",
        "a/b/c/d.rs",
    ] {
        let place = Location::new();
        assert_eq!(write_path(&place, path).unwrap().written, 7, "{path}");
        assert_eq!(place.text(path), "harm");
    }
}

#[test]
fn paths_that_meet_are_refused() {
    let place = Location::new();
    for (path, problem) in [
        ("src/Lib.rs", "differs from `src/Lib.rs` in case only"),
        (
            ".codegen-manifest",
            "is kept for the generator's own record",
        ),
        (".Codegen/x", "is kept for the generator's own record"),
        ("SRC", "is a file and also a folder of other files"),
    ] {
        let refusal = write_path(&place, path).unwrap_err();
        assert!(refusal.contains(problem), "{path}: {refusal}");
    }
    assert!(!place.folder().exists());
}

/// A file above the size up to which a diff is shown is as emitted like any other.
#[test]
fn large_files_that_are_as_emitted_stay() {
    let place = Location::new();
    let tree = tree(&[("data.json", &"x".repeat(5 << 20))]);
    place.write(&tree);
    assert_eq!(place.write(&tree).unchanged, 2);
    assert!(place.check(&tree).0);
}

#[test]
fn a_folder_cannot_be_a_file_or_the_root() {
    let place = Location::new();
    fs::write(place.folder(), "a file").unwrap();
    let (written, _) = place.write_with(&old(), |_| {});
    assert!(
        written
            .unwrap_err()
            .contains("error[output-folder]: the output folder is not a folder")
    );
    let mut report = |_: &generator::diagnostic::Diagnostic| {};
    let problems = write(
        &old(),
        std::path::Path::new("/"),
        generator::output::WriteOptions::new(&mut report),
    )
    .unwrap_err();
    assert!(
        place
            .shown(&problems)
            .contains("the root of a file system cannot be the output folder")
    );
}

#[test]
fn folders_above_are_made_and_dots_are_followed() {
    let place = Location::new();
    let deep = place.root().join("crate/../a/b/./crate");
    fs::create_dir(place.folder()).unwrap();
    let mut report = |_: &generator::diagnostic::Diagnostic| {};
    write(
        &old(),
        &deep,
        generator::output::WriteOptions::new(&mut report),
    )
    .unwrap();
    assert!(place.root().join("a/b/crate/src/lib.rs").is_file());
}

#[test]
fn an_empty_tree_clears_what_was_owned() {
    let place = Location::new();
    place.write(&old());
    place.put("mine.txt", "mine");
    assert_eq!(place.write(&Tree::default()).removed, 5);
    let left: Vec<String> = place.picture().into_keys().collect();
    assert_eq!(left, [".codegen-manifest", "mine.txt"]);
}

#[test]
fn a_file_may_become_a_folder() {
    let place = Location::new();
    place.write(&tree(&[("notes", "a file")]));
    place.write(&tree(&[("notes/a", "in a folder")]));
    assert_eq!(place.text("notes/a"), "in a folder");
}

#[test]
fn a_folder_that_would_become_a_file_is_told() {
    let place = Location::new();
    place.write(&tree(&[("notes/a", "in a folder")]));
    place.put("notes/mine", "mine");
    let (written, _) = place.write_with(&tree(&[("notes", "a file")]), |_| {});
    assert_eq!(
        written.unwrap_err(),
        "crate/notes: error[output-foreign]: a folder stands where the generator writes a file\n\
         help: move it away, or choose another output folder; nothing was written\n"
    );
    assert_eq!(place.text("notes/mine"), "mine");
}
