//! The stages in their order, from bytes to files in memory.

use std::time::{Duration, Instant};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Sources};
use crate::emit;
use crate::emit::Options;
use crate::load;
use crate::lower;
use crate::lower::fixup;
use crate::model::Api;
use crate::names::NamesLock;
use crate::output::Tree;

/// What a run starts from.
#[derive(Debug, Default)]
pub struct Input {
    /// The documents: name as the user knows it, and bytes.
    pub documents: Vec<(String, Vec<u8>)>,
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

/// Loads and lowers documents.
///
/// # Errors
///
/// All problems of all documents.
pub fn lower_documents(input: &Input) -> Result<Lowered, Failure> {
    let mut sources = Sources::new();
    let mut timings = Vec::new();
    let started = Instant::now();
    let documents = match load::load_all(&input.documents, &mut sources) {
        Ok(documents) => documents,
        Err(diagnostics) => {
            return Err(Failure {
                diagnostics,
                sources,
            });
        }
    };
    timings.push(("load", started.elapsed()));
    let problems = input.config.check(&input.config_file);
    if !problems.is_empty() {
        return Err(Failure {
            diagnostics: problems,
            sources,
        });
    }
    let started = Instant::now();
    let lowered = match lower::lower(&documents, &input.config, &input.names) {
        Ok(lowered) => lowered,
        Err(diagnostics) => {
            return Err(Failure {
                diagnostics,
                sources,
            });
        }
    };
    let (mut model, names) = (lowered.model, lowered.names);
    let mut warnings: Vec<Diagnostic> = documents
        .iter()
        .flat_map(|document| document.warnings())
        .cloned()
        .collect();
    warnings.extend(lowered.warnings);
    let problems = fixup::apply(&mut model, &input.config.fixups, &input.config_file);
    if !problems.is_empty() {
        return Err(Failure {
            diagnostics: problems,
            sources,
        });
    }
    timings.push(("lower", started.elapsed()));
    Ok(Lowered {
        model,
        names,
        warnings,
        sources,
        timings,
    })
}

/// Runs every stage but writing.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn generate(input: &Input, options: &Options) -> Result<Generated, Failure> {
    let lowered = lower_documents(input)?;
    if let Some(problem) = options.package.check(&input.config_file) {
        return Err(Failure {
            diagnostics: vec![problem],
            sources: lowered.sources,
        });
    }
    let mut timings = lowered.timings;
    let started = Instant::now();
    let tree = match emit::emit(&lowered.model, options) {
        Ok(tree) => tree,
        Err(diagnostics) => {
            return Err(Failure {
                diagnostics,
                sources: lowered.sources,
            });
        }
    };
    timings.push(("emit and format", started.elapsed()));
    Ok(Generated {
        model: lowered.model,
        tree,
        names: lowered.names,
        warnings: lowered.warnings,
        sources: lowered.sources,
        timings,
    })
}
