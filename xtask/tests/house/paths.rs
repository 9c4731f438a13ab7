//! The rule that a guide names only paths that exist: text in backticks with a `/` in it, and the targets of links.

use std::path::Path;

/// The paths that a guide names and that exist neither from the root of the workspace nor from the guide's folder.
pub(crate) fn dead_paths(workspace: &Path, guide: &str) -> Vec<String> {
    let text = match std::fs::read_to_string(workspace.join(guide)) {
        Ok(text) => text,
        Err(error) => return vec![format!("{guide}: {error}")],
    };
    let folder = workspace
        .join(guide)
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default();
    let exists = |path: &str| workspace.join(path).exists() || folder.join(path).exists();
    let mut problems = Vec::new();
    for (line, path) in paths_in(&text) {
        if !exists(path) {
            problems.push(format!("{guide}:{line}: `{path}` does not exist"));
        }
    }
    problems
}

/// The paths that a Markdown text names, with their lines. Blocks of code show commands and pictures: they are not
/// read.
fn paths_in(text: &str) -> Vec<(usize, &str)> {
    let mut paths = Vec::new();
    let mut in_block = false;
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block && !line.starts_with("    ") {
            let spans = line.split('`').skip(1).step_by(2);
            let links = line
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split_once(')'));
            let links = links.map(|(target, _)| target.split('#').next().unwrap_or_default());
            let named = spans.filter(|span| span.contains('/')).chain(links);
            paths.extend(
                named
                    .filter(|path| is_path(path))
                    .map(|path| (at + 1, path)),
            );
        }
    }
    paths
}

/// Whether a text is a path of this repository, by its characters. `../` leads out of it.
fn is_path(text: &str) -> bool {
    let of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.');
    !text.is_empty()
        && text.chars().all(of_path)
        && !text.starts_with("../")
        && !text.starts_with('/')
}

#[test]
fn paths_are_told_from_other_text() {
    let text = "See `src/a.rs` and [this](b.md#part), not `a.rs`, `POST /v1/X`, `../x/y` or <https://a.example/b>.\n\
                ```text\n`src/c.rs`\n```\n    `src/d.rs`\nand `src/e/`\n";
    assert_eq!(
        paths_in(text),
        [(1, "src/a.rs"), (1, "b.md"), (6, "src/e/")]
    );
}

#[test]
fn a_path_that_is_not_there_is_found() {
    let folder = std::env::temp_dir().join(format!("house-paths-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("sub")).unwrap();
    std::fs::write(
        folder.join("sub/GUIDE.md"),
        "`sub/GUIDE.md`\n[this](GUIDE.md) `sub/gone.rs`\n",
    )
    .unwrap();
    let problems = dead_paths(&folder, "sub/GUIDE.md");
    let missing = dead_paths(&folder, "NONE.md");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(problems, ["sub/GUIDE.md:2: `sub/gone.rs` does not exist"]);
    assert_eq!(missing.len(), 1);
}
