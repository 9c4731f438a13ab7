//! `cargo xtask codegen`: documents in, a crate out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use generator::config::Package;
use generator::diagnostic::{Diagnostic, Sources};
use generator::emit::EmitOptions;
use generator::file_tree::Tree;
use generator::names::{NamesLock, names_lock};
use generator::output;
use generator::pipeline::{Generated, Input, generate};

use crate::arguments::{Parsed, host_value, next, run_with, text_value};
use crate::report::{self, Format};
use crate::workspace::{self, InputError};

const HELP: &str = "\
Usage: cargo xtask codegen [--check]
       cargo xtask codegen --spec FILE... --out DIR [--name CRATE] [--host NAME]... [--tests]

Generates a client crate. Without --spec, the documents of specs/codegen.toml become the crate in generated/.

Options:
  --check        write nothing; print a diff and exit with 1 if the folder is out of date
  --spec FILE    a Twilio document to generate from, YAML or JSON; may be repeated
  --out DIR      the folder to write the crate to; it builds on its own, outside any workspace
  --overlay FILE apply this OpenAPI Overlay to the document that it extends; may be repeated
  --host NAME    a host outside of twilio.com that a document may send requests, and with them credentials, to;
                 may be repeated. In codegen.toml: hosts = ['NAME']
  --name CRATE   the name of the generated package (default: twilio-client)
  --tests        also generate tests that decode every example and build every request
  --format KIND  how problems are printed: text, or json (one object per line, on standard output)

Exit status: 0 written, or up to date; 1 out of date; 2 the command could not run.
";

