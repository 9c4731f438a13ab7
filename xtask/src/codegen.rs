//! `cargo xtask codegen`: documents in, a crate out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use generator::config::Package;
use generator::diagnostic::{Diagnostic, Sources};
use generator::emit::Options;
use generator::names::{NamesLock, names_lock};
use generator::output::{self, Tree};
use generator::pipeline::{Generated, Input, generate};

use crate::report::{self, Format};
use crate::workspace;

const HELP: &str = "\
Usage: cargo xtask codegen [--check]
       cargo xtask codegen --spec FILE... --out DIR [--name CRATE] [--tests]

Without --spec: the documents of specs/codegen.toml → generated/.

Options:
  --check        write nothing; exit 1 with a diff where the folder is not what it should be
  --spec FILE    a Twilio document, YAML or JSON; may be repeated
  --out DIR      the folder of the emitted crate; it builds on its own, outside of any workspace
  --name CRATE   the name of the emitted package (default: twilio-client)
  --tests        also emit tests that decode every example and build every request
  --format KIND  how problems are shown: text or json
";

/// What the command was asked.
#[derive(Debug, Default)]
struct Asked {
    check: bool,
    files: Vec<String>,
    out: Option<PathBuf>,
    name: Option<String>,
    tests: bool,
    format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    let asked = match parse(arguments) {
        Ok(Some(asked)) => asked,
        Ok(None) => {
            report::out(HELP);
            return ExitCode::SUCCESS;
        }
        Err(problem) => return report::misuse(&problem, HELP),
    };
    match (asked.files.is_empty(), &asked.out) {
        (true, None) => project(&asked),
        (false, Some(out)) => elsewhere(&asked, out),
        (true, Some(_)) => report::misuse(
            "--out says where to, and --spec what: both or neither",
            HELP,
        ),
        (false, None) => report::misuse("--spec needs --out, the folder of the crate", HELP),
    }
}

fn parse(arguments: Vec<String>) -> Result<Option<Asked>, String> {
    use lexopt::prelude::*;
    let mut asked = Asked::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    let text = |error: lexopt::Error| error.to_string();
    while let Some(argument) = parser.next().map_err(text)? {
        match argument {
            Long("check") => asked.check = true,
            Long("spec") => asked.files.push(
                parser
                    .value()
                    .and_then(|value| value.string())
                    .map_err(text)?,
            ),
            // A shell's `--spec *.yaml` gives one option and many files.
            Value(file) if !asked.files.is_empty() => {
                asked.files.push(file.string().map_err(text)?)
            }
            Long("out") => asked.out = Some(parser.value().map_err(text)?.into()),
            Long("name") => {
                asked.name = Some(
                    parser
                        .value()
                        .and_then(|value| value.string())
                        .map_err(text)?,
                )
            }
            Long("tests") => asked.tests = true,
            Long("format") => {
                let kind = parser
                    .value()
                    .and_then(|value| value.string())
                    .map_err(text)?;
                asked.format = Format::parse(&kind)?;
            }
            Long("help") | Short('h') => return Ok(None),
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(asked))
}

/// `specs/` → `generated/`.
fn project(asked: &Asked) -> ExitCode {
    let input = match workspace::input() {
        Ok(input) => input,
        Err(unready) => return workspace::unready(unready, asked.format),
    };
    let options = Options {
        package: input.config.package.clone(),
        member: true,
        tests: true,
    };
    let root = workspace::root();
    let names = input.names.clone();
    match make(&input, &options, asked.format) {
        Ok(generated) if asked.check => {
            let lock = check_names(&names, &generated.names);
            first_failure(
                check(
                    &generated.tree,
                    &root.join(workspace::GENERATED),
                    workspace::GENERATED,
                ),
                lock,
            )
        }
        Ok(generated) => {
            let written = write(
                &generated.tree,
                &root.join(workspace::GENERATED),
                workspace::GENERATED,
                asked.format,
            );
            if written != ExitCode::SUCCESS || generated.names == names {
                return written;
            }
            match write_names(&root.join(workspace::NAMES), &generated.names) {
                Ok(()) => ExitCode::SUCCESS,
                Err(problem) => report::cannot(&problem),
            }
        }
        Err(code) => code,
    }
}

/// Any documents → a crate of its own.
fn elsewhere(asked: &Asked, out: &Path) -> ExitCode {
    let documents = match workspace::documents(&asked.files) {
        Ok(documents) => documents,
        Err(unready) => return workspace::unready(unready, asked.format),
    };
    let mut package = Package::default();
    if let Some(name) = &asked.name {
        let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
        if !fits {
            return report::misuse(
                &format!("`{name}` is no package name: lower-case letters, digits, `-` and `_`"),
                HELP,
            );
        }
        package.name.clone_from(name);
    }
    let input = Input {
        documents,
        ..Input::default()
    };
    let options = Options {
        package,
        member: false,
        tests: asked.tests,
    };
    match make(&input, &options, asked.format) {
        Ok(generated) if asked.check => check(&generated.tree, out, &out.display().to_string()),
        Ok(generated) => write(
            &generated.tree,
            out,
            &out.display().to_string(),
            asked.format,
        ),
        Err(code) => code,
    }
}

/// Runs the pipeline and tells what it did.
fn make(input: &Input, options: &Options, format: Format) -> Result<Generated, ExitCode> {
    match generate(input, options) {
        Ok(generated) => {
            report::diagnostics(&generated.warnings, &generated.sources, format);
            for document in &generated.model.documents {
                let counts = document.counts;
                report::say(&format!(
                    "{}: {} operations, {} schemas ({} enums), {} properties, {} parameters, {} skipped",
                    document.file,
                    counts.operations,
                    counts.schemas,
                    counts.enums,
                    counts.properties,
                    counts.parameters,
                    document.skips.len(),
                ));
            }
            let stages: Vec<String> = generated
                .timings
                .iter()
                .map(|(stage, took)| format!("{stage} {}", millis(*took)))
                .collect();
            report::say(&stages.join(", "));
            Ok(generated)
        }
        Err(failure) => {
            report::diagnostics(&failure.diagnostics, &failure.sources, format);
            report::say(&format!(
                "{} problem(s); nothing was written",
                failure.diagnostics.len()
            ));
            Err(ExitCode::from(report::CANNOT))
        }
    }
}

fn millis(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1000.0)
}

