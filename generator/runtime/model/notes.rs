//! What becomes of a value that is read into a field: noted where it would
//! otherwise be lost.
//!
//! It may not know how values are converted, nor where they come from.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::decode_error::DecodeFailure;
use super::field::{Codec, FieldList, FieldMap, ValueRef};
use super::spelling::{EntrySpellings, Spelling};
use super::written::{items, json, object, respell};

/// What is to be noted of a value.
pub(super) enum Note {
    /// The field holds it, and it would be written otherwise than it came.
    Converted(Spelling),
    /// It stands for no value: `null`, or an empty text for a SID.
    Blank(Value),
    /// The field cannot hold it.
    Unfit(Unfit),
}

/// A value that does not fit, as it came.
pub(super) struct Unfit {
    pub(super) value: Value,
    pub(super) failure: DecodeFailure,
}

impl Note {
    #[cold]
    pub(super) fn unfit(value: Value, problem: impl Into<Cow<'static, str>>) -> Self {
        let failure = DecodeFailure::of(problem);
        Self::Unfit(Unfit { value, failure })
    }
}

/// The items of a list that would be written otherwise than they came.
#[derive(Default)]
pub(super) struct ItemNotes(Vec<(usize, Spelling)>);

impl ItemNotes {
    /// Notes something of the item at an index. One that does not fit is returned,
    /// along with all the items up to it as they came.
    #[cold]
    pub(super) fn note(
        &mut self,
        index: usize,
        note: Note,
        list: &dyn FieldList,
    ) -> Result<(), (Unfit, Vec<Value>)> {
        match note {
            Note::Converted(spelling) => self.0.push((index, spelling)),
            Note::Blank(blank) => self.0.push((index, Spelling::blank(blank))),
            Note::Unfit(mut unfit) => {
                unfit.failure.index(index);
                let spelling = Spelling::Items(std::mem::take(&mut self.0));
                let mut values = match respell(&spelling, &ValueRef::List(list)) {
                    Some(Value::Array(values)) => values,
                    _ => items(list).map(|item| json(&item)).collect(),
                };
                values.push(std::mem::take(&mut unfit.value));
                return Err((unfit, values));
            }
        }
        Ok(())
    }

    /// What is to be noted of the list.
    pub(super) fn of_list(self) -> Option<Note> {
        match self.0.is_empty() {
            true => None,
            false => Some(Note::Converted(Spelling::Items(self.0))),
        }
    }
}

/// The entries of an object with any keys that would be written otherwise than they
/// came.
#[derive(Default)]
pub(super) struct EntryNotes(EntrySpellings);

impl EntryNotes {
    /// Whether it matters that there is nothing to note of a value.
    pub(super) fn matter(&self) -> bool {
        !self.0.is_empty()
    }

    /// Notes something of the value of a key, or that there is nothing. One that does not fit is returned,
    /// along with all the entries up to it as they came.
    #[cold]
    pub(super) fn note(
        &mut self,
        key: &str,
        note: Option<Note>,
        map: &dyn FieldMap,
    ) -> Result<(), (Unfit, Map<String, Value>)> {
        match note {
            None => self.0.set(key, None),
            Some(Note::Converted(spelling)) => self.0.set(key, Some(spelling)),
            Some(Note::Blank(blank)) => self.0.set(key, Some(Spelling::blank(blank))),
            Some(Note::Unfit(mut unfit)) => {
                unfit.failure.key(key);
                let spelling = Spelling::Entries(std::mem::take(&mut self.0));
                let entries = ValueRef::Map(map);
                let mut members = match respell(&spelling, &entries) {
                    Some(Value::Object(members)) => members,
                    _ => Map::new(),
                };
                members.insert(key.to_owned(), std::mem::take(&mut unfit.value));
                return Err((unfit, members));
            }
        }
        Ok(())
    }

