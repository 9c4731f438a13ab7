//! The files of this workspace that the commands read and write.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::config::Config;
use generator::names::NamesLock;
use generator::pipeline::Input;
use generator::reference::Changes;
pub(crate) use generator::workspace::{CHANGES, Files, InputError, NAMES};

use crate::report::{self, Format};

/// The emitted crate, as messages name it.
pub(crate) const GENERATED: &str = "generated";

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Reads a file as far as documents are read.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    generator::workspace::read_bounded(std::fs::File::open(path)?)
}

/// Reads a file of the workspace by its name in messages.
fn read_own(name: &str) -> io::Result<Vec<u8>> {
    read_file(&root().join(name))
}

/// Reads the configuration and the documents that it lists.
pub(crate) fn configured_documents() -> Result<(Config, Files), InputError> {
    generator::workspace::configured_documents(&read_own)
}

/// Reads everything that the workspace's own crate is generated from.
pub(crate) fn input() -> Result<Input, InputError> {
    generator::workspace::input(&read_own)
}

/// Reads what changed from version to version: nothing where there is no such file.
pub(crate) fn changes() -> Result<Changes, InputError> {
    generator::workspace::changes(&read_own)
}

/// Reads a lock of names from wherever it is.
pub(crate) fn names(path: &Path, name: &str) -> Result<NamesLock, InputError> {
    generator::workspace::names(name, &|_| read_file(path))
}

/// Reads documents that somebody names on the command line.
pub(crate) fn documents(files: &[String]) -> Result<Files, InputError> {
    generator::workspace::files(files, &|name| read_file(Path::new(name)))
}

/// Reads a document. On every system, messages show its name with `/`.
pub(crate) fn read(path: &Path, name: &str) -> Result<(String, Vec<u8>), InputError> {
    let bytes = read_file(path).map_err(|error| InputError::File(format!("{name}: {error}")))?;
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
