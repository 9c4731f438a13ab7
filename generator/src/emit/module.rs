//! Modules: which items stand in which file.
//!
//! A module is a run of static segments. It holds the handles of its places, the builders of their operations, and
//! the models and enums that those reach first. A module that would be too long is split into itself, its `model`
//! and its `operations`.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToTitleCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::deprecation::deprecated_types;
use super::docs::{code, inner_docs};
use super::doctest::Examples;
use super::scope::{Imports, Scope, ident, use_items};
use super::{builders, enums, handles, models, unions};
use crate::format::{File, Item};
use crate::model::{Document, Enum, Model, Operation, Resource, Union};

/// What one module holds.
#[derive(Default)]
pub(crate) struct Contents<'a> {
    pub(crate) resources: Vec<&'a Resource>,
    pub(crate) operations: Vec<&'a Operation>,
    pub(crate) models: Vec<&'a Model>,
    pub(crate) unions: Vec<&'a Union>,
    pub(crate) enums: Vec<&'a Enum>,
    /// Names of the modules right below.
    pub(crate) children: BTreeSet<String>,
}

impl Contents<'_> {
    fn handle_names(&self) -> impl Iterator<Item = &str> {
        self.resources
            .iter()
            .map(|resource| resource.handle.as_str())
    }

    fn builder_names(&self) -> impl Iterator<Item = &str> {
        let builders = self
            .operations
            .iter()
            .map(|operation| operation.builder.as_str());
        builders.chain(
            self.operations
                .iter()
                .filter_map(|operation| operation.required_struct.as_deref()),
        )
    }

    fn model_names(&self) -> impl Iterator<Item = &str> {
        let models = self.models.iter().map(|model| model.name.ident.as_str());
        let unions = self.unions.iter().map(|union| union.name.ident.as_str());
        let enums = self.enums.iter().map(|list| list.name.ident.as_str());
        models.chain(unions).chain(enums)
    }

    /// Every type that stands in the module.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let of_calls = self.handle_names().chain(self.builder_names());
        of_calls.chain(self.model_names())
    }
}

/// Sorts everything a document has into its modules; the root's own contents have the empty path.
pub(crate) fn contents(document: &Document) -> BTreeMap<Vec<String>, Contents<'_>> {
    let mut modules: BTreeMap<Vec<String>, Contents<'_>> = BTreeMap::new();
    modules.entry(Vec::new()).or_default();
    for resource in &document.resources {
        modules
            .entry(resource.module.clone())
            .or_default()
            .resources
            .push(resource);
    }
    for operation in &document.operations {
        modules
            .entry(operation.module.clone())
            .or_default()
            .operations
            .push(operation);
    }
    for model in &document.models {
        modules
            .entry(model.module.clone())
            .or_default()
            .models
            .push(model);
    }
    for union in &document.unions {
        modules
            .entry(union.module.clone())
            .or_default()
            .unions
            .push(union);
    }
    for list in &document.enums {
        modules
            .entry(list.module.clone())
            .or_default()
            .enums
            .push(list);
    }
    let paths: Vec<Vec<String>> = modules.keys().cloned().collect();
    for path in paths {
        let mut path = path;
        while let Some(last) = path.pop() {
            modules
                .entry(path.clone())
                .or_default()
                .children
                .insert(last);
        }
    }
    modules
}

/// Items of one kind, printed, with the types that they define and the names that they use.
pub(crate) struct Section {
    names: BTreeSet<String>,
    items: Vec<Item>,
    imports: Imports,
}

/// The three kinds of items that a module can have.
struct Sections {
    handles: Section,
    builders: Section,
    models: Section,
}

/// Emits the files of one module: itself, and where it would be too long `model` and `operations` below it.
pub(crate) fn emit(
    document: &Document,
    path: &[String],
    contents: &Contents<'_>,
    examples: &Examples<'_>,
    files: &mut Emitted<'_>,
) {
    let (product, version) = (&document.product.ident, &document.version.ident);
    let base = format!("src/{product}/{version}/{}", path.join("/"));
    let sections = sections(document, contents, examples, &base, files);
    let module = Module {
        document,
        title: title(document, path),
        contents,
        base,
        longest: files.longest,
    };
    for (path, file) in module.files(&sections) {
        files.add(&file, &path);
    }
}

/// A module whose items are printed, and are yet to be distributed to files.
struct Module<'a> {
    document: &'a Document,
    title: String,
    contents: &'a Contents<'a>,
    base: String,
    /// How many lines a file may have that is emitted whole.
    longest: usize,
}

