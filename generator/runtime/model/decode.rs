//! Decodes JSON into fields: one visitor for all models.
//!
//! It may not know any model, nor where the text comes from. `lenient` decides how
//! a text or a number is converted, and `notes` what is noted of a value that no
//! field can hold.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::field::{Codec, Field, FieldList, FieldMap, Slot};
use super::lenient::{Fit, put_flag, put_number, put_text};
use super::notes::{EntryNotes, ItemNotes, MemberNotes, Note};
use super::pass::{Outcome, Pass};
use super::spelling::Spelling;
use super::untyped::{Key, KeySeed, rest_of_list, rest_of_object};
use super::written::json;

/// The key under which serde_json yields a number if some crate in the build
/// enables its feature `arbitrary_precision`.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// What `null` means in a position.
#[derive(Clone, Copy, PartialEq)]
enum Null {
    /// The field is absent.
    Absent,
    /// The same, and it is noted.
    Noted,
    /// The entry of a list or map is left out, unless its type is untyped, for which
    /// `null` is a value, or a list, which is empty then.
    LeftOut,
    /// There is no value, which is an error, with the same exceptions.
    Refused,
}

/// Decodes into a field.
pub(super) struct FieldSeed<'a> {
    field: &'a mut dyn Field,
    pass: &'a mut Pass,
    null: Null,
    /// Whether a value that does not fit is kept elsewhere. If not, it is an error.
    may_be_unfit: bool,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = ();

    /// Leaves the field absent unless it holds the value.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let outcome = match self.field.slot() {
            Slot::Untyped(target) => serde::Deserialize::deserialize(deserializer).map(|value| {
                let is_absent = matches!(self.null, Null::Absent | Null::Noted);
                let outcome = match value {
                    Value::Null if is_absent => Outcome::Null,
                    _ => Outcome::Kept,
                };
                *target = Some(value);
                outcome
            }),
            Slot::Union(target) => {
                serde::Deserialize::deserialize(deserializer).map(|value| match value {
                    Value::Null => Outcome::Null,
                    value => {
                        target.read(value);
                        Outcome::Kept
                    }
                })
            }
            slot => deserializer.deserialize_any(SlotVisitor {
                slot,
                pass: &mut *self.pass,
                may_be_unfit: self.may_be_unfit,
            }),
        };
        match outcome {
            Ok(Outcome::Kept) => {
                if let Some(Note::Converted(spelling)) = &mut self.pass.note {
                    complete(spelling, self.field);
                }
                Ok(())
            }
            Ok(outcome) => self.absent(outcome),
            Err(error) => {
                self.field.clear();
                Err(error)
            }
        }
    }
}

impl<'a> FieldSeed<'a> {
    /// For a whole reply.
    pub(super) fn whole(field: &'a mut dyn Field, pass: &'a mut Pass) -> Self {
        Self {
            field,
            pass,
            null: Null::Refused,
            may_be_unfit: false,
        }
    }

    /// What it means that there is no value.
    fn absent<E: de::Error>(self, outcome: Outcome) -> Result<(), E> {
        if outcome == Outcome::Null {
            match self.null {
                Null::Absent => {}
                Null::LeftOut | Null::Refused if matches!(self.field.slot(), Slot::List(_)) => {
                    let mut spelling = Spelling::blank(Value::Null);
                    complete(&mut spelling, self.field);
                    self.pass.note = Some(Note::Converted(spelling));
                    return Ok(());
                }
                _ => self.pass.note = Some(Note::Blank(Value::Null)),
            }
        }
        self.field.clear();
        match self.null {
            Null::Refused if !matches!(self.pass.note, Some(Note::Unfit(_))) => {
                let expected = self.field.slot().expected();
                self.field.clear();
                let problem = format!("expected {expected}, found nothing");
                Err(self.pass.failure.refuse(problem))
            }
            _ => Ok(()),
        }
    }
}

/// Fills in what would be written for a value that a field has converted.
#[cold]
fn complete(spelling: &mut Spelling, field: &dyn Field) {
    if let Spelling::Scalar { written, .. } = spelling {
        *written = json(&field.value());
    }
}

/// Puts any value into a slot, or fails if it does not fit.
struct SlotVisitor<'a> {
    slot: Slot<'a>,
    pass: &'a mut Pass,
    may_be_unfit: bool,
}

impl SlotVisitor<'_> {
    #[cold]
    fn problem(&self, actual: &str) -> String {
        format!("expected {}, found {actual}", self.slot.expected())
    }

    #[cold]
    fn mismatch<E: de::Error>(self, actual: &str) -> E {
        let problem = self.problem(actual);
        self.pass.failure.refuse(problem)
    }

    fn number<E: de::Error>(self, number: Number) -> Result<Outcome, E> {
        match put_number(self.slot, &number) {
            Ok(Fit::Same) => Ok(Outcome::Kept),
            Ok(fit) => Ok(self.pass.fit(fit, Value::Number(number))),
            Err(problem) => {
                let value = Value::Number(number);
                self.pass.refuse(self.may_be_unfit, value, problem)
            }
        }
    }
}

