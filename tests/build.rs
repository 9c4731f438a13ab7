//! Extracts the Rust from the project's README, so that it is compiled as documentation tests of this crate.
//!
//! Only blocks marked as Rust are taken: rustdoc would compile every unmarked or indented block, and a README shows
//! commands in those. A missing README yields no blocks; `tests/readme.rs` requires some.

use std::path::Path;

const README: &str = "../README.md";

fn main() {
    println!("cargo::rerun-if-changed={README}");
    let readme = std::fs::read_to_string(README).unwrap_or_default();
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("readme.md"), rust_blocks(&readme))
        .expect("OUT_DIR is writable");
}

/// The fenced blocks of Rust, each after the number of its line.
fn rust_blocks(readme: &str) -> String {
    let mut blocks = String::new();
    let mut inside = None;
    for (at, line) in readme.lines().enumerate() {
        let fence = line.trim_start().strip_prefix("```").map(str::trim);
        match (fence, inside) {
            (Some(info), None) => {
                let is_rust = info.split(',').any(|word| word.trim() == "rust");
                if is_rust {
                    blocks += &format!("README.md, line {}:\n\n```{info}\n", at + 1);
                }
                inside = Some(is_rust);
            }
            (Some(_), Some(is_rust)) => {
                blocks += if is_rust { "```\n\n" } else { "" };
                inside = None;
            }
            (None, Some(true)) => {
                blocks.push_str(line);
                blocks.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}
