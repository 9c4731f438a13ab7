//! Recorded requests: replayed through the typed public API, and judged.
//!
//! The corpus comes with a judge of its own, `compare.py`. `judge` follows the same rules, so that `cargo test` is
//! enough, and is stricter where those overlook a mistake. These are differences too:
//!
//! - a reply that the client could not read;
//! - a number of records other than the corpus gives;
//! - a reserved character in a path that is not escaped;
//! - other escapes, authorization or header parameters in a request for a following page.

mod case;
mod judge;
mod replay;

use std::fmt;
use std::io;

use serde_json::Value;

pub use self::case::{Case, Malformed};
pub use self::judge::{Difference, differences};
pub use self::replay::Stage;

/// One case, replayed and judged.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// `flex_v1/CreateChannel/minimal`.
    pub key: String,
    /// Whether no client has to reproduce the case.
    pub advisory: bool,
    /// The recording, in the form that `compare.py` reads.
    pub candidate: Value,
    /// The differences from the corpus.
    pub differences: Vec<Difference>,
}

impl Outcome {
    /// Whether the client does what the case asks.
    pub fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.advisory { "advisory " } else { "" };
        for Difference {
            kind,
            corpus,
            candidate,
        } in &self.differences
        {
            writeln!(f, "{mark}{}: {kind}", self.key)?;
            writeln!(f, "    corpus    {corpus}")?;
            writeln!(f, "    candidate {candidate}")?;
        }
        Ok(())
    }
}

/// Replays cases, one after the other.
///
/// # Errors
///
/// When a server cannot be started or a client cannot be built.
pub async fn replay(cases: &[Case]) -> io::Result<Vec<Outcome>> {
    let stage = Stage::new().await?;
    let mut outcomes = Vec::with_capacity(cases.len());
    for case in cases {
        let candidate = stage.record(case).await;
        let differences = differences(case, &candidate);
        outcomes.push(Outcome {
            key: case.key(),
            advisory: case.is_advisory(),
            candidate,
            differences,
        });
    }
    Ok(outcomes)
}
