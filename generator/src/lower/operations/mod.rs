//! Operations: their paths, parameters, bodies and replies.

pub(crate) mod bodies;
pub(crate) mod content;
pub(crate) mod operation;
pub(crate) mod paging;
pub(crate) mod parameters;
pub(crate) mod paths;
pub(crate) mod replies;
pub(crate) mod styles;
pub(crate) mod taken_over;
