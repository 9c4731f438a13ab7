//! What this workspace's own crate is made of: `specs/codegen.toml`, the documents that it lists, and
//! `specs/names.lock`; and what changed in them, `specs/changes.jsonl`.
//!
//! Files are known by the names that messages show, `specs/…`, and read by whoever asks: this module opens none.

use std::io;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Sources};
use crate::names::{NamesLock, names_lock};
use crate::pipeline::{Failure, Input};
use crate::reference::Changes;

/// The configuration.
pub const CONFIG: &str = "specs/codegen.toml";
/// The lock of the names given so far.
pub const NAMES: &str = "specs/names.lock";

/// What changed from version to version.
pub const CHANGES: &str = "specs/changes.jsonl";

/// Why the input cannot be used.
#[derive(Debug)]
pub enum InputError {
    /// A file cannot be read.
    File(String),
    /// A file does not hold what it should.
    Content(Box<Failure>),
}

/// Documents: the name of each as messages show it, and its bytes.
pub type Files = Vec<(String, Vec<u8>)>;

/// Reads the file of a name.
pub type ReadFile<'a> = &'a dyn Fn(&str) -> io::Result<Vec<u8>>;

/// The configuration and the documents that it lists.
///
/// # Errors
///
/// A file that cannot be read, or what is wrong in the configuration.
pub fn configured_documents(read: ReadFile<'_>) -> Result<(Config, Files), InputError> {
    let text = text(read, CONFIG).map_err(|error| unreadable(CONFIG, &error))?;
    let mut sources = Sources::new();
    sources.add(CONFIG, text.as_bytes());
    let config = Config::read(CONFIG, &text).map_err(|problem| content(vec![problem], sources))?;
    let names = config
        .documents
        .iter()
        .map(|document| format!("specs/{}", document.file));
    let documents: Vec<String> = names.collect();
    Ok((config, files(&documents, read)?))
}

/// The documents of these names. On every system, messages show a name with `/`.
///
/// # Errors
///
/// The first file that cannot be read.
pub fn files(names: &[String], read: ReadFile<'_>) -> Result<Files, InputError> {
    let files = names.iter().map(|name| {
        let bytes = read(name).map_err(|error| unreadable(name, &error))?;
        Ok((name.replace('\\', "/"), bytes))
    });
    files.collect()
}

/// Everything that the workspace's own crate is generated from.
///
/// # Errors
///
/// A file that cannot be read, or what is wrong in the configuration or the lock.
pub fn input(read: ReadFile<'_>) -> Result<Input, InputError> {
    let (config, documents) = configured_documents(read)?;
    let overlays = config.overlays.iter().map(|file| format!("specs/{file}"));
    let overlays: Vec<String> = overlays.collect();
    let overlays = files(&overlays, read)?;
    let names = names(NAMES, read)?;
    Ok(Input {
        documents,
        overlays,
        config,
        config_file: CONFIG.to_owned(),
        names,
    })
}

/// A lock of names; where there is none, no name was given so far.
///
/// # Errors
///
/// A file that cannot be read, or what is wrong in it.
pub fn names(name: &str, read: ReadFile<'_>) -> Result<NamesLock, InputError> {
    match text(read, name) {
        Ok(text) => {
            let mut sources = Sources::new();
            sources.add(name, text.as_bytes());
            names_lock::read(name, &text).map_err(|problems| content(problems, sources))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(NamesLock::new()),
        Err(error) => Err(unreadable(name, &error)),
    }
}

/// What changed from version to version: nothing where there is no such file.
///
/// # Errors
///
/// A file that cannot be read, or what is wrong in it.
pub fn changes(read: ReadFile<'_>) -> Result<Changes, InputError> {
    match text(read, CHANGES) {
        Ok(text) => Changes::parse(CHANGES, &text).map_err(|problems| {
            let mut sources = Sources::new();
            sources.add(CHANGES, text.as_bytes());
            content(problems, sources)
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Changes::default()),
        Err(error) => Err(unreadable(CHANGES, &error)),
    }
}

fn text(read: ReadFile<'_>, name: &str) -> io::Result<String> {
    let invalid = |_| io::Error::new(io::ErrorKind::InvalidData, "the file is not UTF-8");
    String::from_utf8(read(name)?).map_err(invalid)
}

fn unreadable(name: &str, error: &io::Error) -> InputError {
    InputError::File(format!("{name}: {error}"))
}

fn content(diagnostics: Vec<Diagnostic>, sources: Sources) -> InputError {
    InputError::Content(Box::new(Failure {
        diagnostics,
        sources,
    }))
}
