//! The data side of the runtime: what a reply's JSON is decoded into, how a
//! model is shown and written back, and the scalar types of requests.
//!
//! It may not know about HTTP, clients or operations: text goes in, values come
//! out, and the other way round.
//!
//! An emitted model says two things only: where a key goes ([`Codec::slot`]) and
//! what it holds ([`Codec::view`]). Everything else (JSON paths in errors, the
//! lenient rules, unknown keys, redaction) stands here once and is compiled once
//! for a whole crate, however many models there are. That is why so much of it
//! goes through `dyn`: a serde derive per model costs five times the build time.

mod date;
mod decode;
mod decode_error;
mod field;
mod lenient;
mod open_enum;
mod page;
mod scalar;
mod sid;
mod sid_text;
mod timestamp;
mod view;

pub use date::{Date, DateError};
pub use decode::{deserialize, from_text, read};
pub use decode_error::DecodeError;
pub use field::{Codec, Datum, Field, FieldList, FieldMap, Fields, Fill, Parsed, Slot, ValueRef};
pub use open_enum::{OpenEnum, Unrecognized, recognize};
pub use page::{PageMeta, decode_page, read_page};
pub use scalar::Scalar;
pub use sid::{AnyPrefix, Prefix, Sid};
pub use sid_text::{SidError, SidText, is_sid};
pub use timestamp::{Timestamp, TimestampError};
pub use view::{debug, serialize};
