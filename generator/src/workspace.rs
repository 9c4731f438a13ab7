//! What this workspace's own crate is made of: `specs/codegen.toml`, the documents that it lists, and
//! `specs/names.lock`; and what changed in them, `specs/changes.jsonl`.
//!
//! Files are known by the names that messages show, `specs/…`, and read by whoever asks: this module opens none.

use std::io;
use std::io::Read as _;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Sources};
use crate::load::MAX_BYTES;
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

/// Reads a file as far as documents are read, and one byte more, which tells that it is too large: a device or a pipe
/// may have no end.
///
/// # Errors
///
/// What the reader says.
pub fn read_bounded(file: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn text(read: ReadFile<'_>, name: &str) -> io::Result<String> {
    let invalid = |problem: String| io::Error::new(io::ErrorKind::InvalidData, problem);
    let bytes = read(name)?;
    if bytes.len() > MAX_BYTES {
        let problem = format!("the file has more than {MAX_BYTES} bytes, and no more are read");
        return Err(invalid(problem));
    }
    String::from_utf8(bytes).map_err(|_| invalid(String::from("the file is not UTF-8")))
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
