//! Emitting: one module for each kind of output. Rust is made with quote, every other file with minijinja.
//!
//! Emitters spell what lowering decided. They know the model and nothing of openapiv3.

mod arguments;
mod builders;
mod deprecation;
mod docs;
mod doctest;
mod enums;
mod handles;
mod models;
mod module;
mod private;
mod public;
mod root;
mod runtime;
mod samples;
mod scope;
mod sids;
mod templates;
mod tests;
mod unions;
mod version;

use proc_macro2::TokenStream;

use crate::config::Package;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::file_tree::Tree;
use crate::format::{File, Item, Unparsable};
use crate::model::Api;

pub use self::runtime::RUNTIME_FILES;

/// What is emitted beside the model itself.
#[derive(Debug, Clone)]
pub struct EmitOptions {
    /// Name, version and description of the package.
    pub package: Package,
    /// Whether the crate is a member of this workspace, and so inherits its lints.
    pub member: bool,
    /// Whether to emit tests that decode every example and build every request.
    pub tests: bool,
    /// How many lines a module may have before its models and its builders get files of their own.
    pub longest_file: usize,
}

impl Default for EmitOptions {
    fn default() -> Self {
        Self {
            package: Package::default(),
            member: false,
            tests: false,
            longest_file: 600,
        }
    }
}

/// Files while they are emitted, and what went wrong.
pub(crate) struct Emitted<'t> {
    pub(crate) tree: &'t mut Tree,
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) longest: usize,
}

impl Emitted<'_> {
    /// Prints a file and adds it.
    pub(crate) fn add(&mut self, file: &File, path: &str) {
        if let Some(text) = self.defect_reported(file.print(), path) {
            self.tree.add(path, text);
        }
    }

    /// Prints the items of a file, each once.
    pub(crate) fn print_items(&mut self, items: Vec<TokenStream>, path: &str) -> Vec<Item> {
        let printed = items.into_iter().map(Item::print);
        printed
            .filter_map(|item| self.defect_reported(item, path))
            .collect()
    }

    fn defect_reported<T>(&mut self, printed: Result<T, Unparsable>, path: &str) -> Option<T> {
        let defect = match printed {
            Ok(printed) => return Some(printed),
            Err(defect) => defect,
        };
        let start: String = defect.tokens.chars().take(300).collect();
        let problem = format!(
            "an emitter made an item that is no Rust: {}",
            defect.problem
        );
        let help = format!(
            "this is a defect of the generator; please report it with the document. The item begins: {start}"
        );
        let location = Location::whole_file(path);
        self.problems
            .push(Diagnostic::error(Code::Emit, &location, problem).help(help));
        None
    }
}

/// Emits the crate of a model.
///
/// # Errors
///
/// A diagnostic for each item that came out as something else than Rust: a defect of an emitter.
pub fn emit(api: &Api, options: &EmitOptions) -> Result<Tree, Vec<Diagnostic>> {
    let mut tree = Tree::default();
    let mut files = Emitted {
        tree: &mut tree,
        problems: Vec::new(),
        longest: options.longest_file,
    };
    for document in &api.documents {
        let lookup = scope::Lookup::new(document);
        let examples = doctest::Examples::new(&options.package.name, document, &lookup);
        for (path, contents) in module::contents(document) {
            if path.is_empty() {
                version::emit(document, &contents, api, &examples, &mut files);
            } else {
                module::emit(document, &path, &contents, &examples, &mut files);
            }
        }
    }
    root::products(api, &mut files);
    root::crate_root(api, options, &mut files);
    let callable = api
        .documents
        .iter()
        .any(|document| !document.operations.is_empty());
    if options.tests && callable {
        tests::dispatch::emit(api, &options.package.name, &mut files);
        tests::examples::emit(api, &options.package.name, &mut files);
    }
    runtime::copy(files.tree, &options.package.name);
    templates::emit(api, options, &mut files);
    let problems = files.problems;
    if problems.is_empty() {
        Ok(tree)
    } else {
        Err(problems)
    }
}
