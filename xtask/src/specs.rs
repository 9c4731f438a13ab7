//! `cargo xtask specs`: are the documents true to the published ones, and what does a new version of one change.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::config::Config;
use generator::diagnostic::{Diagnostic, Sources};
use generator::load::{self, Document};
use generator::structure::{self, Impact, StructureLock};

use crate::report::{self, Format};
use crate::workspace;

const HELP: &str = "\
Usage: cargo xtask specs check [--against DIR] [--write-lock [--version VERSION]] [FILE]...
       cargo xtask specs diff OLD NEW

check  compares the structure of the documents of specs/codegen.toml with specs/structure.lock
diff   lists what changed from one document to another, and whether it breaks code that calls the generated crate

Options of check:
  --against DIR      compare node by node with the published documents of the same names in DIR (.yaml or .json)
                     instead, and look for sentences that were taken from there
  --write-lock       write specs/structure.lock from the documents, provided that --against finds nothing
  --version VERSION  the published version that --write-lock notes; without it, the one noted so far
  FILE               with --against, these documents instead of those of specs/codegen.toml

Options of both:
  --format KIND      how findings are shown: text or json (one object a line, on standard output)

Exit status: 0 nothing found, 1 differences found, 2 could not run.
";

/// The lock, as people know it.
const LOCK: &str = "specs/structure.lock";

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    let options = match Options::parse(arguments) {
        Ok(Some(options)) => options,
        Ok(None) => {
            report::out(HELP);
            return ExitCode::SUCCESS;
        }
        Err(problem) => return report::misuse(&problem, HELP),
    };
    let mut sources = Sources::new();
    let done = match &options.command {
        Command::Check(check) => check.run(options.format, &mut sources),
        Command::Diff { old, new } => diff(old, new, options.format, &mut sources),
    };
    match done {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::from(report::FOUND),
        Err(Cannot::Say(problem)) => report::cannot(&problem),
        Err(Cannot::Show(found)) => {
            report::diagnostics(&found, &sources, options.format);
            ExitCode::from(report::CANNOT)
        }
    }
}

