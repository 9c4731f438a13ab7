//! A disk that fails, and a process that ends, at every single step of a run.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use folders::{Location, Picture, new, old, picture_of};
use generator::output::{Action, Options, Step, compare, write};

/// Where a run works: with the exchange of folders, or file by file because the exchange is not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    AtOnce,
    FileByFile,
}

/// The old tree with files and folders of others in it.
fn inhabited() -> Location {
    let place = Location::new();
    place.write(&old());
    place.put("notes.txt", "mine");
    place.put("src/old/keep.txt", "mine");
    place.put("target/debug/x", "built");
    place
}

/// The picture of a tree with what others have in the folder.
fn with_strangers(mut picture: Picture) -> Picture {
    for (path, what) in STRANGERS {
        picture.insert((*path).to_owned(), (*what).to_owned());
    }
    picture
}

const STRANGERS: &[(&str, &str)] = &[
    ("notes.txt", "text mine"),
    ("src/old", "folder"),
    ("src/old/keep.txt", "text mine"),
    ("target", "folder"),
    ("target/debug", "folder"),
    ("target/debug/x", "text built"),
];

fn without_strangers(mut picture: Picture) -> Picture {
    picture.retain(|path, _| STRANGERS.iter().all(|(stranger, _)| stranger != path));
    picture
}

/// Lets one step fail, or all from there on.
fn fail(
    way: Way,
    at: usize,
    lasting: bool,
    kind: io::ErrorKind,
) -> impl FnMut(&Step<'_>) -> io::Result<()> {
    let mut steps = 0;
    move |step: &Step<'_>| {
        if way == Way::FileByFile && step.action == Action::Exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        steps += 1;
        // Of a full disk things can still be removed, and a file can take the place of another.
        let frees = matches!(
            step.action,
            Action::Remove | Action::RemoveFolder | Action::Rename
        );
        let fails = steps == at || (lasting && steps > at && !frees);
        if fails { Err(kind.into()) } else { Ok(()) }
    }
}

fn fail_at_each_step(way: Way, lasting: bool) {
    let (before, after) = (
        with_strangers(picture_of(&old())),
        with_strangers(picture_of(&new())),
    );
    let (mut errors, mut successes) = (0, 0);
    for at in 1.. {
        let place = inhabited();
        assert_eq!(place.picture(), before);
        let mut reached = false;
        let mut fail = fail(way, at, lasting, io::ErrorKind::StorageFull);
        let mut watch = |step: &Step<'_>| {
            fail(step).inspect_err(|error| reached |= error.kind() == io::ErrorKind::StorageFull)
        };
        let (written, warnings) = place.write_watched(&new(), &mut watch, |_| {});
        match &written {
            Ok(_) => {
                let mut picture = place.picture();
                if !warnings.is_empty() {
                    picture.retain(|path, _| path != ".codegen" && !path.starts_with(".codegen/"));
                }
                assert_eq!(picture, after, "step {at}");
                successes += 1;
            }
            Err(problem) => {
                assert!(
                    problem.contains("error[output-write]: cannot "),
                    "{problem}"
                );
                assert_eq!(place.picture(), before, "step {at}: {problem}");
                errors += 1;
            }
        }
        assert!(
            warnings.is_empty() || warnings.contains("the output is complete"),
            "{warnings}"
        );
        // Whatever it left, the next run puts right.
        place.write(&new());
        assert_eq!(place.picture(), after, "step {at}");
        assert!(place.beside().is_empty(), "step {at}: {:?}", place.beside());
        if !reached {
            break;
        }
    }
    println!(
        "{way:?}: {errors} failures that left the old tree, {successes} runs that came through"
    );
    assert!(
        successes > 0 && (errors > 0 || !lasting),
        "{way:?} {lasting}"
    );
}

#[test]
fn a_step_that_fails_leaves_the_old_tree_or_is_worked_around() {
    fail_at_each_step(Way::AtOnce, false);
    fail_at_each_step(Way::FileByFile, false);
}

#[test]
fn a_disk_that_is_full_from_some_step_on_leaves_the_old_tree() {
    fail_at_each_step(Way::AtOnce, true);
    fail_at_each_step(Way::FileByFile, true);
}

const CHILD: &str = "OUTPUT_SAFETY_CHILD";

