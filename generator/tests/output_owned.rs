//! Whose files are whose: foreign ones, edited ones, and what the record says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::fs;

use folders::{Location, new, old, picture_of};
use generator::output::{Edited, Written};

/// Files and folders of others at every place where they can be, a link among them.
fn strangers(place: &Location) {
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
    let place = Location::new();
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
    let place = Location::new();
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
    let place = Location::new();
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
    let place = Location::new();
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
    let place = Location::new();
    place.write(&old());
    fs::remove_file(place.folder().join(".codegen-manifest")).unwrap();
    assert_eq!(place.write(&old()).written, 1);
    assert_eq!(place.picture(), picture_of(&old()));
}

#[test]
fn edited_files_are_reported_and_kept() {
    let place = Location::new();
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
    let place = Location::new();
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
    let (place, other) = (Location::new(), Location::new());
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
    let place = Location::new();
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
    let place = Location::new();
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
