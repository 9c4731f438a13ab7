//! Talking: to people on standard error, to pipes on standard output.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use generator::diagnostic::{Colour, Diagnostic, Sources, render, render_json};

/// Found something.
pub(crate) const FOUND: u8 = 1;
/// Could not run.
pub(crate) const CANNOT: u8 = 2;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// With the source line under each.
    #[default]
    Text,
    /// One JSON object a line, on standard output.
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

/// Writes to standard output. A reader that went away is no error.
pub(crate) fn out(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes a line to standard error.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Shows diagnostics.
pub(crate) fn diagnostics(found: &[Diagnostic], sources: &Sources, format: Format) {
    if found.is_empty() {
        return;
    }
    match format {
        Format::Text => say(render(found, sources, colour()).trim_end()),
        Format::Json => out(&render_json(found)),
    }
}

/// Colours only on a terminal, and not where `NO_COLOR` is set.
pub(crate) fn colour() -> Colour {
    let wanted = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted {
        Colour::Always
    } else {
        Colour::Never
    }
}

/// The command was called wrongly.
pub(crate) fn misuse(problem: &str, help: &str) -> ExitCode {
    say(&format!("error: {problem}\n"));
    say(help.trim_end());
    ExitCode::from(CANNOT)
}

/// The command could not do its work.
pub(crate) fn cannot(problem: &str) -> ExitCode {
    say(&format!("error: {problem}"));
    ExitCode::from(CANNOT)
}
