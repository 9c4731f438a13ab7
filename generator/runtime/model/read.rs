//! The ways into the decoder: from a text, and from any serde format.
//!
//! It may not know any model.

use std::mem::ManuallyDrop;

use serde::de::{self, DeserializeSeed, Deserializer};

use super::decode::FieldSeed;
use super::decode_error::DecodeError;
use super::field::{Datum, Field};
use super::pass::Pass;

/// Decodes a whole JSON text.
///
/// # Errors
///
/// If the text is not JSON, is nested deeper than 128 levels, continues after its
/// value, or holds a value that does not fit.
pub fn from_text<T: Datum>(text: &str) -> Result<T, DecodeError> {
    // `read` leaves the field absent on failure. It need not be dropped, which would
    // compile the code that drops a model once more.
    let mut field = ManuallyDrop::new(None);
    read(text, &mut *field)?;
    match ManuallyDrop::into_inner(field) {
        Some(value) => Ok(value),
        None => Err(DecodeError::afterwards("", NOTHING)),
    }
}

/// Decodes from any serde format. The `Deserialize` of each model calls this.
///
/// # Errors
///
/// Those of the format. A value that does not fit is its `custom` error, with the
/// JSON path.
pub fn deserialize<'de, T: Datum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut field = None;
    deserialize_into(&mut field, deserializer)?;
    match field {
        Some(value) => Ok(value),
        None => Err(de::Error::custom(NOTHING)),
    }
}

/// The problem of a text that stands for no value, such as an empty one for a SID.
const NOTHING: &str = "expected a value, found nothing";

/// Decodes from any serde format into a field.
pub(super) fn deserialize_into<'de, D: Deserializer<'de>>(
    field: &mut dyn Field,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut pass = Pass::default();
    match FieldSeed::whole(field, &mut pass).deserialize(deserializer) {
        Ok(_) => Ok(()),
        Err(error) => Err(pass.failure.report(error)),
    }
}

/// Decodes a whole JSON text into a field. On failure the field is left absent.
///
/// # Errors
///
/// As for [`from_text`], except that a text may stand for no value.
pub fn read(text: &str, field: &mut dyn Field) -> Result<(), DecodeError> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut pass = Pass::default();
    let error = match read_once(text, field, &mut pass) {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    field.clear();
    if !pass.failure.has_problem() {
        // The text is no JSON, or JSON that cannot be kept: a number out of range, or
        // lists in lists without end. Below undeclared keys that does no harm.
        let mut second = Pass {
            skip_undeclared: true,
            ..Pass::default()
        };
        if read_once(text, field, &mut second).is_ok() {
            return Ok(());
        }
        field.clear();
    }
    Err(DecodeError::new(pass.failure, &error))
}

fn read_once(text: &str, field: &mut dyn Field, pass: &mut Pass) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    FieldSeed::whole(field, pass).deserialize(&mut deserializer)?;
    deserializer.end()
}

/// What Windows puts before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';
