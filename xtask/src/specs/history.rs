//! `cargo xtask specs history`: the published versions of the documents, from a git repository, become
//! `specs/changes.jsonl`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::config::DocumentConfig;
use generator::diagnostic::{Diagnostic, Location, escape};
use generator::load::{self, Document};
use generator::reference::{Change, Changes, Release};
use generator::structure;

use crate::arguments::{Parsed, next, run_with, text_value};
use crate::git::{Commit, Repository};
use crate::report::{self, Format};
use crate::workspace;

const HELP: &str = "\
Usage: cargo xtask specs history REPOSITORY [--folder FOLDER] [--out FILE]

Writes down what changed between the published versions of the documents of specs/codegen.toml: structure only, no
prose. Each line, a JSON object, is what changed in one operation or schema from one version to the next:

  {\"document\":\"proxy_v1\",\"from\":\"1.0.0\",\"to\":\"1.1.0\",\"date\":\"2020-09-28\",
   \"group\":\"operation CreateSession\",\"breaking\":[\"property `Ttl` of CreateSession is removed\"]}

The version is the one that the commit's first line names (`Version 1.1.0`), or else that of the document. Changes of
extensions other than `x-twilio`, and those that would quote a sentence of the document, are left out.

A version that cannot be read is named on standard error and left out: the next one is compared with the one before.

  REPOSITORY       a git repository with a commit for each version
  --folder FOLDER  where the documents are in it, such as spec/yaml (default: its root)
  --out FILE       the file to write (default: specs/changes.jsonl)

Exit status: 0 written, 2 could not run.
";

struct Arguments {
    repository: PathBuf,
    folder: String,
    out: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    run_with(parse(arguments), HELP, |arguments| {
        let config = match workspace::configured_documents() {
            Ok((config, _)) => config,
            Err(error) => return workspace::report_input_error(error, Format::Text),
        };
        match write(&arguments, &config.documents) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => report::cannot(&problem),
        }
    })
}

fn parse(arguments: Vec<String>) -> Parsed<Arguments> {
    use lexopt::prelude::*;
    let (mut repository, mut folder) = (None, String::new());
    let mut out = workspace::root().join(workspace::CHANGES);
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = next(&mut parser)? {
        match argument {
            Long("help") | Short('h') => return Ok(None),
            Long("folder") => folder = text_value(&mut parser)?,
            Long("out") => out = PathBuf::from(text_value(&mut parser)?),
            Value(word) if repository.is_none() => repository = Some(PathBuf::from(word)),
            other => return Err(other.unexpected().to_string()),
        }
    }
    let repository = repository.ok_or("history takes a git repository")?;
    Ok(Some(Arguments {
        repository,
        folder,
        out,
    }))
}

fn write(arguments: &Arguments, documents: &[DocumentConfig]) -> Result<(), String> {
    let repository = Repository(&arguments.repository);
    let mut releases = Vec::new();
    for document in documents {
        let path = match arguments.folder.trim_end_matches('/') {
            "" => document.file.clone(),
            folder => format!("{folder}/{}", document.file),
        };
        let mut history = history(&repository, &key(document), &path)?;
        history.reverse();
        releases.extend(history);
    }
    let changes = Changes::newest_first(releases);
    let name = arguments.out.display();
    std::fs::write(&arguments.out, changes.to_string())
        .map_err(|error| format!("{name}: {error}"))?;
    let count: usize = changes
        .releases
        .iter()
        .map(|release| release.changes.len())
        .sum();
    report::say(&format!(
        "{name}: {count} changes in {} versions",
        changes.releases.len()
    ));
    Ok(())
}

/// What the pages of the document are called by.
fn key(document: &DocumentConfig) -> String {
    match (&document.product, &document.version) {
        (Some(product), Some(version)) => format!("{product}_{version}"),
        _ => {
            let stem = Path::new(&document.file).file_stem().unwrap_or_default();
            let stem = stem.to_string_lossy();
            stem.strip_prefix("twilio_").unwrap_or(&stem).to_owned()
        }
    }
}

/// The versions of a document that changed its structure, the oldest first.
fn history(repository: &Repository<'_>, key: &str, path: &str) -> Result<Vec<Release>, String> {
    let mut releases = Vec::new();
    let mut previous: Option<(String, Document)> = None;
    let (mut read, mut left_out) = (0, 0);
    for commit in repository.commits(path)? {
        let bytes = repository.text(&commit, path)?;
        let document = match load::load(path, &bytes) {
            Ok(document) => document,
            Err(problems) => {
                left_out += 1;
                report_unreadable(path, &commit, &problems);
                continue;
            }
        };
        read += 1;
        let version = commit.version().unwrap_or_else(|| {
            let version = &document.openapi().info.version;
            escape(version).into_owned()
        });
        if let Some((before, old)) = &previous {
            let changes: Vec<Change> = structure::diff(old, &document)
                .into_iter()
                .filter(is_recorded)
                .map(Change::from)
                .collect();
            if !changes.is_empty() {
                releases.push(Release {
                    document: key.to_owned(),
                    previous: before.clone(),
                    version: version.clone(),
                    date: commit.date,
                    changes,
                });
            }
        }
        previous = Some((version, document));
    }
    report::say(&format!(
        "{path}: {read} versions read, {left_out} left out"
    ));
    Ok(releases)
}

fn report_unreadable(path: &str, commit: &Commit, problems: &[Diagnostic]) {
    let first = problems.first().map(|first| {
        let (line, problem) = (first.location.line(), escape(&first.problem));
        format!(", the first in line {line}: {problem}")
    });
    report::say(&format!(
        "{path} of {} ({}) cannot be read: problems: {}{}",
        commit.date,
        commit.hash.get(..10).unwrap_or(&commit.hash),
        problems.len(),
        first.unwrap_or_default(),
    ));
}

/// Whether a change is one of structure that the file is for: not that of the version itself, which each line tells,
/// not one of an extension that nobody reads, whose values are often sentences, and none that quotes a sentence.
fn is_recorded(change: &structure::Change) -> bool {
    let is_extension = |location: &Location| {
        let tokens: Vec<&str> = location.pointer().unwrap_or_default().split('/').collect();
        tokens.windows(2).any(|pair| match pair {
            [map, key] => key.starts_with("x-") && *key != "x-twilio" && *map != "properties",
            _ => false,
        })
    };
    let mut quoted = change.what.split('"').skip(1).step_by(2);
    change.new.pointer() != Some("/info/version")
        && !is_extension(&change.old)
        && !is_extension(&change.new)
        && quoted.all(|text| text.split_whitespace().count() < SENTENCE)
}

/// So many words in quotes are a sentence.
const SENTENCE: usize = 5;
