//! One reading of a text: why it failed, and what is to be noted of it.
//!
//! It may not know fields.

use std::borrow::Cow;

use serde::de;
use serde_json::Value;

use super::decode_error::DecodeFailure;
use super::lenient::Fit;
use super::notes::Note;
use super::spelling::Spelling;

/// One reading of a text.
#[derive(Default)]
pub(super) struct Pass {
    pub(super) failure: DecodeFailure,
    /// What is to be noted of the value that has just been read.
    pub(super) note: Option<Note>,
    /// Whether the values of undeclared keys are not kept.
    pub(super) skip_undeclared: bool,
}

impl Pass {
    /// Notes a value that does not fit, or fails because of it.
    #[cold]
    pub(super) fn refuse<E: de::Error>(
        &mut self,
        may_be_unfit: bool,
        value: Value,
        problem: Cow<'static, str>,
    ) -> Result<Outcome, E> {
        if !may_be_unfit {
            return Err(self.failure.refuse(problem));
        }
        self.note = Some(Note::unfit(value, problem));
        Ok(Outcome::Nothing)
    }

    /// Notes how a value came that has been put into a field.
    #[cold]
    pub(super) fn fit(&mut self, fit: Fit, came: Value) -> Outcome {
        let (note, outcome) = match fit {
            Fit::Same => return Outcome::Kept,
            // What would be written is for the field to say.
            Fit::Converted => (Note::Converted(Spelling::blank(came)), Outcome::Kept),
            Fit::Blank => (Note::Blank(came), Outcome::Nothing),
        };
        self.note = Some(note);
        outcome
    }
}

/// Whether there is a value.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Outcome {
    /// The field holds it.
    Kept,
    /// It is `null`.
    Null,
    /// There is none, for the reason that is noted.
    Nothing,
}