impl Module<'_> {
    /// The files, each with its path; the module's own comes first.
    fn files(&self, sections: &Sections) -> Vec<(String, File)> {
        let Sections {
            handles,
            builders,
            models,
        } = sections;
        let whole = vec![self.main_file(&[handles, builders, models], &[])];
        // Schemas alone are never cut: there is no better line to cut along.
        let is_all_schemas =
            self.contents.resources.is_empty() && self.contents.operations.is_empty();
        let is_too_long = |files: &[_]| is_longer(files, self.longest);
        if is_all_schemas || !is_too_long(&whole) {
            return whole;
        }
        let mut below = Vec::new();
        if !models.names.is_empty() {
            below.push(("model", models));
        }
        let mut files = vec![self.main_file(&[handles, builders], &below)];
        if is_too_long(&files) && !builders.names.is_empty() {
            below.push(("operations", builders));
            files = vec![
                self.main_file(&[handles], &below),
                self.submodule("operations", "operations", builders),
            ];
        }
        if !models.names.is_empty() {
            files.push(self.submodule("model", "models", models));
        }
        files
    }

    fn main_file(&self, here: &[&Section], below: &[(&'static str, &Section)]) -> (String, File) {
        let docs = docs_of(self.document, &self.title, self.contents);
        let children = &self.contents.children;
        let file = file(self.document, &docs, here, below, children);
        (format!("{}.rs", self.base), file)
    }

    fn submodule(&self, module: &str, what: &str, section: &Section) -> (String, File) {
        let docs = [format!("The {what} of {}.", self.title)];
        let file = file(self.document, &docs, &[section], &[], &BTreeSet::new());
        (format!("{}/{module}.rs", self.base), file)
    }
}

/// Whether the module's own file, the first, has more lines.
fn is_longer(files: &[(String, File)], most: usize) -> bool {
    let text = files.first().and_then(|(_, file)| file.print().ok());
    text.is_some_and(|text| text.lines().count() > most)
}

fn sections(
    document: &Document,
    contents: &Contents<'_>,
    examples: &Examples<'_>,
    base: &str,
    files: &mut Emitted<'_>,
) -> Sections {
    let scope = || Scope::new(document, examples.lookup);
    let mut section =
        |names: BTreeSet<String>, items: Vec<TokenStream>, scope: Scope<'_>| Section {
            names,
            items: files.print_items(items, base),
            imports: scope.into_imports(),
        };
    let owned = |names: &mut dyn Iterator<Item = &str>| names.map(str::to_owned).collect();
    let (of_handles, of_builders, of_models) = (scope(), scope(), scope());
    let handles = handle_items(contents, examples, &of_handles);
    let builders = builder_items(contents, &of_builders);
    let models = model_items(contents, &of_models);
    Sections {
        handles: section(owned(&mut contents.handle_names()), handles, of_handles),
        builders: section(owned(&mut contents.builder_names()), builders, of_builders),
        models: section(owned(&mut contents.model_names()), models, of_models),
    }
}

/// The handles of a module's places.
pub(crate) fn handle_items(
    contents: &Contents<'_>,
    examples: &Examples<'_>,
    scope: &Scope<'_>,
) -> Vec<TokenStream> {
    let resources = contents.resources.iter();
    let items = resources.flat_map(|resource| {
        let example = |operation: &Operation| examples.lines(&resource.handle, operation);
        handles::items(resource, scope, &example)
    });
    items.collect()
}

/// The builders of a module's operations.
pub(crate) fn builder_items(contents: &Contents<'_>, scope: &Scope<'_>) -> Vec<TokenStream> {
    let operations = contents.operations.iter();
    operations
        .flat_map(|operation| builders::items(operation, scope))
        .collect()
}

/// The models and enums of a module.
pub(crate) fn model_items(contents: &Contents<'_>, scope: &Scope<'_>) -> Vec<TokenStream> {
    let models = contents
        .models
        .iter()
        .flat_map(|model| models::items(model, scope));
    let unions = contents
        .unions
        .iter()
        .flat_map(|union| unions::items(union, scope));
    let enums = contents
        .enums
        .iter()
        .flat_map(|list| enums::items(list, scope));
    models.chain(unions).chain(enums).collect()
}

/// A file with the items of some sections; those of the sections below it stand in modules of their own, and are
/// re-exported here.
fn file(
    document: &Document,
    docs: &[String],
    here: &[&Section],
    below: &[(&'static str, &Section)],
    children: &BTreeSet<String>,
) -> File {
    let mut names = BTreeSet::new();
    let mut imports = Imports::default();
    for section in here {
        names.extend(section.names.iter().cloned());
        imports.extend(&section.imports);
    }
    let mut modules: BTreeMap<&str, TokenStream> = BTreeMap::new();
    for child in children {
        let name = ident(child);
        modules.insert(child, quote!(pub(crate) mod #name;));
    }
    let mut exports = Vec::new();
    let deprecated = deprecated_types(document);
    for (module, section) in below {
        names.extend(section.names.iter().cloned());
        let name = ident(module);
        modules.insert(module, quote!(mod #name;));
        let path = format!("self::{module}");
        let is_deprecated = |name: &str| deprecated.contains(name);
        exports.extend(use_items(
            &path,
            &section.names,
            &quote!(pub),
            is_deprecated,
        ));
    }
    imports.remove(document, &names);
    let mut close = vec![modules.into_values().collect()];
    close.extend(imports.uses());
    close.push(exports);
    File {
        header: header(document),
        attributes: inner_docs(docs),
        close,
        items: here
            .iter()
            .flat_map(|section| section.items.iter().cloned())
            .collect(),
    }
}

/// The first line of a file says where it comes from.
pub(crate) fn header(document: &Document) -> String {
    format!(
        "by `cargo xtask codegen` from {}",
        code(super::docs::file_name(&document.file))
    )
}

fn title(document: &Document, path: &[String]) -> String {
    let words = path
        .iter()
        .map(|segment| segment.to_title_case())
        .collect::<Vec<_>>()
        .join(" / ");
    if words.is_empty() {
        code(&document.title)
    } else {
        words
    }
}

/// The module's docs: what it is, and its places.
fn docs_of(document: &Document, title: &str, contents: &Contents<'_>) -> Vec<String> {
    let mut lines = vec![format!("{title} of {}.", document.title)];
    let places: BTreeSet<String> = contents
        .operations
        .iter()
        .map(|operation| format!("- `{}`", code(&operation.path)))
        .collect();
    if !places.is_empty() {
        lines.push(String::new());
        lines.extend(places);
    }
    lines
}
