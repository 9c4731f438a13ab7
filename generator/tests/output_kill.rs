//! The generator killed at random moments, as seen by a reader who runs nothing afterwards.
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
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use folders::{Location, picture_of};
use generator::diagnostic::Diagnostic;
use generator::output::{Options, Tree, write};

const CHILD: &str = "OUTPUT_KILL_CHILD";
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

/// Not a test of its own: the process that is killed.
#[test]
#[ignore = "the process that the test of this file starts and kills, no test of its own"]
fn child() {
    let Ok(task) = std::env::var(CHILD) else {
        return;
    };
    let (state, folder) = task.split_once(' ').unwrap();
    let tree = large(state.parse().unwrap());
    let mut report = |_: &Diagnostic| {};
    let mut out = std::io::stdout().lock();
    out.write_all(b"\nready\n").unwrap();
    out.flush().unwrap();
    write(&tree, Path::new(folder), Options::new(&mut report)).unwrap();
}

/// Starts the child and waits until it is about to write.
fn start(state: usize, folder: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(CHILD, format!("{state} {}", folder.display()))
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

/// xorshift: the same moments in every run, as far as a clock allows.
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
fn killing_at_random_moments_leaves_one_of_the_two_trees() {
    let place = Location::on_disk();
    place.write(&large(0));
    place.put("notes.txt", "mine");
    place.put("src/same/notes.txt", "mine");
    let mut pictures = [picture_of(&large(0)), picture_of(&large(1))];
    for picture in &mut pictures {
        picture.insert("notes.txt".to_owned(), "text mine".to_owned());
        picture.insert("src/same/notes.txt".to_owned(), "text mine".to_owned());
    }
    let [before, after] = pictures;
    let mut longest = Duration::ZERO;
    for state in [1, 0] {
        let mut child = start(state, &place.folder());
        let started = Instant::now();
        assert!(child.wait().unwrap().success());
        longest = longest.max(started.elapsed());
    }
    let (mut seed, mut wanted) = (0x5eed_cafe_f00d_0001, 1);
    let (mut kept, mut changed) = (0, 0);
    for kill in 0..KILLS {
        let mut child = start(wanted, &place.folder());
        let moment = longest.mul_f64((random(&mut seed) % 1000) as f64 / 1000.0);
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        let picture = place.picture();
        let reached = if wanted == 0 { &before } else { &after };
        let started_from = if wanted == 0 { &after } else { &before };
        if &picture == reached {
            changed += 1;
            wanted = 1 - wanted;
        } else {
            assert!(
                &picture == started_from,
                "kill {kill} after {moment:?} left a tree that is neither"
            );
            kept += 1;
        }
    }
    println!("{KILLS} kills within {longest:?}: {kept} left the old tree, {changed} the new one");
    place.write(&large(wanted));
    assert_eq!(&place.picture(), if wanted == 0 { &before } else { &after });
    assert!(place.beside().is_empty(), "{:?}", place.beside());
}
