//! `generator/DIAGNOSTICS.md`: every code there is, with an example of each that a test provokes.
//!
//! The page is made from the table of codes and from the snapshots of the other tests, so neither can go stale
//! unnoticed. `UPDATE_DIAGNOSTICS=1 cargo test -p generator --test pipeline diagnostics` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use generator::diagnostic::Code;

const HEAD: &str = "\
# Diagnostics

What the generator says when something is wrong, by code. Made from the code by a test
(`generator/tests/pipeline/diagnostics.rs`); do not edit. `--format json` gives the same as one JSON object a line.

";

#[test]
fn the_page_lists_every_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shown: Vec<String> = Vec::new();
    for folder in ["tests/snapshots", "tests/pipeline/snapshots"] {
        let mut files: Vec<_> = std::fs::read_dir(root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "snap"))
            .collect();
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            let body = text.splitn(3, "---\n").nth(2).unwrap_or("");
            shown.extend(body.split("\n\n").map(str::to_owned));
        }
    }
    let mut page = String::from(HEAD);
    let mut without: Vec<&str> = Vec::new();
    for code in Code::ALL {
        let name = code.as_str();
        let mark = format!("[{name}]:");
        let of_code = |text: &&String| text.lines().next().is_some_and(|line| line.contains(&mark));
        writeln!(page, "## `{name}`\n\n{}\n", code.summary()).unwrap();
        match shown.iter().filter(of_code).min_by_key(|text| text.len()) {
            Some(example) => writeln!(page, "```text\n{}\n```\n", example.trim_end()).unwrap(),
            None => {
                without.push(name);
                page.push_str("No document alone provokes it.\n\n");
            }
        }
    }
    let page = page.trim_end().to_owned() + "\n";
    let path = root.join("DIAGNOSTICS.md");
    if std::env::var_os("UPDATE_DIAGNOSTICS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == page,
        "generator/DIAGNOSTICS.md is not what the code says; run with UPDATE_DIAGNOSTICS=1"
    );
    // Most codes come from documents; if many have no example, the snapshots are not where they were.
    assert!(
        without.len() * 3 < Code::ALL.len(),
        "no example for {without:?}"
    );
}
