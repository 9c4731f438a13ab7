//! What the commands print: for people on standard error, for pipes on standard output; and their exit status.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use generator::diagnostic::{Colour, Diagnostic, Sources, render, render_json};

/// Exit status: the command ran and found something.
pub(crate) const FOUND: u8 = 1;
/// Exit status: the command could not run.
pub(crate) const CANNOT: u8 = 2;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people, with the source line below each.
    #[default]
    Text,
    /// For tools: one JSON object per line, on standard output.
    Json,
}

impl Format {
    /// Reads the value of `--format`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Err(format!("--format takes text or json, not `{other}`")),
        }
    }
}

/// Writes to standard output. It is not an error if the reader has closed the pipe.
pub(crate) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes a line to standard error.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints diagnostics.
pub(crate) fn diagnostics(problems: &[Diagnostic], sources: &Sources, format: Format) {
    if problems.is_empty() {
        return;
    }
    match format {
        Format::Text => say(render(problems, sources, colour()).trim_end()),
        Format::Json => print(&render_json(problems)),
    }
}

/// Colours only on a terminal, and not where `NO_COLOR` is set.
pub(crate) fn colour() -> Colour {
    let is_coloured = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if is_coloured {
        Colour::Always
    } else {
        Colour::Never
    }
}

/// Reports that the command was called with wrong arguments.
pub(crate) fn misuse(problem: &str, help: &str) -> ExitCode {
    say(&format!("error: {problem}\n"));
    say(help.trim_end());
    ExitCode::from(CANNOT)
}

/// Reports that the command could not run.
pub(crate) fn cannot(problem: &str) -> ExitCode {
    say(&format!("error: {problem}"));
    ExitCode::from(CANNOT)
}
