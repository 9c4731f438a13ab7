//! Paths: what a path template may hold, and how it falls into segments.
//!
//! A fixed segment goes into the URL as it stands here, so it may hold nothing that would change what follows.

use crate::diagnostic::Code;
use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::names::ident::value_ident;

/// Most segments: the tree is walked from place to place.
const MOST: usize = 32;

/// Longest path of modules, in bytes: below what systems allow for the path of a file.
const LONGEST: usize = 600;

/// What ends the last segment of some documents' paths.
const SUFFIX: &str = ".json";

impl LowerContext<'_> {
    /// Reports what cannot be turned into accessors.
    pub(crate) fn check_path(&mut self, path: &str, at: &Pointer) {
        let (segments, _) = segments(path);
        let mut length = 0;
        for segment in &segments {
            if let Some((problem, help)) = check_segment(segment) {
                self.error(Code::UnsupportedPath, at, problem, help);
                return;
            }
            length += value_ident(segment).len() + 1;
        }
        if segments.len() > MOST {
            self.error(
                Code::UnsupportedPath,
                at,
                format!("the path has {} segments", segments.len()),
                format!("at most {MOST} are accessors of each other; Twilio's own have nine"),
            );
        } else if length > LONGEST {
            self.error(
                Code::UnsupportedPath,
                at,
                format!("the path has segments of {length} characters in all"),
                format!("modules and files are named after them; at most {LONGEST} fit everywhere"),
            );
        }
    }
}

/// The segments of a path, and what ends the last one.
pub(crate) fn segments(path: &str) -> (Vec<&str>, &'static str) {
    let rest = path.strip_prefix('/').unwrap_or(path);
    if rest.is_empty() {
        return (Vec::new(), "");
    }
    match rest.strip_suffix(SUFFIX) {
        Some(stem) => (stem.split('/').collect(), SUFFIX),
        None => (rest.split('/').collect(), ""),
    }
}

/// The rest of a path behind a prefix that ends where a segment does.
pub(crate) fn strip_prefix_segment<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(prefix)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// The name of a segment that is one parameter.
pub(crate) fn parameter(segment: &str) -> Option<&str> {
    let inner = segment.strip_prefix('{')?.strip_suffix('}')?;
    (!inner.contains(['{', '}'])).then_some(inner)
}

/// What is wrong with a segment, and what to do about it.
fn check_segment(segment: &str) -> Option<(String, &'static str)> {
    if parameter(segment).is_some() {
        return None;
    }
    if segment.contains(['{', '}']) {
        return Some((
            format!("the segment `{segment}` is neither fixed text nor one parameter"),
            "a segment is fixed text or one `{Parameter}`; `.json` may end the last one",
        ));
    }
    if segment.is_empty() {
        return Some((
            String::from("the path has an empty segment"),
            "write one slash between two segments, and none at the end",
        ));
    }
    if segment == "." || segment == ".." {
        return Some((
            format!("the segment `{segment}` names another path"),
            "write the path that it leads to",
        ));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c);
    let odd = segment.chars().find(|c| !plain(*c))?;
    Some((
        format!("the segment `{segment}` holds {odd:?}, which has no place in a path"),
        "fixed segments are sent as they stand here; what is variable is a `{Parameter}`",
    ))
}
