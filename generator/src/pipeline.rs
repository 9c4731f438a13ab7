//! The stages in their order, from bytes to files in memory.

use std::time::{Duration, Instant};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::emit;
use crate::emit::EmitOptions;
use crate::file_tree::Tree;
use crate::load;
use crate::lower;
use crate::lower::Settings;
use crate::model::Api;
use crate::names::NamesLock;

/// What a run starts from.
#[derive(Debug, Default)]
pub struct Input {
    /// The documents: name as the user knows it, and bytes.
    pub documents: Vec<(String, Vec<u8>)>,
    /// The overlays, in the order in which they are applied: name as the user knows it, and bytes.
    pub overlays: Vec<(String, Vec<u8>)>,
    /// The configuration.
    pub config: Config,
    /// The configuration's name as the user knows it.
    pub config_file: String,
    /// The names of an earlier run.
    pub names: NamesLock,
}

/// What a run yields.
#[derive(Debug)]
pub struct Generated {
    /// The model.
    pub model: Api,
    /// The crate.
    pub tree: Tree,
    /// Every name given, those of the lock included.
    pub names: NamesLock,
    /// What is worth knowing and stops nothing.
    pub warnings: Vec<Diagnostic>,
    /// The documents' texts, to show warnings with.
    pub sources: Sources,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Why a run failed.
#[derive(Debug)]
pub struct Failure {
    /// All problems that were found.
    pub diagnostics: Vec<Diagnostic>,
    /// The documents' texts, to show them with.
    pub sources: Sources,
}

/// What [`lower_documents`] yields.
#[derive(Debug)]
pub struct Lowered {
    /// The model.
    pub model: Api,
    /// Every name given.
    pub names: NamesLock,
    /// What is worth knowing and stops nothing.
    pub warnings: Vec<Diagnostic>,
    /// The documents' texts.
    pub sources: Sources,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// What is handed through the stages of a run: the texts that were read, what was reported, and how long it took.
#[derive(Default)]
struct Session {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    timings: Vec<(&'static str, Duration)>,
}

impl Session {
    /// Runs a stage. If it reports an error it has no result, and the next stage does not start. Then its own reports
    /// are all that is kept: warnings of the stages before would hide what stopped the run.
    fn run<T>(
        &mut self,
        stage: &'static str,
        run: impl FnOnce(&mut Sources, &mut Vec<Diagnostic>) -> Option<T>,
    ) -> Option<T> {
        let started = Instant::now();
        let mut reports = Vec::new();
        let result = run(&mut self.sources, &mut reports);
        self.timings.push((stage, started.elapsed()));
        let mut severities = reports.iter().map(|report| report.severity);
        if severities.any(|severity| severity == Severity::Error) {
            self.diagnostics = reports;
            return None;
        }
        self.diagnostics.extend(reports);
        result
    }

    fn lower(&mut self, input: &Input) -> Option<(Api, NamesLock)> {
        let documents = self.run("load", |sources, reports| {
            match load::load_overlaid(&input.documents, &input.overlays, sources) {
                Ok(documents) => {
                    let warnings = documents.iter().flat_map(load::Document::warnings);
                    reports.extend(warnings.cloned());
                    Some(documents)
                }
                Err(problems) => {
                    reports.extend(problems);
                    None
                }
            }
        })?;
        self.run("lower", |_, reports| {
            reports.extend(input.config.check(&input.config_file));
            if !reports.is_empty() {
                return None;
            }
            let settings = Settings {
                config: &input.config,
                config_file: &input.config_file,
                names: &input.names,
            };
            lower::lower(&documents, &settings, reports)
        })
    }

    fn emit(&mut self, model: &Api, options: &EmitOptions, config_file: &str) -> Option<Tree> {
        self.run("emit and format", |_, reports| {
            let products = model.documents.iter();
            let products: Vec<&str> = products
                .map(|document| document.product.ident.as_str())
                .collect();
            if let Some(problem) = options.package.check(config_file, &products) {
                reports.push(problem);
                return None;
            }
            match emit::emit(model, options) {
                Ok(tree) => Some(tree),
                Err(problems) => {
                    reports.extend(problems);
                    None
                }
            }
        })
    }

    fn into_failure(self) -> Failure {
        Failure {
            diagnostics: self.diagnostics,
            sources: self.sources,
        }
    }
}

/// Loads and lowers documents.
///
/// # Errors
///
/// All problems of the first stage that has any, in all documents.
pub fn lower_documents(input: &Input) -> Result<Lowered, Failure> {
    let mut session = Session::default();
    let Some((model, names)) = session.lower(input) else {
        return Err(session.into_failure());
    };
    Ok(Lowered {
        model,
        names,
        warnings: session.diagnostics,
        sources: session.sources,
        timings: session.timings,
    })
}

/// Runs every stage but writing.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn generate(input: &Input, options: &EmitOptions) -> Result<Generated, Failure> {
    let mut session = Session::default();
    let generated = session.lower(input).and_then(|(model, names)| {
        let tree = session.emit(&model, options, &input.config_file)?;
        Some((model, names, tree))
    });
    let Some((model, names, tree)) = generated else {
        return Err(session.into_failure());
    };
    Ok(Generated {
        model,
        tree,
        names,
        warnings: session.diagnostics,
        sources: session.sources,
        timings: session.timings,
    })
}
