//! Links, modes, pipes and mount points.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use folders::{Location, new, old, picture, picture_of};

fn set_mode(place: &Location, path: &str, mode: u32) {
    fs::set_permissions(place.folder().join(path), fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(place: &Location, path: &str) -> u32 {
    fs::metadata(place.folder().join(path))
        .unwrap()
        .permissions()
        .mode()
        & 0o7777
}

/// The old tree, with a folder of it outside and a link to that in its place.
fn linked(path: &str) -> Location {
    let place = Location::new();
    place.write(&old());
    let outside = place.root().join("outside");
    fs::rename(place.folder().join(path), &outside).unwrap();
    symlink(&outside, place.folder().join(path)).unwrap();
    place
}

#[test]
fn nothing_is_written_through_a_link() {
    for (path, needed) in [
        ("src", "`src/calls/mod.rs`"),
        ("src/calls", "`src/calls/mod.rs`"),
    ] {
        let place = linked(path);
        let (before, outside) = (place.picture(), picture(&place.root().join("outside")));
        let (written, _) = place.write_with(&new(), |_| {});
        let problem = written.unwrap_err();
        let expected = format!(
            "crate/{path}: error[output-foreign]: a symbolic link stands where the generator needs a folder for {needed}"
        );
        assert!(problem.starts_with(&expected), "{problem}");
        assert_eq!(place.picture(), before);
        assert_eq!(picture(&place.root().join("outside")), outside);
    }
}

#[test]
fn nothing_is_removed_through_a_link() {
    let place = linked("src/old");
    place.write(&new());
    assert!(place.root().join("outside/mod.rs").is_file());
    assert!(
        fs::symlink_metadata(place.folder().join("src/old"))
            .unwrap()
            .is_symlink()
    );
}

#[test]
fn a_link_in_the_place_of_a_file_is_not_followed() {
    let place = linked("src/lib.rs");
    let (written, _) = place.write_with(&new(), |_| {});
    assert!(written.unwrap_err().starts_with(
        "crate/src/lib.rs: error[output-foreign]: a symbolic link stands where the generator writes a file\n"
    ));
    let place = linked("src/old/mod.rs");
    place.write(&new());
    assert!(
        fs::symlink_metadata(place.folder().join("src/old/mod.rs"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(
        fs::read_to_string(place.root().join("outside")).unwrap(),
        "pub struct Old;\n"
    );
}

#[test]
fn the_folder_itself_may_be_a_link() {
    let place = Location::new();
    fs::create_dir(place.root().join("real")).unwrap();
    symlink("real", place.folder()).unwrap();
    place.write(&old());
    place.write(&new());
    assert!(fs::symlink_metadata(place.folder()).unwrap().is_symlink());
    assert_eq!(picture(&place.root().join("real")), picture_of(&new()));
    assert_eq!(place.beside(), ["real"]);
    fs::remove_file(place.folder()).unwrap();
    symlink("nowhere", place.folder()).unwrap();
    let (written, _) = place.write_with(&old(), |_| {});
    assert!(
        written
            .unwrap_err()
            .starts_with("crate: error[output-folder]: cannot find the output folder")
    );
}

#[test]
fn a_link_in_the_place_of_the_working_folder_is_not_followed() {
    let place = Location::new();
    place.write(&old());
    let outside = place.root().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("tree"), "precious").unwrap();
    symlink(&outside, place.folder().join(".codegen")).unwrap();
    let before = place.picture();
    let (written, _) = place.write_with(&new(), |_| {});
    assert_eq!(
        written.unwrap_err(),
        "crate/.codegen: error[output-write]: cannot make the folder: something else is there\n\
         help: remove the cause and run again; the output folder is as it was\n"
    );
    assert_eq!(place.picture(), before);
    assert_eq!(picture(&outside).len(), 1);
}

#[test]
fn a_pipe_in_the_way_is_not_opened() {
    let place = Location::new();
    place.write(&old());
    let path = place.folder().join("src/lib.rs");
    fs::remove_file(&path).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    let (written, _) = place.write_with(&new(), |_| {});
    assert!(
        written
            .unwrap_err()
            .contains("a device, pipe or socket stands where the generator writes a file")
    );
}

#[test]
fn a_read_only_file_that_would_change_is_an_error() {
    for path in ["src/lib.rs", "src/old/mod.rs", ".codegen-manifest"] {
        let place = Location::new();
        place.write(&old());
        set_mode(&place, path, 0o444);
        let before = place.picture();
        let (written, _) = place.write_with(&new(), |_| {});
        assert_eq!(
            written.unwrap_err(),
            format!(
                "crate/{path}: error[output-read-only]: the file is read-only and would have to change\n\
                 help: make it writable (`chmod u+w`) and run again; nothing was written\n"
            )
        );
        assert_eq!(place.picture(), before);
        assert!(place.beside().is_empty());
    }
}

#[test]
fn a_read_only_file_that_stays_is_none() {
    let place = Location::new();
    place.write(&old());
    set_mode(&place, "README.md", 0o444);
    place.write(&new());
    assert_eq!(mode(&place, "README.md"), 0o444);
}

#[test]
fn a_read_only_folder_is_an_error_where_something_in_it_would_change() {
    let place = Location::new();
    place.write(&old());
    let before = place.picture();
    set_mode(&place, "src/calls", 0o555);
    let (written, _) = place.write_with(&new(), |_| {});
    assert!(
        written
            .unwrap_err()
            .starts_with("crate/src/calls: error[output-read-only]: the folder is read-only")
    );
    assert_eq!(place.picture(), before);
    let mut unchanged = new();
    unchanged.add("src/calls/mod.rs", old().get("src/calls/mod.rs").unwrap());
    place.write(&unchanged);
    assert_eq!(place.picture(), picture_of(&unchanged));
    assert_eq!(mode(&place, "src/calls"), 0o555);
    set_mode(&place, "src/calls", 0o755);
}

#[test]
fn modes_are_kept() {
    let place = Location::new();
    place.write(&old());
    for (path, mode) in [
        (".", 0o2770),
        ("src", 0o750),
        ("src/lib.rs", 0o600),
        ("README.md", 0o640),
    ] {
        set_mode(&place, path, mode);
    }
    place.write(&new());
    let modes = [".", "src", "src/lib.rs", "README.md"].map(|path| mode(&place, path));
    assert_eq!(modes, [0o2770, 0o750, 0o600, 0o640]);
}

/// The lock is beside the folder, where every run finds it: without it nothing is written.
#[test]
fn a_parent_that_cannot_be_written_is_an_error() {
    let place = Location::new();
    place.write(&old());
    let before = place.picture();
    fs::create_dir(place.root().join(".crate.codegen.lock")).unwrap();
    let (written, _) = place.write_with(&new(), |_| {});
    let problem = written.unwrap_err();
    assert!(
        problem
            .starts_with(".crate.codegen.lock: error[output-write]: cannot lock: something else than a file is there"),
        "{problem}"
    );
    assert!(
        problem.contains("the output folder is as it was"),
        "{problem}"
    );
    assert_eq!(place.picture(), before);
}
