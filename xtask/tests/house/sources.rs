//! The Rust files of a folder. Knows no rule.

use std::path::Path;

/// A folder of Rust files.
pub(crate) struct SourceTree {
    pub(crate) root: String,
    pub(crate) files: Vec<SourceFile>,
}

/// A Rust file. It is parsed by the rules that need its syntax.
pub(crate) struct SourceFile {
    /// Its path below the root of the tree, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceTree {
    /// Reads every Rust file below a folder of the workspace that a person writes.
    pub(crate) fn read(workspace: &Path, root: &str) -> Self {
        let folder = workspace.join(root);
        let mut paths = Vec::new();
        list_files(&folder, &mut paths);
        let rust = paths.into_iter().filter(|path| path.ends_with(".rs"));
        let files = rust.map(|path| {
            let text = std::fs::read_to_string(folder.join(&path));
            let text = text.unwrap_or_else(|error| panic!("{root}/{path}: {error}"));
            SourceFile { path, text }
        });
        Self {
            root: root.to_owned(),
            files: files
                .filter(|file| !file.text.starts_with("// @generated"))
                .collect(),
        }
    }

    /// A tree that a test makes up, from paths and texts.
    #[cfg(test)]
    pub(crate) fn made_up(files: &[(&str, &str)]) -> Self {
        let root = "src";
        let file = |(path, text): &(&str, &str)| SourceFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        };
        Self {
            root: root.to_owned(),
            files: files.iter().map(file).collect(),
        }
    }

    /// The path of a file as people know it.
    pub(crate) fn full_path(&self, file: &SourceFile) -> String {
        format!("{}/{}", self.root, file.path)
    }
}

impl SourceFile {
    /// The syntax of the file.
    pub(crate) fn parse(&self) -> syn::File {
        syn::parse_file(&self.text)
            .unwrap_or_else(|error| panic!("{}: not Rust: {error}", self.path))
    }
}

/// The paths of all files below a folder, sorted, with `/`. Leaves out what is built, downloaded or hidden.
pub(crate) fn list_files(folder: &Path, paths: &mut Vec<String>) {
    let mut pending = vec![String::new()];
    while let Some(below) = pending.pop() {
        let entries = std::fs::read_dir(folder.join(&below));
        let entries =
            entries.unwrap_or_else(|error| panic!("{}: {error}", folder.join(&below).display()));
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() {
                name.clone()
            } else {
                format!("{below}/{name}")
            };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            match (is_folder, name.as_str()) {
                (true, "target" | "corpus" | "artifacts" | ".git") => {}
                (true, _) => pending.push(path),
                (false, _) => paths.push(path),
            }
        }
    }
    paths.sort();
}
