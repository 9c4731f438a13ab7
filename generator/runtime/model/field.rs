//! What a field of a model may hold, and the two ways to reach it without
//! knowing its type: [`Slot`] to put something in, [`ValueRef`] to look at it.
//!
//! Nothing here reads or writes JSON; `decode` and `view` do. What is generic here
//! is compiled once per model or per enum, hence plain matches and no combinators.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::mem::ManuallyDrop;

use serde_json::Value;

use super::sid_text::SidText;

/// An object of the API. Emitted for each schema that has properties.
pub trait Codec: fmt::Debug {
    /// The field that a key of the JSON object goes to; `None` where the key is
    /// not declared, and then its value is skipped.
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field>;

    /// Adds each field under its wire name, in the order of the document.
    fn view<'a>(&'a self, fields: &mut Fields<'a>);

    /// The wire name of a field that a reply must have and this one did not:
    /// the resource's own identity, where it has one.
    fn missing(&self) -> Option<&'static str> {
        None
    }
}

/// The fields of a model under their wire names, in the document's order.
#[derive(Default)]
pub struct Fields<'a> {
    pub(super) fields: Vec<(&'static str, &'a dyn Field, bool)>,
}

impl<'a> Fields<'a> {
    // Neither is inlined: that would repeat the growing of the list at each of the
    // hundreds of calls.

    /// Adds a field.
    #[inline(never)]
    pub fn add(&mut self, name: &'static str, field: &'a dyn Field) {
        self.fields.push((name, field, false));
    }

    /// Adds a field whose value is personal: it is written to JSON, but shown
    /// only as `[redacted]`.
    #[inline(never)]
    pub fn add_private(&mut self, name: &'static str, field: &'a dyn Field) {
        self.fields.push((name, field, true));
    }
}

/// One thing that an optional field, a list or a map can hold.
///
/// Every model is one. An open enum's implementation is emitted with it.
pub trait Datum: Sized {
    /// Where a value goes that is about to be read. What was there before is of
    /// no interest any more.
    fn slot(field: &mut Option<Self>) -> Slot<'_>;

    /// What it holds.
    fn value(&self) -> ValueRef<'_>;
}

/// A field of a model as the decoder and the printers see it: `Option` of any
/// [`Datum`], or the identity of a resource.
pub trait Field {
    /// Makes it absent.
    fn clear(&mut self);

    /// Where a value goes that is about to be read.
    fn slot(&mut self) -> Slot<'_>;

    /// What it holds.
    fn value(&self) -> ValueRef<'_>;
}

/// A place for a value of one kind.
pub enum Slot<'a> {
    /// Any text.
    Text(&'a mut Option<String>),
    /// A SID of any kind.
    Sid(&'a mut SidText),
    /// Text that is kept as something else than a string.
    Parsed(&'a mut dyn Parsed),
    /// A whole number.
    Integer(&'a mut Option<i64>),
    /// Any number.
    Number(&'a mut Option<f64>),
    /// True or false.
    Flag(&'a mut Option<bool>),
    /// Anything.
    Untyped(&'a mut Option<Value>),
    /// An object with declared keys.
    Object(&'a mut dyn Codec),
    /// A list, empty so far.
    List(&'a mut dyn FieldList),
    /// An object with free keys, empty so far.
    Map(&'a mut dyn FieldMap),
}

impl Slot<'_> {
    /// What an error says was expected here.
    pub(super) fn expected(&self) -> &'static str {
        match self {
            Self::Text(_) | Self::Sid(_) | Self::Parsed(_) => "text",
            Self::Integer(_) => "an integer",
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::Untyped(_) => "any value",
            Self::Object(_) | Self::Map(_) => "an object",
            Self::List(_) => "a list",
        }
    }
}

/// A place for text that becomes an enum or a point in time. Neither ever refuses
/// one, so that no reply is lost to a value that nobody knew.
pub trait Parsed {
    /// Takes the text of a reply.
    fn read(&mut self, text: &str);
}

/// Offers a place to a reader and tells whether there was an item to read.
pub type Fill<'f> = dyn FnMut(&mut dyn Field) -> bool + 'f;

/// A list whose item type is not known.
pub trait FieldList {
    /// Lets `fill` read one more item, and appends it.
    fn add(&mut self, fill: &mut Fill<'_>);

    /// The item at a place from 0; nothing behind the last.
    fn item(&self, index: usize) -> ValueRef<'_>;
}

/// An object with free keys whose value type is not known.
pub trait FieldMap {
    /// Lets `fill` read the value of `key`, in place of an earlier one.
    fn set(&mut self, key: &str, fill: &mut Fill<'_>);

    /// The entries in the order of their keys.
    fn entries(&self) -> Vec<(&str, ValueRef<'_>)>;
}

/// What a field holds.
pub enum ValueRef<'a> {
    /// Nothing.
    Absent,
    /// Text, exactly as it goes on the wire.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// Anything.
    Untyped(&'a Value),
    /// An object with declared keys.
    Object(&'a dyn Codec),
    /// A list.
    List(&'a dyn FieldList),
    /// An object with free keys.
    Map(&'a dyn FieldMap),
}

impl<T: Datum> Field for Option<T> {
    // Dropping a model is much code, so it is kept in this one place.
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
}

impl Datum for String {
    fn slot(field: &mut Option<Self>) -> Slot<'_> {
        Slot::Text(field)
    }

    fn value(&self) -> ValueRef<'_> {
        ValueRef::Text(self.into())
    }
}

/// A resource's own identity where it has no pattern.
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
        // Cleared by hand, to keep the code that drops a model in one place.
        let mut item = ManuallyDrop::new(None);
        if !fill(&mut *item) {
            item.clear();
        } else if let Some(item) = ManuallyDrop::into_inner(item) {
            self.push(item);
        }
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
                // A key that stood there before and is null now is rare, and `remove`
                // is a lot of code to compile for each type of map.
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
