//! Lowering: every decision between a document and the model is taken here, once.
//!
//! openapiv3 comes in, `model` goes out. Lowering knows Twilio's conventions (verbs, SIDs, envelopes,
//! `x-twilio`) and Rust's rules for names; it does not know how code is spelled.

mod accessors;
mod context;
mod count;
mod document;
mod enums;
pub mod fixup;
mod handles;
pub mod lock;
pub(crate) mod names;
mod operations;
mod parameters;
mod paths;
mod prose;
mod recursion;
mod registry;
mod replies;
mod reserved;
mod schemas;
mod self_links;
mod sids;
mod singular;
mod tree;
mod types;
mod usage;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::model::{Counts, Model};
use crate::spec;

use self::registry::Registry;

pub(crate) use self::names::{is_keyword, type_ident};
pub(crate) use self::operations::placeholders;
pub(crate) use self::prose::code;
pub(crate) use self::sids::ANY as ANY_PREFIX;
pub(crate) use self::singular::singular;

/// The names of an earlier run: (scope, place) → identifier.
pub type NameLock = BTreeMap<(String, String), String>;

/// What lowering yields.
#[derive(Debug)]
pub struct Lowered {
    /// The model.
    pub model: Model,
    /// Every name given, those of the lock included.
    pub names: NameLock,
    /// What is worth knowing and stops nothing.
    pub warnings: Vec<Diagnostic>,
}

/// Lowers documents into one model.
///
/// # Errors
///
/// Every problem of every document, if there is any.
pub fn lower(
    documents: &[spec::Document],
    config: &Config,
    lock: &NameLock,
) -> Result<Lowered, Vec<Diagnostic>> {
    let mut registry = Registry::with_lock(lock);
    let mut problems = Vec::new();
    let mut model = Model {
        counts: Counts::default(),
        documents: Vec::new(),
        sid_kinds: Vec::new(),
    };
    for document in documents {
        let lowered = document::lower(
            document,
            config,
            &mut registry,
            &mut model.sid_kinds,
            &mut problems,
        );
        let twin = model
            .documents
            .iter()
            .find(|known| known.key == lowered.key);
        if let Some(twin) = twin {
            problems.push(
                Diagnostic::error(
                    Code::SameDocument,
                    &Place::file(document.file()),
                    format!(
                        "this is {} {}, and so is {}",
                        lowered.product.ident, lowered.version.ident, twin.file
                    ),
                )
                .help("give `product` and `version` in codegen.toml, or leave one document out"),
            );
        }
        model.counts.add(&lowered.counts);
        model.documents.push(lowered);
    }
    let (mut errors, mut warnings): (Vec<_>, Vec<_>) = problems
        .into_iter()
        .partition(|found| found.severity == Severity::Error);
    if !errors.is_empty() {
        shorten(&mut errors, "errors");
        return Err(errors);
    }
    shorten(&mut warnings, "warnings");
    Ok(Lowered {
        model,
        names: registry.into_lock(),
        warnings,
    })
}

/// More than so many problems of one kind help nobody.
const MOST: usize = 200;

fn shorten(problems: &mut Vec<Diagnostic>, what: &str) {
    if problems.len() <= MOST {
        return;
    }
    problems.truncate(MOST);
    if let Some(last) = problems.last() {
        let more = Diagnostic {
            code: Code::TooMany,
            severity: last.severity,
            place: Place::file(last.place.name()),
            problem: format!("there are more {what}; the first {MOST} that were found are shown"),
            help: None,
        };
        problems.push(more);
    }
}
