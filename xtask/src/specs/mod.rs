//! `cargo xtask specs`: are the documents true to the published ones, and what does a new version of one change.

mod history;
mod versions;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::diagnostic::{Diagnostic, Sources};
use generator::load::{self, Document};
use generator::structure::{self, Impact, StructureLock};

use crate::arguments::{Parsed, next, run_with, text_value};
use crate::report::{self, Format};
use crate::workspace::{self, InputError};

const HELP: &str = "\
Usage: cargo xtask specs check [--against DIR] [--write-lock [--version VERSION]] [FILE]...
       cargo xtask specs diff OLD NEW
       cargo xtask specs history REPOSITORY
       cargo xtask specs versions REPOSITORY

check     compares the structure of the documents of specs/codegen.toml with specs/structure.lock
diff      lists what changed between two documents, and whether it breaks code that calls the generated crate
history   writes specs/changes.jsonl from the published versions in a git repository
versions  reads every version of every document in a git repository, and tells which are refused

`history` and `versions` have a --help of their own.

Options of check:
  --against DIR      compare node by node with the published documents of the same names in DIR (.yaml, .yml or
                     .json) instead of the lock, and look for sentences copied from them
  --write-lock       write specs/structure.lock from the documents, unless --against finds differences
  --version VERSION  the published version to note in the lock (default: the one noted there)
  FILE               with --against, check these documents instead of those of specs/codegen.toml

Options of check and diff:
  --format KIND      how differences are printed: text, or json (one object per line, on standard output)

Exit status: 0 nothing found, 1 differences found, 2 could not run.
";

/// The lock, as messages name it.
const LOCK: &str = "specs/structure.lock";

/// Runs the command.
pub(crate) fn run(mut arguments: Vec<String>) -> ExitCode {
    match arguments.first().map(String::as_str) {
        Some("history") => return history::run(arguments.split_off(1)),
        Some("versions") => return versions::run(arguments.split_off(1)),
        _ => {}
    }
    run_with(Arguments::parse(arguments), HELP, |arguments| {
        let format = arguments.format;
        let mut sources = Sources::new();
        let result = match &arguments.command {
            Command::Check(check) => check.run(format, &mut sources),
            Command::Diff { old, new } => diff(old, new, format, &mut sources),
        };
        match result {
            Ok(Verdict::Clean) => ExitCode::SUCCESS,
            Ok(Verdict::Different) => ExitCode::from(report::FOUND),
            Err(Failure::Message(problem)) => report::cannot(&problem),
            Err(Failure::Input(error)) => workspace::report_input_error(error, format),
            Err(Failure::Diagnostics(problems)) => {
                report::diagnostics(&problems, &sources, format);
                ExitCode::from(report::CANNOT)
            }
        }
    })
}

/// What a comparison came to.
enum Verdict {
    Clean,
    Different,
}

impl Verdict {
    fn of<T>(differences: &[T]) -> Self {
        if differences.is_empty() {
            Self::Clean
        } else {
            Self::Different
        }
    }
}

struct Arguments {
    command: Command,
    format: Format,
}

enum Command {
    Check(Check),
    Diff { old: String, new: String },
}

struct Check {
    against: Option<PathBuf>,
    write_lock: bool,
    version: Option<String>,
    files: Vec<String>,
}

impl Arguments {
    fn parse(arguments: Vec<String>) -> Parsed<Self> {
        use lexopt::prelude::*;
        let (mut against, mut write_lock, mut version) = (None, false, None);
        let mut format = Format::Text;
        let mut words: Vec<String> = Vec::new();
        let mut parser = lexopt::Parser::from_args(arguments);
        let message = |error: lexopt::Error| error.to_string();
        while let Some(argument) = next(&mut parser)? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("against") => against = Some(PathBuf::from(parser.value().map_err(message)?)),
                Long("write-lock") => write_lock = true,
                Long("version") => version = Some(text_value(&mut parser)?),
                Long("format") => format = Format::parse(&text_value(&mut parser)?)?,
                Value(word) => words.push(word.string().map_err(message)?),
                other => return Err(other.unexpected().to_string()),
            }
        }
        if words.is_empty() {
            return Err("expected `specs check`, `diff`, `history` or `versions`".to_owned());
        }
        let command = words.remove(0);
        let only_check = against.is_some() || write_lock || version.is_some();
        let command = match (command.as_str(), words) {
            ("check", files) => Command::Check(
                Check {
                    against,
                    write_lock,
                    version,
                    files,
                }
                .validated()?,
            ),
            ("diff", _) if only_check => {
                return Err("diff takes two documents and --format only".to_owned());
            }
            ("diff", words) => match <[String; 2]>::try_from(words) {
                Ok([old, new]) => Command::Diff { old, new },
                Err(_) => return Err("diff takes two documents, OLD and NEW".to_owned()),
            },
            (other, _) => return Err(format!("there is no command `specs {other}`")),
        };
        Ok(Some(Self { command, format }))
    }
}

