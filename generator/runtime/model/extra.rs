//! What a reply held that no field of its model holds: undeclared keys, and
//! declared ones whose value is of another type.
//!
//! It may not know any model, nor how JSON is decoded.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::spelling::Spelling;

/// A value of a reply that no field of its model holds.
///
/// `Debug` does not show the value, which may be personal.
#[derive(Clone, PartialEq)]
pub struct ExtraValue {
    value: Value,
    problem: Option<Box<str>>,
}

impl ExtraValue {
    /// The value as it came.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Why the field of this key does not hold the value, as in `expected an
    /// object, found text`; `None` if the document declares no such key.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }
}

impl fmt::Debug for ExtraValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = self.problem.as_deref();
        f.write_str(problem.unwrap_or("not declared"))
    }
}

/// What a model keeps beside its fields. It is one pointer if that is nothing.
///
/// Two that differ only in how the values of fields were spelled are equal. It is
/// complete before anybody can clone it.
#[derive(Default)]
pub struct Extra(Option<Arc<Kept>>);

#[derive(Default)]
struct Kept {
    values: BTreeMap<String, ExtraValue>,
    /// How values of fields came that would be written otherwise, by declared key.
    spellings: Vec<(String, Spelling)>,
}

static NO_VALUES: BTreeMap<String, ExtraValue> = BTreeMap::new();

// Written by hand and not inlined: derived, they would be compiled for each model.

impl Clone for Extra {
    #[inline(never)]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl PartialEq for Extra {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        self.values() == other.values()
    }
}

impl Extra {
    /// The values by their keys.
    #[must_use]
    pub fn values(&self) -> &BTreeMap<String, ExtraValue> {
        match &self.0 {
            Some(kept) => &kept.values,
            None => &NO_VALUES,
        }
    }

    /// Keeps the value of a key that is not declared, or why it does not fit.
    pub(super) fn keep(&mut self, key: String, value: Value, problem: Option<String>) {
        let problem = problem.map(String::into_boxed_str);
        if let Some(kept) = Arc::get_mut(self.0.get_or_insert_default()) {
            kept.values.insert(key, ExtraValue { value, problem });
        }
    }

    /// Keeps how the value of a field was spelled.
    pub(super) fn spell(&mut self, key: String, spelling: Spelling) {
        if let Some(kept) = Arc::get_mut(self.0.get_or_insert_default()) {
            kept.spellings.push((key, spelling));
        }
    }

    /// How the value of a field was spelled, if it would be written otherwise.
    pub(super) fn spelling(&self, key: &str) -> Option<&Spelling> {
        let mut spellings = self.0.as_ref()?.spellings.iter();
        spellings.find_map(|(other, spelling)| (other == key).then_some(spelling))
    }
}
