//! What changed from version to version, as plain data, and the file that records it: `specs/changes.jsonl`, in which
//! a line holds what changed in one operation or schema from one version to the next. Knows neither how changes are
//! found nor how they are shown.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::structure::{self, Impact};

const KEYS: &str = "a line is an object of the texts `document`, `from`, `to`, `date` and `group`, and of the lists \
                    `breaking` and `compatible`; `cargo xtask specs history` writes the file";

/// What changed in all documents, the newest release first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The releases.
    pub releases: Vec<Release>,
}

/// What changed in one document from the version before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Release {
    /// The key of the document: `proxy_v1`.
    pub document: String,
    /// The version before: `1.50.1`.
    pub previous: String,
    /// The version of the document: `1.51.0`.
    pub version: String,
    /// When it was published: `2026-03-02`; empty where nobody knows.
    pub date: String,
    /// What changed.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The operation that it is about, by its id, if it is about one.
    pub operation: Option<String>,
    /// What it is about, in words: `operation CreateSession`, `schema proxy.v1.service`.
    pub group: String,
    /// What it does to callers.
    pub impact: Impact,
    /// A sentence: "property `ttl` of proxy.v1.service is removed".
    pub what: String,
}

impl Change {
    fn new(group: String, impact: Impact, what: String) -> Self {
        Self {
            operation: group.strip_prefix("operation ").map(str::to_owned),
            group,
            impact,
            what,
        }
    }
}

impl From<structure::Change> for Change {
    fn from(change: structure::Change) -> Self {
        Self::new(change.group, change.impact, change.what)
    }
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    document: String,
    from: String,
    to: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    group: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    breaking: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    compatible: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(try_from = "String")]
struct Date(String);

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_date = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let part = |range| text.get(range).and_then(|part: &str| part.parse().ok());
        let fits = |part: Option<u32>, most| part.is_some_and(|part| (1..=most).contains(&part));
        if is_date && fits(part(5..7), 12) && fits(part(8..10), 31) {
            Ok(Self(text))
        } else {
            Err(format!("`{text}` is not a date of the form 2026-03-02"))
        }
    }
}

impl Changes {
    /// Reads the text of the file. The releases of one day keep the order of their documents.
    ///
    /// # Errors
    ///
    /// A problem for each line that does not hold a release's changes in the form that the module's page shows.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut releases: IndexMap<[String; 3], Release> = IndexMap::new();
        let mut problems = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Line>(line) {
                Ok(line) => add(&mut releases, line),
                Err(error) => problems.push(bad_line(file, number, line, &error)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self::newest_first(releases.into_values().rev().collect()))
    }

    /// Puts releases in order, those of the same day as they are.
    pub fn newest_first(mut releases: Vec<Release>) -> Self {
        releases.sort_by(|one, other| other.date.cmp(&one.date));
        Self { releases }
    }
}

fn add(releases: &mut IndexMap<[String; 3], Release>, line: Line) {
    let date = line.date.map_or_else(String::new, |date| date.0);
    let key = [line.document, line.to, date];
    let release = releases
        .entry(key)
        .or_insert_with_key(|[document, version, date]| Release {
            document: document.clone(),
            previous: line.from,
            version: version.clone(),
            date: date.clone(),
            changes: Vec::new(),
        });
    let breaking = line
        .breaking
        .into_iter()
        .map(|what| (Impact::Breaking, what));
    let compatible = line
        .compatible
        .into_iter()
        .map(|what| (Impact::Compatible, what));
    let changes = breaking.chain(compatible);
    release
        .changes
        .extend(changes.map(|(impact, what)| Change::new(line.group.clone(), impact, what)));
}

fn bad_line(file: &str, number: usize, line: &str, error: &serde_json::Error) -> Diagnostic {
    // The reader counts bytes.
    let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
    let location = Location::new(file, number, before.chars().count() + 1);
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(message, _)| message);
    Diagnostic::error(Code::Changes, &location, message).help(KEYS)
}

/// The text of the file: the oldest release first, so that a new one is added at the end.
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for release in self.releases.iter().rev() {
            for group in release
                .changes
                .chunk_by(|one, other| one.group == other.group)
            {
                let of = |impact| {
                    let changes = group.iter().filter(|change| change.impact == impact);
                    changes.map(|change| change.what.clone()).collect()
                };
                let line = Line {
                    document: release.document.clone(),
                    from: release.previous.clone(),
                    to: release.version.clone(),
                    date: (!release.date.is_empty()).then(|| Date(release.date.clone())),
                    group: group
                        .first()
                        .map(|change| change.group.clone())
                        .unwrap_or_default(),
                    breaking: of(Impact::Breaking),
                    compatible: of(Impact::Compatible),
                };
                let line = serde_json::to_string(&line).map_err(|_| fmt::Error)?;
                writeln!(f, "{line}")?;
            }
        }
        Ok(())
    }
}
