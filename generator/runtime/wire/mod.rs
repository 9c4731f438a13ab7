//! What goes over the wire: operations, requests, answers and how they are
//! encoded.

pub(crate) mod address;
mod answer;
pub(crate) mod encode;
mod method;
mod operation;
mod request;
pub(crate) mod style;

pub(crate) use answer::{Answer, request_id};
pub use method::Method;
pub use operation::Operation;
pub(crate) use request::RESERVED_HEADERS;
pub use request::Request;
pub use style::Style;
