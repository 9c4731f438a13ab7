//! Emitting: one module for each kind of output. Rust is made with quote, every other file with minijinja.
//!
//! Emitters spell what lowering decided. They know the model and nothing of openapiv3.

mod builders;
mod cfg;
mod docs;
mod doctest;
mod enums;
mod handles;
mod models;
mod module;
mod root;
mod runtime;
mod samples;
mod scope;
mod sids;
mod templates;
mod tests;
mod words;

use crate::config::Package;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::format::File;
use crate::model::Api;
use crate::output::Tree;

pub use self::runtime::RUNTIME_FILES;

/// What is emitted beside the model itself.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name, version and description of the package.
    pub package: Package,
    /// Whether the crate is a member of this workspace, and so inherits its lints.
    pub member: bool,
    /// Whether to emit tests that decode every example and build every request.
    pub tests: bool,
}

/// Files while they are emitted, and what went wrong.
pub(crate) struct Emitted<'t> {
    pub(crate) tree: &'t mut Tree,
    pub(crate) problems: Vec<Diagnostic>,
}

impl Emitted<'_> {
    /// Prints a file and adds it.
    pub(crate) fn add(&mut self, file: &File, path: &str) {
        if let Some(text) = self.print(file, path) {
            self.tree.add(path, text);
        }
    }

    /// Prints a file.
    pub(crate) fn print(&mut self, file: &File, path: &str) -> Option<String> {
        match file.print() {
            Ok(text) => Some(text),
            Err(defect) => {
                let start: String = defect.tokens.chars().take(300).collect();
                self.problems.push(
                    Diagnostic::error(
                        Code::Emit,
                        &Location::whole_file(path),
                        format!("an emitter made an item that is no Rust: {}", defect.problem),
                    )
                    .help(format!("this is a defect of the generator; please report it with the document. The item begins: {start}")),
                );
                None
            }
        }
    }
}

/// Emits the crate of a model.
///
/// # Errors
///
/// A diagnostic for each item that came out as something else than Rust: a defect of an emitter.
pub fn emit(model: &Api, options: &Options) -> Result<Tree, Vec<Diagnostic>> {
    let mut tree = Tree::default();
    let mut files = Emitted {
        tree: &mut tree,
        problems: Vec::new(),
    };
    for document in &model.documents {
        let lookup = scope::Lookup::new(document);
        let examples = doctest::Examples::new(&options.package.name, document, &lookup);
        for (path, contents) in module::contents(document) {
            if path.is_empty() {
                root::version(document, &contents, model, &examples, &mut files);
            } else {
                module::emit(document, &path, &contents, &examples, &mut files);
            }
        }
    }
    root::products(model, &mut files);
    root::crate_root(model, options, &mut files);
    let callable = model
        .documents
        .iter()
        .any(|document| !document.operations.is_empty());
    if options.tests && callable {
        tests::dispatch::emit(model, &options.package.name, &mut files);
        tests::examples::emit(model, &options.package.name, &mut files);
    }
    runtime::copy(files.tree);
    templates::emit(model, options, &mut files);
    let problems = files.problems;
    if problems.is_empty() {
        Ok(tree)
    } else {
        Err(problems)
    }
}
