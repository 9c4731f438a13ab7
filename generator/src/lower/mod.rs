//! Lowering: every decision between a document and the model is taken here, once.
//!
//! openapiv3 comes in, `model` goes out. Lowering knows Twilio's conventions (verbs, SIDs, envelopes,
//! `x-twilio`) and Rust's rules for names; it does not know how code is spelled.

pub(crate) mod context;
mod count;
mod declared;
mod document;
pub mod fixup;
mod identity;
mod modules;
pub(crate) mod operations;
pub(crate) mod prose;
pub(crate) mod setters;
pub(crate) mod tree;
pub(crate) mod types;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Location, Severity};
use crate::load;
use crate::model::{Api, Counts};

use crate::names::NamesLock;
use crate::names::registry::Registry;

/// What lowering yields.
#[derive(Debug)]
pub struct Lowered {
    /// The model.
    pub model: Api,
    /// Every name given, those of the lock included.
    pub names: NamesLock,
    /// What is worth knowing and stops nothing.
    pub warnings: Vec<Diagnostic>,
}

/// Lowers documents into one model.
///
/// # Errors
///
/// Every problem of every document, if there is any.
pub fn lower(
    documents: &[load::Document],
    config: &Config,
    lock: &NamesLock,
) -> Result<Lowered, Vec<Diagnostic>> {
    let mut registry = Registry::with_lock(lock);
    let mut problems = Vec::new();
    let mut model = Api {
        package: config.package.name.clone(),
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
                    &Location::whole_file(document.file()),
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
            location: Location::whole_file(last.location.file()),
            problem: format!("there are more {what}; the first {MOST} that were found are shown"),
            help: None,
        };
        problems.push(more);
    }
}
