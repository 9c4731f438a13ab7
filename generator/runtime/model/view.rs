//! Prints and encodes models: the fields that have a value, in the order of the
//! document.
//!
//! It may not know any model.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::field::{Codec, FieldList, Fields, ValueRef};

impl<'a> Fields<'a> {
    /// The fields of a model that have a value.
    fn present(model: &'a dyn Codec) -> Vec<(&'static str, ValueRef<'a>, bool)> {
        let mut all = Self::default();
        model.view(&mut all);
        let values = all.fields.into_iter().map(|(n, f, p)| (n, f.value(), p));
        values
            .filter(|(_, value, _)| !matches!(value, ValueRef::Absent))
            .collect()
    }
}

/// Encodes a model. The `Serialize` of each model calls this.
///
/// # Errors
///
/// Those of the format.
pub fn serialize<S: Serializer>(model: &dyn Codec, serializer: S) -> Result<S::Ok, S::Error> {
    let fields = Fields::present(model);
    let mut map = serializer.serialize_map(Some(fields.len()))?;
    for (name, value, _) in fields {
        map.serialize_entry(name, &value)?;
    }
    map.end()
}

/// Prints a model as a derived `Debug` would, but without absent fields and with
/// personal values redacted. The `Debug` of each model calls this.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug(name: &str, model: &dyn Codec, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut output = f.debug_struct(name);
    for (name, value, private) in Fields::present(model) {
        match private {
            true => output.field(name, &format_args!("[redacted]")),
            false => output.field(name, &value),
        };
    }
    output.finish()
}

fn items(list: &dyn FieldList) -> impl Iterator<Item = ValueRef<'_>> {
    (0..)
        .map(|index| list.item(index))
        .take_while(|value| !matches!(value, ValueRef::Absent))
}

impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Untyped(value) => value.serialize(serializer),
            Self::Object(model) => serialize(*model, serializer),
            Self::List(list) => serializer.collect_seq(items(*list)),
            Self::Map(map) => serializer.collect_map(map.entries()),
        }
    }
}

impl fmt::Debug for ValueRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Text(text) => text.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
            Self::Untyped(value) => value.fmt(f),
            Self::Object(model) => model.fmt(f),
            Self::List(list) => f.debug_list().entries(items(*list)).finish(),
            Self::Map(map) => f.debug_map().entries(map.entries()).finish(),
        }
    }
}
