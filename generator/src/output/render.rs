//! What `codegen --check` prints: a diff for each file, and a line that sums up.

use std::path::Path;
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
/// How many files are named.
const FILES: usize = 200;

/// What files are counted as, in the order of the summary.
const LABELS: [&str; 5] = ["missing", "changed", "stale", "in the way", "foreign"];

impl Comparison {
    /// The differences for people, with the text in the folder as `-` and the emitted one as `+`.
    pub fn render(&self, colour: Colour) -> String {
        let (text, lines_left) = (String::new(), ALL_LINES);
        let mut page = Page {
            text,
            colour,
            lines_left,
        };
        let changes = self.changes.iter().map(|(path, change)| {
            let (label, note) = describe(change);
            (
                label,
                note,
                self.folder.shown(path),
                self.texts(path, change),
            )
        });
        let strays = self.strays().map(|path| {
            let is_disowned = self
                .disowned
                .iter()
                .any(|disowned| Path::new(disowned) == path);
            let note = match is_disowned {
                true => "recorded, but the generator did not write its text",
                false => "neither emitted nor recorded as emitted",
            };
            ("foreign", note, self.folder.shown(path), None)
        });
        let files: Vec<_> = changes.chain(strays).collect();
        for (label, note, path, texts) in files.iter().take(FILES) {
            let note = if note.is_empty() {
                String::new()
            } else {
                format!(" ({note})")
            };
            page.line(&format!("{label}: {}{note}", escape(path)), "1");
            if let Some((old, new)) = texts {
                page.diff(old, new);
            }
            page.line("", "");
        }
        if files.len() > FILES {
            page.line(&format!("… and {} more files\n", files.len() - FILES), "");
        }
        let labels: Vec<&str> = files.iter().map(|(label, ..)| *label).collect();
        let paint = if self.is_clean() { "" } else { "1" };
        page.line(&self.summary(&labels), paint);
        if self.is_interrupted {
            page.line(
                "note: a run of codegen is under way or was interrupted; the next run completes it",
                "",
            );
        }
        page.text
    }

    fn summary(&self, labels: &[&str]) -> String {
        let (shown, unchanged) = (self.folder.shown(""), self.unchanged);
        let count = |label: &&str| labels.iter().filter(|other| *other == label).count();
        let counted = LABELS.iter().filter(|label| count(label) > 0);
        let counts: Vec<String> = counted
            .map(|label| format!("{} {label}", count(label)))
            .collect();
        match counts.join(", ") {
            none if none.is_empty() => {
                format!("{}: {unchanged} files, all as emitted", escape(&shown))
            }
            counts => format!("{}: {counts}; {unchanged} files as emitted", escape(&shown)),
        }
    }

    /// The two texts of a file, if they say more than its name.
    fn texts<'c>(&'c self, path: &str, change: &'c Change) -> Option<(&'c [u8], &'c str)> {
        // The record follows from the other files, so its lines would only repeat them.
        let is_repetition = path == RECORD && self.changes.len() > 1;
        if matches!(change.kind, ChangeKind::Blocked(_)) || is_repetition {
            return None;
        }
        let old = self.survey.files.get(path).map(Vec::as_slice);
        Some((
            old.unwrap_or_default(),
            change.text.as_deref().unwrap_or_default(),
        ))
    }
}

/// What a file is counted as, and a note that explains it.
fn describe(change: &Change) -> (&'static str, &'static str) {
    match change.kind {
        ChangeKind::Missing => ("missing", ""),
        ChangeKind::Changed if change.edited => ("changed", "edited by hand"),
        ChangeKind::Changed => ("changed", ""),
        ChangeKind::Stale if change.edited => ("stale", "edited by hand"),
        ChangeKind::Stale => ("stale", "no longer emitted"),
        ChangeKind::Unowned => ("in the way", "a file that the generator did not write"),
        ChangeKind::Blocked(what) => ("in the way", what),
    }
}

struct Page {
    text: String,
    colour: Colour,
    lines_left: usize,
}

impl Page {
    fn diff(&mut self, old: &[u8], new: &str) {
        if self.lines_left == 0 {
            return;
        }
        if old.len().max(new.len()) > TEXT_LIMIT {
            return self.line("  (too large to show)", "");
        }
        let old = String::from_utf8_lossy(old);
        let mut differ = TextDiff::configure();
        let diff = differ
            .timeout(Duration::from_secs(1))
            .diff_lines(old.as_ref(), new);
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
        let hidden = lines.split_off(lines.len().min(FILE_LINES).min(self.lines_left));
        self.lines_left -= lines.len();
        lines
            .iter()
            .for_each(|(line, paint)| self.line(line, paint));
        if !hidden.is_empty() {
            self.line(&format!("  … and {} more lines", hidden.len()), "2");
        }
    }

    /// Adds a line; `paint` is the parameter of the terminal's escape sequence for its colour.
    fn line(&mut self, text: &str, paint: &str) {
        self.text += &match self.colour {
            Colour::Always if !paint.is_empty() => format!("\u{1b}[{paint}m{text}\u{1b}[0m\n"),
            _ => format!("{text}\n"),
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
    let parts: Vec<_> = line.split('\t').map(escape).collect();
    format!("{sign}{}{end}", parts.join("\t"))
}
