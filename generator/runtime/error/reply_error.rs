//! The error of a reply whose status is 2xx and whose body cannot be read.
//!
//! It may not know what the body was to be read into.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

use super::super::client::Mask;
use super::super::model::DecodeError;
use super::super::wire::Operation;
use super::super::wire::{Answer, request_id};
use super::excerpt;

/// The API answered with success and a body that cannot be read.
///
/// `Display` prints where and why, and an excerpt without values.
pub struct ReplyError {
    operation: &'static Operation,
    status: u16,
    request_id: Option<String>,
    problem: ReplyProblem,
    body: Bytes,
}

pub(crate) enum ReplyProblem {
    /// The body is empty.
    Empty,
    /// The body is not UTF-8 from this byte on.
    NotText(usize),
    /// The text does not fit what it is read into.
    Decode(DecodeError),
    /// An item of a page does not fit, whose error has the path in the page; and the
    /// byte offset in the page.
    Item(DecodeError, usize),
}

impl ReplyProblem {
    fn masked(self, mask: &Mask) -> Self {
        match self {
            Self::Decode(error) => Self::Decode(error.map_texts(|text| mask.text(text))),
            Self::Item(error, offset) => {
                Self::Item(error.map_texts(|text| mask.text(text)), offset)
            }
            other => other,
        }
    }

    /// An item of a page that could not be read from its bytes, which are at this path
    /// and begin at this byte of the page.
    #[cold]
    pub(crate) fn item(error: &DecodeError, path: &str, bytes: &[u8], start: usize) -> Self {
        let offset = byte_offset(bytes, error.line(), error.column());
        Self::Item(error.within(path), start + offset)
    }
}

impl ReplyError {
    pub(crate) fn new(answer: &Answer, problem: ReplyProblem) -> Self {
        Self {
            operation: answer.operation,
            status: answer.status,
            request_id: request_id(&answer.headers).map(str::to_owned),
            problem: problem.masked(&answer.mask),
            body: answer.masked_body().clone(),
        }
    }

    /// The JSON path of the problem, as in `sessions[3].date_expiry`; empty for
    /// the body as a whole. The index of an item is that in its page.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.problem {
            ReplyProblem::Decode(error) | ReplyProblem::Item(error, ..) => error.path(),
            _ => "",
        }
    }

    /// The HTTP status, from 200 to 299.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The id that Twilio gave the request; their support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The whole body, with asterisks in place of the credentials of the request. It is
    /// never printed, since it may hold personal data.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// A short excerpt of the body around the problem, at most about 120
    /// characters: JSON without its values, any other text as it is. `None` if
    /// the body is empty.
    #[must_use]
    pub fn excerpt(&self) -> Option<String> {
        let offset = match &self.problem {
            ReplyProblem::Empty => 0,
            ReplyProblem::NotText(offset) | ReplyProblem::Item(_, offset) => *offset,
            ReplyProblem::Decode(error) => byte_offset(&self.body, error.line(), error.column()),
        };
        excerpt::around(&self.body, offset)
    }
}

/// The byte offset of a line and a column.
fn byte_offset(body: &[u8], line: usize, column: usize) -> usize {
    let before: usize = body
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    before + column
}

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} with a reply that cannot be read: ",
            self.operation, self.status
        )?;
        match &self.problem {
            ReplyProblem::Empty => f.write_str("it is empty")?,
            ReplyProblem::NotText(offset) => write!(f, "byte {offset} is not UTF-8")?,
            ReplyProblem::Decode(error) | ReplyProblem::Item(error, ..) => error.fmt(f)?,
        }
        if let Some(piece) = self.excerpt() {
            write!(f, ": {piece}")?;
        }
        match self.request_id() {
            Some(id) => write!(f, " (request {})", excerpt::line(id)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyError")
            .field("operation", self.operation)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("path", &self.path())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl StdError for ReplyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.problem {
            ReplyProblem::Decode(error) | ReplyProblem::Item(error, ..) => Some(error),
            _ => None,
        }
    }
}