/// What was asked for.
struct Options {
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

impl Options {
    /// Nothing where help was asked for.
    fn parse(arguments: Vec<String>) -> Result<Option<Self>, String> {
        use lexopt::prelude::*;
        let (mut against, mut write_lock, mut version) = (None, false, None);
        let mut format = Format::Text;
        let mut words: Vec<String> = Vec::new();
        let mut parser = lexopt::Parser::from_args(arguments);
        let said = |error: lexopt::Error| error.to_string();
        while let Some(argument) = parser.next().map_err(said)? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("against") => against = Some(PathBuf::from(parser.value().map_err(said)?)),
                Long("write-lock") => write_lock = true,
                Long("version") => version = Some(text(&mut parser)?),
                Long("format") => format = Format::parse(&text(&mut parser)?)?,
                Value(word) => words.push(word.string().map_err(said)?),
                other => return Err(other.unexpected().to_string()),
            }
        }
        if words.is_empty() {
            return Err("expected check or diff".to_owned());
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
                .sensible()?,
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

fn text(parser: &mut lexopt::Parser) -> Result<String, String> {
    use lexopt::ValueExt as _;
    let value = parser.value().and_then(|value| value.string());
    value.map_err(|error| error.to_string())
}

/// Why the command ends early.
enum Cannot {
    Say(String),
    Show(Vec<Diagnostic>),
}

impl From<Vec<Diagnostic>> for Cannot {
    fn from(found: Vec<Diagnostic>) -> Self {
        Self::Show(found)
    }
}

impl Check {
    fn sensible(self) -> Result<Self, String> {
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

    /// Whether anything was found.
    fn run(&self, format: Format, sources: &mut Sources) -> Result<bool, Cannot> {
        let files = if self.files.is_empty() {
            configured(sources)?
        } else {
            given(&self.files)?
        };
        let documents = load::load_all(&files, sources)?;
        let mut found = Vec::new();
        if let Some(folder) = &self.against {
            found = against(folder, &documents, sources)?;
            report::diagnostics(&found, sources, format);
            if found.is_empty() {
                report::say(&format!(
                    "{}: as published in {}",
                    these(&documents),
                    folder.display()
                ));
            }
        }
        if self.write_lock && found.is_empty() {
            self.write(&documents)?;
        } else if self.against.is_none() {
            found = locked(&documents, sources)?;
            report::diagnostics(&found, sources, format);
            if found.is_empty() {
                report::say(&format!("{}: as {LOCK} has them", these(&documents)));
            }
        }
        if !found.is_empty() {
            report::say(&format!("\n{} found", count(found.len(), "difference")));
            if self.write_lock {
                report::say(&format!("{LOCK} is left as it was"));
            }
        }
        Ok(!found.is_empty())
    }

    fn write(&self, documents: &[Document]) -> Result<(), Cannot> {
        let path = workspace::root().join(LOCK);
        let before = std::fs::read_to_string(&path).ok();
        let noted = || {
            StructureLock::parse(LOCK, before.as_deref()?)
                .ok()?
                .version()
                .map(str::to_owned)
        };
        let version = self.version.clone().or_else(noted).ok_or_else(|| {
            let problem =
                format!("{LOCK} notes no published version so far: say it with --version");
            Cannot::Say(problem)
        })?;
        let text = StructureLock::new(documents, &version).to_string();
        if before.as_deref() == Some(&text) {
            report::say(&format!("{LOCK} is up to date"));
            return Ok(());
        }
        std::fs::write(&path, text).map_err(|error| Cannot::Say(format!("{LOCK}: {error}")))?;
        report::say(&format!("{LOCK} written"));
        Ok(())
    }
}

type Files = Vec<(String, Vec<u8>)>;

/// The documents of `specs/codegen.toml`.
fn configured(sources: &mut Sources) -> Result<Files, Cannot> {
    let root = workspace::root();
    let text = std::fs::read_to_string(root.join(workspace::CONFIG))
        .map_err(|error| Cannot::Say(format!("{}: {error}", workspace::CONFIG)))?;
    sources.add(workspace::CONFIG, text.as_bytes());
    let config = Config::read(workspace::CONFIG, &text).map_err(|problem| vec![problem])?;
    let names = config
        .documents
        .iter()
        .map(|document| format!("specs/{}", document.file));
    names.map(|name| read(&root.join(&name), name)).collect()
}

fn given(files: &[String]) -> Result<Files, Cannot> {
    files
        .iter()
        .map(|file| read(Path::new(file), file.replace('\\', "/")))
        .collect()
}

fn read(path: &Path, name: String) -> Result<(String, Vec<u8>), Cannot> {
    match std::fs::read(path) {
        Ok(bytes) => Ok((name, bytes)),
        Err(error) => Err(Cannot::Say(format!("{name}: {error}"))),
    }
}

/// What differs from the published documents in a folder.
fn against(
    folder: &Path,
    documents: &[Document],
    sources: &mut Sources,
) -> Result<Vec<Diagnostic>, Cannot> {
    let files: Result<Files, Cannot> = documents
        .iter()
        .map(|document| published(folder, document))
        .collect();
    let published = load::load_all(&files?, sources)?;
    // A sentence may have been taken from any of them.
    let all: Vec<&Document> = published.iter().collect();
    let mut found = Vec::new();
    for (ours, theirs) in documents.iter().zip(&published) {
        found.extend(structure::compare(ours, theirs));
        found.extend(structure::prose_overlap(ours, &all));
    }
    Ok(found)
}

fn published(folder: &Path, document: &Document) -> Result<(String, Vec<u8>), Cannot> {
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
        Some(path) => read(&path, path.to_string_lossy().replace('\\', "/")),
        None => {
            let name = candidate("yaml");
            Err(Cannot::Say(format!(
                "there is neither {} nor a .json of that name",
                name.display()
            )))
        }
    }
}

/// What differs from the lock.
fn locked(documents: &[Document], sources: &mut Sources) -> Result<Vec<Diagnostic>, Cannot> {
    let text = std::fs::read_to_string(workspace::root().join(LOCK)).map_err(|error| {
        Cannot::Say(format!(
            "{LOCK}: {error}; --write-lock --version VERSION writes it"
        ))
    })?;
    sources.add(LOCK, text.as_bytes());
    let lock = StructureLock::parse(LOCK, &text)?;
    Ok(lock.check(LOCK, documents))
}

fn these(documents: &[Document]) -> String {
    let names: Vec<&str> = documents.iter().map(Document::file).collect();
    names.join(", ")
}

/// Prints what changed; whether anything did.
fn diff(old: &str, new: &str, format: Format, sources: &mut Sources) -> Result<bool, Cannot> {
    let files = given(&[old.to_owned(), new.to_owned()])?;
    let documents = load::load_all(&files, sources)?;
    let [old, new] = documents.as_slice() else {
        return Err(Cannot::Say("two documents make two documents".to_owned()));
    };
    let changes = structure::diff(old, new);
    report::out(&match format {
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
    Ok(!changes.is_empty())
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
