//! Takes the Rust out of the project's README, so that it can be compiled as documentation tests of this crate.
//!
//! Only the blocks that say they are Rust: rustdoc takes every indented or unmarked block for Rust too, and a README
//! shows commands in those. What is not there yields no blocks; `tests/readme.rs` demands some.

use std::fmt::Write as _;
use std::path::Path;

const README: &str = "../README.md";

fn main() {
    println!("cargo::rerun-if-changed={README}");
    let readme = std::fs::read_to_string(README).unwrap_or_default();
    let out = std::env::var_os("OUT_DIR").expect("cargo sets it");
    std::fs::write(Path::new(&out).join("readme.md"), rust_of(&readme))
        .expect("OUT_DIR can be written");
}

/// The fenced blocks of Rust, each below the number of its line.
fn rust_of(readme: &str) -> String {
    let mut found = String::new();
    let mut inside = None;
    for (at, line) in readme.lines().enumerate() {
        let fence = line.trim_start().strip_prefix("```").map(str::trim);
        match (fence, inside) {
            (Some(info), None) => {
                let rust = info.split(',').any(|word| word.trim() == "rust");
                if rust {
                    let _ = write!(found, "README.md, line {}:\n\n```{info}\n", at + 1);
                }
                inside = Some(rust);
            }
            (Some(_), Some(rust)) => {
                found += if rust { "```\n\n" } else { "" };
                inside = None;
            }
            (None, Some(true)) => {
                let _ = writeln!(found, "{line}");
            }
            (None, _) => {}
        }
    }
    found
}
