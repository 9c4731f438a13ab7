//! Successful replies, and what they are read into.
//!
//! It may not know how a call is sent.

use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;

use bytes::Bytes;
use http::{HeaderMap, header};

use super::super::error::Error;
use super::super::error::{ReplyError, ReplyProblem};
use super::super::model::{Datum, Field, read};
use super::super::wire::Answer;

impl Answer {
    /// The body as text that is not blank.
    pub(crate) fn text(&self) -> Result<&str, Error> {
        let problem = match std::str::from_utf8(&self.body) {
            Ok(text) if !text.trim_ascii().is_empty() => return Ok(text),
            Ok(_) => ReplyProblem::Empty,
            Err(error) => ReplyProblem::NotText(error.valid_up_to()),
        };
        Err(self.unreadable(problem))
    }

    /// Reads the body into a field. On failure the field is left absent.
    fn read(&self, field: &mut dyn Field) -> Result<(), Error> {
        read(self.text()?, field).map_err(|error| self.unreadable(ReplyProblem::Decode(error)))
    }

    #[cold]
    pub(crate) fn unreadable(&self, problem: ReplyProblem) -> Error {
        Error::Decode(Box::new(ReplyError::new(self, problem)))
    }
}

/// A type that a reply can be read into: any model, a page of a list, untyped
/// JSON, or `()` to ignore the body.
pub trait Reply: Sized + 'static {
    /// Reads a reply.
    ///
    /// # Errors
    ///
    /// If the body does not fit.
    #[doc(hidden)]
    fn read(answer: Answer) -> Result<Self, Error>;
}

impl<T: Datum + 'static> Reply for T {
    fn read(answer: Answer) -> Result<Self, Error> {
        // The field is absent after a failure and need not be dropped, which would
        // compile the code that drops a model once more.
        let mut field = ManuallyDrop::new(None);
        answer.read(&mut *field)?;
        ManuallyDrop::into_inner(field).ok_or_else(|| answer.unreadable(ReplyProblem::Empty))
    }
}

impl Reply for () {
    fn read(_: Answer) -> Result<Self, Error> {
        Ok(())
    }
}

/// A successful reply as it came, whose value is read on demand.
pub struct RawReply<T> {
    answer: Answer,
    value: PhantomData<fn() -> T>,
}

impl<T: Reply> RawReply<T> {
    pub(crate) fn new(answer: Answer) -> Self {
        Self {
            answer,
            value: PhantomData,
        }
    }

    /// The HTTP status: from 200 to 299, or that of a redirect which the document
    /// describes as the success of the operation.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.answer.status
    }

    /// The headers of the reply. Should one repeat the credentials of the request, it
    /// has asterisks in their place.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The address of a redirect, which is not followed, or of what was created.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.answer.headers.get(header::LOCATION)?.to_str().ok()
    }

    /// The id that Twilio gave the request; their support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id()
    }

    /// The whole body, as it came.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.answer.body
    }

    /// The number of attempts made, from 1.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.answer.attempts
    }

    /// Reads the value that awaiting the call itself would have yielded.
    ///
    /// # Errors
    ///
    /// If the body cannot be read.
    pub fn value(&self) -> Result<T, Error> {
        T::read(self.answer.clone())
    }
}

impl<T> fmt::Debug for RawReply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.answer.fmt(f)
    }
}
