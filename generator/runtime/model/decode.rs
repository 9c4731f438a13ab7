//! Decodes JSON into fields: one visitor for all models.
//!
//! It may not know any model, nor where the text comes from. `lenient` decides how
//! a text or a number is converted.

use std::borrow::Cow;
use std::fmt;
use std::mem::ManuallyDrop;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::decode_error::{DecodeError, DecodeFailure};
use super::field::{Datum, Field, Slot};
use super::lenient::{Outcome, put_number, put_text};

/// The key under which serde_json yields a number if some crate in the build
/// enables its feature `arbitrary_precision`.
const NUMBER_KEY: &str = "$serde_json::private::Number";

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
    let mut failure = DecodeFailure::default();
    let seed = FieldSeed {
        field,
        failure: &mut failure,
        null: Null::Refused,
    };
    seed.deserialize(deserializer)
        .map_err(|error| failure.report(error))
}

/// Decodes a whole JSON text into a field. On failure the field is left absent.
///
/// # Errors
///
/// As for [`from_text`], except that a text may stand for no value.
pub fn read(text: &str, field: &mut dyn Field) -> Result<(), DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut failure = DecodeFailure::default();
    let seed = FieldSeed {
        field: &mut *field,
        failure: &mut failure,
        null: Null::Refused,
    };
    seed.deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| {
            field.clear();
            DecodeError::new(failure, &error)
        })
}

/// What `null` means in a position.
#[derive(Clone, Copy, PartialEq)]
enum Null {
    /// The field is absent.
    Absent,
    /// The entry of a list or map is left out, unless its type is untyped, for which
    /// `null` is a value.
    LeftOut,
    /// There is no value, which is an error, with the same exception.
    Refused,
}

/// Decodes into a field.
struct FieldSeed<'a> {
    field: &'a mut dyn Field,
    failure: &'a mut DecodeFailure,
    null: Null,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = ();

    /// Leaves the field absent on failure.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let slot = self.field.slot();
        let expected = slot.expected();
        let outcome = match slot {
            Slot::Untyped(target) => serde::Deserialize::deserialize(deserializer).map(|value| {
                let outcome = match value {
                    Value::Null if self.null == Null::Absent => Outcome::Nothing,
                    _ => Outcome::Kept,
                };
                *target = Some(value);
                outcome
            }),
            slot => deserializer.deserialize_any(SlotVisitor {
                slot,
                failure: self.failure,
            }),
        };
        if let Ok(Outcome::Kept) = outcome {
            return Ok(());
        }
        self.field.clear();
        match outcome {
            Ok(_) if self.null == Null::Refused => {
                let problem = format!("expected {expected}, found nothing");
                Err(self.failure.refuse(problem))
            }
            outcome => outcome.map(|_| ()),
        }
    }
}

/// Puts any value into a slot, or fails if it does not fit.
struct SlotVisitor<'a> {
    slot: Slot<'a>,
    failure: &'a mut DecodeFailure,
}

impl SlotVisitor<'_> {
    #[cold]
    fn mismatch<E: de::Error>(self, actual: &str) -> E {
        let problem = format!("expected {}, found {actual}", self.slot.expected());
        self.failure.refuse(problem)
    }

    fn text<E: de::Error>(self, text: &str) -> Result<Outcome, E> {
        match put_text(self.slot, text) {
            Ok(outcome) => Ok(outcome),
            Err(problem) => Err(self.failure.refuse(problem)),
        }
    }

    fn number<E: de::Error>(self, number: &Number) -> Result<Outcome, E> {
        match put_number(self.slot, number) {
            Ok(outcome) => Ok(outcome),
            Err(problem) => Err(self.failure.refuse(problem)),
        }
    }
}

impl<'de> Visitor<'de> for SlotVisitor<'_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slot.expected())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Outcome, E> {
        Ok(Outcome::Nothing)
    }

    fn visit_none<E: de::Error>(self) -> Result<Outcome, E> {
        Ok(Outcome::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Outcome, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Outcome, E> {
        self.text(text)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Outcome, E> {
        match self.slot {
            Slot::Flag(target) => {
                *target = Some(flag);
                Ok(Outcome::Kept)
            }
            Slot::Text(_) | Slot::Sid(_) | Slot::Parsed(_) => {
                self.text(if flag { "true" } else { "false" })
            }
            _ => Err(self.mismatch(if flag { "true" } else { "false" })),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Outcome, E> {
        self.number(&number.into())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Outcome, E> {
        self.number(&number.into())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Outcome, E> {
        match Number::from_f64(number) {
            Some(number) => self.number(&number),
            None => Err(self.mismatch("a number that is not finite")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Outcome, A::Error> {
        let Slot::List(list) = self.slot else {
            return Err(self.mismatch("a list"));
        };
        let (failure, null) = (self.failure, Null::LeftOut);
        for index in 0.. {
            let mut read = Ok(None);
            list.add(&mut |field| {
                read = items.next_element_seed(FieldSeed {
                    field,
                    failure,
                    null,
                });
                matches!(read, Ok(Some(())))
            });
            match read {
                Ok(Some(())) => {}
                Ok(None) => break,
                Err(error) => {
                    failure.index(index);
                    return Err(error);
                }
            }
        }
        Ok(Outcome::Kept)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Outcome, A::Error> {
        let failure = self.failure;
        match self.slot {
            Slot::Object(model) => {
                let null = Null::Absent;
                while let Some(Key(key)) = entries.next_key_seed(KeySeed)? {
                    let read = match model.slot(&key) {
                        Some(field) => entries.next_value_seed(FieldSeed {
                            field,
                            failure,
                            null,
                        }),
                        None => entries.next_value().map(|IgnoredAny| ()),
                    };
                    if let Err(error) = read {
                        failure.key(&key);
                        return Err(error);
                    }
                }
                match model.missing() {
                    None => Ok(Outcome::Kept),
                    Some(name) => Err(failure.refuse(format!("`{name}` is missing"))),
                }
            }
            Slot::Map(map) => {
                let null = Null::LeftOut;
                while let Some(Key(key)) = entries.next_key_seed(KeySeed)? {
                    let mut read = Ok(());
                    map.set(&key, &mut |field| {
                        read = entries.next_value_seed(FieldSeed {
                            field,
                            failure,
                            null,
                        });
                        read.is_ok()
                    });
                    if let Err(error) = read {
                        failure.key(&key);
                        return Err(error);
                    }
                }
                Ok(Outcome::Kept)
            }
            slot => {
                if let Some(Key(key)) = entries.next_key_seed(KeySeed)? {
                    if key == NUMBER_KEY {
                        let text = entries.next_value::<String>()?;
                        return SlotVisitor { slot, failure }.text(&text);
                    }
                }
                Err(SlotVisitor { slot, failure }.mismatch("an object"))
            }
        }
    }
}

/// A key of an object. It borrows from the text unless it has escapes.
struct Key<'de>(Cow<'de, str>);

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(key)))
    }

    fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(key.to_owned())))
    }
}
