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

use folders::{Location, Picture, new, old, picture_of, process, task};
use generator::output::{Action, DiskStep, WriteOptions, write};

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
fn fail(at: usize, lasting: bool) -> impl FnMut(&DiskStep<'_>) -> io::Result<()> {
    let mut steps = 0;
    move |step: &DiskStep<'_>| {
        steps += 1;
        // On a full disk things can still be removed, and a file can take the place of another.
        let frees = matches!(step.action, Action::Remove | Action::Rename);
        let fails = if lasting {
            steps >= at && !frees
        } else {
            steps == at
        };
        if fails {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }
}

/// Asserts that each emitted file is the old one or the new one, and that what others have is where it was.
fn assert_old_or_new(picture: &Picture, context: &str) {
    let (before, after) = (picture_of(&old()), picture_of(&new()));
    for (path, what) in STRANGERS {
        assert_eq!(
            picture.get(*path).map(String::as_str),
            Some(*what),
            "{context}"
        );
    }
    let emitted = without_strangers(picture.clone());
    for (path, what) in &emitted {
        let is_own = path == ".codegen-manifest" || path.split('/').next() == Some(".codegen");
        let is_whole = Some(what) == before.get(path) || Some(what) == after.get(path);
        assert!(is_own || is_whole, "{context}: {path}");
    }
    for path in before.keys().filter(|path| after.contains_key(*path)) {
        assert!(emitted.contains_key(path), "{context}: {path} is missing");
    }
}

fn fail_at_each_step(lasting: bool) {
    let before = with_strangers(picture_of(&old()));
    let after = with_strangers(picture_of(&new()));
    let (mut olds, mut parts, mut successes) = (0, 0, 0);
    for at in 1.. {
        let place = inhabited();
        assert_eq!(place.picture(), before);
        let mut reached = false;
        let mut fail = fail(at, lasting);
        let mut watch = |step: &DiskStep<'_>| {
            fail(step).inspect_err(|error| reached |= error.kind() == io::ErrorKind::StorageFull)
        };
        let (written, warnings) = place.write_watched(&new(), &mut watch, |_| {});
        assert_eq!(warnings, "");
        let context = format!("step {at}: {written:?}");
        let mut picture = place.picture();
        picture.retain(|path, _| path.split('/').next() != Some(".codegen"));
        match &written {
            Ok(_) => {
                assert_eq!(picture, after, "{context}");
                successes += 1;
            }
            Err(problem) if problem.contains("and run again; the output folder is as it was") => {
                assert_eq!(picture, before, "{context}");
                olds += 1;
            }
            Err(problem) => {
                assert!(
                    problem.contains("error[output-write]: cannot "),
                    "{context}"
                );
                assert!(
                    problem.contains("some of its files are new and some are old"),
                    "{context}"
                );
                assert!(!lasting, "{context}");
                assert_old_or_new(&picture, &context);
                parts += 1;
            }
        }
        // Whatever it left, the next run puts right.
        let tree = if at % 2 == 0 { old() } else { new() };
        place.write(&tree);
        let whole = if at % 2 == 0 { &before } else { &after };
        assert_eq!(
            without_empty(place.picture()),
            without_empty(whole.clone()),
            "{context}"
        );
        assert!(place.beside().is_empty(), "{context}: {:?}", place.beside());
        if !reached {
            break;
        }
    }
    println!(
        "{olds} failures left the old tree, {parts} a part of each, {successes} runs came through"
    );
    assert!(
        olds > 5 && successes > 0 && (parts > 0 || lasting),
        "{olds} {parts} {successes}"
    );
}

/// Without the folders that a run makes ahead: where it ends before it fills them, they may stay, empty.
fn without_empty(mut picture: Picture) -> Picture {
    picture.retain(|path, what| what != "folder" || !path.starts_with("src/new"));
    picture
}

#[test]
fn a_step_that_fails_leaves_the_old_tree_or_says_that_it_does_not() {
    fail_at_each_step(false);
}

#[test]
fn a_disk_that_is_full_from_some_step_on_leaves_the_old_tree() {
    fail_at_each_step(true);
}

/// What the tests below start: a run that ends at some step. By itself it does nothing.
#[test]
fn runs_up_to_some_step() {
    let Some(task) = task() else {
        return;
    };
    let (at, folder) = task.split_once(' ').unwrap();
    let at: usize = at.parse().unwrap();
    let mut steps = 0;
    let mut watch = |_: &DiskStep<'_>| {
        steps += 1;
        if steps == at {
            std::process::abort();
        }
        Ok(())
    };
    let mut report = |_: &generator::diagnostic::Diagnostic| {};
    let mut options = WriteOptions::new(&mut report);
    options.watch = Some(&mut watch);
    write(&new(), Path::new(folder), options).unwrap();
}

/// Whether a run ended at a step, before it came to its end.
fn dies_at(at: usize, folder: &Path) -> bool {
    let task = format!("{at} {}", folder.display());
    let status = process("runs_up_to_some_step", &task)
        .output()
        .unwrap()
        .status;
    !status.success()
}

