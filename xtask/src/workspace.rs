//! The files of this workspace that the commands read and write.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::config::Config;
use generator::diagnostic::{Diagnostic, Sources};
use generator::names::{NamesLock, names_lock};
use generator::pipeline::{Failure, Input};
use generator::reference::Changes;

use crate::report::{self, Format};

/// The configuration, as messages name it.
pub(crate) const CONFIG: &str = "specs/codegen.toml";
/// The lock of the names given so far, as messages name it.
pub(crate) const NAMES: &str = "specs/names.lock";
/// What changed from version to version, as messages name it.
pub(crate) const CHANGES: &str = "specs/changes.jsonl";
/// The emitted crate, as messages name it.
pub(crate) const GENERATED: &str = "generated";

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Why the input of a command cannot be used.
pub(crate) enum InputError {
    /// A file cannot be read.
    File(String),
    /// A file does not hold what it should.
    Content(Box<Failure>),
}

/// Documents: the name of each as messages show it, and its bytes.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// Reads the configuration and the documents that it lists.
pub(crate) fn configured_documents() -> Result<(Config, Files), InputError> {
    let root = root();
    let text =
        std::fs::read_to_string(root.join(CONFIG)).map_err(|error| unreadable(CONFIG, &error))?;
    let mut sources = Sources::new();
    sources.add(CONFIG, text.as_bytes());
    let config = Config::read(CONFIG, &text).map_err(|problem| content(vec![problem], sources))?;
    let names = config
        .documents
        .iter()
        .map(|document| format!("specs/{}", document.file));
    let documents = names
        .map(|name| read(&root.join(&name), &name))
        .collect::<Result<_, _>>()?;
    Ok((config, documents))
}

/// Reads everything that the workspace's own crate is generated from.
pub(crate) fn input() -> Result<Input, InputError> {
    let (config, documents) = configured_documents()?;
    let names = match std::fs::read_to_string(root().join(NAMES)) {
        Ok(text) => {
            let mut sources = Sources::new();
            sources.add(NAMES, text.as_bytes());
            names_lock::read(NAMES, &text).map_err(|problems| content(problems, sources))?
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => NamesLock::new(),
        Err(error) => return Err(unreadable(NAMES, &error)),
    };
    Ok(Input {
        documents,
        config,
        config_file: CONFIG.to_owned(),
        names,
    })
}

/// Reads what changed from version to version: nothing where there is no such file.
pub(crate) fn changes() -> Result<Changes, InputError> {
    match std::fs::read_to_string(root().join(CHANGES)) {
        Ok(text) => Changes::parse(CHANGES, &text).map_err(|problems| {
            let mut sources = Sources::new();
            sources.add(CHANGES, text.as_bytes());
            content(problems, sources)
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Changes::default()),
        Err(error) => Err(unreadable(CHANGES, &error)),
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> InputError {
    InputError::File(format!("{name}: {error}"))
}

fn content(diagnostics: Vec<Diagnostic>, sources: Sources) -> InputError {
    InputError::Content(Box::new(Failure {
        diagnostics,
        sources,
    }))
}

/// Reads documents that somebody names on the command line.
pub(crate) fn documents(files: &[String]) -> Result<Files, InputError> {
    files
        .iter()
        .map(|file| read(Path::new(file), file))
        .collect()
}

/// Reads a document. On every system, messages show its name with `/`.
pub(crate) fn read(path: &Path, name: &str) -> Result<(String, Vec<u8>), InputError> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(name, &error))?;
    Ok((name.replace('\\', "/"), bytes))
}

/// Reports why the input cannot be used.
pub(crate) fn report_input_error(error: InputError, format: Format) -> ExitCode {
    match error {
        InputError::File(problem) => report::cannot(&problem),
        InputError::Content(failure) => {
            report::diagnostics(&failure.diagnostics, &failure.sources, format);
            ExitCode::from(report::CANNOT)
        }
    }
}
