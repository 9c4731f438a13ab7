//! Diagnostics for programs: one JSON object per line.

use serde::Serialize;

use super::Diagnostic;

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

/// One object per diagnostic per line: `file`, `line`, `column`, `severity`, `code`, `problem`, `help`,
/// `pointer`. What is not known is null.
pub fn render_json(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for found in diagnostics {
        let known = |number: usize| (number > 0).then_some(number);
        let line = Line {
            file: found.location.name(),
            line: known(found.location.line()),
            column: known(found.location.column()),
            severity: found.severity.as_str(),
            code: found.code.as_str(),
            problem: &found.problem,
            help: found.help.as_deref(),
            pointer: found.location.pointer(),
        };
        // Texts and numbers always serialize.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}
