//! The README's code is compiled, as documentation tests of this crate's library (`tests/src/lib.rs`); here, that
//! there is some, and that none of it is kept from the compiler.

use acceptance::files;

/// The info string of each fenced block: `rust,no_run`.
fn blocks(text: &str) -> Vec<&str> {
    let fences = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("```"));
    // Each second one closes a block.
    fences.step_by(2).map(str::trim).collect()
}

#[test]
fn all_rust_of_the_readme_is_compiled() {
    let text = std::fs::read_to_string(files::workspace().join("README.md")).unwrap();
    let blocks = blocks(&text);
    let is_rust = |info: &&str| info.split(',').any(|word| word == "rust");
    assert!(
        blocks.iter().copied().any(|info| is_rust(&info)),
        "no Rust in README.md: {blocks:?}"
    );
    for info in blocks {
        let words: Vec<&str> = info.split(',').map(str::trim).collect();
        // An indented or unmarked block is Rust for rustdoc, so that a console would be compiled; and what rustdoc
        // ignores is compiled by nobody.
        assert!(!info.is_empty(), "README.md: a block without a language");
        for kept_out in ["ignore", "compile_fail"] {
            assert!(!words.contains(&kept_out), "README.md: ```{info}");
        }
    }
}

#[test]
fn blocks_are_found() {
    assert_eq!(
        blocks("a\n```rust,no_run\nx\n```\n  ```text\n```\nb"),
        ["rust,no_run", "text"]
    );
}
