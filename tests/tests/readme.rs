//! The README's code is compiled, as documentation tests of this crate's library (`build.rs`, `src/lib.rs`); here,
//! that there is some, and that none of it is kept from the compiler.

use acceptance::README_CODE;

/// What the fences of the Rust blocks say.
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
