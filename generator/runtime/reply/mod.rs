//! Replies: what one is read into, and the pages of lists.

mod cursor;
mod page;
mod pages;
#[allow(
    clippy::module_inception,
    reason = "the file is named after the type that it defines"
)]
mod reply;

pub use cursor::{Cursor, CursorError};
pub use page::Page;
pub use pages::{Items, List, Pages};
pub use reply::{RawReply, Reply};
