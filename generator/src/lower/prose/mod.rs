//! Prose: from a description in a document to lines of rustdoc.
//!
//! A description is data from outside. Whatever it holds, the result is markdown that stays inside
//! its doc comment, that rustdoc reads without a warning, and that says what the author wrote.

mod blocks;
mod inline;

pub(crate) use blocks::doc_lines;
pub(crate) use inline::{code, one_line};
