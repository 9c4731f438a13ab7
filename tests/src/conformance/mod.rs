//! Recorded requests: replayed through the typed public API, and judged.
//!
//! The corpus and its judge are described in `conformance/README.md` of the shared folder; `judge` here follows the
//! same rules as `compare.py` there, so that `cargo` alone can tell, and is stricter where those cannot see a mistake:
//!
//! - a reply that the client could not read is a difference;
//! - so is another number of records, wherever the corpus gives one;
//! - so is something reserved in a path that is not escaped;
//! - and of the requests for following pages, the escapes, the authorization and the header parameters count too.

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
    /// What was recorded, in the candidate form.
    pub candidate: Value,
    /// What is not as the corpus has it.
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
/// When no server or no client can be had.
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
