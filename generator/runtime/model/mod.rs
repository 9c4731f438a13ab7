//! The data side of the runtime: how JSON is decoded into models, how models are
//! printed and encoded, and the scalar types of requests.
//!
//! It may not know HTTP, clients or operations: it turns text into values and
//! values into text.
//!
//! An emitted model defines two things only: the field of a key ([`Codec::slot`]) and
//! the list of its fields ([`Codec::view`]). Everything else (JSON paths in errors,
//! the lenient rules, unknown keys, redaction) is written here once and compiled
//! once for a whole crate, however many models it has. That is why so much of it
//! uses `dyn`: deriving serde's traits for each model takes five times as long to
//! build.

mod choice;
mod conversions;
mod date;
mod decode;
mod decode_error;
mod extra;
mod field;
mod lenient;
mod notation;
mod notes;
mod open_enum;
mod page;
mod pass;
mod read;
mod scalar;
mod sid;
mod sid_text;
mod spelling;
mod timestamp;
mod untyped;
mod view;
mod written;

pub use choice::{Choice, ModelKeys, Union, choose, read_as};
pub use date::{Date, DateError};
pub use decode_error::DecodeError;
pub use extra::{Extra, ExtraValue};
pub use field::{
    Codec, Datum, Field, FieldList, FieldMap, Fields, Fill, Parsed, Slot, UnionField, ValueRef,
};
pub use open_enum::{OpenEnum, Unrecognized, recognize};
pub use page::{PageMeta, decode_page, read_page};
pub use read::{deserialize, from_text, read};
pub use scalar::Scalar;
pub use sid::{AnyPrefix, Prefix, Sid};
pub use sid_text::{SidError, SidText, is_sid};
pub use timestamp::{Timestamp, TimestampError};
pub use view::{debug, serialize};