/// Not a test of its own: the process that the tests below end in the middle of a run.
#[test]
#[ignore = "the process that the tests of this file start and stop, no test of its own"]
fn child() {
    let Ok(task) = std::env::var(CHILD) else {
        return;
    };
    let mut parts = task.splitn(3, ' ');
    let way = if parts.next() == Some("at-once") {
        Way::AtOnce
    } else {
        Way::FileByFile
    };
    let at: usize = parts.next().unwrap().parse().unwrap();
    let mut steps = 0;
    let mut watch = |step: &Step<'_>| {
        if way == Way::FileByFile && step.action == Action::Exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        steps += 1;
        if steps == at {
            std::process::abort();
        }
        Ok(())
    };
    let mut report = |_: &generator::diagnostic::Diagnostic| {};
    let mut options = Options::new(&mut report);
    options.watch = Some(&mut watch);
    write(&new(), Path::new(parts.next().unwrap()), options).unwrap();
}

/// Runs the child up to a step. False when it came to its end.
fn die_at(way: Way, at: usize, folder: &Path) -> bool {
    !run_from(Path::new("."), way, at, folder)
}

/// Runs the child in a folder, up to a step. True when it came to its end.
fn run_from(current: &Path, way: Way, at: usize, folder: &Path) -> bool {
    let word = if way == Way::AtOnce {
        "at-once"
    } else {
        "file-by-file"
    };
    let status = Command::new(std::env::current_exe().unwrap())
        .current_dir(current)
        .args(["--exact", "child", "--ignored", "--quiet"])
        .env(CHILD, format!("{word} {at} {}", folder.display()))
        .output()
        .unwrap()
        .status;
    status.success()
}

/// A shell that stands in the folder would be left in one that is no more.
#[test]
#[cfg(unix)]
fn a_folder_in_which_the_process_stands_stays_the_same_folder() {
    use std::os::unix::fs::MetadataExt;
    let place = inhabited();
    let number = |path: &str| fs::metadata(place.folder().join(path)).unwrap().ino();
    let before = (number("."), number("src"));
    let stands = place.folder().join("src");
    assert!(run_from(&stands, Way::AtOnce, usize::MAX, &place.folder()));
    assert_eq!((number("."), number("src")), before);
    assert_eq!(place.picture(), with_strangers(picture_of(&new())));
    assert!(run_from(
        place.root(),
        Way::AtOnce,
        usize::MAX,
        &place.folder()
    ));
    place.write(&old());
    assert_ne!(number("."), before.0);
}

#[test]
fn a_process_that_ends_at_any_step_leaves_one_of_the_two_trees() {
    let (before, after) = (
        without_strangers(picture_of(&old())),
        without_strangers(picture_of(&new())),
    );
    let whole = (
        with_strangers(before.clone()),
        with_strangers(after.clone()),
    );
    let strangers = |picture: &Picture| {
        STRANGERS
            .iter()
            .filter(|(path, _)| picture.contains_key(*path))
            .count()
    };
    let (mut olds, mut news, mut displaced) = (0, 0, 0);
    for at in 1.. {
        let place = inhabited();
        if !die_at(Way::AtOnce, at, &place.folder()) {
            break;
        }
        // As seen by a reader who runs nothing afterwards.
        let picture = place.picture();
        let emitted = without_strangers(picture.clone());
        if emitted == before {
            olds += 1
        } else {
            news += 1
        }
        assert!(
            emitted == before || emitted == after,
            "step {at}: {emitted:#?}"
        );
        // A folder of others may be beside the output for the two steps around the exchange; a file never is.
        assert!(
            picture.contains_key("notes.txt") && picture.contains_key("src/old/keep.txt"),
            "step {at}"
        );
        displaced += usize::from(strangers(&picture) < STRANGERS.len());
        let (tree, whole) = if at % 2 == 0 {
            (old(), &whole.0)
        } else {
            (new(), &whole.1)
        };
        place.write(&tree);
        assert_eq!(&place.picture(), whole, "step {at}");
        assert!(place.beside().is_empty(), "step {at}: {:?}", place.beside());
    }
    println!(
        "{olds} deaths left the old tree, {news} the new one; {displaced} with a folder of others beside it"
    );
    assert!(
        olds > 10 && news > 5 && displaced <= 1,
        "{olds} {news} {displaced}"
    );
}

