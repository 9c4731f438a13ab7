//! Modules: which items stand in which file.
//!
//! A module is a run of static segments. It holds the handles of its places, the builders of their operations, and
//! the models and enums that those reach first. A module that would be too long is split into itself, its `model`
//! and its `operations`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::docs::{code, inner_docs};
use super::doctest::Examples;
use super::scope::{Scope, ident, use_item};
use super::{builders, enums, handles, models};
use crate::format::File;
use crate::model::{Document, Enum, Model, Operation, Resource};

/// Longest file that is emitted whole.
const LONGEST: usize = 600;

/// What one module holds.
#[derive(Default)]
pub(crate) struct Contents<'a> {
    pub(crate) resources: Vec<&'a Resource>,
    pub(crate) operations: Vec<&'a Operation>,
    pub(crate) models: Vec<&'a Model>,
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
        models.chain(self.enums.iter().map(|list| list.name.ident.as_str()))
    }

    /// Every type that the module defines or re-exports.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        self.handle_names()
            .chain(self.builder_names())
            .chain(self.model_names())
            .map(str::to_owned)
            .collect()
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

/// Emits the files of one module.
pub(crate) fn emit(
    document: &Document,
    path: &[String],
    contents: &Contents<'_>,
    examples: &Examples<'_>,
    files: &mut Emitted<'_>,
) {
    let base = format!(
        "src/{}/{}/{}",
        document.product.ident,
        document.version.ident,
        path.join("/")
    );
    let whole = part(
        document,
        contents,
        examples,
        &docs_of(document, path, contents),
        &["handles", "builders", "models"],
        &[],
    );
    let Some(text) = files.print(&whole, &base) else {
        return;
    };
    if text.lines().count() <= LONGEST {
        files.tree.add(format!("{base}.rs"), text);
        return;
    }
    let nothing_else = contents.resources.is_empty() && contents.operations.is_empty();
    if nothing_else {
        // Schemas alone: there is no better line to cut along.
        files.tree.add(format!("{base}.rs"), text);
        return;
    }
    let model_docs = vec![format!("The models of {}.", title(document, path))];
    let model = part(document, contents, examples, &model_docs, &["models"], &[]);
    let has_models = contents.model_names().next().is_some();
    let rest = part(
        document,
        contents,
        examples,
        &docs_of(document, path, contents),
        &["handles", "builders"],
        &["model"],
    );
    let Some(text) = files.print(&rest, &base) else {
        return;
    };
    if has_models {
        files.add(&model, &format!("{base}/model.rs"));
    }
    if text.lines().count() <= LONGEST {
        files.tree.add(format!("{base}.rs"), text);
        return;
    }
    let operation_docs = vec![format!("The operations of {}.", title(document, path))];
    let operations = part(
        document,
        contents,
        examples,
        &operation_docs,
        &["builders"],
        &[],
    );
    let cut: &[&str] = if has_models {
        &["model", "operations"]
    } else {
        &["operations"]
    };
    let handles = part(
        document,
        contents,
        examples,
        &docs_of(document, path, contents),
        &["handles"],
        cut,
    );
    files.add(&operations, &format!("{base}/operations.rs"));
    files.add(&handles, &format!("{base}.rs"));
}

/// One file with some of a module's kinds of items; `submodules` hold the others.
fn part(
    document: &Document,
    contents: &Contents<'_>,
    examples: &Examples<'_>,
    docs: &[String],
    kinds: &[&str],
    submodules: &[&str],
) -> File {
    let has = |kind: &str| kinds.contains(&kind);
    let mut own: BTreeSet<String> = BTreeSet::new();
    if has("handles") {
        own.extend(contents.handle_names().map(str::to_owned));
    }
    if has("builders") {
        own.extend(contents.builder_names().map(str::to_owned));
    }
    if has("models") {
        own.extend(contents.model_names().map(str::to_owned));
    }
    // What a submodule defines is re-exported here, and so is in scope here.
    if submodules.contains(&"model") {
        own.extend(contents.model_names().map(str::to_owned));
    }
    if submodules.contains(&"operations") {
        own.extend(contents.builder_names().map(str::to_owned));
    }
    let scope = Scope::new(document, examples.lookup, own);
    let mut items: Vec<TokenStream> = Vec::new();
    if has("handles") {
        for resource in &contents.resources {
            let example = |operation: &Operation| examples.lines(&resource.handle, operation);
            items.extend(handles::items(resource, &scope, &example));
        }
    }
    if has("builders") {
        items.extend(
            contents
                .operations
                .iter()
                .flat_map(|operation| builders::items(operation, &scope)),
        );
    }
    if has("models") {
        items.extend(
            contents
                .models
                .iter()
                .flat_map(|model| models::items(model, &scope)),
        );
        items.extend(
            contents
                .enums
                .iter()
                .flat_map(|list| enums::items(list, &scope)),
        );
    }
    let is_main = has("handles") || contents.resources.is_empty();
    let mut modules: BTreeMap<&str, TokenStream> = BTreeMap::new();
    let mut exports: Vec<TokenStream> = Vec::new();
    if is_main {
        for child in &contents.children {
            let name = ident(child);
            modules.insert(child, quote!(pub mod #name;));
        }
    }
    for submodule in submodules {
        let name = ident(submodule);
        modules.insert(submodule, quote!(mod #name;));
        let names: BTreeSet<String> = match *submodule {
            "model" => contents.model_names().map(str::to_owned).collect(),
            _ => contents.builder_names().map(str::to_owned).collect(),
        };
        let item = use_item(&format!("self::{submodule}"), &names);
        exports.push(quote!(pub #item));
    }
    let mut close = vec![modules.into_values().collect()];
    close.extend(scope.uses());
    close.push(exports);
    File {
        header: header(document),
        attributes: inner_docs(docs),
        close,
        items,
    }
}

/// The first line of a file says where it comes from.
pub(crate) fn header(document: &Document) -> String {
    format!(
        "by `cargo xtask codegen` from {}",
        code(super::models::file_name(&document.file))
    )
}

fn title(document: &Document, path: &[String]) -> String {
    let words = path
        .iter()
        .map(|segment| super::words::title(segment))
        .collect::<Vec<_>>()
        .join(" / ");
    if words.is_empty() {
        code(&document.title)
    } else {
        words
    }
}

/// The module's docs: what it is, and its places.
fn docs_of(document: &Document, path: &[String], contents: &Contents<'_>) -> Vec<String> {
    let mut lines = vec![format!("{} of {}.", title(document, path), document.title)];
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
