//! The generator killed at random moments.
//!
//! `output_safety.rs` ends a run at every one of its steps. Here the operating system does it, at moments that know
//! nothing of steps. A moment is a length of time, so this is the one test that waits for one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use folders::{Location, picture_of, process, task};
use generator::diagnostic::Diagnostic;
use generator::file_tree::Tree;
use generator::output::{WriteOptions, write};

const KILLS: usize = 50;

/// As large as the real one: some files the same in both, some changed, some only in one.
fn large(state: usize) -> Tree {
    let mut tree = Tree::default();
    for number in 0..240 {
        let text = |state| format!("// file {number} of state {state}\n").repeat(150);
        match number % 4 {
            0 => tree.add(format!("src/same/f{number}.rs"), text(0)),
            1 | 2 => tree.add(
                format!("src/both/d{}/f{number}.rs", number % 10),
                text(state),
            ),
            _ => tree.add(format!("src/only{state}/f{number}.rs"), text(state)),
        }
    }
    tree.add("Cargo.toml", format!("# {state}\n"));
    tree
}

/// What the test below starts and kills, in a process of its own. By itself it does nothing.
#[test]
fn writes_until_it_is_killed() {
    let Some(task) = task() else {
        return;
    };
    let (state, folder) = task.split_once(' ').unwrap();
    let tree = large(state.parse().unwrap());
    let mut report = |_: &Diagnostic| {};
    let mut out = std::io::stdout().lock();
    out.write_all(b"\nready\n").unwrap();
    out.flush().unwrap();
    write(&tree, Path::new(folder), WriteOptions::new(&mut report)).unwrap();
}

/// Starts a process and waits until it is about to write.
fn start(state: usize, folder: &Path) -> Child {
    let task = format!("{state} {}", folder.display());
    let mut child = process("writes_until_it_is_killed", &task)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut seen = Vec::new();
    let out = child.stdout.as_mut().unwrap();
    let mut byte = [0];
    while !seen.ends_with(b"ready\n") {
        assert_eq!(out.read(&mut byte).unwrap(), 1, "the child ended early");
        seen.extend(byte);
    }
    child
}

/// How long a process takes that nobody kills.
fn time(state: usize, folder: &Path) -> Duration {
    let mut child = start(state, folder);
    let started = Instant::now();
    assert!(child.wait().unwrap().success());
    started.elapsed()
}

#[test]
fn a_run_that_is_killed_at_a_random_moment_is_completed_by_the_next() {
    let place = Location::new();
    place.write(&large(0));
    place.put("notes.txt", "mine");
    place.put("src/same/notes.txt", "mine");
    let pictures = [0, 1].map(|state| {
        let mut picture = picture_of(&large(state));
        picture.insert("notes.txt".to_owned(), "text mine".to_owned());
        picture.insert("src/same/notes.txt".to_owned(), "text mine".to_owned());
        picture.retain(|_, what| what != "folder");
        picture
    });
    // Folders that are made ahead may stay behind, empty.
    let files = || {
        let mut picture = place.picture();
        picture.retain(|_, what| what != "folder");
        picture
    };
    let longest = [1, 0].map(|state| time(state, &place.folder()));
    let longest = longest.into_iter().max().unwrap();
    // The same moments in every run, as far as a clock allows.
    let (mut random, mut state) = (fastrand::Rng::with_seed(1), 0);
    let (mut olds, mut news, mut between) = (0, 0, 0);
    for kill in 0..KILLS {
        let next = 1 - state;
        let mut child = start(next, &place.folder());
        let moment = longest.mul_f64(random.f64());
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        let picture = files();
        for (path, text) in &picture {
            let is_whole = pictures.iter().any(|whole| whole.get(path) == Some(text));
            assert!(
                is_whole || path.starts_with(".codegen"),
                "kill {kill} after {moment:?} left {path} half written"
            );
        }
        for path in pictures[state].keys() {
            let is_there = picture.contains_key(path) || !pictures[next].contains_key(path);
            assert!(is_there, "kill {kill} after {moment:?} left no {path}");
        }
        match &picture {
            picture if picture == &pictures[state] => olds += 1,
            picture if picture == &pictures[next] => news += 1,
            _ => between += 1,
        }
        // By the same tree or by the other one.
        state = if kill % 3 == 0 { state } else { next };
        place.write(&large(state));
        assert!(files() == pictures[state], "kill {kill}");
        assert!(place.beside().is_empty(), "{:?}", place.beside());
    }
    println!(
        "{KILLS} kills within {longest:?}: {olds} left the old tree, {news} the new one, {between} a part of each"
    );
}
