//! What `codegen --check` prints: a diff for each file, and a line that sums up.

use std::path::Path;
use std::time::Duration;

use similar::TextDiff;

use super::compare::{ChangeKind, Comparison};
use crate::diagnostic::{Colour, escape};
use crate::file_tree::path::RECORD;

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

/// A line, and the parameter of the terminal's escape sequence for its colour.
type Line = (String, &'static str);

impl Comparison {
    /// The differences for people, with the text in the folder as `-` and the emitted one as `+`.
    pub fn render(&self, colour: Colour) -> String {
        let changes = self.changes.iter().map(|(path, (kind, text))| {
            let (label, note) = describe(*kind, text.is_none());
            (Path::new(path), label, note)
        });
        let strays = self.strays().map(|path| {
            let note = match self.survey.disowned.contains(path) {
                true => "recorded, but the generator did not write its text",
                false => "neither emitted nor recorded as emitted",
            };
            (path, "foreign", note)
        });
        let differences: Vec<_> = changes.chain(strays).collect();
        let (mut lines, mut left) = (Vec::new(), ALL_LINES);
        for (path, label, note) in differences.iter().take(FILES) {
            let mut heading = format!("{label}: {}", self.folder.shown(path));
            if !note.is_empty() {
                heading += &format!(" ({note})");
            }
            lines.push((heading, "1"));
            if left > 0 {
                let mut diff = self.diff(path);
                let hidden = diff.split_off(diff.len().min(FILE_LINES).min(left)).len();
                left -= diff.len();
                lines.extend(diff);
                let more = (hidden > 0).then(|| format!("  … and {hidden} more lines"));
                lines.extend(more.map(|more| (more, "2")));
            }
            lines.push((String::new(), ""));
        }
        if let Some(hidden @ 1..) = differences.len().checked_sub(FILES) {
            lines.extend([
                (format!("… and {hidden} more files"), ""),
                (String::new(), ""),
            ]);
        }
        let labels: Vec<&str> = differences.iter().map(|(_, label, _)| *label).collect();
        lines.push((
            self.summary(&labels),
            if self.is_clean() { "" } else { "1" },
        ));
        if self.is_interrupted {
            let state = "a run of codegen is under way or was interrupted";
            lines.push((format!("note: {state}; the next run completes it"), ""));
        }
        lines.iter().map(|line| print(line, colour)).collect()
    }

    fn summary(&self, labels: &[&str]) -> String {
        let (folder, unchanged) = (self.folder.shown(""), self.outcome.unchanged);
        if labels.is_empty() {
            return format!("{folder}: {unchanged} files, all as emitted");
        }
        let count = |label| labels.iter().filter(|other| **other == label).count();
        let counts = LABELS.map(|label| (count(label), label)).into_iter();
        let counts = counts.filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts
            .map(|(count, label)| format!("{count} {label}"))
            .collect();
        format!(
            "{folder}: {}; {unchanged} files as emitted",
            counts.join(", ")
        )
    }

    /// The diff of a file. Nothing if it would say no more than the file's name does.
    fn diff(&self, path: &Path) -> Vec<Line> {
        let path = path.to_str().unwrap_or_default();
        // The record follows from the other files, so its lines would only repeat them.
        let is_repetition = path == RECORD && self.changes.len() > 1;
        let new = match self.changes.get(path) {
            Some((kind, text)) if !is_repetition && !matches!(kind, ChangeKind::Blocked(_)) => text,
            _ => return Vec::new(),
        };
        let new = new.as_deref().unwrap_or_default();
        let old = self.survey.files.get(path).map(Vec::as_slice);
        let old = String::from_utf8_lossy(old.unwrap_or_default());
        if old.len().max(new.len()) > TEXT_LIMIT {
            return vec![("  (too large to show)".to_owned(), "")];
        }
        let mut differ = TextDiff::configure();
        let diff = differ
            .timeout(Duration::from_secs(1))
            .diff_lines(&*old, new);
        let diff = diff.unified_diff().context_radius(3).to_string();
        diff.split_terminator('\n').map(diff_line).collect()
    }
}

/// What a file is counted as, and a note that explains it.
fn describe(kind: ChangeKind, is_stale: bool) -> (&'static str, &'static str) {
    let label = if is_stale { "stale" } else { "changed" };
    match kind {
        ChangeKind::Missing => ("missing", ""),
        ChangeKind::Edited => (label, "edited by hand"),
        ChangeKind::Outdated if is_stale => (label, "no longer emitted"),
        ChangeKind::Outdated => (label, ""),
        ChangeKind::Unowned => ("in the way", "a file that the generator did not write"),
        ChangeKind::Blocked(what) => ("in the way", what),
    }
}

fn diff_line(text: &str) -> Line {
    let paint = match text.chars().next() {
        Some('-') => "31",
        Some('+') => "32",
        Some('@') => "36",
        _ => "",
    };
    match text.char_indices().nth(LINE_WIDTH) {
        Some((end, _)) => (format!("{}…", text.get(..end).unwrap_or(text)), paint),
        None => (text.to_owned(), paint),
    }
}

/// One line on the terminal, whatever is in the text.
fn print((text, paint): &Line, colour: Colour) -> String {
    let parts: Vec<_> = text.split('\t').map(escape).collect();
    match (colour, parts.join("\t")) {
        (Colour::Always, text) if !paint.is_empty() => format!("\u{1b}[{paint}m{text}\u{1b}[0m\n"),
        (_, text) => format!("{text}\n"),
    }
}
