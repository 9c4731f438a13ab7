//! Problems in what a user gave the generator, each with its location, and how they are shown.
//!
//! Every stage reports problems in these terms. The module knows files, lines and columns; it may not know what a
//! document is.

mod code;
mod escape;
mod json;
mod location;
mod problem;
mod render;
mod source;

pub use self::code::{Code, Weight};
pub use self::escape::{escape, is_hidden};
pub use self::json::render_json;
pub use self::location::Location;
pub use self::problem::{Diagnostic, Severity};
pub use self::render::{Colour, render};
pub use self::source::Sources;