/// A shell that stands in the folder would be left in one that is no more.
#[test]
#[cfg(unix)]
fn the_folder_stays_the_same_folder() {
    use std::os::unix::fs::MetadataExt;
    let place = inhabited();
    let number = |path: &str| fs::metadata(place.folder().join(path)).unwrap().ino();
    let numbers = || {
        [
            number("."),
            number("src"),
            number("src/old"),
            number("target"),
        ]
    };
    let before = numbers();
    place.write(&new());
    assert_eq!(numbers(), before);
    assert_eq!(place.picture(), with_strangers(picture_of(&new())));
}

/// Not even for a moment is anything of somebody's elsewhere.
#[test]
fn what_others_have_stays_where_it_is_at_every_step() {
    let place = inhabited();
    let mut watch = |step: &DiskStep<'_>| {
        assert_old_or_new(&place.picture(), &format!("before {step:?}"));
        Ok(())
    };
    place.write_watched(&new(), &mut watch, |_| {}).0.unwrap();
}

#[test]
fn a_process_that_ends_at_any_step_is_completed_by_the_next() {
    let before = with_strangers(picture_of(&old()));
    let after = with_strangers(picture_of(&new()));
    let (mut olds, mut news, mut parts) = (0, 0, 0);
    for at in 1.. {
        let place = inhabited();
        if !dies_at(at, &place.folder()) {
            break;
        }
        // As seen by a reader who runs nothing afterwards.
        let context = format!("step {at}");
        let picture = place.picture();
        assert_old_or_new(&picture, &context);
        match &picture {
            picture if picture == &before => olds += 1,
            picture if picture == &after => news += 1,
            _ => parts += 1,
        }
        let (_, text) = place.check(&old());
        let is_false = text.contains("edited by hand") || text.contains("in the way");
        assert!(
            !is_false && text.contains("the next run completes it"),
            "{context}: {text}"
        );
        // By either tree, and without a word of edited files.
        let (tree, whole) = if at % 2 == 0 {
            (old(), &before)
        } else {
            (new(), &after)
        };
        place.write(&tree);
        assert_eq!(
            &without_empty(place.picture()),
            &without_empty(whole.clone()),
            "{context}"
        );
        assert!(place.beside().is_empty(), "{context}: {:?}", place.beside());
    }
    println!("{olds} deaths left the old tree, {news} the new one, {parts} a part of each");
    assert!(parts > 3, "{olds} {news} {parts}");
}

#[test]
fn a_first_run_that_ends_at_any_step_is_completed_by_the_next() {
    for at in 1.. {
        let place = Location::new();
        if !dies_at(at, &place.folder()) {
            break;
        }
        let tree = if at % 2 == 0 { old() } else { new() };
        place.write(&tree);
        let picture = without_empty(place.picture());
        assert_eq!(picture, without_empty(picture_of(&tree)), "step {at}");
        assert!(place.beside().is_empty(), "step {at}: {:?}", place.beside());
    }
}

/// Whatever lies about when a run ends, nothing of it is somebody's: all of it can be tidied away by hand.
#[test]
fn what_a_run_leaves_behind_holds_nothing_of_somebodys() {
    let after = with_strangers(picture_of(&new()));
    for at in (1..).step_by(3) {
        let place = inhabited();
        if !dies_at(at, &place.folder()) {
            break;
        }
        let _ = fs::remove_dir_all(place.folder().join(".codegen"));
        for left in place.beside() {
            let left = place.root().join(left);
            let _ = fs::remove_dir_all(&left).or_else(|_| fs::remove_file(&left));
        }
        assert!(place.beside().is_empty(), "step {at}");
        assert_old_or_new(&place.picture(), &format!("step {at}"));
        place.write(&new());
        assert_eq!(
            without_empty(place.picture()),
            without_empty(after.clone()),
            "step {at}"
        );
    }
}

/// What somebody writes while the generator runs is not lost either.
#[test]
fn a_file_that_is_edited_during_the_run_is_kept() {
    let place = inhabited();
    let folder = place.folder();
    let backup = place.root().join(".crate.codegen-edited");
    let mut done = false;
    let mut watch = |step: &DiskStep<'_>| {
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
    let (written, warnings) = place.write_watched(&new(), &mut watch, |_| {});
    assert_eq!(written.unwrap().saved.len(), 1);
    let notice = "crate/src/lib.rs: warning[output-edited]: the file was edited by hand";
    assert!(warnings.starts_with(notice), "{warnings}");
    assert_eq!(place.text("src/lib.rs"), new().get("src/lib.rs").unwrap());
    assert_eq!(place.text("notes.txt"), "mine, longer");
    assert_eq!(place.text("target/debug/y"), "built meanwhile");
    assert_eq!(place.text("src/new.txt"), "made meanwhile");
    let kept: Vec<String> = folders::picture(&backup)
        .into_values()
        .filter(|what| what != "folder")
        .collect();
    assert_eq!(kept, ["text edited meanwhile"]);
}
