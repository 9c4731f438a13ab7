//! Room: how much text the crate of a document may get.
//!
//! Many places may refer to one node, and each of them is emitted with all that the node says: a small document could
//! ask for more text than there is memory. So whatever is lowered first takes the room that its text will need, by a
//! rule of thumb, and where there is none, lowering ends with a diagnostic. May not know what is lowered.

use serde_json::Value;

use crate::model::Constraints;

/// The most text for one document, in bytes: five times what Twilio's largest needs.
const MOST_OF_DOCUMENT: usize = 10_000_000;

/// The most text for all documents of a crate: four times what all that Twilio publishes need.
const MOST_OF_CRATE: usize = 64_000_000;

/// What the parts of a crate need beside names and prose, in bytes of emitted text; measured, and rounded up. What
/// stands in a file of its own counts for more, for a file costs as much time as some thousand bytes; and so do
/// parameters and models, for which most is looked up.
pub(crate) const OF_OPERATION: usize = 2_500;
pub(crate) const OF_PLACE: usize = 7_500;
pub(crate) const OF_PARAMETER: usize = 800;
pub(crate) const OF_MODEL: usize = 1_250;
pub(crate) const OF_FIELD: usize = 250;
pub(crate) const OF_VALUE: usize = 170;
pub(crate) const OF_EXAMPLE: usize = 150;

/// The room that is left.
#[derive(Debug)]
pub(crate) struct Room {
    in_document: usize,
    in_crate: usize,
    is_gone: bool,
}

impl Room {
    /// The room of a crate in which nothing is yet.
    pub(crate) fn new() -> Self {
        Self {
            in_document: MOST_OF_DOCUMENT,
            in_crate: MOST_OF_CRATE,
            is_gone: false,
        }
    }

    /// The room for one document more.
    pub(crate) fn next_document(&mut self) {
        self.in_document = MOST_OF_DOCUMENT;
        self.is_gone = false;
    }

    /// Takes room for so many bytes. The first time that there is none, says what would be too large.
    pub(crate) fn take(&mut self, bytes: usize) -> Result<(), Option<String>> {
        if self.is_gone {
            return Err(None);
        }
        let in_document = self.in_document.checked_sub(bytes);
        let in_crate = self.in_crate.checked_sub(bytes);
        if let (Some(in_document), Some(in_crate)) = (in_document, in_crate) {
            self.in_document = in_document;
            self.in_crate = in_crate;
            return Ok(());
        }
        self.is_gone = true;
        let (what, most) = match in_document {
            None => ("document", MOST_OF_DOCUMENT),
            Some(_) => ("crate", MOST_OF_CRATE),
        };
        Err(Some(format!(
            "what is read up to here makes more than {most} bytes of code for this {what}"
        )))
    }

    /// Whether something was left out because there was none.
    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone
    }
}

/// What lines of docs need: each has its mark and its indentation, and many stand in two places.
pub(crate) fn of_docs(lines: &[String]) -> usize {
    lines.iter().map(|line| 2 * line.len() + 20).sum()
}

/// What a text needs that stands in names, in docs and in code.
pub(crate) fn of_text(text: &str) -> usize {
    4 * text.len()
}

/// What is said of a value's bounds.
pub(crate) fn of_constraints(constraints: &Constraints) -> usize {
    let texts = [
        &constraints.pattern,
        &constraints.format,
        &constraints.default,
    ];
    let texts = texts.into_iter().flatten().map(|text| 2 * text.len());
    texts.sum()
}

/// What an example needs, which tests hold as JSON.
pub(crate) fn of_example(value: &Value) -> usize {
    OF_EXAMPLE + of_json(value)
}

fn of_json(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len() + 4,
        Value::Array(items) => 4 + items.iter().map(of_json).sum::<usize>(),
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| name.len() + 6 + of_json(value));
            4 + members.sum::<usize>()
        }
    }
}
