//! How many further attempts all calls of a client may make together.
//!
//! While a service is down, each call that tries again adds to its load. It may not
//! know calls or clocks.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a further attempt takes from a budget. A call that succeeds at once gives back
/// one part.
const COST: u32 = 5;

/// The further attempts that are left to a client, in parts.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    most: u32,
    left: AtomicU32,
}

impl RetryBudget {
    /// A full budget of this many further attempts.
    pub(crate) fn new(attempts: u32) -> Self {
        let most = attempts.saturating_mul(COST);
        Self {
            most,
            left: AtomicU32::new(most),
        }
    }

    /// Takes a further attempt, if one is left.
    pub(crate) fn take(&self) -> bool {
        let take = |left: u32| left.checked_sub(COST);
        let taken = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        taken.is_ok()
    }

    /// Gives back for a call that succeeded: all of its last attempt, or a part if it was
    /// the first.
    pub(crate) fn give_back(&self, attempts: u32) {
        let parts = if attempts > 1 { COST } else { 1 };
        let give = |left: u32| Some(left.saturating_add(parts).min(self.most));
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}
