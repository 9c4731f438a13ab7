//! `cargo xtask reference`: documents in, a static site out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use generator::diagnostic::{Diagnostic, Sources};
use generator::file_tree::Tree;
use generator::output::{self};
use generator::pipeline::{Input, lower_documents};
use generator::reference::{Reference, from_root};

use crate::arguments::host_value;
use crate::report::{self, Format};
use crate::workspace;

const HELP: &str = "\
Usage: cargo xtask reference --out DIR [--spec FILE]... [--host NAME]... [--base-url URL]

Writes the reference of the documents as a static site: a page for each operation, resource, model, enum and kind of
SID, as HTML and as Markdown. Open DIR/index.html; no server is needed.

Options:
  --out DIR      the folder of the site: absent, empty, or written by this command before
  --spec FILE    this document instead of those of specs/codegen.toml; may be repeated
  --host NAME    a host outside of twilio.com that a document may name; may be repeated
  --base-url URL the address that the site will have; sitemap.xml is written then, and 404.html works in any folder
  --format KIND  how problems are shown: text or json
";

/// What the command line says.
#[derive(Debug, Default)]
struct Command {
    out: Option<PathBuf>,
    files: Vec<String>,
    hosts: Vec<String>,
    base_url: Option<String>,
    format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    let command = match parse(arguments) {
        Ok(Some(command)) => command,
        Ok(None) => {
            report::print(HELP);
            return ExitCode::SUCCESS;
        }
        Err(problem) => return report::misuse(&problem, HELP),
    };
    let Some(out) = &command.out else {
        return report::misuse("--out is missing: the folder of the site", HELP);
    };
    if !is_free(out) {
        return report::cannot(&format!(
            "{}: the folder holds something else than a site of this command; name one that is empty or does not exist",
            out.display()
        ));
    }
    let started = Instant::now();
    match site(&command) {
        Ok((pages, site)) => write(&command, out, pages, &site, started),
        Err(code) => code,
    }
}

/// Whether the folder is absent, empty, or a site that this command wrote: one with the record of an output folder and
/// the list of pages.
fn is_free(folder: &Path) -> bool {
    let is_empty = match folder.read_dir() {
        Ok(mut entries) => entries.next().is_none(),
        // What is not a folder is for the writer to refuse, in its words.
        Err(_) => true,
    };
    is_empty
        || [".codegen-manifest", "llms.txt"]
            .iter()
            .all(|name| folder.join(name).is_file())
}

/// The number of pages, and the files.
fn site(command: &Command) -> Result<(usize, Tree), ExitCode> {
    let input = if command.files.is_empty() {
        workspace::input()
    } else {
        workspace::documents(&command.files).map(|documents| Input {
            documents,
            ..Input::default()
        })
    };
    let mut input = input.map_err(|error| workspace::report_input_error(error, command.format))?;
    input.config.hosts.extend_from_slice(&command.hosts);
    let lowered = lower_documents(&input).map_err(|failure| {
        report::diagnostics(&failure.diagnostics, &failure.sources, command.format);
        ExitCode::from(report::CANNOT)
    })?;
    report::diagnostics(&lowered.warnings, &lowered.sources, command.format);
    let changes = workspace::changes()
        .map_err(|error| workspace::report_input_error(error, command.format))?;
    Reference::new(&lowered.model, &changes)
        .and_then(|reference| {
            let mut site = reference.site()?;
            if let Some(base) = &command.base_url {
                site.add("sitemap.xml", reference.sitemap(base));
                // A server shows this page at addresses in any folder.
                let not_found = site.get("404.html").unwrap_or_default();
                let not_found = from_root(not_found, &format!("{}/", base.trim_end_matches('/')));
                site.add("404.html", not_found);
            }
            Ok((reference.pages().len(), site))
        })
        .map_err(|error| report::cannot(&format!("{error:#}")))
}

fn write(command: &Command, out: &Path, pages: usize, site: &Tree, started: Instant) -> ExitCode {
    let mut tell = |edited: &Diagnostic| {
        report::diagnostics(
            std::slice::from_ref(edited),
            &Sources::new(),
            command.format,
        );
    };
    match output::write(site, out, output::WriteOptions::new(&mut tell)) {
        Ok(written) => {
            report::say(&format!(
                "{}: {pages} pages; {} written, {} removed, {} unchanged, {}",
                out.display(),
                written.written,
                written.removed,
                written.unchanged,
                crate::codegen::millis(started.elapsed()),
            ));
            ExitCode::SUCCESS
        }
        Err(problems) => crate::codegen::report_failure(&problems, command.format),
    }
}

fn parse(arguments: Vec<String>) -> Result<Option<Command>, String> {
    use lexopt::prelude::*;
    let mut command = Command::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    let text = |error: lexopt::Error| error.to_string();
    while let Some(argument) = parser.next().map_err(text)? {
        match argument {
            Long("out") => command.out = Some(parser.value().map_err(text)?.into()),
            Long("spec") => {
                let file = parser.value().and_then(|value| value.string());
                command.files.push(file.map_err(text)?);
            }
            // A shell's `--spec *.yaml` gives one option and many files.
            Value(file) if !command.files.is_empty() => {
                command.files.push(file.string().map_err(text)?);
            }
            Long("host") => command.hosts.push(host_value(&mut parser)?),
            Long("base-url") => {
                let url = parser.value().and_then(|value| value.string());
                let url = url.map_err(text)?;
                if !url.starts_with("https://") && !url.starts_with("http://") {
                    return Err(format!("--base-url {url}: expected https://…"));
                }
                command.base_url = Some(url);
            }
            Long("format") => {
                let kind = parser.value().and_then(|value| value.string());
                command.format = Format::parse(&kind.map_err(text)?)?;
            }
            Long("help") | Short('h') => return Ok(None),
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(command))
}
