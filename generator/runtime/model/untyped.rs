//! Reads the keys of objects, and the rest of a value as it came.
//!
//! It may not know fields.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The rest of a list, behind the items that have been read.
pub(super) fn rest_of_list<'de, A: SeqAccess<'de>>(
    mut items: A,
    mut values: Vec<Value>,
) -> Result<Value, A::Error> {
    while let Some(value) = items.next_element()? {
        values.push(value);
    }
    Ok(Value::Array(values))
}

/// The rest of an object, beside the members that have been read.
pub(super) fn rest_of_object<'de, A: MapAccess<'de>>(
    mut entries: A,
    mut members: Map<String, Value>,
) -> Result<Value, A::Error> {
    while let Some(Key(key)) = entries.next_key_seed(KeySeed)? {
        members.insert(key.into_owned(), entries.next_value()?);
    }
    Ok(Value::Object(members))
}

/// A key of an object. It borrows from the text unless it has escapes.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

pub(super) struct KeySeed;

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
