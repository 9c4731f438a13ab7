//! What `codegen --check` prints: a diff for each file, and a line that sums up.

use std::fmt::Write as _;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use super::compare::{Change, Comparison, Kind};
use super::record;
use crate::diagnostic::{Colour, escape};

/// Lines of diff for one file, and for all of them: enough to see what happened, and never a flood in a CI log.
const FILE_LINES: usize = 40;
const ALL_LINES: usize = 400;
/// Characters of one line.
const LINE_WIDTH: usize = 200;
/// Larger files are named only.
const TEXT_LIMIT: usize = 1 << 20;
/// Files that are named.
const FILES: usize = 200;

impl Comparison {
    /// The differences for people, the text in the folder as `-` and the emitted one as `+`.
    pub fn render(&self, colour: Colour) -> String {
        let mut page = Page {
            out: String::new(),
            colour,
            left: ALL_LINES,
        };
        for (path, change) in self.changes.iter().take(FILES) {
            page.change(self, path, change);
        }
        for path in self.strays().take(FILES) {
            page.title(
                "foreign",
                &self.shown.join(path).to_string_lossy(),
                "neither emitted nor recorded as emitted",
            );
        }
        if self.strays().next().is_some() {
            page.out.push('\n');
        }
        let unnamed =
            self.changes.len().saturating_sub(FILES) + self.strays().count().saturating_sub(FILES);
        if unnamed > 0 {
            let _ = writeln!(page.out, "… and {unnamed} more files\n");
        }
        page.summary(self);
        page.out
    }

    fn counts(&self) -> String {
        let counts = [
            (self.missing().count(), "missing"),
            (self.changed().count(), "changed"),
            (self.stale().count(), "stale"),
            (self.in_the_way().count(), "in the way"),
            (self.strays().count(), "foreign"),
        ];
        let parts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        parts.join(", ")
    }
}

struct Page {
    out: String,
    colour: Colour,
    left: usize,
}

// Writing to a String cannot fail, so the results of `write!` say nothing.
impl Page {
    fn change(&mut self, comparison: &Comparison, path: &str, change: &Change) {
        let (word, note) = match change.kind {
            Kind::Missing => ("missing", String::new()),
            Kind::Changed => ("changed", String::new()),
            Kind::Stale => ("stale", "no longer emitted".to_owned()),
            Kind::Unowned => (
                "in the way",
                "a file that the generator did not write".to_owned(),
            ),
            Kind::Blocked(what) => ("in the way", what.to_owned()),
        };
        let note = if change.edited {
            "edited by hand"
        } else {
            note.as_str()
        };
        let shown = comparison.shown.join(path).to_string_lossy().into_owned();
        self.title(word, &shown, note);
        // The record follows from the other files, so its lines would only repeat them.
        let alone = comparison.changes.len() == 1;
        if matches!(change.kind, Kind::Blocked(_)) || (path == record::NAME && !alone) {
            self.out.push('\n');
            return;
        }
        let found = comparison.survey.files.get(path);
        let old = match found {
            Some(found) => found.bytes(),
            None => Some([].as_slice()),
        };
        let new = change.text.as_deref().unwrap_or_default();
        match old {
            _ if self.left == 0 => {}
            Some(old) if old.len() <= TEXT_LIMIT && new.len() <= TEXT_LIMIT => {
                self.diff(&String::from_utf8_lossy(old), new)
            }
            _ => self.line("  (too large to show)", ""),
        }
        self.out.push('\n');
    }

    fn title(&mut self, word: &str, path: &str, note: &str) {
        let path = escape(path).into_owned();
        let note = if note.is_empty() {
            String::new()
        } else {
            format!(" ({note})")
        };
        self.line(&format!("{word}: {path}{note}"), "1");
    }

    fn diff(&mut self, old: &str, new: &str) {
        let diff = TextDiff::configure()
            .timeout(Duration::from_secs(1))
            .diff_lines(old, new);
        let budget = FILE_LINES.min(self.left);
        let mut lines = Vec::new();
        for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
            lines.push((hunk.header().to_string(), "36"));
            for change in hunk.iter_changes() {
                let (sign, paint) = match change.tag() {
                    ChangeTag::Delete => ('-', "31"),
                    ChangeTag::Insert => ('+', "32"),
                    ChangeTag::Equal => (' ', ""),
                };
                lines.push((shorten(sign, change.value()), paint));
            }
        }
        let hidden = lines.len().saturating_sub(budget);
        for (line, paint) in lines.iter().take(budget) {
            self.line(line, paint);
        }
        self.left -= lines.len() - hidden;
        if hidden > 0 {
            self.line(&format!("  … and {hidden} more lines"), "2");
        }
    }

    fn summary(&mut self, comparison: &Comparison) {
        let shown = escape(&comparison.shown.to_string_lossy()).into_owned();
        let files = comparison.unchanged.len();
        if comparison.is_clean() {
            let _ = writeln!(self.out, "{shown}: {files} files, all as emitted");
        } else {
            let mut counts = comparison.counts();
            if counts.is_empty() {
                counts.push_str("an interrupted run left it unfinished");
            }
            self.line(&format!("{shown}: {counts}; {files} files as emitted"), "1");
        }
        if comparison.unsettled {
            self.line("note: a run of codegen is under way or was interrupted; the next run puts things in order", "");
        }
    }

    fn line(&mut self, text: &str, paint: &str) {
        let _ = match self.colour {
            Colour::Always if !paint.is_empty() => {
                writeln!(self.out, "\u{1b}[{paint}m{text}\u{1b}[0m")
            }
            _ => writeln!(self.out, "{text}"),
        };
    }
}

/// A line of a diff on one line of the terminal, whatever is in it.
fn shorten(sign: char, value: &str) -> String {
    let (text, end) = match value.strip_suffix('\n') {
        Some(text) => (text, ""),
        None => (value, " (no newline at the end)"),
    };
    let mut line: String = text.chars().take(LINE_WIDTH).collect();
    if line.len() < text.len() {
        line.push('…');
    }
    format!("{sign}{}{end}", escape_but_tabs(&line))
}

fn escape_but_tabs(line: &str) -> String {
    line.split('\t').map(escape).collect::<Vec<_>>().join("\t")
}
