//! Prints and encodes models: the fields that have a value, in the order of the
//! document, and what no field holds.
//!
//! It may not know any model.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::extra::Extra;
use super::field::{Codec, Fields, ValueRef};
use super::written::{Member, items, members};

/// Encodes a model. The `Serialize` of each model calls this.
///
/// # Errors
///
/// Those of the format.
pub fn serialize<S: Serializer>(model: &dyn Codec, serializer: S) -> Result<S::Ok, S::Error> {
    let members = members(model);
    let mut map = serializer.serialize_map(Some(members.len()))?;
    for (name, member) in &members {
        match member {
            Member::Field(value) => map.serialize_entry(name, value)?,
            Member::Spelled(value) => map.serialize_entry(name, value)?,
            Member::Extra(value) => map.serialize_entry(name, value)?,
        }
    }
    map.end()
}

/// Prints a model as a derived `Debug` would, but without absent fields and with
/// personal values redacted. Of what no field holds, which may be personal as well,
/// only the keys are shown. The `Debug` of each model calls this.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug(name: &str, model: &dyn Codec, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut output = f.debug_struct(name);
    let mut fields = Fields::default();
    model.view(&mut fields);
    for (name, field, private) in &fields.fields {
        match (field.value(), private) {
            (ValueRef::Absent, _) => {}
            (_, true) => _ = output.field(name, &format_args!("[redacted]")),
            (value, false) => _ = output.field(name, &value),
        }
    }
    if fields.extra.is_some_and(|extra| !extra.values().is_empty()) {
        output.field("extra", &Keys(fields));
    }
    output.finish()
}

/// The keys of what no field holds, and why.
struct Keys<'a>(Fields<'a>);

impl fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = f.debug_map();
        let extra = self.0.extra.into_iter().flat_map(Extra::values);
        for (key, value) in extra {
            // Why names keys within the value, which are personal as well.
            let mut fields = self.0.fields.iter();
            match fields.any(|(name, _, private)| *private && name == key) {
                true => output.entry(key, &format_args!("[redacted]")),
                false => output.entry(key, value),
            };
        }
        output.finish()
    }
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
