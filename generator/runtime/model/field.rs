//! The values of a model's fields, and how to reach them without knowing their
//! types: [`Slot`] to write one, [`ValueRef`] to read one.
//!
//! It may not know JSON; `decode` and `view` do. What is generic here is compiled
//! for each model or enum, so it uses plain matches and no combinators.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::mem::ManuallyDrop;

use serde_json::Value;

use super::extra::Extra;
use super::sid_text::SidText;

/// A model of the API that can be decoded and encoded. It is implemented by each
/// emitted model.
pub trait Codec: fmt::Debug {
    /// The field for a key of the JSON object, or `None` if the key is not declared.
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field>;

    /// Adds each field with its name on the wire, in the order of the document.
    fn view<'a>(&'a self, fields: &mut Fields<'a>);

    /// The name on the wire of a field that a reply must have but did not. That can
    /// only be the identity of a resource.
    fn missing(&self) -> Option<&'static str> {
        None
    }

    /// Where what no field holds is kept. Without it, an undeclared key is skipped,
    /// and a value that does not fit is an error.
    fn extra(&mut self) -> Option<&mut Extra> {
        None
    }
}

/// The fields of a model with their names on the wire, in the order of the document.
#[derive(Default)]
pub struct Fields<'a> {
    pub(super) fields: Vec<(&'static str, &'a dyn Field, bool)>,
    pub(super) extra: Option<&'a Extra>,
}

impl<'a> Fields<'a> {
    // Not inlined, since the code that grows the list would be repeated at each of
    // the hundreds of calls.

    /// Adds a field.
    #[inline(never)]
    pub fn add(&mut self, name: &'static str, field: &'a dyn Field) {
        self.fields.push((name, field, false));
    }

    /// Adds a field whose value is personal. It is written to JSON, but `Debug` shows
    /// `[redacted]`.
    #[inline(never)]
    pub fn add_private(&mut self, name: &'static str, field: &'a dyn Field) {
        self.fields.push((name, field, true));
    }

    /// Adds what no field holds.
    pub fn add_extra(&mut self, extra: &'a Extra) {
        self.extra = Some(extra);
    }
}

/// A value that an optional field, a list or a map can hold.
///
/// Every model is one. For an open enum, the implementation is emitted.
pub trait Datum: Sized {
    /// The slot to decode a value into. An earlier value is lost.
    fn slot(field: &mut Option<Self>) -> Slot<'_>;

    /// The value itself.
    fn value(&self) -> ValueRef<'_>;
}

/// A field of a model whose type is not known: an `Option` of any [`Datum`], or the
/// identity of a resource.
pub trait Field {
    /// Makes the field absent.
    fn clear(&mut self);

    /// The slot to decode a value into.
    fn slot(&mut self) -> Slot<'_>;

    /// The value of the field.
    fn value(&self) -> ValueRef<'_>;
}

