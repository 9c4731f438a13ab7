//! Objects that are one of several models: which of them a value is.
//!
//! It may not know any model. What is emitted for each union are tables of keys.

use serde_json::{Map, Value};

use super::field::{Datum, UnionField};
use super::read::deserialize;

/// What tells the models of a union apart.
#[derive(Debug)]
pub struct Choice {
    /// The key whose text says which model it is, if there is one.
    pub key: Option<&'static str>,
    /// What that text can be, each with the index of a model.
    pub texts: &'static [(&'static str, usize)],
    /// The keys of each model.
    pub models: &'static [ModelKeys],
}

/// The keys of a model.
#[derive(Debug)]
pub struct ModelKeys {
    /// Those that are declared.
    pub declared: &'static [&'static str],
    /// Those that are required.
    pub required: &'static [&'static str],
    /// Those whose text is always the same, with that text.
    pub fixed: &'static [(&'static str, &'static str)],
}

/// One of several models. It is implemented by each emitted union.
pub trait Union: Sized {
    /// The value as the model that it is, or as it came.
    fn of(value: Value) -> Self;
}

impl<T: Union> UnionField for Option<T> {
    fn read(&mut self, value: Value) {
        *self = Some(T::of(value));
    }
}

/// The index of the model that a value is, if it is one of them.
///
/// The text of the discriminator decides if it is there. Without it, the model is the
/// one that has all that it requires and leaves the fewest keys over; of two that
/// leave as many, the first.
#[must_use]
pub fn choose(value: &Value, choice: &Choice) -> Option<usize> {
    let object = value.as_object()?;
    if let Some(text) = choice.key.and_then(|key| object.get(key)) {
        let mut texts = choice.texts.iter();
        let named = texts.find(|(name, _)| text.as_str() == Some(name));
        return named.map(|(_, index)| *index);
    }
    let models = choice.models.iter().enumerate();
    let fitting = models.filter(|(_, keys)| keys.fit(object));
    let best = fitting.min_by_key(|(_, keys)| keys.leaves_over(object));
    best.map(|(index, _)| index)
}

impl ModelKeys {
    fn fit(&self, object: &Map<String, Value>) -> bool {
        let is_there = |key: &&str| object.get(*key).is_some_and(|value| !value.is_null());
        let is_fixed = |(key, text): &(&str, &str)| match object.get(*key) {
            Some(value) => value.as_str() == Some(text),
            None => true,
        };
        self.required.iter().all(is_there)
            && self.fixed.iter().all(is_fixed)
            // Of an object with other keys alone, nothing says that it is this one.
            && (object.is_empty() || self.leaves_over(object) < object.len())
    }

    /// How many keys of an object are not declared.
    fn leaves_over(&self, object: &Map<String, Value>) -> usize {
        let keys = object.keys();
        keys.filter(|key| !self.declared.contains(&key.as_str()))
            .count()
    }
}

/// Decodes a value as a model.
///
/// # Errors
///
/// The value as it came, if it does not fit the model.
pub fn read_as<T: Datum>(value: Value) -> Result<Box<T>, Value> {
    match deserialize(&value) {
        Ok(model) => Ok(Box::new(model)),
        Err(_) => Err(value),
    }
}
