//! What `codegen --check` finds, and how it says so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it knows"
)]

mod folders;

use std::fmt::Write as _;
use std::fs;

use folders::{Location, new, old};
use generator::diagnostic::Colour;
use generator::output::compare;

#[test]
fn each_difference_is_shown() {
    let place = Location::new();
    place.write(&old());
    place.put("README.md", "# Crate, better\n");
    place.put("src/zombie.rs", "left over");
    place.put("target/debug/x", "built");
    place.put("Cargo.lock", "version = 4\n");
    let before = place.picture();
    let (clean, text) = place.check(&new());
    assert!(!clean);
    assert_eq!(
        text,
        "changed: crate/.codegen-manifest\n\
         \n\
         changed: crate/README.md (edited by hand)\n\
         @@ -1 +1 @@\n\
         -# Crate, better\n\
         +# Crate\n\
         \n\
         changed: crate/src/calls/mod.rs\n\
         @@ -1,3 +1,5 @@\n \
          //! Calls.\n \
          \n\
         -pub struct Call;\n\
         +pub struct Call {\n\
         +    pub sid: u8,\n\
         +}\n\
         \n\
         changed: crate/src/lib.rs\n\
         @@ -1,2 +1,2 @@\n \
          pub mod calls;\n\
         -pub mod old;\n\
         +pub mod new;\n\
         \n\
         missing: crate/src/new/deep/mod.rs\n\
         @@ -0,0 +1 @@\n\
         +pub struct New;\n\
         \n\
         stale: crate/src/old/mod.rs (no longer emitted)\n\
         @@ -1 +0,0 @@\n\
         -pub struct Old;\n\
         \n\
         foreign: crate/src/zombie.rs (neither emitted nor recorded as emitted)\n\
         \n\
         crate: 1 missing, 4 changed, 1 stale, 1 foreign; 1 files as emitted\n"
    );
    assert_eq!(place.picture(), before);
}

#[test]
fn one_byte_one_deletion_and_one_stray_are_each_found() {
    let place = Location::new();
    place.write(&old());
    let clean = || place.check(&old()).0;
    assert!(clean());
    place.put("src/lib.rs", "pub mod calls;\npub mod Old;\n");
    assert!(!clean());
    place.put("src/lib.rs", old().get("src/lib.rs").unwrap());
    assert!(clean());
    fs::remove_file(place.folder().join("README.md")).unwrap();
    assert!(!clean());
    place.put("README.md", old().get("README.md").unwrap());
    assert!(clean());
    place.put("src/stale.rs", "");
    assert!(!clean());
    fs::remove_file(place.folder().join("src/stale.rs")).unwrap();
    fs::remove_file(place.folder().join(".codegen-manifest")).unwrap();
    assert!(!clean());
}

#[test]
fn what_tools_put_at_the_top_is_no_difference() {
    let place = Location::new();
    place.write(&old());
    for path in [
        "target/x",
        "Cargo.lock",
        ".git/HEAD",
        ".gitignore",
        ".vscode/settings.json",
    ] {
        place.put(path, "");
    }
    let comparison = compare(&old(), &place.folder()).unwrap();
    assert!(comparison.is_clean());
    assert_eq!(comparison.foreign().count(), 5);
    place.put("src/.hidden", "");
    assert!(!place.check(&old()).0);
}

#[test]
fn a_folder_that_is_not_there_is_all_missing() {
    let place = Location::new();
    let (clean, text) = place.check(&old());
    assert!(
        !clean && text.ends_with("crate: 6 missing; 0 files as emitted\n"),
        "{text}"
    );
    assert!(!place.folder().exists());
}

#[test]
fn the_page_is_bounded_and_harmless() {
    let place = Location::new();
    let mut before = old();
    let mut after = old();
    for number in 0..300 {
        let long: String = (0..500).fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "line {line} of {number} {}", "x".repeat(400));
            text
        });
        before.add(format!("src/f{number}.rs"), long.clone());
        after.add(format!("src/f{number}.rs"), long.replace("line", "row"));
    }
    place.write(&before);
    place.put("src/lib.rs", "\u{1b}[2J\u{1b}]0;title\u{7} \u{202e}gnp\n");
    let text = compare(&after, &place.folder())
        .unwrap()
        .render(Colour::Never);
    assert!(text.lines().count() < 1500, "{}", text.lines().count());
    assert!(text.chars().count() < 200_000, "{}", text.chars().count());
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']));
    assert!(text.contains("… and 102 more files"), "{text}");
}

#[test]
fn colours_are_ours_alone() {
    let place = Location::new();
    place.write(&old());
    place.put("src/lib.rs", "\u{1b}[2J\n");
    let comparison = compare(&old(), &place.folder()).unwrap();
    let text = comparison.render(Colour::Always);
    assert!(text.contains("\u{1b}[31m-\\u{1b}[2J\u{1b}[0m\n"), "{text}");
    assert!(
        text.contains("\u{1b}[32m+pub mod calls;\u{1b}[0m\n"),
        "{text}"
    );
}

#[test]
fn bytes_that_are_no_text_and_large_files_are_shown_as_such() {
    let place = Location::new();
    place.write(&old());
    fs::write(place.folder().join("README.md"), b"\xff\xfe\x00").unwrap();
    fs::write(place.folder().join("src/lib.rs"), vec![b'x'; 5 << 20]).unwrap();
    let (clean, text) = place.check(&old());
    assert!(!clean);
    assert!(
        text.contains("-\u{fffd}\u{fffd}\\u{0}\n\\ No newline at end of file\n"),
        "{text}"
    );
    assert!(
        text.contains("changed: crate/src/lib.rs (edited by hand)\n  (too large to show)\n"),
        "{text}"
    );
}

#[test]
fn a_run_that_was_cut_short_is_noted() {
    let place = Location::new();
    place.write(&old());
    fs::create_dir(place.folder().join(".codegen")).unwrap();
    assert_eq!(
        place.check(&old()),
        (
            true,
            "crate: 6 files, all as emitted\n\
             note: a run of codegen is under way or was interrupted; the next run completes it\n"
                .to_owned()
        )
    );
    place.write(&old());
    assert!(!place.folder().join(".codegen").exists());
}
