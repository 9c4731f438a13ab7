//! Eight processes that write one folder at once.
//!
//! `OUTPUT_ROUNDS=1000 cargo test -p generator --test output_crowd` runs a thousand rounds instead of forty.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use folders::{Location, new, old, picture_of, process, task};
use generator::diagnostic::{Code, Colour, Diagnostic, Sources, render};
use generator::file_tree::Tree;
use generator::output::{WriteOptions, compare, write};

const PROCESSES: usize = 8;
const ROUNDS: usize = 40;
const ANSWER: &str = "answer: ";

fn tree(number: usize) -> Tree {
    if number == 0 { old() } else { new() }
}

/// What the test below starts: it writes a tree to the folder for each line that it is given, and answers with what
/// went wrong. By itself it does nothing.
#[test]
fn writes_when_it_is_told() {
    let Some(folder) = task() else {
        return;
    };
    for line in std::io::stdin().lock().lines() {
        let mut problems = Vec::new();
        let mut report = |warning: &Diagnostic| {
            // That it waits is true.
            if warning.code != Code::OutputLocked {
                problems.push(warning.clone());
            }
        };
        let tree = tree(line.unwrap().parse().unwrap());
        let written = write(&tree, Path::new(&folder), WriteOptions::new(&mut report));
        problems.extend(written.err().unwrap_or_default());
        let text = render(&problems, &Sources::new(), Colour::Never);
        println!("\n{ANSWER}{}", text.replace('\n', " "));
    }
}

struct Writer {
    child: Child,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Writer {
    fn start(folder: &Path) -> Self {
        let mut child = process("writes_when_it_is_told", folder.to_str().unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, answers }
    }

    fn tell(&mut self, number: usize) {
        let line = format!("{number}\n");
        let mut input = self.child.stdin.as_ref().unwrap();
        input.write_all(line.as_bytes()).unwrap();
    }

    fn answer(&mut self) -> String {
        loop {
            let line = self.answers.next().unwrap().unwrap();
            if let Some(answer) = line.strip_prefix(ANSWER) {
                return answer.to_owned();
            }
        }
    }

    fn stop(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

/// Compares again and again, as `codegen --check` does, and looks at what is beside and in the folder.
fn look_on(place: &Location, done: &AtomicBool, looks: &AtomicUsize) {
    while !done.load(Ordering::Relaxed) {
        for number in [0, 1] {
            let text = match compare(&tree(number), &place.folder()) {
                Ok(comparison) => comparison.render(Colour::Never),
                Err(problems) => panic!("{}", place.shown(&problems)),
            };
            let is_false = text.contains("edited by hand") || text.contains("in the way");
            assert!(!is_false, "{text}");
        }
        for name in place.beside() {
            assert_eq!(name, ".crate.codegen.lock");
        }
        looks.fetch_add(1, Ordering::Relaxed);
    }
}

/// Ends the looking on, also when the test fails.
struct Finish<'a>(&'a AtomicBool);

impl Drop for Finish<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn eight_processes_at_once_leave_one_of_their_trees_and_report_nothing() {
    let (place, attic) = (Location::new(), Location::new());
    let rounds = std::env::var("OUTPUT_ROUNDS");
    let rounds = rounds.map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let pictures = [0, 1].map(|number| picture_of(&tree(number)));
    let mut writers: Vec<Writer> = (0..PROCESSES)
        .map(|_| Writer::start(&place.folder()))
        .collect();
    let (done, looks, mut ends) = (AtomicBool::new(false), AtomicUsize::new(0), [0, 0]);
    std::thread::scope(|scope| {
        let _finish = Finish(&done);
        scope.spawn(|| look_on(&place, &done, &looks));
        for round in 0..rounds {
            // In every third round the folder is not there yet.
            if round % 3 == 0 && place.folder().exists() {
                fs::rename(place.folder(), attic.root().join(round.to_string())).unwrap();
            }
            for (index, writer) in writers.iter_mut().enumerate() {
                writer.tell((index + round) % 2);
            }
            for writer in &mut writers {
                let answer = writer.answer();
                assert_eq!(answer, "", "round {round}");
            }
            let picture = place.picture();
            let end = pictures.iter().position(|whole| *whole == picture);
            ends[end.unwrap()] += 1;
            assert!(
                place.beside().is_empty(),
                "round {round}: {:?}",
                place.beside()
            );
        }
    });
    writers.into_iter().for_each(Writer::stop);
    println!("{rounds} rounds ended in {ends:?}, seen by {looks:?} looks");
}
