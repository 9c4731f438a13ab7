//! Lowering all documents of a crate: one after the other, and then the fix-ups and the secrets.

use super::room::Room;
use super::{document, fixup, secrets};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Location, Severity};
use crate::load;
use crate::model::{Api, Counts, Document};
use crate::names::NamesLock;
use crate::names::registry::Registry;

/// The most problems of one severity that are shown; more help nobody.
const MOST_PROBLEMS: usize = 200;

/// What lowering goes by besides the documents.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The configuration's name as the user knows it.
    pub config_file: &'a str,
    /// The names of an earlier run.
    pub names: &'a NamesLock,
}

/// Lowers documents into one model, and yields with it every name given, those of an earlier run included.
///
/// What is found on the way is added to `reports`: the errors if there are any, and there is no model then; the
/// warnings otherwise.
pub fn lower(
    documents: &[load::Document],
    settings: &Settings<'_>,
    reports: &mut Vec<Diagnostic>,
) -> Option<(Api, NamesLock)> {
    let mut registry = Registry::with_lock(settings.names);
    let mut problems = Vec::new();
    let mut api = Api {
        package: settings.config.package.name.clone(),
        counts: Counts::default(),
        fixups: Vec::new(),
        documents: Vec::new(),
        sid_kinds: Vec::new(),
    };
    let mut room = Room::new();
    for document in documents {
        room.next_document();
        let lowered = document::lower(
            document,
            settings.config,
            &mut registry,
            &mut api.sid_kinds,
            &mut problems,
            &mut room,
        );
        problems.extend(check_twin(&api, &lowered));
        api.counts.add(&lowered.counts);
        api.documents.push(lowered);
    }
    let (mut errors, mut warnings): (Vec<_>, Vec<_>) = problems
        .into_iter()
        .partition(|problem| problem.severity == Severity::Error);
    if errors.is_empty() {
        let Settings {
            config,
            config_file,
            ..
        } = settings;
        errors = fixup::apply(&mut api, &config.fixups, config_file);
        errors.extend(secrets::apply(&mut api, &config.secrets, config_file));
    }
    if !errors.is_empty() {
        truncate(&mut errors, "errors");
        reports.extend(errors);
        return None;
    }
    truncate(&mut warnings, "warnings");
    reports.extend(warnings);
    Some((api, registry.into_lock()))
}

/// The problem of a document that is of the same product and version as one before.
fn check_twin(api: &Api, lowered: &Document) -> Option<Diagnostic> {
    let mut documents = api.documents.iter();
    let twin = documents.find(|document| document.key == lowered.key)?;
    let problem = format!(
        "this is {} {}, and so is {}",
        lowered.product.ident, lowered.version.ident, twin.file
    );
    let location = Location::whole_file(&lowered.file);
    Some(
        Diagnostic::error(Code::SameDocument, &location, problem)
            .help("give `product` and `version` in codegen.toml, or leave one document out"),
    )
}

fn truncate(problems: &mut Vec<Diagnostic>, what: &str) {
    if problems.len() <= MOST_PROBLEMS {
        return;
    }
    problems.truncate(MOST_PROBLEMS);
    if let Some(last) = problems.last() {
        let more = Diagnostic {
            code: Code::TooMany,
            severity: last.severity,
            location: Location::whole_file(last.location.file()),
            problem: format!(
                "there are more {what}; the first {MOST_PROBLEMS} that were found are shown"
            ),
            help: None,
        };
        problems.push(more);
    }
}
