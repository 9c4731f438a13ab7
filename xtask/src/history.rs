//! `cargo xtask history`: reads every version of the documents in a git repository, and tells which of them generate.

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use generator::diagnostic::{Diagnostic, Severity};
use generator::emit::EmitOptions;
use generator::pipeline::{Failure, Input, generate, lower_documents};

use crate::arguments::{Parsed, next, run_with, text_value};
use crate::report;

const HELP: &str = "\
Usage: cargo xtask history REPOSITORY [--emit] [--only TEXT]

Reads every version of every twilio_*.yaml and twilio_*.json in the history of a git repository, each alone, and tells
which are refused and why. That a version is lowered includes that nothing of it is lost: what the document holds is
what the model holds, plus what was skipped for a reason.

Options:
  --emit         also emit and format the crate of each version, with its tests
  --only TEXT    only documents whose path contains this
";

#[derive(Debug, Default)]
struct Arguments {
    repository: Option<String>,
    emit: bool,
    only: String,
}

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    run_with(parse(arguments), HELP, |arguments| {
        match &arguments.repository {
            Some(repository) => match judge_all(Path::new(repository), &arguments) {
                Ok(code) => code,
                Err(problem) => report::cannot(&problem),
            },
            None => report::misuse("the repository is missing", HELP),
        }
    })
}

fn parse(arguments: Vec<String>) -> Parsed<Arguments> {
    use lexopt::prelude::*;
    let mut parsed = Arguments::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = next(&mut parser)? {
        match argument {
            Long("help") | Short('h') => return Ok(None),
            Long("emit") => parsed.emit = true,
            Long("only") => parsed.only = text_value(&mut parser)?,
            Value(value) if parsed.repository.is_none() => {
                parsed.repository = Some(value.string().map_err(|error| error.to_string())?);
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(parsed))
}

/// One version of a document.
struct Version {
    commit: String,
    path: String,
    blob: String,
}

/// What became of a version: nothing where it generates.
type Refusal = Option<Vec<Diagnostic>>;

fn judge_all(repository: &Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let started = Instant::now();
    let mut versions = list_versions(repository)?;
    versions.retain(|version| version.path.contains(&arguments.only));
    let texts = read_blobs(repository, &versions)?;
    let (next, refusals) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((version, text)) = versions.get(index).zip(texts.get(index)) else {
                        break;
                    };
                    let refusal = judge(&version.path, text, arguments.emit);
                    if let (Some(problems), Ok(mut all)) = (refusal, refusals.lock()) {
                        all.push((index, problems));
                    }
                }
            });
        }
    });
    let mut refusals = refusals.into_inner().map_err(|error| error.to_string())?;
    refusals.sort_by_key(|(index, _)| *index);
    print_refusals(&versions, &refusals);
    report::say(&format!(
        "{} of {} versions {}, {:.1} s",
        versions.len() - refusals.len(),
        versions.len(),
        if arguments.emit { "generate" } else { "lower" },
        started.elapsed().as_secs_f64(),
    ));
    Ok(if refusals.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(report::FOUND)
    })
}

fn judge(path: &str, text: &[u8], emit: bool) -> Refusal {
    let input = Input {
        documents: vec![(path.to_owned(), text.to_vec())],
        ..Input::default()
    };
    let result = if emit {
        let options = EmitOptions {
            tests: true,
            ..EmitOptions::default()
        };
        generate(&input, &options).map(drop)
    } else {
        lower_documents(&input).map(drop)
    };
    result.err().map(|Failure { diagnostics, .. }| diagnostics)
}

/// The errors of each version that is refused, and how many versions each code refuses.
fn print_refusals(versions: &[Version], refusals: &[(usize, Vec<Diagnostic>)]) {
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, problems) in refusals {
        let Some(version) = versions.get(*index) else {
            continue;
        };
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        let codes: HashSet<&str> = errors.clone().map(|error| error.code.as_str()).collect();
        for code in codes {
            *by_code.entry(code).or_default() += 1;
        }
        for error in errors {
            report::print(&format!(
                "{}:{}:{}:{}: {}: {}\n",
                version.commit,
                version.path,
                error.location.line(),
                error.location.column(),
                error.code,
                error.problem.escape_debug(),
            ));
        }
    }
    for (code, count) in by_code {
        report::say(&format!("{count:5} versions refused with {code}"));
    }
}

/// Every version of every document, the newest first; one that two commits share stands once.
fn list_versions(repository: &Path) -> Result<Vec<Version>, String> {
    let output = git(repository)
        .args([
            "log",
            "--diff-filter=d",
            "--raw",
            "--no-abbrev",
            "--no-renames",
        ])
        .args(["--format=commit %h"])
        .output()
        .map_err(|error| format!("git: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let (mut commit, mut seen, mut versions) = (String::new(), HashSet::new(), Vec::new());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some(hash) = line.strip_prefix("commit ") {
            hash.clone_into(&mut commit);
        }
        let Some((fields, path)) = line
            .strip_prefix(':')
            .and_then(|line| line.split_once('\t'))
        else {
            continue;
        };
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_document =
            name.starts_with("twilio_") && (name.ends_with(".yaml") || name.ends_with(".json"));
        let Some(blob) = fields.split(' ').nth(3).filter(|_| is_document) else {
            continue;
        };
        if seen.insert((path.to_owned(), blob.to_owned())) {
            versions.push(Version {
                commit: commit.clone(),
                path: path.to_owned(),
                blob: blob.to_owned(),
            });
        }
    }
    Ok(versions)
}

/// The bytes of each version, in their order.
fn read_blobs(repository: &Path, versions: &[Version]) -> Result<Vec<Vec<u8>>, String> {
    let problem = |error: std::io::Error| format!("git cat-file: {error}");
    let mut child = git(repository)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(problem)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
        return Err(String::from("git cat-file has no pipes"));
    };
    let mut stdout = BufReader::new(stdout);
    let mut texts = Vec::with_capacity(versions.len());
    for version in versions {
        writeln!(stdin, "{}", version.blob).map_err(problem)?;
        let mut header = String::new();
        stdout.read_line(&mut header).map_err(problem)?;
        let size = header.trim_end().rsplit(' ').next().unwrap_or_default();
        let size: usize = size
            .parse()
            .map_err(|_| format!("git cat-file says `{}`", header.trim_end()))?;
        // The line break after the bytes is git's.
        let mut text = vec![0; size + 1];
        stdout.read_exact(&mut text).map_err(problem)?;
        text.truncate(size);
        texts.push(text);
    }
    drop(stdin);
    child.wait().map_err(problem)?;
    Ok(texts)
}

fn git(repository: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository);
    command
}
