//! The files of this workspace that the commands read and write.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::config::Config;
use generator::diagnostic::{Diagnostic, Sources};
use generator::names::{NamesLock, names_lock};
use generator::pipeline::{Failure, Input};

use crate::report::{self, Format};

/// The configuration, as people know it.
pub(crate) const CONFIG: &str = "specs/codegen.toml";
/// The names given so far, as people know them.
pub(crate) const NAMES: &str = "specs/names.lock";
/// The emitted crate, as people know it.
pub(crate) const GENERATED: &str = "generated";

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Why a run cannot start.
pub(crate) enum Unready {
    /// A file cannot be read.
    File(String),
    /// A file is not what it should be.
    Content(Box<Failure>),
}

/// Reads what `specs/` says is to be generated.
pub(crate) fn input() -> Result<Input, Unready> {
    let root = root();
    let text = read_text(&root, CONFIG)?;
    let mut sources = Sources::new();
    sources.add(CONFIG, text.as_bytes());
    let config = Config::read(CONFIG, &text).map_err(|problem| content(vec![problem], sources))?;
    let mut documents = Vec::new();
    for document in &config.documents {
        let name = format!("specs/{}", document.file);
        let bytes = std::fs::read(root.join(&name))
            .map_err(|error| Unready::File(format!("{name}: {error}")))?;
        documents.push((name, bytes));
    }
    let names = match std::fs::read_to_string(root.join(NAMES)) {
        Ok(text) => {
            let mut sources = Sources::new();
            sources.add(NAMES, text.as_bytes());
            names_lock::read(NAMES, &text).map_err(|problems| content(problems, sources))?
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => NamesLock::new(),
        Err(error) => return Err(Unready::File(format!("{NAMES}: {error}"))),
    };
    Ok(Input {
        documents,
        config,
        config_file: CONFIG.to_owned(),
        names,
    })
}

fn read_text(root: &Path, name: &str) -> Result<String, Unready> {
    std::fs::read_to_string(root.join(name))
        .map_err(|error| Unready::File(format!("{name}: {error}")))
}

fn content(diagnostics: Vec<Diagnostic>, sources: Sources) -> Unready {
    Unready::Content(Box::new(Failure {
        diagnostics,
        sources,
    }))
}

/// Reads documents from anywhere.
pub(crate) fn documents(files: &[String]) -> Result<Vec<(String, Vec<u8>)>, Unready> {
    let mut documents = Vec::new();
    for file in files {
        let bytes =
            std::fs::read(file).map_err(|error| Unready::File(format!("{file}: {error}")))?;
        documents.push((file.replace('\\', "/"), bytes));
    }
    Ok(documents)
}

/// Shows why a run cannot start.
pub(crate) fn unready(unready: Unready, format: Format) -> ExitCode {
    match unready {
        Unready::File(problem) => report::cannot(&problem),
        Unready::Content(failure) => {
            report::diagnostics(&failure.diagnostics, &failure.sources, format);
            ExitCode::from(report::CANNOT)
        }
    }
}
