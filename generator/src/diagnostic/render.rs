//! Diagnostics for people: a line that editors and terminals recognise as a link, the source line with carets, and what
//! to do.
//!
//! ```text
//! specs/twilio_proxy_v1.yaml:812:11: error[unknown-type]: there is no type `strnig`
//!     |
//! 812 |     type: strnig
//!     |           ^^^^^^
//! help: did you mean `string`?
//! ```

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::escape::{escape, escape_char};
use super::location::Location;
use super::problem::{Diagnostic, Severity};
use super::source::Sources;

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// Text with terminal colours.
    Always,
}

/// How much of a source line is shown before and after the start of the carets, in characters of the file.
const BEFORE: usize = 70;
const AFTER: usize = 50;

/// The longest sentence that is shown, in characters: names in it come from documents.
const MAX_SENTENCE: usize = 600;

/// Diagnostics as text for people, with a blank line between them.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, colour: Colour) -> String {
    let blocks: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| render_one(diagnostic, sources, colour))
        .collect();
    blocks.join("\n")
}

fn render_one(diagnostic: &Diagnostic, sources: &Sources, colour: Colour) -> String {
    let paint = Paint { colour };
    let (location, severity) = (&diagnostic.location, diagnostic.severity);
    let file = escape(location.file());
    let position = match location.line() {
        0 => String::new(),
        line => format!(":{line}:{}", location.column()),
    };
    let title = format!("{}[{}]", severity.as_str(), diagnostic.code);
    let title = paint.severity(&title, severity);
    let problem = paint.bold(&escape_sentence(&diagnostic.problem));
    let mut text = format!("{file}{position}: {title}: {problem}\n");
    if let Some(snippet) = render_snippet(location, sources, severity, colour) {
        text.push_str(&snippet);
    }
    if let Some(help) = &diagnostic.help {
        let help = format!("{}: {}\n", paint.help("help"), escape_sentence(help));
        text.push_str(&help);
    }
    text
}

fn escape_sentence(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SENTENCE) {
        Some((end, _)) => Cow::Owned(format!("{}…", escape(text.get(..end).unwrap_or(text)))),
        None => escape(text),
    }
}

/// The source line with its number and carets under the place.
fn render_snippet(
    location: &Location,
    sources: &Sources,
    severity: Severity,
    colour: Colour,
) -> Option<String> {
    let line = sources.line(location.file(), location.line())?;
    let width = location.span().map_or(1, |span| span.len().max(1));
    let window = LineWindow::around(line, location.column().saturating_sub(1), width);
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let source = Snippet::source(window.text.as_str())
        .line_start(location.line())
        .annotation(AnnotationKind::Primary.span(window.start..window.end));
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    // The window has cut the line already.
    let renderer = renderer.term_width(10 * (BEFORE + AFTER));
    let mut text = renderer.render(&[Group::with_level(level).element(source)]);
    text.push('\n');
    Some(text)
}

/// The part of a line around the carets, escaped, and the bytes of it that the carets cover.
struct LineWindow {
    text: String,
    start: usize,
    end: usize,
}

impl LineWindow {
    /// The window around a column, counted in characters from 0. `width` is in bytes of the file, and may reach over
    /// the end of the line.
    fn around(line: &str, column: usize, width: usize) -> Self {
        let first = column.saturating_sub(BEFORE);
        let mut text = String::new();
        if first > 0 {
            text.push('…');
        }
        let (mut start, mut end) = (None, None);
        let mut covered = 0;
        let mut characters = line.chars().skip(first);
        for (position, character) in (first..).zip(characters.by_ref().take(column - first + AFTER))
        {
            if position == column {
                start = Some(text.len());
            }
            escape_char(character, &mut text);
            if position >= column && covered < width {
                covered += character.len_utf8();
                end = Some(text.len());
            }
        }
        if characters.next().is_some() {
            text.push('…');
        }
        // A column after the last character, in a line that ends too early, gets a caret of its own.
        let start = start.unwrap_or(text.len());
        let end = end.unwrap_or(start);
        Self { text, start, end }
    }
}

/// The colours, which are those that the snippet library uses.
struct Paint {
    colour: Colour,
}

impl Paint {
    fn severity(&self, text: &str, severity: Severity) -> String {
        match severity {
            Severity::Error => self.wrap(text, "1;91"),
            Severity::Warning => self.wrap(text, "1;33"),
        }
    }

    fn bold(&self, text: &str) -> String {
        self.wrap(text, "1")
    }

    fn help(&self, text: &str) -> String {
        self.wrap(text, "1;96")
    }

    fn wrap(&self, text: &str, style: &str) -> String {
        match self.colour {
            Colour::Never => text.to_owned(),
            Colour::Always => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
        }
    }
}
