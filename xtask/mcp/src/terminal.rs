//! What is printed: results on standard output, messages for people on standard error.

use std::io::{IsTerminal, Write};

use generator::diagnostic::{Colour, Diagnostic, Sources, render};

/// Writes to standard output. It is not an error if the reader has closed the pipe.
pub(crate) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes lines to standard error.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// Writes what is wrong with documents to standard error.
pub(crate) fn show(diagnostics: &[Diagnostic], sources: &Sources) {
    let colour = match std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        true => Colour::Always,
        false => Colour::Never,
    };
    say(&render(diagnostics, sources, colour));
}
