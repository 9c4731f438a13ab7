//! Diagnostics for programs: one JSON object on each line.

use serde::Serialize;

use super::problem::Diagnostic;

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    severity: &'static str,
    code: &'static str,
    problem: &'a str,
    help: Option<&'a str>,
    pointer: Option<&'a str>,
}

/// Diagnostics as one JSON object on each line, with the keys `file`, `line`, `column`, `severity`, `code`, `problem`,
/// `help` and `pointer`. What does not apply is null.
pub fn render_json(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let location = &diagnostic.location;
        let unless_zero = |number: usize| (number > 0).then_some(number);
        let line = Line {
            file: location.file(),
            line: unless_zero(location.line()),
            column: unless_zero(location.column()),
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code.as_str(),
            problem: &diagnostic.problem,
            help: diagnostic.help.as_deref(),
            pointer: location.pointer(),
        };
        // Strings and numbers always serialize.
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        text.push('\n');
    }
    text
}