fn check(tree: &Tree, folder: &Path, shown: &str) -> ExitCode {
    match output::compare(tree, folder) {
        Ok(comparison) if comparison.is_clean() => {
            report::say(&format!("{shown} is up to date"));
            ExitCode::SUCCESS
        }
        Ok(comparison) => {
            report::say(comparison.render(report::colour()).trim_end());
            report::say("run `cargo xtask codegen` to bring it up to date");
            ExitCode::from(report::FOUND)
        }
        Err(problems) => failed(&problems, Format::Text),
    }
}

fn check_names(before: &NamesLock, now: &NamesLock) -> ExitCode {
    let added = now.keys().filter(|key| !before.contains_key(*key)).count();
    if added == 0 {
        return ExitCode::SUCCESS;
    }
    report::say(&format!("{} lacks {added} name(s)", workspace::NAMES));
    ExitCode::from(report::FOUND)
}

fn first_failure(first: ExitCode, second: ExitCode) -> ExitCode {
    if first == ExitCode::SUCCESS {
        second
    } else {
        first
    }
}

fn write(tree: &Tree, folder: &Path, shown: &str, format: Format) -> ExitCode {
    let started = Instant::now();
    let mut report_warning = |warning: &Diagnostic| {
        report::diagnostics(std::slice::from_ref(warning), &Sources::new(), format)
    };
    let options = output::WriteOptions::new(&mut report_warning);
    match output::write(tree, folder, options) {
        Ok(written) => {
            report::say(&format!(
                "{shown}: {} written, {} removed, {} unchanged, {}",
                written.written,
                written.removed,
                written.unchanged,
                millis(started.elapsed()),
            ));
            ExitCode::SUCCESS
        }
        Err(problems) => failed(&problems, format),
    }
}

fn failed(problems: &[Diagnostic], format: Format) -> ExitCode {
    report::diagnostics(problems, &Sources::new(), format);
    ExitCode::from(report::CANNOT)
}

/// Replaces the lock in one step, so that a run that is interrupted leaves the old one or the new one.
fn write_names(path: &Path, names: &NamesLock) -> Result<(), String> {
    let staged = path.with_extension("lock.new");
    let problem = |error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::write(&staged, names_lock::print(names)).map_err(problem)?;
    std::fs::rename(&staged, path).map_err(problem)
}
