//! A disk that is really full: a small tmpfs, and a limit on the size of files where no file system can be mounted.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::path::Path;
use std::process::{Command, Output};

use folders::{TASK, new, old, picture, picture_of, task};
use generator::diagnostic::{Colour, Diagnostic, Sources, render};
use generator::file_tree::Tree;
use generator::output::{WriteOptions, write};

/// The new tree with half a megabyte in it: more than the disk, or the largest file, may hold.
fn too_large() -> Tree {
    let mut tree = new();
    tree.add("src/large.rs", "// x\n".repeat(100_000));
    tree
}

fn attempt(tree: &Tree, folder: &Path) -> Result<usize, String> {
    let mut report = |warning: &Diagnostic| panic!("{warning:?}");
    let written = write(tree, folder, WriteOptions::new(&mut report));
    let shown = |problems: Vec<Diagnostic>| render(&problems, &Sources::new(), Colour::Never);
    written.map(|written| written.written).map_err(shown)
}

/// What the tests below run on the small disk, in a process of its own. By itself it does nothing.
#[test]
fn runs_on_a_small_disk() {
    let Some(folder) = task() else {
        return;
    };
    let folder = Path::new(&folder);
    let beside = |folder: &Path| std::fs::read_dir(folder.parent().unwrap()).unwrap().count();
    let count = beside(folder);
    let expected = "large.rs: error[output-write]: cannot write: ";
    if !folder.exists() {
        let problem = attempt(&too_large(), folder).unwrap_err();
        assert!(problem.contains(expected), "{problem}");
        assert!(!folder.exists() && beside(folder) == count);
    }
    attempt(&old(), folder).unwrap();
    let count = beside(folder);
    for _ in 0..3 {
        let problem = attempt(&too_large(), folder).unwrap_err();
        assert!(problem.contains(expected), "{problem}");
        assert!(
            problem.contains("the output folder is as it was"),
            "{problem}"
        );
        assert!(!problem.contains(".codegen"), "{problem}");
        assert_eq!(picture(folder), picture_of(&old()));
        assert_eq!(beside(folder), count);
    }
    // There is room for this one, so nothing was left behind that takes it.
    attempt(&new(), folder).unwrap();
    assert_eq!(picture(folder), picture_of(&new()));
    println!("all held");
}

/// Runs the test above after a few lines of shell that make its disk small. `$0` is the test binary.
fn run(program: &[&str], script: &str, folder: &Path) -> Output {
    let (first, rest) = program.split_first().unwrap();
    Command::new(first)
        .args(rest)
        .args([
            "sh",
            "-c",
            &format!("{script} && exec \"$0\" --exact runs_on_a_small_disk --nocapture"),
        ])
        .arg(std::env::current_exe().unwrap())
        .env(TASK, folder)
        .output()
        .unwrap()
}

fn came_through(output: &Output) -> bool {
    String::from_utf8_lossy(&output.stdout).contains("all held")
}

/// In a namespace of its own, so that the mount ends with the process and ordinary users can do it too.
#[test]
#[cfg(target_os = "linux")]
fn a_small_tmpfs_that_is_full_leaves_the_old_tree() {
    let temporary = tempfile::TempDir::new().unwrap();
    let disk = temporary.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = format!("mount -t tmpfs -o size=256k tmpfs {}", disk.display());
    let ways: [&[&str]; 2] = [&["unshare", "-m"], &["unshare", "-rm"]];
    let able = ways.into_iter().find(|way| {
        let (first, rest) = way.split_first().unwrap();
        let tried = Command::new(first)
            .args(rest)
            .args(["sh", "-c", &mount])
            .output();
        tried.is_ok_and(|output| output.status.success())
    });
    let Some(way) = able else {
        eprintln!(
            "a_small_tmpfs_that_is_full_leaves_the_old_tree: CANNOT RUN HERE, no tmpfs can be mounted; \
             a_limit_on_the_size_of_files_leaves_the_old_tree stands in for it"
        );
        return;
    };
    // In a folder of the disk; and in its root, a mount point, where texts cannot be staged beside the folder.
    for folder in [disk.join("crate"), disk.clone()] {
        let output = run(way, &mount, &folder);
        assert!(came_through(&output), "{}: {output:#?}", folder.display());
    }
}

#[test]
fn a_limit_on_the_size_of_files_leaves_the_old_tree() {
    let temporary = tempfile::TempDir::new().unwrap();
    let output = run(
        &["env"],
        "trap '' XFSZ && ulimit -f 256",
        &temporary.path().join("crate"),
    );
    assert!(came_through(&output), "{output:#?}");
}
