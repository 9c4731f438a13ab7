//! Calls: from an operation and values to code that makes the call, in Rust and for curl.
//!
//! Code is described by pieces, which a page carries for its form and which are filled in here and in `call.js` by the
//! same rules. Nothing is sent, and nothing here knows a credential.

mod build;
mod curl;
mod parameters;
mod percent;
mod piece;
mod problem;
mod quote;
mod rust;
mod style;

pub use self::build::{BuiltCall, BuiltRequest, Problem, build, values_of_json};
pub use self::parameters::{CallParameter, CallType};
pub use self::piece::{Piece, Values};
pub use self::quote::Quote;

use indexmap::IndexMap;
use serde::Serialize;

use super::page::Language;
use crate::model::{Document, Operation};

/// What can be given for a call, and the code that takes it. As JSON, what a page's form is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CallForm {
    /// Everything that can be given, in document order; a JSON body is one called `body`.
    pub parameters: Vec<CallParameter>,
    /// By the key of the language. As JSON, a number in the place of a piece is that piece of the first language.
    #[serde(serialize_with = "piece::shared")]
    pub samples: IndexMap<&'static str, Vec<Piece>>,
}

impl CallForm {
    /// The form of an operation. `is_named` chooses the accessor that takes a name where there is one beside that which
    /// takes a SID.
    pub fn new(
        document: &Document,
        operation: &Operation,
        crate_name: &str,
        is_named: bool,
    ) -> Option<Self> {
        let mut parameters = parameters::parameters(document, operation);
        let handle = rust::handle(document, operation, is_named)?;
        rust::show_sids(document, operation, handle, &mut parameters);
        let code = rust::Call {
            document,
            operation,
            parameters: &parameters,
            handle,
            crate_name,
        };
        let samples = IndexMap::from([
            (Language::Rust.key(), code.pieces(false)?),
            (Language::Blocking.key(), code.pieces(true)?),
            (
                Language::Curl.key(),
                curl::pieces(document, operation, &parameters),
            ),
        ]);
        Some(Self {
            parameters,
            samples,
        })
    }

    /// The code of a call with these values.
    pub fn code(&self, language: Language, values: &Values) -> String {
        let pieces = self.samples.get(language.key()).map(Vec::as_slice);
        piece::fill(pieces.unwrap_or_default(), &self.parameters, values)
    }
}
