//! Any bytes become a crate or diagnostics. Every Rust file of the crate parses, and every path stays inside its
//! folder.

#![no_main]

use std::collections::HashSet;

use generator::emit::{EmitOptions, RUNTIME_FILES};
use generator::pipeline::{Input, generate};
use generator_fuzz::{FILE, check_diagnostics, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});

fuzz_target!(|data: &[u8]| {
    let input = Input {
        documents: vec![(FILE.to_owned(), data.to_vec())],
        ..Input::default()
    };
    let options = EmitOptions {
        tests: true,
        ..EmitOptions::default()
    };
    let generated = match generate(&input, &options) {
        Ok(generated) => generated,
        Err(failure) => {
            assert!(
                !failure.diagnostics.is_empty(),
                "refused without a diagnostic"
            );
            return check_diagnostics(&failure.diagnostics, &failure.sources);
        }
    };
    check_diagnostics(&generated.warnings, &generated.sources);
    let mut folded = HashSet::new();
    for (path, text) in generated.tree.files() {
        assert!(is_inside_folder(path), "{path:?} leaves the folder");
        assert!(
            folded.insert(path.to_lowercase()),
            "{path:?} is there twice"
        );
        // The runtime is the same for every document, and its tests compile it.
        let fixed = path
            .strip_prefix("src/runtime/")
            .is_some_and(|name| RUNTIME_FILES.iter().any(|(file, _)| *file == name));
        if path.ends_with(".rs")
            && !fixed
            && let Err(error) = syn::parse_file(text)
        {
            panic!("{path} is not Rust: {error}\n{text}");
        }
    }
});

/// Whether a path is relative and made of plain names.
fn is_inside_folder(path: &str) -> bool {
    let plain = |name: &str| {
        !name.is_empty()
            && name.len() <= 255
            && name != "."
            && name != ".."
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    path.len() <= 1000 && path.split('/').all(plain)
}
