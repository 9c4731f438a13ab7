//! Diagnostics for people: one line that editors and terminals recognise as a place, the source line with
//! a caret, and what to do.
//!
//! ```text
//! specs/twilio_proxy_v1.yaml:812:11: error[unknown-type]: there is no type `strnig`
//!     |
//! 812 |     type: strnig
//!     |           ^^^^^^
//! help: did you mean `string`?
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::escape::{escape, escape_char};
use super::{Diagnostic, Location, Severity, Sources};

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// With terminal colours.
    Always,
}

/// How much of a source line is shown before and after the caret, in characters of the file.
const BEFORE: usize = 70;
const AFTER: usize = 50;

/// Diagnostics as text for people, one block each, with a blank line between them.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, colour: Colour) -> String {
    let blocks: Vec<String> = diagnostics
        .iter()
        .map(|found| block(found, sources, colour))
        .collect();
    blocks.join("\n")
}

fn block(found: &Diagnostic, sources: &Sources, colour: Colour) -> String {
    let paint = Paint { colour };
    let mut out = String::new();
    let location = &found.location;
    out.push_str(&escape(location.name()));
    if location.line() > 0 {
        // Writing to a String cannot fail.
        let _ = write!(out, ":{}:{}", location.line(), location.column());
    }
    let title = format!("{}[{}]", found.severity.as_str(), found.code);
    let _ = writeln!(
        out,
        ": {}: {}",
        paint.severity(&title, found.severity),
        paint.bold(&sentence(&found.problem))
    );
    if let Some(snippet) = snippet(location, sources, found.severity, colour) {
        out.push_str(&snippet);
    }
    if let Some(help) = &found.help {
        let _ = writeln!(out, "{}: {}", paint.help("help"), sentence(help));
    }
    out
}

/// How much of a sentence is shown, in characters: names in it come from the document.
const SENTENCE: usize = 600;

fn sentence(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SENTENCE) {
        Some((end, _)) => Cow::Owned(format!("{}…", escape(text.get(..end).unwrap_or(text)))),
        None => escape(text),
    }
}

/// The source line with its number and carets under the place.
fn snippet(
    location: &Location,
    sources: &Sources,
    severity: Severity,
    colour: Colour,
) -> Option<String> {
    let line = sources.line(location.name(), location.line())?;
    let width = location.span().map_or(1, |span| span.len().max(1));
    let window = Window::around(line, location.column().saturating_sub(1), width);
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
    // The line has been cut already.
    let renderer = renderer.term_width(10 * (BEFORE + AFTER));
    let mut text = renderer.render(&[Group::with_level(level).element(source)]);
    text.push('\n');
    Some(text)
}

/// The part of a line around a caret, escaped, and the bytes of it that the caret covers.
struct Window {
    text: String,
    start: usize,
    end: usize,
}

impl Window {
    /// `column` counts characters from 0; `width` is in bytes of the file, which may run over several lines.
    fn around(line: &str, column: usize, width: usize) -> Self {
        let first = column.saturating_sub(BEFORE);
        let mut text = String::new();
        if first > 0 {
            text.push('…');
        }
        let (mut start, mut end) = (None, None);
        let mut covered = 0;
        let mut characters = line.chars().skip(first);
        for (at, character) in (first..).zip(characters.by_ref().take(column - first + AFTER)) {
            if at == column {
                start = Some(text.len());
            }
            escape_char(character, &mut text);
            if at >= column && covered < width {
                covered += character.len_utf8();
                end = Some(text.len());
            }
        }
        if characters.next().is_some() {
            text.push('…');
        }
        // A place behind the last character (a line that ends too early) gets a caret of its own.
        let start = start.unwrap_or(text.len());
        let end = end.unwrap_or(start);
        Self { text, start, end }
    }
}

/// The colours that the snippet library uses for the same things.
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