/// Why the command could not run.
enum Failure {
    Message(String),
    Input(InputError),
    /// Problems of a file whose text is among the sources.
    Diagnostics(Vec<Diagnostic>),
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(problems: Vec<Diagnostic>) -> Self {
        Self::Diagnostics(problems)
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

impl Check {
    fn validated(self) -> Result<Self, String> {
        if !self.files.is_empty() && self.against.is_none() {
            return Err("FILE needs --against: the lock is that of specs/codegen.toml".to_owned());
        }
        if !self.files.is_empty() && self.write_lock {
            return Err("--write-lock is for the documents of specs/codegen.toml".to_owned());
        }
        if self.version.is_some() && !self.write_lock {
            return Err("--version goes with --write-lock".to_owned());
        }
        let is_word =
            |version: &String| !version.is_empty() && !version.contains(char::is_whitespace);
        if !self.version.as_ref().is_none_or(is_word) {
            return Err("--version takes one word, such as 2.6.7".to_owned());
        }
        Ok(self)
    }

    fn run(&self, format: Format, sources: &mut Sources) -> Result<Verdict, Failure> {
        let files = if self.files.is_empty() {
            workspace::configured_documents()?.1
        } else {
            workspace::documents(&self.files)?
        };
        let documents = load::load_all(&files, sources)?;
        let differences = match &self.against {
            Some(folder) => differences_from_published(folder, &documents, sources)?,
            None if self.write_lock => Vec::new(),
            None => differences_from_lock(&documents, sources)?,
        };
        report::diagnostics(&differences, sources, format);
        if !differences.is_empty() {
            report::say(&format!(
                "\n{} found",
                count(differences.len(), "difference")
            ));
            if self.write_lock {
                report::say(&format!("{LOCK} is left as it was"));
            }
            return Ok(Verdict::Different);
        }
        match &self.against {
            Some(folder) => report::say(&format!(
                "{}: as published in {}",
                file_names(&documents),
                folder.display()
            )),
            None if self.write_lock => {}
            None => report::say(&format!("{}: as in {LOCK}", file_names(&documents))),
        }
        if self.write_lock {
            self.write(&documents)?;
        }
        Ok(Verdict::Clean)
    }

    fn write(&self, documents: &[Document]) -> Result<(), Failure> {
        let path = workspace::root().join(LOCK);
        let before = std::fs::read_to_string(&path).ok();
        let noted_version = || {
            StructureLock::parse(LOCK, before.as_deref()?)
                .ok()?
                .version()
                .map(str::to_owned)
        };
        let version = self.version.clone().or_else(noted_version).ok_or_else(|| {
            let problem = format!("{LOCK} notes no published version yet: give it with --version");
            Failure::Message(problem)
        })?;
        let text = StructureLock::new(documents, &version).to_string();
        if before.as_deref() == Some(&text) {
            report::say(&format!("{LOCK} is up to date"));
            return Ok(());
        }
        std::fs::write(&path, text)
            .map_err(|error| Failure::Message(format!("{LOCK}: {error}")))?;
        report::say(&format!("{LOCK} written"));
        Ok(())
    }
}

/// The differences from the published documents in a folder, and the sentences taken from those.
fn differences_from_published(
    folder: &Path,
    documents: &[Document],
    sources: &mut Sources,
) -> Result<Vec<Diagnostic>, Failure> {
    let files: Result<workspace::Files, Failure> = documents
        .iter()
        .map(|document| read_published(folder, document))
        .collect();
    let published = load::load_all(&files?, sources)?;
    // A sentence may have been taken from any of them.
    let all: Vec<&Document> = published.iter().collect();
    let mut differences = Vec::new();
    for (ours, theirs) in documents.iter().zip(&published) {
        differences.extend(structure::compare(ours, theirs));
        differences.extend(structure::prose_overlap(ours, &all));
    }
    Ok(differences)
}

fn read_published(folder: &Path, document: &Document) -> Result<(String, Vec<u8>), Failure> {
    let stem = Path::new(document.file())
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let candidate = |extension: &str| folder.join(format!("{stem}.{extension}"));
    let path = ["yaml", "yml", "json"]
        .into_iter()
        .map(candidate)
        .find(|path| path.exists());
    match path {
        Some(path) => Ok(workspace::read(&path, &path.to_string_lossy())?),
        None => {
            let name = candidate("yaml");
            Err(Failure::Message(format!(
                "there is no {}, nor a .yml or .json of that name",
                name.display()
            )))
        }
    }
}

/// The differences from the lock.
fn differences_from_lock(
    documents: &[Document],
    sources: &mut Sources,
) -> Result<Vec<Diagnostic>, Failure> {
    let text = std::fs::read_to_string(workspace::root().join(LOCK)).map_err(|error| {
        Failure::Message(format!(
            "{LOCK}: {error}; --write-lock --version VERSION writes it"
        ))
    })?;
    sources.add(LOCK, text.as_bytes());
    let lock = StructureLock::parse(LOCK, &text)?;
    Ok(lock.check(LOCK, documents))
}

fn file_names(documents: &[Document]) -> String {
    let names: Vec<&str> = documents.iter().map(Document::file).collect();
    names.join(", ")
}

/// Prints what changed from one document to another.
fn diff(old: &str, new: &str, format: Format, sources: &mut Sources) -> Result<Verdict, Failure> {
    let files = workspace::documents(&[old.to_owned(), new.to_owned()])?;
    let documents = load::load_all(&files, sources)?;
    let [old, new] = documents.as_slice() else {
        return Err(Failure::Message(
            "each of the two files must hold one document".to_owned(),
        ));
    };
    let changes = structure::diff(old, new);
    report::print(&match format {
        Format::Text => structure::render_changes(&changes),
        Format::Json => structure::render_changes_json(&changes),
    });
    let breaking = changes
        .iter()
        .filter(|change| change.impact == Impact::Breaking)
        .count();
    report::say(&match changes.len() {
        0 => "the structure is the same".to_owned(),
        all => format!("{}, {breaking} breaking", count(all, "change")),
    });
    Ok(Verdict::of(&changes))
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
