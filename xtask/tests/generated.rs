//! `generated/` is what the generator makes of `specs/`, and its runtime is the one that is tested on its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use generator::diagnostic::Colour;
use generator::emit::{EmitOptions, RUNTIME_FILES};
use generator::pipeline::{Input, generate};

/// The root of the workspace.
fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// What `cargo xtask codegen` starts from.
fn input() -> Input {
    let read = |name: &str| std::fs::read(workspace().join(name));
    generator::workspace::input(&read).unwrap_or_else(|problem| panic!("{problem:?}"))
}

#[test]
fn generated_is_what_a_fresh_run_makes() {
    let input = input();
    let options = EmitOptions {
        package: input.config.package.clone(),
        member: true,
        tests: true,
        ..EmitOptions::default()
    };
    let generated =
        generate(&input, &options).unwrap_or_else(|failure| panic!("{:?}", failure.diagnostics));
    let folder = workspace().join("generated");
    let comparison = generator::output::compare(&generated.tree, &folder).unwrap();
    assert!(
        comparison.is_clean(),
        "run `cargo xtask codegen`:\n{}",
        comparison.render(Colour::Never)
    );
    let unnamed: Vec<_> = generated
        .names
        .keys()
        .filter(|name| !input.names.contains_key(*name))
        .collect();
    assert!(unnamed.is_empty(), "specs/names.lock lacks {unnamed:?}");
}

#[test]
fn the_embedded_runtime_is_the_folder() {
    let folder = workspace().join("generator/runtime");
    let mut files_of_folder = BTreeSet::new();
    list_sources(&folder, &folder, &mut files_of_folder);
    let embedded: BTreeSet<String> = RUNTIME_FILES
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    assert_eq!(
        embedded.len(),
        RUNTIME_FILES.len(),
        "a file is listed twice"
    );
    assert_eq!(embedded, files_of_folder);
    for (path, text) in RUNTIME_FILES {
        let on_disk = std::fs::read_to_string(folder.join(path)).unwrap();
        assert!(*text == on_disk, "{path}: the embedded text is another one");
    }
}

/// Lists the sources below a folder, without tests and benchmarks.
fn list_sources(root: &Path, folder: &Path, paths: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let below = path.strip_prefix(root).unwrap();
        let is_left_out = ["tests", "benches", "target"]
            .into_iter()
            .any(|name| below == Path::new(name));
        if path.is_dir() && !is_left_out {
            list_sources(root, &path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let parts: Vec<_> = below.iter().map(|part| part.to_str().unwrap()).collect();
            paths.insert(parts.join("/"));
        }
    }
}
