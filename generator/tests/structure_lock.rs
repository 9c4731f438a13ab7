//! The lock tells every change of structure without the published documents.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod structure;

use generator::load::Document;
use generator::structure::StructureLock;
use structure::{OURS, PUBLISHED, edit, load, text_of};

const LOCK: &str = "specs/structure.lock";

fn ours(text: &str) -> Vec<Document> {
    vec![load("specs/shop.yaml", text)]
}

fn check(lock: &StructureLock, text: &str) -> String {
    text_of(&lock.check(LOCK, &ours(text)), &[("specs/shop.yaml", text)])
}

#[test]
fn the_lock_of_ours_is_that_of_the_published() {
    let lock = StructureLock::new(&ours(OURS), "2.6.7");
    let published = StructureLock::new([&load("published/shop.yaml", PUBLISHED)], "2.6.7");
    assert_eq!(lock.to_string(), published.to_string());
    assert_eq!(lock.check(LOCK, &ours(OURS)), []);
    assert_eq!(lock.version(), Some("2.6.7"));
}

/// The digests are committed, so they may not change with a compiler, a platform or a refactoring.
#[test]
fn digests_are_stable() {
    insta::assert_snapshot!(StructureLock::new(&ours(OURS), "2.6.7"));
}

#[test]
fn a_lock_reads_back_as_it_was_written() {
    let lock = StructureLock::new(&ours(OURS), "2.6.7");
    let text = lock.to_string();
    assert_eq!(StructureLock::parse(LOCK, &text).unwrap(), lock);
    assert_eq!(StructureLock::parse(LOCK, &text).unwrap().to_string(), text);
}

#[test]
fn changes_are_told_at_their_place() {
    let lock = StructureLock::new(&ours(OURS), "2.6.7");
    let mut report = String::new();
    for (name, from, to) in [
        ("a changed operation", "maximum: 20", "maximum: 10"),
        ("a changed schema", "        - paid\n", ""),
        (
            "a changed path item",
            "pathType: instance",
            "pathType: list",
        ),
        ("a changed head", "version: 1.0.0", "version: 1.0.1"),
        (
            "a renamed operation",
            "operationId: DeleteOrder",
            "operationId: RemoveOrder",
        ),
        (
            "a header that many share",
            "      description: Who may read the reply.\n      schema:\n        type: string\n",
            "      schema:\n        type: boolean\n",
        ),
        (
            "a schema more",
            "    order_enum_state:\n      type",
            "    other:\n      type: string\n    order_enum_state:\n      type",
        ),
    ] {
        let text = edit(OURS, from, to);
        report.push_str(&format!("# {name}\n\n{}\n", check(&lock, &text)));
    }
    insta::assert_snapshot!(report);
}

#[test]
fn another_order_is_told() {
    let lock = StructureLock::new(&ours(OURS), "2.6.7").to_string();
    let mut lines: Vec<&str> = lock.lines().collect();
    let last = lines.len() - 1;
    lines.swap(last - 1, last);
    let lock = StructureLock::parse(LOCK, &lines.join("\n")).unwrap();
    let problems = lock.check(LOCK, &ours(OURS));
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0]
            .problem
            .contains("stands elsewhere in the order"),
        "{}",
        problems[0].problem
    );
}

#[test]
fn documents_come_and_go() {
    let lock = StructureLock::new(&ours(OURS), "2.6.7");
    let other = load("specs/other.yaml", OURS);
    let problems = lock.check(LOCK, &[other]);
    let problems: Vec<&str> = problems.iter().map(|problem| &*problem.problem).collect();
    assert_eq!(
        problems,
        [
            "other is not in specs/structure.lock",
            "document shop is not there"
        ]
    );
}

#[test]
fn a_damaged_lock_is_refused_line_by_line() {
    let text = "head 00000000000000000000000000000000\ndocument shop 2.6.7\nhead 0\nword\noperation x 0000000000000000000000000000000g\n";
    let problems = StructureLock::parse(LOCK, text).unwrap_err();
    insta::assert_snapshot!(text_of(&problems, &[(LOCK, text)]));
}

/// A line ends in a word of its own, so no name may hold a space or a line break.
#[test]
fn names_with_spaces_and_control_characters_read_back() {
    let text = edit(
        OURS,
        "operationId: DeleteOrder",
        "operationId: \"Delete\\tOrder\\r\"",
    );
    let document = load("specs/my  shop.yaml", &text);
    let lock = StructureLock::new([&document], "2.6.7");
    let written = lock.to_string();
    assert!(written.contains("document my_shop 2.6.7\n"), "{written}");
    assert!(
        written.contains("operation Delete\\tOrder\\r "),
        "{written}"
    );
    let read = StructureLock::parse(LOCK, &written).unwrap();
    assert_eq!(read, lock);
    assert_eq!(read.check(LOCK, &[document]), []);
}
