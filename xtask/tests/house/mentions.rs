//! The paths that a file mentions, as they are written, made absolute: what `use` brings in, and what stands in
//! signatures, bodies and the input of macros. Knows one file; which file a path leads to is `imports`' question.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Attribute, UseTree, Visibility};

use crate::sources::SourceFile;

/// Where a name stands: the segments from the root of the crate.
pub(crate) type ModulePath = Vec<String>;

/// Whether a file may hand on what others define.
pub(crate) fn is_face(file: &SourceFile) -> bool {
    matches!(file.path.rsplit('/').next(), Some("mod.rs" | "lib.rs"))
}

/// The module that a file is.
pub(crate) fn module_of(file: &SourceFile) -> ModulePath {
    let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
    let mut module: ModulePath = stem.split('/').map(str::to_owned).collect();
    if matches!(
        module.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        module.pop();
    }
    module
}

pub(crate) fn join(start: &[String], rest: &[String]) -> ModulePath {
    start.iter().chain(rest).cloned().collect()
}

/// The paths that a file mentions.
#[derive(Default)]
pub(crate) struct Mentions {
    pub(crate) file_module: ModulePath,
    is_face: bool,
    /// The module that is being read: a file may hold more than one.
    module: ModulePath,
    /// Each path with the module that it stands in.
    paths: Vec<(ModulePath, Vec<String>)>,
    /// The names that `use` brings in, and what they stand for.
    aliases: HashMap<String, (ModulePath, Vec<String>)>,
    /// The names that a `mod.rs` hands on, and what they stand for.
    pub(crate) handed_on: Vec<(String, Vec<String>)>,
}

impl Mentions {
    pub(crate) fn in_file(file: &SourceFile) -> Self {
        let module = module_of(file);
        let mut mentions = Self {
            file_module: module.clone(),
            is_face: is_face(file),
            module,
            ..Self::default()
        };
        mentions.visit_file(&file.parse());
        mentions
    }

    /// Every path of this crate that the file mentions, from the root.
    pub(crate) fn absolute_paths(&self) -> impl Iterator<Item = ModulePath> {
        self.paths
            .iter()
            .filter_map(|(module, segments)| self.absolute(module, segments))
    }

    pub(crate) fn absolute(&self, module: &[String], segments: &[String]) -> Option<ModulePath> {
        let (first, rest) = segments.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(join(module, rest)),
            "super" => {
                let supers = segments
                    .iter()
                    .take_while(|segment| *segment == "super")
                    .count();
                let ancestor = module.get(..module.len().checked_sub(supers)?)?;
                Some(join(ancestor, segments.get(supers..)?))
            }
            _ => {
                let (module, path) = self.aliases.get(first)?;
                let is_external = !matches!(
                    path.first().map(String::as_str),
                    Some("crate" | "self" | "super")
                );
                // What is brought in by its own name, or from another crate, is followed no further.
                (!is_external)
                    .then(|| self.absolute(module, path))?
                    .map(|start| join(&start, rest))
            }
        }
    }

    fn add_use(&mut self, tree: &UseTree, start: &[String], is_public: bool) {
        let mut leaf = |name: String, path: Vec<String>| {
            if self.is_face && is_public {
                self.handed_on.push((name, path));
                return;
            }
            self.aliases
                .insert(name, (self.module.clone(), path.clone()));
            let is_written_out = matches!(
                path.first().map(String::as_str),
                Some("crate" | "self" | "super")
            );
            if is_written_out {
                self.paths.push((self.module.clone(), path));
            }
        };
        let with = |name: &dyn ToString| join(start, &[name.to_string()]);
        match tree {
            UseTree::Path(path) => self.add_use(&path.tree, &with(&path.ident), is_public),
            UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|tree| self.add_use(tree, start, is_public)),
            UseTree::Name(name) if name.ident == "self" => {
                leaf(start.last().cloned().unwrap_or_default(), start.to_vec());
            }
            UseTree::Name(name) => leaf(name.ident.to_string(), with(&name.ident)),
            UseTree::Rename(rename) => leaf(rename.rename.to_string(), with(&rename.ident)),
            _ => leaf("*".to_owned(), with(&"*")),
        }
    }

    /// The paths in the input of a macro, which is tokens and not yet syntax.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if colons == 2 && !path.is_empty() => {
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1
                }
                other => {
                    self.add_path(std::mem::take(&mut path));
                    colons = 0;
                    match other {
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        TokenTree::Group(group) => self.add_tokens(group.stream()),
                        _ => {}
                    }
                }
            }
        }
        self.add_path(path);
    }

    fn add_path(&mut self, segments: Vec<String>) {
        // A single name was brought in by a `use`, which has been seen.
        if segments.len() > 1 {
            self.paths.push((self.module.clone(), segments));
        }
    }
}

/// Whether something is compiled for tests alone.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => {
            let words: Vec<String> = list
                .tokens
                .clone()
                .into_iter()
                .map(|token| token.to_string())
                .collect();
            words
                .iter()
                .any(|word| word == "test" || word.contains("test ,"))
                && words[0] != "not"
        }
        _ => false,
    })
}

impl<'a> Visit<'a> for Mentions {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            self.module.push(item.ident.to_string());
            syn::visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            syn::visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            syn::visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        if !is_for_tests(&item.attrs) {
            syn::visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.add_use(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.add_path(
            path.segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect(),
        );
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'a syn::Macro) {
        self.visit_path(&item.path);
        self.add_tokens(item.tokens.clone());
    }

    /// `pub(crate)` and `pub(in …)` import nothing.
    fn visit_visibility(&mut self, _: &'a Visibility) {}
}
