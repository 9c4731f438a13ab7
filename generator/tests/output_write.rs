//! Writing: what changes, what stays, and whose files are whose.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::fs;

use folders::{Place, new, old, picture_of, tree};
use generator::output::{Edited, Tree, Written, write};

#[test]
fn a_folder_that_is_not_there_is_made() {
    let place = Place::new();
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
    let place = Place::new();
    fs::create_dir(place.folder()).unwrap();
    assert_eq!(place.write(&old()).written, 6);
}

#[test]
fn a_second_run_touches_nothing() {
    let place = Place::new();
    place.write(&old());
    let times = |name: &str| {
        fs::metadata(place.folder().join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = (times("."), times("src"), times("src/lib.rs"));
    let mut steps = 0;
    let mut watch = |_: &generator::output::Step<'_>| {
        steps += 1;
        Ok(())
    };
    let mut report = |_: &generator::diagnostic::Diagnostic| {};
    let mut options = generator::output::Options::new(&mut report);
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
    let place = Place::new();
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
    let place = Place::new();
    place.write(&old());
    fs::remove_dir_all(place.folder().join("src")).unwrap();
    assert_eq!(place.write(&old()).written, 3);
    assert_eq!(place.picture(), picture_of(&old()));
}

/// Files and folders of others at every place where they can be, a link among them.
fn strangers(place: &Place) {
    place.put("notes.txt", "mine");
    place.put("src/scratch.rs", "mine too");
    place.put("src/old/keep.txt", "beside a stale file");
    place.put("target/debug/deps/lib.rlib", "built");
    fs::create_dir(place.folder().join("src/empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere", place.folder().join("src/old/link")).unwrap();
}

#[test]
fn foreign_files_stay() {
    let place = Place::new();
    place.write(&old());
    strangers(&place);
    place.write(&new());
    let mut expected = picture_of(&new());
    for (path, what) in [
        ("notes.txt", "text mine"),
        ("src/scratch.rs", "text mine too"),
        ("src/old", "folder"),
        ("src/old/keep.txt", "text beside a stale file"),
        #[cfg(unix)]
        ("src/old/link", "-> /nowhere"),
        ("src/empty", "folder"),
        ("target", "folder"),
        ("target/debug", "folder"),
        ("target/debug/deps", "folder"),
        ("target/debug/deps/lib.rlib", "text built"),
    ] {
        expected.insert(path.to_owned(), what.to_owned());
    }
    assert_eq!(place.picture(), expected);
    assert!(place.beside().is_empty());
}

#[test]
fn somebodys_own_folder_is_joined_where_nothing_is_in_the_way() {
    let place = Place::new();
    place.put("diary.md", "dear diary");
    place.put("src/main.rs", "fn main() {}");
    place.write(&old());
    assert_eq!(place.text("diary.md"), "dear diary");
    assert_eq!(place.text("src/main.rs"), "fn main() {}");
    assert_eq!(place.text("README.md"), "# Crate\n");
    assert!(!place.folder().join(".codegen").exists());
}

#[test]
fn somebodys_own_files_are_not_overwritten() {
    let place = Place::new();
    place.put("Cargo.toml", "[package]\nname = \"mine\"\n");
    place.put("src/lib.rs", "// mine\n");
    place.put("README.md", "# Crate\n");
    let before = place.picture();
    let (written, _) = place.write_with(&old(), |_| {});
    assert_eq!(
        written.unwrap_err(),
        "crate/Cargo.toml: error[output-foreign]: a file that the generator did not write stands where the generator writes a file\n\
         help: move it away, or choose another output folder; nothing was written\n\
         \n\
         crate/src/lib.rs: error[output-foreign]: a file that the generator did not write stands where the generator writes a file\n\
         help: move it away, or choose another output folder; nothing was written\n"
    );
    assert_eq!(place.picture(), before);
    assert!(place.beside().is_empty());
}

#[test]
fn files_in_the_way_are_taken_over_when_asked_and_kept() {
    let place = Place::new();
    place.put("Cargo.toml", "[package]\nname = \"mine\"\n");
    let (written, warnings) = place.write_with(&old(), |options| options.take_over = true);
    let saved = written.unwrap().saved;
    assert_eq!(
        fs::read_to_string(saved.first().unwrap()).unwrap(),
        "[package]\nname = \"mine\"\n"
    );
    assert!(
        warnings.contains("the file is not the generator's, and is overwritten as you asked"),
        "{warnings}"
    );
    assert_eq!(place.picture(), picture_of(&old()));
}

#[test]
fn a_folder_without_its_record_is_known_by_its_files() {
    let place = Place::new();
    place.write(&old());
    fs::remove_file(place.folder().join(".codegen-manifest")).unwrap();
    assert_eq!(place.write(&old()).written, 1);
    assert_eq!(place.picture(), picture_of(&old()));
}

#[test]
fn edited_files_are_reported_and_kept() {
    let place = Place::new();
    place.write(&old());
    place.put("src/lib.rs", "// by hand\n");
    place.put("src/old/mod.rs", "// by hand, and stale\n");
    let backup = place.root().join("target/kept");
    let (written, warnings) =
        place.write_with(&new(), |options| options.backup = Some(backup.clone()));
    let saved = written.unwrap().saved;
    let texts: Vec<String> = saved
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert_eq!(texts, ["// by hand\n", "// by hand, and stale\n"]);
    assert!(saved.iter().all(|path| path.starts_with(&backup)));
    let digests: Vec<&str> = saved
        .iter()
        .filter_map(|path| path.strip_prefix(&backup).ok()?.to_str()?.get(..32))
        .collect();
    let warnings = digests.iter().fold(warnings, |warnings, digest| {
        warnings.replace(digest, "<digest>")
    });
    assert_eq!(
        warnings,
        "crate/src/lib.rs: warning[output-edited]: the file was edited by hand since it was emitted, and is overwritten\n\
         help: its text is kept as target/kept/<digest>/src/lib.rs\n\
         \n\
         crate/src/old/mod.rs: warning[output-edited]: the file was edited by hand since it was emitted, and is removed\n\
         help: its text is kept as target/kept/<digest>/src/old/mod.rs\n"
    );
    assert_eq!(place.picture(), picture_of(&new()));
}

#[test]
fn edited_files_can_be_refused() {
    let place = Place::new();
    place.write(&old());
    place.put("src/lib.rs", "// by hand\n");
    let before = place.picture();
    let (written, _) = place.write_with(&new(), |options| options.edited = Edited::Refuse);
    assert!(
        written
            .unwrap_err()
            .starts_with("crate/src/lib.rs: error[output-edited]: ")
    );
    assert_eq!(place.picture(), before);
}

/// Git brings the files of another run with their record: nobody edited anything.
#[test]
fn files_that_git_brought_are_not_edited() {
    let (place, other) = (Place::new(), Place::new());
    place.write(&old());
    other.write(&new());
    fs::remove_dir_all(place.folder()).unwrap();
    fs::rename(other.folder(), place.folder()).unwrap();
    assert_eq!(
        place.write(&old()),
        Written {
            written: 4,
            removed: 1,
            unchanged: 2,
            saved: vec![]
        }
    );
}

/// Git leaves both sides of a conflict in the record, and each side's files are the generator's.
#[test]
fn a_record_in_conflict_is_understood() {
    let place = Place::new();
    place.write(&old());
    let ours = place.text(".codegen-manifest");
    place.write(&new());
    let theirs = place.text(".codegen-manifest");
    place.put(
        ".codegen-manifest",
        &format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"),
    );
    place.put("src/lib.rs", old().get("src/lib.rs").unwrap());
    assert_eq!(place.write(&new()).written, 2);
    assert_eq!(place.picture(), picture_of(&new()));
}

#[test]
fn a_record_that_leads_out_of_the_folder_is_refused() {
    let place = Place::new();
    place.write(&old());
    fs::write(place.root().join("precious"), "precious").unwrap();
    let record = place.text(".codegen-manifest");
    place.put(
        ".codegen-manifest",
        &format!("{record}00000000000000000000000000000000  ../precious\n"),
    );
    let (written, _) = place.write_with(&new(), |_| {});
    assert_eq!(
        written.unwrap_err(),
        "crate/.codegen-manifest: error[output-record]: the record of owned files cannot be read: line 7: the path leads elsewhere by `..`\n\
         help: restore it with git, or delete it: without it no file that differs is overwritten\n"
    );
    assert_eq!(
        fs::read_to_string(place.root().join("precious")).unwrap(),
        "precious"
    );
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let place = Place::new();
    place.write(&old());
    let before = place.picture();
    for path in [
        "../../x",
        "/tmp/x",
        "src/../../x",
        "CON",
        "a\\b",
        ".git/hooks/pre-commit",
        "src/\u{202e}sr.bil",
    ] {
        let mut tree = new();
        tree.add(path, "harm");
        let (written, _) = place.write_with(&tree, |_| {});
        let problem = written.unwrap_err();
        assert!(
            problem.starts_with("crate: error[output-path]: the path "),
            "{problem}"
        );
    }
    assert_eq!(place.picture(), before);
    assert!(place.beside().is_empty());
}

#[test]
fn a_folder_cannot_be_a_file_or_the_root() {
    let place = Place::new();
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
        generator::output::Options::new(&mut report),
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
    let place = Place::new();
    let deep = place.root().join("crate/../a/b/./crate");
    fs::create_dir(place.folder()).unwrap();
    let mut report = |_: &generator::diagnostic::Diagnostic| {};
    write(&old(), &deep, generator::output::Options::new(&mut report)).unwrap();
    assert!(place.root().join("a/b/crate/src/lib.rs").is_file());
}

#[test]
fn an_empty_tree_clears_what_was_owned() {
    let place = Place::new();
    place.write(&old());
    place.put("mine.txt", "mine");
    assert_eq!(place.write(&Tree::default()).removed, 5);
    let left: Vec<String> = place.picture().into_keys().collect();
    assert_eq!(left, [".codegen-manifest", "mine.txt"]);
}

#[test]
fn a_file_may_become_a_folder() {
    let place = Place::new();
    place.write(&tree(&[("notes", "a file")]));
    place.write(&tree(&[("notes/a", "in a folder")]));
    assert_eq!(place.text("notes/a"), "in a folder");
}

#[test]
fn a_folder_that_would_become_a_file_is_told() {
    let place = Place::new();
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
