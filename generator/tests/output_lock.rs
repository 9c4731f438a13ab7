//! Two runs on one folder.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::sync::mpsc;
use std::time::Duration;

use folders::{Location, new, old, picture_of};
use generator::diagnostic::Diagnostic;
use generator::output::{Action, DiskStep, WriteOptions, write};

#[test]
fn the_second_run_says_who_is_first() {
    let place = Location::new();
    place.write(&old());
    let mut second = None;
    let mut watch = |step: &DiskStep<'_>| {
        if step.action == Action::Sync && second.is_none() {
            second = Some(place.write_with(&new(), |options| options.wait = Duration::ZERO));
        }
        Ok(())
    };
    place.write_watched(&new(), &mut watch, |_| {}).0.unwrap();
    let (written, warnings) = second.unwrap();
    let process = std::process::id();
    assert_eq!(
        written.unwrap_err(),
        format!(
            "crate: error[output-locked]: process {process} is writing this folder\n\
             help: wait until it is done, or end it, and run again; nothing was written\n"
        )
    );
    assert_eq!(warnings, "");
    assert_eq!(place.picture(), picture_of(&new()));
    assert!(place.beside().is_empty());
}

#[test]
fn the_second_run_waits_for_the_first() {
    let place = Location::new();
    place.write(&old());
    let folder = place.folder();
    let (sender, waiting) = mpsc::channel();
    std::thread::scope(|scope| {
        let mut second = None;
        let mut watch = |step: &DiskStep<'_>| {
            if step.action == Action::Sync && second.is_none() {
                let (sender, folder) = (sender.clone(), folder.clone());
                second = Some(scope.spawn(move || {
                    let mut report =
                        |warning: &Diagnostic| sender.send(warning.problem.clone()).unwrap();
                    let mut options = WriteOptions::new(&mut report);
                    options.wait = Duration::from_secs(600);
                    write(&old(), &folder, options).unwrap()
                }));
                let problem = waiting.recv_timeout(Duration::from_secs(60)).unwrap();
                assert!(problem.starts_with("waiting for process "), "{problem}");
            }
            Ok(())
        };
        place.write_watched(&new(), &mut watch, |_| {}).0.unwrap();
        // It saw what the first one had made of the folder, not what was there when it started.
        assert_eq!(second.unwrap().join().unwrap().written, 4);
    });
    assert_eq!(place.picture(), picture_of(&old()));
    assert!(place.beside().is_empty());
}

#[test]
fn a_check_during_a_run_finds_no_edited_file_and_changes_nothing() {
    let place = Location::new();
    place.write(&old());
    let (mut steps, mut is_old, mut is_new) = (0, 0, 0);
    let mut watch = |step: &DiskStep<'_>| {
        let before = place.picture();
        let (_, text) = place.check(&old());
        assert!(
            !text.contains("edited") && !text.contains("in the way"),
            "before {step:?}: {text}"
        );
        is_old += usize::from(place.check(&old()).0);
        is_new += usize::from(place.check(&new()).0);
        steps += 1;
        assert_eq!(place.picture(), before);
        Ok(())
    };
    place.write_watched(&new(), &mut watch, |_| {}).0.unwrap();
    assert!(
        steps > 15 && is_old > 5 && is_new > 0,
        "{steps} {is_old} {is_new}"
    );
}

/// A lock that a killed run left is free, and one that was removed by hand is made again.
#[test]
fn a_lock_that_nobody_holds_is_no_obstacle() {
    let place = Location::new();
    std::fs::write(place.root().join(".crate.codegen.lock"), "4711").unwrap();
    place.write(&old());
    assert!(place.beside().is_empty());
}
