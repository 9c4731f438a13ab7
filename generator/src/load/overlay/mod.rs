//! Overlays (OpenAPI Overlay 1.0 and 1.1): corrections of a document, applied before anything else is made of it.

mod action;
mod choice;
mod merge;
mod overlays;

pub(super) use self::choice::{check_choice, choose};
pub(super) use self::overlays::{Overlay, apply, read};
