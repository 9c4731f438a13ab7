//! Replies: what one is read into, and the pages of lists.

mod cursor;
mod item_ranges;
mod page;
mod pager;
mod pages;
mod typed_reply;
mod window;

pub use cursor::{Cursor, CursorError};
pub use page::Page;
pub use pages::{Items, List, Pages};
pub use typed_reply::{RawReply, Reply};
