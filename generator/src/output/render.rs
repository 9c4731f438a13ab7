//! What `codegen --check` prints: a diff for each file, and a line that sums up.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use super::compare::{Change, ChangeKind, Comparison};
use super::layout::RECORD;
use crate::diagnostic::{Colour, escape};

/// Lines of diff for one file, and for all of them: enough to see what happened, and never a flood in a CI log.
const FILE_LINES: usize = 40;
const ALL_LINES: usize = 400;
/// Characters of one line.
const LINE_WIDTH: usize = 200;
/// Larger files are only named.
const TEXT_LIMIT: usize = 1 << 20;
/// Files that are named.
const FILES: usize = 200;

const PLAIN: &str = "";
const BOLD: &str = "1";
const DIM: &str = "2";
const RED: &str = "31";
const GREEN: &str = "32";
const CYAN: &str = "36";

impl Comparison {
    /// The differences for people, with the text in the folder as `-` and the emitted one as `+`.
    pub fn render(&self, colour: Colour) -> String {
        let mut page = Page {
            text: String::new(),
            colour,
            lines_left: ALL_LINES,
        };
        for (path, change) in self.changes.iter().take(FILES) {
            page.change(self, path, change);
        }
        let strays: Vec<_> = self.strays().collect();
        for path in strays.iter().take(FILES) {
            let note = "neither emitted nor recorded as emitted";
            page.title("foreign", &self.folder.shown(path), note);
        }
        if !strays.is_empty() {
            page.text.push('\n');
        }
        let unnamed = self.changes.len().saturating_sub(FILES) + strays.len().saturating_sub(FILES);
        if unnamed > 0 {
            page.text
                .push_str(&format!("… and {unnamed} more files\n\n"));
        }
        page.summary(self, strays.len());
        page.text
    }
}

impl ChangeKind {
    /// A word, and a note that explains it.
    fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Missing => ("missing", ""),
            Self::Changed => ("changed", ""),
            Self::Stale => ("stale", "no longer emitted"),
            Self::Unowned => ("in the way", "a file that the generator did not write"),
            Self::Blocked(what) => ("in the way", what),
        }
    }
}

struct Page {
    text: String,
    colour: Colour,
    lines_left: usize,
}

impl Page {
    fn change(&mut self, comparison: &Comparison, path: &str, change: &Change) {
        let (label, note) = change.kind.label();
        let note = if change.edited {
            "edited by hand"
        } else {
            note
        };
        self.title(label, &comparison.folder.shown(path), note);
        // The record follows from the other files, so its lines would only repeat them.
        let is_repetition = path == RECORD && comparison.changes.len() > 1;
        if !matches!(change.kind, ChangeKind::Blocked(_)) && !is_repetition && self.lines_left > 0 {
            let old = comparison
                .survey
                .files
                .get(path)
                .map_or([].as_slice(), Vec::as_slice);
            let new = change.text.as_deref().unwrap_or_default();
            if old.len().max(new.len()) <= TEXT_LIMIT {
                self.diff(&String::from_utf8_lossy(old), new);
            } else {
                self.line("  (too large to show)", PLAIN);
            }
        }
        self.text.push('\n');
    }

    fn title(&mut self, label: &str, path: &str, note: &str) {
        let path = escape(path);
        let note = if note.is_empty() {
            String::new()
        } else {
            format!(" ({note})")
        };
        self.line(&format!("{label}: {path}{note}"), BOLD);
    }

    fn diff(&mut self, old: &str, new: &str) {
        let timeout = Duration::from_secs(1);
        let diff = TextDiff::configure().timeout(timeout).diff_lines(old, new);
        let mut lines = Vec::new();
        for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
            lines.push((hunk.header().to_string(), CYAN));
            for change in hunk.iter_changes() {
                let (sign, paint) = match change.tag() {
                    ChangeTag::Delete => ('-', RED),
                    ChangeTag::Insert => ('+', GREEN),
                    ChangeTag::Equal => (' ', PLAIN),
                };
                lines.push((shorten(sign, change.value()), paint));
            }
        }
        let hidden = lines.split_off(lines.len().min(FILE_LINES).min(self.lines_left));
        self.lines_left -= lines.len();
        for (line, paint) in lines {
            self.line(&line, paint);
        }
        if !hidden.is_empty() {
            self.line(&format!("  … and {} more lines", hidden.len()), DIM);
        }
    }

    fn summary(&mut self, comparison: &Comparison, strays: usize) {
        let shown = escape(&comparison.folder.shown("")).into_owned();
        let files = comparison.unchanged;
        if comparison.is_clean() {
            self.line(&format!("{shown}: {files} files, all as emitted"), PLAIN);
        } else {
            let count = |label| {
                let changes = comparison.changes.values();
                (
                    changes
                        .filter(|change| change.kind.label().0 == label)
                        .count(),
                    label,
                )
            };
            let counts = ["missing", "changed", "stale", "in the way"].map(count);
            let counts = counts.into_iter().chain([(strays, "foreign")]);
            let counts = counts.filter(|(count, _)| *count > 0);
            let counts: Vec<String> = counts
                .map(|(count, label)| format!("{count} {label}"))
                .collect();
            let counts = counts.join(", ");
            self.line(
                &format!("{shown}: {counts}; {files} files as emitted"),
                BOLD,
            );
        }
        if comparison.is_interrupted {
            let note =
                "note: a run of codegen is under way or was interrupted; the next run completes it";
            self.line(note, PLAIN);
        }
    }

    fn line(&mut self, text: &str, paint: &str) {
        match self.colour {
            Colour::Always if !paint.is_empty() => self
                .text
                .push_str(&format!("\u{1b}[{paint}m{text}\u{1b}[0m\n")),
            _ => self.text.push_str(&format!("{text}\n")),
        }
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
    let parts: Vec<_> = line.split('\t').map(escape).collect();
    format!("{sign}{}{end}", parts.join("\t"))
}
