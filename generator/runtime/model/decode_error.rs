//! Where in a JSON text decoding failed, and why.
//!
//! It may not hold values of the reply, which may be personal: errors end up in
//! logs. Keys are shown, shortened.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Write as _};

/// The most that a path shows of a key, in characters.
const KEY_CHARS: usize = 64;

/// A JSON text cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    problem: String,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// The JSON path of the problem, as in `sessions[3].date_expiry`; empty for the
    /// text as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong, as in `expected text, found a list`.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// The line where decoding stopped, from 1, or 0 if the problem is not in one
    /// line.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column where decoding stopped, in bytes from 1, or 0 before the first
    /// byte of the line.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    #[cold]
    pub(super) fn new(failure: DecodeFailure, error: &serde_json::Error) -> Self {
        Self {
            path: failure.path(),
            problem: match failure.problem {
                Some(problem) => problem.into_owned(),
                None => without_position(error),
            },
            line: error.line(),
            column: error.column(),
        }
    }

    /// The same error with its path and its problem put through a function.
    #[cold]
    pub(crate) fn map_texts(self, change: impl Fn(String) -> String) -> Self {
        Self {
            path: change(self.path),
            problem: change(self.problem),
            ..self
        }
    }

    /// The same problem of a text that is a part of another one, at this path.
    #[cold]
    pub(crate) fn within(&self, path: &str) -> Self {
        let dot = match self.path.as_str() {
            "" => "",
            path if path.starts_with('[') => "",
            _ => ".",
        };
        Self::afterwards(&format!("{path}{dot}{}", self.path), &self.problem)
    }

    /// A problem that shows only after the whole text has been decoded.
    #[cold]
    pub(crate) fn afterwards(path: &str, problem: &str) -> Self {
        Self {
            path: path.to_owned(),
            problem: problem.to_owned(),
            line: 0,
            column: 0,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at {}: ", self.path)?;
        }
        f.write_str(&self.problem)?;
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl Error for DecodeError {}

/// The message of serde_json without the position at its end.
fn without_position(error: &serde_json::Error) -> String {
    let mut text = error.to_string();
    // Searches bytes, since searching text compiles to much more code.
    let mark: &[u8] = b" at line ";
    let mut windows = text.as_bytes().windows(mark.len());
    if let Some(end) = windows.rposition(|window| window == mark) {
        text.truncate(end);
    }
    text
}

/// Where and why decoding failed. The path is built while the error is passed up,
/// so that it costs nothing without one.
#[derive(Default)]
pub(super) struct DecodeFailure {
    /// From the innermost to the outermost.
    segments: Vec<PathSegment>,
    problem: Option<Cow<'static, str>>,
}

enum PathSegment {
    Key(String),
    Index(usize),
}

impl DecodeFailure {
    pub(super) fn of(problem: impl Into<Cow<'static, str>>) -> Self {
        Self {
            segments: Vec::new(),
            problem: Some(problem.into()),
        }
    }

    /// Whether a value did not fit. If not, the text is at fault.
    pub(super) fn has_problem(&self) -> bool {
        self.problem.is_some()
    }

    /// The problem of the value of a key, with its path if it is further within.
    pub(super) fn describe(mut self, key: &str) -> String {
        let problem = self.problem.take().unwrap_or_default();
        if self.segments.is_empty() {
            return problem.into_owned();
        }
        self.key(key);
        format!("at {}: {problem}", self.path())
    }

    /// Keeps the problem, and makes an error of the deserializer's type.
    #[cold]
    pub(super) fn refuse<E: serde::de::Error>(
        &mut self,
        problem: impl Into<Cow<'static, str>>,
    ) -> E {
        let problem = problem.into();
        let error = E::custom(&problem);
        self.problem = Some(problem);
        error
    }

    #[cold]
    pub(super) fn key(&mut self, key: &str) {
        let mut excerpt: String = key.chars().take(KEY_CHARS).collect();
        if excerpt.len() < key.len() {
            excerpt.push('…');
        }
        self.segments.push(PathSegment::Key(excerpt));
    }

    #[cold]
    pub(super) fn index(&mut self, index: usize) {
        self.segments.push(PathSegment::Index(index));
    }

    /// The error for a deserializer of another format, with the path if there is
    /// one.
    #[cold]
    pub(super) fn report<E: serde::de::Error>(self, error: E) -> E {
        let path = self.path();
        match (path.is_empty(), self.problem) {
            (true, _) => error,
            (false, Some(problem)) => E::custom(format_args!("at {path}: {problem}")),
            (false, None) => E::custom(format_args!("at {path}: {error}")),
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.segments.iter().rev() {
            match segment {
                PathSegment::Index(index) => _ = write!(path, "[{index}]"),
                PathSegment::Key(key) if !is_plain(key) => _ = write!(path, "[{key:?}]"),
                PathSegment::Key(key) if path.is_empty() => path.push_str(key),
                PathSegment::Key(key) => _ = write!(path, ".{key}"),
            }
        }
        path
    }
}

/// Whether a key can stand in a path without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$'))
}