impl<'de> Visitor<'de> for SlotVisitor<'_> {
    type Value = Outcome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slot.expected())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Outcome, E> {
        Ok(Outcome::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Outcome, E> {
        Ok(Outcome::Null)
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
        match put_text(self.slot, text) {
            Ok(Fit::Same) => Ok(Outcome::Kept),
            Ok(fit) => Ok(self.pass.fit(fit, text.into())),
            Err(problem) => self.pass.refuse(self.may_be_unfit, text.into(), problem),
        }
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Outcome, E> {
        match put_flag(self.slot, flag) {
            Ok(fit) => Ok(self.pass.fit(fit, flag.into())),
            Err(problem) => self.pass.refuse(self.may_be_unfit, flag.into(), problem),
        }
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Outcome, E> {
        self.number(number.into())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Outcome, E> {
        self.number(number.into())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Outcome, E> {
        match Number::from_f64(number) {
            Some(number) => self.number(number),
            None => Err(self.mismatch("a number that is not finite")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Outcome, A::Error> {
        match self.slot {
            Slot::List(list) => read_items(list, items, self.pass, self.may_be_unfit),
            _ if self.may_be_unfit => {
                let problem = self.problem("a list").into();
                let value = rest_of_list(items, Vec::new())?;
                self.pass.refuse(true, value, problem)
            }
            _ => Err(self.mismatch("a list")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Outcome, A::Error> {
        match self.slot {
            Slot::Object(model) => read_members(model, entries, self.pass, self.may_be_unfit),
            Slot::Map(map) => read_entries(map, entries, self.pass, self.may_be_unfit),
            _ => {
                let mut members = Map::new();
                if let Some(Key(key)) = entries.next_key_seed(KeySeed)? {
                    if key == NUMBER_KEY {
                        let text = entries.next_value::<String>()?;
                        return match text.parse::<Number>() {
                            Ok(number) => self.number(number),
                            Err(_) => Err(self.mismatch("an object")),
                        };
                    }
                    if self.may_be_unfit {
                        members.insert(key.into_owned(), entries.next_value()?);
                    }
                }
                if !self.may_be_unfit {
                    return Err(self.mismatch("an object"));
                }
                let problem = self.problem("an object").into();
                let value = rest_of_object(entries, members)?;
                self.pass.refuse(true, value, problem)
            }
        }
    }
}

/// Reads the items of a list.
fn read_items<'de, A: SeqAccess<'de>>(
    list: &mut dyn FieldList,
    mut items: A,
    pass: &mut Pass,
    may_be_unfit: bool,
) -> Result<Outcome, A::Error> {
    let (mut notes, null) = (ItemNotes::default(), Null::LeftOut);
    for index in 0.. {
        let mut read = Ok(None);
        list.add(&mut |field| {
            read = items.next_element_seed(FieldSeed {
                field,
                pass,
                null,
                may_be_unfit,
            });
            matches!(read, Ok(Some(())))
        });
        match read {
            Ok(Some(())) => {}
            Ok(None) => break,
            Err(error) => {
                pass.failure.index(index);
                return Err(error);
            }
        }
        if let Some(note) = pass.note.take() {
            if let Err((mut unfit, before)) = notes.note(index, note, list) {
                unfit.value = rest_of_list(items, before)?;
                pass.note = Some(Note::Unfit(unfit));
                return Ok(Outcome::Nothing);
            }
        }
    }
    pass.note = notes.of_list();
    Ok(Outcome::Kept)
}

/// Reads the entries of an object with any keys.
fn read_entries<'de, A: MapAccess<'de>>(
    map: &mut dyn FieldMap,
    mut entries: A,
    pass: &mut Pass,
    may_be_unfit: bool,
) -> Result<Outcome, A::Error> {
    let (mut notes, null) = (EntryNotes::default(), Null::LeftOut);
    while let Some(Key(key)) = entries.next_key_seed(KeySeed)? {
        let mut read = Ok(());
        map.set(&key, &mut |field| {
            read = entries.next_value_seed(FieldSeed {
                field,
                pass,
                null,
                may_be_unfit,
            });
            read.is_ok()
        });
        if let Err(error) = read {
            pass.failure.key(&key);
            return Err(error);
        }
        if pass.note.is_some() || notes.matter() {
            if let Err((mut unfit, before)) = notes.note(&key, pass.note.take(), map) {
                unfit.value = rest_of_object(entries, before)?;
                pass.note = Some(Note::Unfit(unfit));
                return Ok(Outcome::Nothing);
            }
        }
    }
    pass.note = notes.of_object();
    Ok(Outcome::Kept)
}

/// Reads the members of an object with declared keys.
fn read_members<'de, A: MapAccess<'de>>(
    model: &mut dyn Codec,
    mut entries: A,
    pass: &mut Pass,
    may_be_unfit: bool,
) -> Result<Outcome, A::Error> {
    let mut notes = MemberNotes::new(model, may_be_unfit);
    let null = if notes.want_nulls() {
        Null::Noted
    } else {
        Null::Absent
    };
    while let Some(Key(key)) = entries.next_key_seed(KeySeed)? {
        let read = match model.slot(&key) {
            Some(field) => entries.next_value_seed(FieldSeed {
                field,
                pass,
                null,
                may_be_unfit: may_be_unfit || notes.is_optional(&key),
            }),
            None if pass.skip_undeclared || !notes.keeps() => {
                entries.next_value().map(|IgnoredAny| ())
            }
            None => match entries.next_value() {
                Ok(value) => {
                    if let Some(extra) = model.extra() {
                        extra.keep(key.into_owned(), value, None);
                    }
                    continue;
                }
                Err(error) => Err(error),
            },
        };
        if let Err(error) = read {
            pass.failure.key(&key);
            return Err(error);
        }
        if pass.note.is_some() || notes.matter {
            if let Err((mut unfit, before)) = notes.note(&key, pass.note.take(), model) {
                unfit.value = rest_of_object(entries, before)?;
                pass.note = Some(Note::Unfit(unfit));
                return Ok(Outcome::Nothing);
            }
        }
    }
    let Some(name) = model.missing() else {
        if notes.matter {
            notes.hand_over(model);
        }
        return Ok(Outcome::Kept);
    };
    let problem = Cow::Owned(format!("`{name}` is missing"));
    match may_be_unfit {
        true => pass.refuse(true, Value::Object(notes.came(model)), problem),
        false => pass.refuse(false, Value::Null, problem),
    }
}
