//! `cargo xtask specs versions`: reads every version of the documents in a git repository, and tells which of them
//! generate.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use generator::diagnostic::{Diagnostic, Severity};
use generator::emit::EmitOptions;
use generator::pipeline::{Failure, Input, generate, lower_documents};

use crate::arguments::{Parsed, next, run_with, text_value};
use crate::git::{Repository, Version};
use crate::report;

const HELP: &str = "\
Usage: cargo xtask specs versions REPOSITORY [--emit] [--only TEXT]

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

/// What became of a version: nothing where it generates.
type Refusal = Option<Vec<Diagnostic>>;

fn judge_all(repository: &Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let started = Instant::now();
    let repository = Repository(repository);
    let mut versions = repository.versions(is_document)?;
    versions.retain(|version| version.path.contains(&arguments.only));
    let texts = repository.texts(&versions)?;
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

/// Whether a path is that of a document, as Twilio calls its documents.
fn is_document(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("twilio_") && (name.ends_with(".yaml") || name.ends_with(".json"))
}