#[test]
fn a_first_run_that_ends_at_any_step_leaves_no_folder_or_a_whole_one() {
    let after = picture_of(&new());
    for at in 1.. {
        let place = Location::new();
        if !die_at(Way::AtOnce, at, &place.folder()) {
            break;
        }
        let picture = place.picture();
        assert!(
            !place.folder().exists() || picture == after,
            "step {at}: {picture:#?}"
        );
        place.write(&new());
        assert_eq!(place.picture(), after, "step {at}");
        assert!(place.beside().is_empty(), "step {at}: {:?}", place.beside());
    }
}

/// Without the exchange each file is old or new, and the next run makes the tree whole again, whichever it is given.
#[test]
fn a_process_that_ends_between_two_files_is_finished_by_the_next() {
    let (before, after) = (
        without_strangers(picture_of(&old())),
        without_strangers(picture_of(&new())),
    );
    let whole = (
        with_strangers(before.clone()),
        with_strangers(after.clone()),
    );
    let mut torn = 0;
    for at in 1.. {
        let place = inhabited();
        if !die_at(Way::FileByFile, at, &place.folder()) {
            break;
        }
        let mut picture = place.picture();
        picture.retain(|path, _| !path.starts_with(".codegen/") && path != ".codegen");
        for (path, what) in STRANGERS
            .iter()
            .filter(|(path, _)| !path.starts_with("target"))
        {
            assert_eq!(
                picture.get(*path).map(String::as_str),
                Some(*what),
                "step {at}"
            );
        }
        let emitted = without_strangers(picture);
        for (path, what) in &emitted {
            assert!(
                Some(what) == before.get(path) || Some(what) == after.get(path),
                "step {at}: {path}"
            );
        }
        if emitted != before && emitted != after {
            torn += 1;
            assert!(
                !compare(&new(), &place.folder()).unwrap().is_clean(),
                "step {at}"
            );
            assert!(
                !compare(&old(), &place.folder()).unwrap().is_clean(),
                "step {at}"
            );
        }
        let (tree, whole) = if at % 2 == 0 {
            (old(), &whole.0)
        } else {
            (new(), &whole.1)
        };
        place.write(&tree);
        assert_eq!(&place.picture(), whole, "step {at}");
        assert!(place.beside().is_empty(), "step {at}: {:?}", place.beside());
    }
    println!("{torn} deaths left a tree for the next run to finish");
    assert!(torn > 3);
}

/// What somebody writes while the generator runs is not lost either.
#[test]
fn a_file_that_is_edited_during_the_run_is_kept() {
    for way in [Way::AtOnce, Way::FileByFile] {
        let place = inhabited();
        let folder = place.folder();
        let backup = place.root().join("kept");
        let mut done = false;
        let mut watch = |step: &Step<'_>| {
            if way == Way::FileByFile && step.action == Action::Exchange {
                return Err(io::ErrorKind::Unsupported.into());
            }
            if step.action == Action::Sync && !std::mem::replace(&mut done, true) {
                // As editors do: a new file in the place of the old one.
                fs::write(folder.join("edit"), "edited meanwhile")?;
                fs::rename(folder.join("edit"), folder.join("src/lib.rs"))?;
                fs::write(folder.join("notes.txt"), "mine, longer")?;
                fs::write(folder.join("target/debug/y"), "built meanwhile")?;
                fs::write(folder.join("src/new.txt"), "made meanwhile")?;
            }
            Ok(())
        };
        place
            .write_watched(&new(), &mut watch, |options| {
                options.backup = Some(backup.clone())
            })
            .0
            .unwrap();
        assert_eq!(place.text("src/lib.rs"), new().get("src/lib.rs").unwrap());
        assert_eq!(place.text("notes.txt"), "mine, longer", "{way:?}");
        assert_eq!(place.text("target/debug/y"), "built meanwhile", "{way:?}");
        assert_eq!(place.text("src/new.txt"), "made meanwhile", "{way:?}");
        let kept: Vec<String> = folders::picture(&backup)
            .into_values()
            .filter(|what| what != "folder")
            .collect();
        assert_eq!(kept, ["text edited meanwhile"], "{way:?}");
    }
}
