//! The README has code, and none of it is kept from the compiler, which checks it as documentation tests of this crate
//! (`build.rs`, `src/lib.rs`).

use acceptance::README_CODE;

/// The info strings of the blocks of Rust.
fn infos() -> impl Iterator<Item = &'static str> {
    README_CODE
        .lines()
        .filter_map(|line| line.strip_prefix("```"))
        .filter(|info| !info.is_empty())
}

#[test]
fn the_readme_shows_the_crate_in_use() {
    assert!(infos().count() > 0, "README.md has no block of Rust");
    assert!(
        README_CODE.contains("use twilio_flex_proxy::"),
        "README.md does not use the crate"
    );
}

#[test]
fn no_rust_of_the_readme_is_kept_from_the_compiler() {
    for info in infos() {
        for word in info.split(',').map(str::trim) {
            assert!(
                !word.starts_with("ignore") && word != "compile_fail",
                "README.md: ```{info}"
            );
        }
    }
}