/// The target of a value of one kind.
pub enum Slot<'a> {
    /// Any text.
    Text(&'a mut Option<String>),
    /// A SID of any kind.
    Sid(&'a mut SidText),
    /// Text that is parsed.
    Parsed(&'a mut dyn Parsed),
    /// A whole number.
    Integer(&'a mut Option<i64>),
    /// Any number.
    Number(&'a mut Option<f64>),
    /// A boolean.
    Flag(&'a mut Option<bool>),
    /// Any JSON.
    Untyped(&'a mut Option<Value>),
    /// An object with declared keys.
    Object(&'a mut dyn Codec),
    /// An empty list.
    List(&'a mut dyn FieldList),
    /// An empty object with any keys.
    Map(&'a mut dyn FieldMap),
    /// An object that is one of several models.
    Union(&'a mut dyn UnionField),
}

impl Slot<'_> {
    /// What is expected here, as errors say it.
    pub(super) fn expected(&self) -> &'static str {
        match self {
            Self::Text(_) | Self::Sid(_) | Self::Parsed(_) => "text",
            Self::Integer(_) => "an integer",
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::Untyped(_) | Self::Union(_) => "any value",
            Self::Object(_) | Self::Map(_) => "an object",
            Self::List(_) => "a list",
        }
    }
}

/// The target of a text that becomes an enum, a date or a point in time. None of
/// them rejects a text, so that an unknown value does not make a reply unreadable.
pub trait Parsed {
    /// Parses and keeps the text.
    fn read(&mut self, text: &str);
}

/// The target of an object that is one of several models.
pub trait UnionField {
    /// Keeps the value.
    fn read(&mut self, value: Value);
}

/// Decodes the next item into a field, and returns whether there was one.
pub type Fill<'f> = dyn FnMut(&mut dyn Field) -> bool + 'f;

/// A list whose item type is not known.
pub trait FieldList {
    /// Lets `fill` decode an item, and appends it.
    fn add(&mut self, fill: &mut Fill<'_>);

    /// Removes all items.
    fn clear(&mut self);

    /// The item at an index, or [`ValueRef::Absent`] after the last one.
    fn item(&self, index: usize) -> ValueRef<'_>;
}

/// An object with any keys, whose value type is not known.
pub trait FieldMap {
    /// Lets `fill` decode the value of `key`, in place of an earlier one.
    fn set(&mut self, key: &str, fill: &mut Fill<'_>);

    /// The entries in the order of their keys.
    fn entries(&self) -> Vec<(&str, ValueRef<'_>)>;
}

/// The value of a field, borrowed.
pub enum ValueRef<'a> {
    /// Nothing.
    Absent,
    /// Text as it is on the wire.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// A boolean.
    Flag(bool),
    /// Any JSON.
    Untyped(&'a Value),
    /// An object with declared keys.
    Object(&'a dyn Codec),
    /// A list.
    List(&'a dyn FieldList),
    /// An object with any keys.
    Map(&'a dyn FieldMap),
}

impl<T: Datum> Field for Option<T> {
    // Not inlined, since the code that drops a model is large.
    #[inline(never)]
    fn clear(&mut self) {
        *self = None;
    }

    fn slot(&mut self) -> Slot<'_> {
        T::slot(self)
    }

    fn value(&self) -> ValueRef<'_> {
        match self {
            Some(value) => value.value(),
            None => ValueRef::Absent,
        }
    }
}

impl<M: Codec + Default> Datum for M {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Object(field.insert(M::default()))
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Object(self)
    }
}

/// For schemas that contain themselves.
impl<M: Codec> Codec for Box<M> {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        (**self).slot(key)
    }

    fn view<'a>(&'a self, fields: &mut Fields<'a>) {
        (**self).view(fields);
    }

    fn missing(&self) -> Option<&'static str> {
        (**self).missing()
    }

    fn extra(&mut self) -> Option<&mut Extra> {
        (**self).extra()
    }
}

impl Datum for String {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Text(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Text(self.into())
    }
}

/// The identity of a resource, if it is not a SID.
impl Field for String {
    fn clear(&mut self) {
        Self::clear(self);
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Parsed(self)
    }

    fn value(&self) -> ValueRef<'_> {
        match self.is_empty() {
            true => ValueRef::Absent,
            false => ValueRef::Text(self.into()),
        }
    }
}

impl Parsed for String {
    fn read(&mut self, text: &str) {
        text.clone_into(self);
    }
}

impl Datum for i64 {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Integer(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Integer(*self)
    }
}

impl Datum for f64 {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Number(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Number(*self)
    }
}

impl Datum for bool {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Flag(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Flag(*self)
    }
}

impl Datum for Value {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Untyped(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Untyped(self)
    }
}

impl<T: Datum> Datum for Vec<T> {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::List(field.insert(Self::default()))
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::List(self)
    }
}

impl<T: Datum> FieldList for Vec<T> {
    fn add(&mut self, fill: &mut Fill<'_>) {
        // Cleared by hand, so that the code that drops a model is not compiled again.
        let mut item = ManuallyDrop::new(None);
        if !fill(&mut *item) {
            item.clear();
        } else if let Some(item) = ManuallyDrop::into_inner(item) {
            self.push(item);
        }
    }

    fn clear(&mut self) {
        *self = Self::new();
    }

    fn item(&self, index: usize) -> ValueRef<'_> {
        match self.get(index) {
            Some(item) => item.value(),
            None => ValueRef::Absent,
        }
    }
}

impl<T: Datum> Datum for BTreeMap<String, T> {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Map(field.insert(Self::default()))
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Map(self)
    }
}

impl<T: Datum> FieldMap for BTreeMap<String, T> {
    fn set(&mut self, key: &str, fill: &mut Fill<'_>) {
        let mut value = None;
        if fill(&mut value) {
            match value {
                Some(value) => drop(self.insert(key.to_owned(), value)),
                // A repeated key whose last value is null is rare, and `remove` is a
                // lot of code to compile for each type of map.
                None if self.contains_key(key) => {
                    for (other, value) in std::mem::take(self) {
                        if other != key {
                            self.insert(other, value);
                        }
                    }
                }
                None => {}
            }
        }
    }

    fn entries(&self) -> Vec<(&str, ValueRef<'_>)> {
        self.iter()
            .map(|(key, value)| (key.as_str(), value.value()))
            .collect()
    }
}