#[derive(Debug, Default)]
struct Arguments {
    check: bool,
    files: Vec<String>,
    overlays: Vec<String>,
    hosts: Vec<String>,
    out: Option<PathBuf>,
    name: Option<String>,
    tests: bool,
    format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    run_with(parse(arguments), HELP, |arguments| {
        match (arguments.files.is_empty(), &arguments.out) {
            (true, None) => emit_workspace(&arguments),
            (false, Some(out)) => emit_standalone(&arguments, out),
            (true, Some(_)) => report::misuse(
                "--out needs --spec, the documents to generate the crate from",
                HELP,
            ),
            (false, None) => report::misuse("--spec needs --out, the folder of the crate", HELP),
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
            Long("check") => parsed.check = true,
            Long("spec") => parsed.files.push(text_value(&mut parser)?),
            // A shell expands `--spec *.yaml` to one option and many files.
            Value(file) if !parsed.files.is_empty() => {
                parsed
                    .files
                    .push(file.string().map_err(|error| error.to_string())?);
            }
            Long("overlay") => parsed.overlays.push(text_value(&mut parser)?),
            Long("host") => parsed.hosts.push(host_value(&mut parser)?),
            Long("out") => {
                parsed.out = Some(parser.value().map_err(|error| error.to_string())?.into())
            }
            Long("name") => parsed.name = Some(package_name(text_value(&mut parser)?)?),
            Long("tests") => parsed.tests = true,
            Long("format") => parsed.format = Format::parse(&text_value(&mut parser)?)?,
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(parsed))
}

fn package_name(name: String) -> Result<String, String> {
    let is_allowed =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_allowed) {
        Ok(name)
    } else {
        Err(format!(
            "`{name}` is not a package name: use lower-case letters, digits, `-` and `_`"
        ))
    }
}

/// `specs/` → `generated/`.
fn emit_workspace(arguments: &Arguments) -> ExitCode {
    let input = match workspace::input().and_then(|input| add_options(input, arguments)) {
        Ok(input) => input,
        Err(error) => return workspace::report_input_error(error, arguments.format),
    };
    let options = EmitOptions {
        package: input.config.package.clone(),
        member: true,
        tests: true,
        ..EmitOptions::default()
    };
    let root = workspace::root();
    let names = input.names.clone();
    match run_pipeline(&input, &options, arguments.format) {
        Ok(generated) if arguments.check => {
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
                arguments.format,
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

/// Adds the overlays and hosts of the command line to those of the configuration.
fn add_options(mut input: Input, arguments: &Arguments) -> Result<Input, InputError> {
    input
        .overlays
        .extend(workspace::documents(&arguments.overlays)?);
    input.config.hosts.extend_from_slice(&arguments.hosts);
    Ok(input)
}

/// The lock of names in the folder of a crate that builds on its own.
const STANDALONE_LOCK: &str = "names.lock";

/// Any documents → a crate that builds on its own, and the lock that keeps its names.
fn emit_standalone(arguments: &Arguments, out: &Path) -> ExitCode {
    let shown = out.display().to_string();
    let input = match standalone_input(arguments, out) {
        Ok(input) => input,
        Err(error) => return workspace::report_input_error(error, arguments.format),
    };
    let mut package = Package::default();
    if let Some(name) = &arguments.name {
        package.name.clone_from(name);
    }
    let options = EmitOptions {
        package,
        member: false,
        tests: arguments.tests,
        ..EmitOptions::default()
    };
    match run_pipeline(&input, &options, arguments.format) {
        Ok(mut generated) => {
            let lock = names_lock::print(&generated.names);
            generated.tree.add(STANDALONE_LOCK, lock);
            if arguments.check {
                check(&generated.tree, out, &shown)
            } else {
                write(&generated.tree, out, &shown, arguments.format)
            }
        }
        Err(code) => code,
    }
}

fn standalone_input(arguments: &Arguments, out: &Path) -> Result<Input, InputError> {
    let lock = out.join(STANDALONE_LOCK);
    let input = Input {
        documents: workspace::documents(&arguments.files)?,
        names: workspace::names(&lock, &lock.display().to_string())?,
        config_file: String::from("--name"),
        ..Input::default()
    };
    add_options(input, arguments)
}

/// Runs the pipeline, and reports its warnings, counts and timings, or its problems.
fn run_pipeline(
    input: &Input,
    options: &EmitOptions,
    format: Format,
) -> Result<Generated, ExitCode> {
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

pub(crate) fn millis(took: Duration) -> String {
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
        Err(problems) => report_failure(&problems, Format::Text),
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

/// The status of the first of two checks that failed.
fn first_failure(first: ExitCode, second: ExitCode) -> ExitCode {
    if first == ExitCode::SUCCESS {
        second
    } else {
        first
    }
}

fn write(tree: &Tree, folder: &Path, shown: &str, format: Format) -> ExitCode {
    let started = Instant::now();
    let mut print = |problem: &Diagnostic| {
        report::diagnostics(std::slice::from_ref(problem), &Sources::new(), format)
    };
    let options = output::WriteOptions::new(&mut print);
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
        Err(problems) => report_failure(&problems, format),
    }
}

pub(crate) fn report_failure(problems: &[Diagnostic], format: Format) -> ExitCode {
    report::diagnostics(problems, &Sources::new(), format);
    ExitCode::from(report::CANNOT)
}

/// Replaces the lock by one rename, so that an interrupted run leaves either the old one or the new one.
fn write_names(path: &Path, names: &NamesLock) -> Result<(), String> {
    let staged = path.with_extension("lock.new");
    let problem = |error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::write(&staged, names_lock::print(names)).map_err(problem)?;
    std::fs::rename(&staged, path).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(lines: &[&str]) -> NamesLock {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        names_lock::read("names.lock", &text).unwrap()
    }

    const OLD: &str = "proxy_v1 type\tschema proxy.v1.service\tService";
    const NEW: &str = "proxy_v1 type\tschema proxy.v1.session\tSession";

    #[test]
    fn a_check_fails_if_the_lock_lacks_a_name() {
        let (old, all) = (lock(&[OLD]), lock(&[OLD, NEW]));
        assert_eq!(check_names(&all, &all), ExitCode::SUCCESS);
        assert_eq!(check_names(&old, &all), ExitCode::from(report::FOUND));
        // Names that are no longer in use stay in the lock.
        assert_eq!(check_names(&all, &old), ExitCode::SUCCESS);
    }

    #[test]
    fn two_checks_fail_if_one_does() {
        let (fine, found) = (ExitCode::SUCCESS, ExitCode::from(report::FOUND));
        let cannot = ExitCode::from(report::CANNOT);
        assert_eq!(first_failure(fine, fine), fine);
        assert_eq!(first_failure(fine, found), found);
        assert_eq!(first_failure(cannot, found), cannot);
    }

    #[test]
    fn the_lock_is_replaced_as_a_whole() {
        let path = std::env::temp_dir().join(format!("xtask-names-{}.lock", std::process::id()));
        std::fs::write(&path, "something else").unwrap();
        let names = lock(&[OLD, NEW]);
        write_names(&path, &names).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(names_lock::read("names.lock", &text).unwrap(), names);
        assert!(!path.with_extension("lock.new").exists());
    }
}
