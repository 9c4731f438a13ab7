//! What a model is written as: its fields, spelled as they came if they have not
//! been changed since, and what it keeps beside them.
//!
//! It may not know any model, nor any format.

use serde_json::{Map, Number, Value};

use super::field::{Codec, FieldList, FieldMap, Fields, ValueRef};
use super::spelling::{EntrySpellings, Spelling};

/// A member of the object that a model is written as.
pub(super) enum Member<'a> {
    /// The value of a field.
    Field(ValueRef<'a>),
    /// The value of a field as it came.
    Spelled(Value),
    /// What no field holds.
    Extra(&'a Value),
}

/// The members of the object that a model is written as: its fields in the order of
/// the document, then what it keeps beside them.
pub(super) fn members(model: &dyn Codec) -> Vec<(&str, Member<'_>)> {
    let mut fields = Fields::default();
    model.view(&mut fields);
    let mut members = Vec::with_capacity(fields.fields.len());
    for (name, field, _) in &fields.fields {
        let value = field.value();
        let spelling = fields.extra.and_then(|extra| extra.spelling(name));
        match spelling.and_then(|spelling| respell(spelling, &value)) {
            Some(value) => members.push((*name, Member::Spelled(value))),
            None if matches!(value, ValueRef::Absent) => {}
            None => members.push((*name, Member::Field(value))),
        }
    }
    let written = members.len();
    let Some(extra) = fields.extra else {
        return members;
    };
    for (key, extra) in extra.values() {
        // A field that did not fit may have been set since.
        let is_set =
            extra.problem().is_some() && members.iter().take(written).any(|(name, _)| name == key);
        if !is_set {
            members.push((key, Member::Extra(extra.value())));
        }
    }
    members
}

/// What a value is written as.
pub(super) fn json(value: &ValueRef<'_>) -> Value {
    match value {
        ValueRef::Absent => Value::Null,
        ValueRef::Text(text) => Value::String(text.clone().into_owned()),
        ValueRef::Integer(number) => Value::from(*number),
        ValueRef::Number(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
        ValueRef::Flag(flag) => Value::Bool(*flag),
        ValueRef::Untyped(value) => (*value).clone(),
        ValueRef::Object(model) => Value::Object(object(*model)),
        ValueRef::List(list) => Value::Array(items(*list).map(|item| json(&item)).collect()),
        ValueRef::Map(map) => {
            let mut members = Map::new();
            for (key, value) in map.entries() {
                members.insert(key.to_owned(), json(&value));
            }
            Value::Object(members)
        }
    }
}

/// The object that a model is written as.
pub(super) fn object(model: &dyn Codec) -> Map<String, Value> {
    let mut object = Map::new();
    for (key, member) in members(model) {
        let value = match member {
            Member::Field(value) => json(&value),
            Member::Spelled(value) => value,
            Member::Extra(value) => value.clone(),
        };
        object.insert(key.to_owned(), value);
    }
    object
}

/// The items of a list.
pub(super) fn items(list: &dyn FieldList) -> impl Iterator<Item = ValueRef<'_>> {
    (0..)
        .map(|index| list.item(index))
        .take_while(|value| !matches!(value, ValueRef::Absent))
}

/// A value as it came, or `None` if it has been changed since.
pub(super) fn respell(spelling: &Spelling, value: &ValueRef<'_>) -> Option<Value> {
    match (spelling, value) {
        (Spelling::Scalar { came, written }, value) => {
            (json(value) == *written).then(|| came.clone())
        }
        (Spelling::Items(spellings), ValueRef::List(list)) => respell_items(spellings, *list),
        (Spelling::Entries(spellings), ValueRef::Map(map)) => respell_entries(spellings, *map),
        _ => None,
    }
}

fn respell_items(spellings: &[(usize, Spelling)], list: &dyn FieldList) -> Option<Value> {
    let mut items = items(list);
    let mut values = Vec::new();
    for (index, spelling) in spellings {
        while values.len() < *index {
            values.push(json(&items.next()?));
        }
        match spelling.as_blank() {
            Some(blank) => values.push(blank.clone()),
            None => values.push(respell(spelling, &items.next()?)?),
        }
    }
    values.extend(items.map(|item| json(&item)));
    Some(Value::Array(values))
}

fn respell_entries(spellings: &EntrySpellings, map: &dyn FieldMap) -> Option<Value> {
    let mut members = Map::new();
    for (key, value) in map.entries() {
        let value = match spellings.get(key) {
            Some(spelling) => respell(spelling, &value)?,
            None => json(&value),
        };
        members.insert(key.to_owned(), value);
    }
    for (key, spelling) in spellings.iter() {
        if !members.contains_key(key) {
            members.insert(key.clone(), respell(spelling, &ValueRef::Absent)?);
        }
    }
    Some(Value::Object(members))
}
