//! The way from the root of a tree to the node that is being looked at.
//!
//! A pointer for each node would cost more than looking at it, so one is made only where it is shown.

use std::fmt::Write as _;

use super::pointer::{Pointer, push_token};
use super::yaml::node::Mark;

/// A step from a node to one below it.
pub(crate) struct Step<'a> {
    pub(crate) token: Token<'a>,
    /// Where the key stands, or the item starts.
    pub(crate) mark: Mark,
}

#[derive(Clone, Copy)]
pub(crate) enum Token<'a> {
    Key(&'a str),
    Index(usize),
}

/// Steps as a pointer.
pub(crate) fn pointer(steps: &[Step<'_>]) -> Pointer {
    let mut text = String::new();
    for step in steps {
        match step.token {
            Token::Key(key) => push_token(&mut text, key),
            Token::Index(index) => {
                // Writing to a String cannot fail.
                let _ = write!(text, "/{index}");
            }
        }
    }
    text.into()
}