    /// What is to be noted of the object.
    pub(super) fn of_object(self) -> Option<Note> {
        match self.0.is_empty() {
            true => None,
            false => Some(Note::Converted(Spelling::Entries(self.0))),
        }
    }
}

/// What is noted while the members of an object with declared keys are read.
pub(super) struct MemberNotes {
    /// The key of what the object must have, or nothing.
    identity: &'static str,
    /// Whether the model keeps anything.
    keeps: bool,
    /// Whether it matters that there is nothing to note of a value.
    pub(super) matter: bool,
    /// What is noted of declared keys.
    declared: Vec<(String, Note)>,
    /// Where the object as a whole may not fit: members which stand for no value.
    blanks: Option<Map<String, Value>>,
}

impl MemberNotes {
    /// Notes of a model of which nothing has been read.
    pub(super) fn new(model: &mut dyn Codec, may_be_unfit: bool) -> Self {
        // Nothing is there yet, so what must be there is missing.
        let identity = model.missing().unwrap_or_default();
        let matter = may_be_unfit && !identity.is_empty();
        Self {
            identity,
            keeps: model.extra().is_some(),
            matter,
            declared: Vec::new(),
            blanks: matter.then(Map::new),
        }
    }

    /// Whether a value of this key that does not fit is kept.
    #[inline]
    pub(super) fn is_optional(&self, key: &str) -> bool {
        // Called for each key, and most differ in length.
        let differs = key.len() != self.identity.len() || key != self.identity;
        self.keeps && (differs || key.is_empty())
    }

    pub(super) fn keeps(&self) -> bool {
        self.keeps
    }

    /// Whether `null` has to be noted.
    pub(super) fn want_nulls(&self) -> bool {
        self.blanks.is_some()
    }

    /// Notes something of the value of a declared key, or that there is nothing. If
    /// the object does not fit because of it, it is returned, along with all the
    /// members up to it as they came.
    #[cold]
    pub(super) fn note(
        &mut self,
        key: &str,
        note: Option<Note>,
        model: &mut dyn Codec,
    ) -> Result<(), (Unfit, Map<String, Value>)> {
        if let Some(blanks) = &mut self.blanks {
            match &note {
                Some(Note::Blank(blank)) => _ = blanks.insert(key.to_owned(), blank.clone()),
                None if self.identity == key && model.missing().is_some() => {
                    blanks.insert(key.to_owned(), Value::from(""));
                }
                _ => {}
            }
        }
        // What was noted of an earlier value of the key.
        self.declared.retain(|(other, _)| other != key);
        match note {
            Some(Note::Unfit(mut unfit)) if !self.is_optional(key) => {
                unfit.failure.key(key);
                let mut before = self.came(model);
                before.insert(key.to_owned(), std::mem::take(&mut unfit.value));
                return Err((unfit, before));
            }
            None | Some(Note::Blank(Value::Null)) => {}
            Some(note) => {
                self.matter = true;
                self.declared.push((key.to_owned(), note));
            }
        }
        Ok(())
    }

    /// Moves what is noted to where the model keeps it.
    #[cold]
    pub(super) fn hand_over(&mut self, model: &mut dyn Codec) {
        let Some(extra) = model.extra() else {
            return;
        };
        for (key, note) in std::mem::take(&mut self.declared) {
            match note {
                Note::Blank(blank) => extra.spell(key, Spelling::blank(blank)),
                Note::Converted(spelling) => extra.spell(key, spelling),
                Note::Unfit(unfit) => {
                    let problem = unfit.failure.describe(&key);
                    extra.keep(key, unfit.value, Some(problem));
                }
            }
        }
    }

    /// The members that have been read, as they came.
    #[cold]
    pub(super) fn came(&mut self, model: &mut dyn Codec) -> Map<String, Value> {
        self.hand_over(model);
        let mut members = object(model);
        for (key, blank) in self.blanks.take().into_iter().flatten() {
            if !members.contains_key(&key) {
                members.insert(key, blank);
            }
        }
        members
    }
}
