//! The rule that a public signature of the emitted crate names a type of an unstable dependency, one of version 0.x,
//! only under the feature that is there for it: the next version of that dependency is another type, and would break
//! whoever did not ask for it.
//!
//! A signature is read as it is written, so what a macro makes is not seen.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Fields, ImplItem, Item, Meta, Signature, Token, Type, UseTree, Visibility};

use crate::mentions::{ModulePath, join, module_of};
use crate::sources::{SourceFile, SourceTree};

/// The unstable dependencies of a manifest, as Rust spells them, each with the features that may show its types: those
/// of its name, and those that turn it on and nothing else.
pub(crate) type Unstable = BTreeMap<String, BTreeSet<String>>;

/// Reads the unstable dependencies off a manifest.
pub(crate) fn unstable_dependencies(manifest: &toml::Table) -> Unstable {
    let section = |name: &str| manifest.get(name).and_then(toml::Value::as_table);
    let is_unstable = |value: &toml::Value| {
        let version = value.get("version").unwrap_or(value).as_str();
        version.is_some_and(|version| {
            version
                .trim_start_matches([' ', '=', '>', '^', '~'])
                .starts_with("0.")
        })
    };
    let dependencies = section("dependencies").into_iter().flatten();
    let unstable = dependencies
        .filter(|(_, value)| is_unstable(value))
        .map(|(name, _)| {
            let switch = toml::Value::Array(vec![format!("dep:{name}").into()]);
            let features = section("features").into_iter().flatten();
            let features =
                features.filter(|(feature, value)| *feature == name || **value == switch);
            (
                name.replace('-', "_"),
                features.map(|(feature, _)| feature.clone()).collect(),
            )
        });
    unstable.collect()
}

/// Each type of an unstable dependency in a public signature that stands there without its feature.
pub(crate) fn unstable_types(tree: &SourceTree, unstable: &Unstable) -> Vec<String> {
    let files: Vec<(&SourceFile, syn::File)> =
        tree.files.iter().map(|file| (file, file.parse())).collect();
    let mut modules = HashMap::new();
    let mut private = BTreeSet::new();
    for (file, syntax) in &files {
        read_declarations(&module_of(file), &syntax.items, &mut modules, &mut private);
    }
    let mut problems = Vec::new();
    for (file, syntax) in &files {
        let mut surface = Surface {
            unstable,
            private: &private,
            crates: HashMap::new(),
            features: features_of_module(&module_of(file), &modules),
            problems: Vec::new(),
        };
        surface.read_imports(&syntax.items);
        surface.visit_file(syntax);
        let path = tree.full_path(file);
        problems.extend(
            surface
                .problems
                .iter()
                .map(|problem| format!("{path}:{problem}")),
        );
    }
    problems
}

/// What the modules of a file need of features, and which of its types are not public.
fn read_declarations(
    module: &ModulePath,
    items: &[Item],
    modules: &mut HashMap<ModulePath, BTreeSet<String>>,
    private: &mut BTreeSet<String>,
) {
    for item in items {
        let (visibility, name) = match item {
            Item::Mod(declared) => {
                let path = join(module, &[declared.ident.to_string()]);
                modules.insert(path, features_of(&declared.attrs));
                continue;
            }
            Item::Struct(item) => (&item.vis, &item.ident),
            Item::Enum(item) => (&item.vis, &item.ident),
            _ => continue,
        };
        if !matches!(visibility, Visibility::Public(_)) {
            private.insert(name.to_string());
        }
    }
}

/// The features without which a module is not compiled.
fn features_of_module(
    module: &ModulePath,
    modules: &HashMap<ModulePath, BTreeSet<String>>,
) -> BTreeSet<String> {
    let parents = (1..=module.len()).filter_map(|length| modules.get(&module[..length]));
    parents.flatten().cloned().collect()
}

/// The features without which an item is not compiled: those of `cfg(feature = "…")` and of `cfg(all(…))`.
fn features_of(attributes: &[Attribute]) -> BTreeSet<String> {
    fn collect(condition: &Meta, features: &mut BTreeSet<String>) {
        match condition {
            Meta::NameValue(pair) if pair.path.is_ident("feature") => {
                if let syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(name),
                    ..
                }) = &pair.value
                {
                    features.insert(name.value());
                }
            }
            Meta::List(list) if list.path.is_ident("all") => {
                let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
                parts
                    .iter()
                    .flatten()
                    .for_each(|part| collect(part, features));
            }
            _ => {}
        }
    }
    let mut features = BTreeSet::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
    {
        if let Ok(condition) = attribute.parse_args::<Meta>() {
            collect(&condition, &mut features);
        }
    }
    features
}

/// Reads the signatures of a file.
struct Surface<'r> {
    unstable: &'r Unstable,
    /// Types that are not public, by name.
    private: &'r BTreeSet<String>,
    /// The names that `use` brings in, and the crates that they are of.
    crates: HashMap<String, String>,
    /// The features without which what is being read is not compiled.
    features: BTreeSet<String>,
    problems: Vec<String>,
}

impl Surface<'_> {
    fn read_imports(&mut self, items: &[Item]) {
        for item in items {
            if let Item::Use(import) = item {
                self.read_import(&import.tree, None);
            }
        }
    }

    fn read_import(&mut self, tree: &UseTree, root: Option<&str>) {
        match tree {
            UseTree::Path(path) => {
                let first = path.ident.to_string();
                self.read_import(&path.tree, Some(root.unwrap_or(&first)));
            }
            UseTree::Group(group) => {
                group
                    .items
                    .iter()
                    .for_each(|tree| self.read_import(tree, root));
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.crates
                    .insert(name.clone(), root.unwrap_or(&name).to_owned());
            }
            UseTree::Rename(name) => {
                let original = name.ident.to_string();
                let root = root.unwrap_or(&original).to_owned();
                self.crates.insert(name.rename.to_string(), root);
            }
            UseTree::Glob(_) => {}
        }
    }

    /// Reads something that needs the features of its attributes.
    fn under(&mut self, attributes: &[Attribute], read: impl FnOnce(&mut Self)) {
        let outer = self.features.clone();
        self.features.extend(features_of(attributes));
        read(self);
        self.features = outer;
    }

    fn check(&mut self, name: &str, span: Span) {
        let name = self.crates.get(name).map_or(name, String::as_str);
        let Some(allowing) = self.unstable.get(name) else {
            return;
        };
        if self.features.is_disjoint(allowing) {
            let remedy = match allowing.first() {
                Some(feature) => format!("put it under #[cfg(feature = \"{feature}\")]"),
                None => String::from("wrap it in a type of this crate"),
            };
            let line = span.start().line;
            self.problems.push(format!(
                "{line}: a public signature names a type of {name}, whose version is 0.x: {remedy}"
            ));
        }
    }

    fn signature(&mut self, signature: &Signature) {
        visit::visit_signature(self, signature);
    }

    fn fields(&mut self, fields: &Fields, all: bool) {
        for field in fields {
            if all || matches!(field.vis, Visibility::Public(_)) {
                self.under(&field.attrs, |surface| surface.visit_type(&field.ty));
            }
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        self.visit_generics(&item.generics);
        self.visit_type(&item.self_ty);
        if let Some((path, _)) = &item.trait_ {
            self.visit_path(path);
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    self.under(&function.attrs, |surface| surface.signature(&function.sig));
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    self.under(&constant.attrs, |surface| surface.visit_type(&constant.ty));
                }
                ImplItem::Type(associated) => self.visit_type(&associated.ty),
                _ => {}
            }
        }
    }

    /// Whether an implementation is for a type that nobody outside can name.
    fn is_private(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        let name = path.path.segments.last();
        name.is_some_and(|name| self.private.contains(&name.ident.to_string()))
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

impl<'ast> Visit<'ast> for Surface<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => self.under(&item.attrs, |surface| {
                surface.visit_generics(&item.generics);
                surface.fields(&item.fields, false);
            }),
            Item::Enum(item) if is_public(&item.vis) => self.under(&item.attrs, |surface| {
                surface.visit_generics(&item.generics);
                for variant in &item.variants {
                    surface.under(&variant.attrs, |surface| {
                        surface.fields(&variant.fields, true)
                    });
                }
            }),
            Item::Trait(item) if is_public(&item.vis) => {
                self.under(&item.attrs, |surface| {
                    visit::visit_item_trait(surface, item)
                });
            }
            Item::Type(item) if is_public(&item.vis) => {
                self.under(&item.attrs, |surface| visit::visit_item_type(surface, item));
            }
            Item::Fn(item) if is_public(&item.vis) => {
                self.under(&item.attrs, |surface| surface.signature(&item.sig));
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.under(&item.attrs, |surface| surface.visit_type(&item.ty));
            }
            Item::Use(item) if is_public(&item.vis) => self.under(&item.attrs, |surface| {
                if let UseTree::Path(syn::UsePath { ident, .. })
                | UseTree::Name(syn::UseName { ident, .. }) = &item.tree
                {
                    surface.check(&ident.to_string(), ident.span());
                }
            }),
            Item::Impl(item) if !self.is_private(&item.self_ty) => {
                self.under(&item.attrs, |surface| surface.implementation(item));
            }
            Item::Mod(item) => {
                self.under(&item.attrs, |surface| visit::visit_item_mod(surface, item))
            }
            _ => {}
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            self.check(&first.ident.to_string(), first.ident.span());
        }
        visit::visit_path(self, path);
    }

    /// A body and a default are not of the signature.
    fn visit_block(&mut self, _: &'ast syn::Block) {}
    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

#[test]
fn types_of_unstable_dependencies_are_found_in_public_signatures() {
    let manifest = "[dependencies]\n\
        alpha = \"0.3\"\nbeta-core = { version = \">=0.6, <0.8\", optional = true }\ngamma = \"1.2\"\n\
        delta = \"0.1\"\n\
        [features]\nalpha = []\nbeta = [\"dep:beta-core\"]\nmore = [\"dep:beta-core\", \"alpha\"]\n";
    let unstable = unstable_dependencies(&manifest.parse().unwrap());
    let tree = SourceTree::made_up(&[
        (
            "lib.rs",
            "mod plain;\n#[cfg(all(feature = \"beta\", unix))]\nmod behind;\n#[cfg(feature = \"more\")]\nmod more;\n\
             pub use delta;\n#[cfg(feature = \"alpha\")]\npub use alpha;\n",
        ),
        (
            "plain.rs",
            "use alpha::Date;\nuse gamma::Map;\nuse beta_core::{Stream as Flow};\n\
             pub struct Shown { pub day: Option<Date>, hidden: Date, pub map: Map }\n\
             pub(super) struct Inner(pub Date);\n\
             impl From<Date> for Inner { fn from(day: Date) -> Self { Self(day) } }\n\
             impl Flow for Shown {}\n\
             impl Shown { fn own(&self) -> Date { self.hidden } pub fn day(&self) { let day: Date = self.hidden; } }\n\
             pub fn bound<T: Into<alpha::Date>>(_: T) {}\n\
             #[cfg(feature = \"alpha\")]\nimpl From<Date> for Shown {}\n",
        ),
        ("behind.rs", "pub fn flow(_: beta_core::Flow) {}\n"),
        ("more.rs", "pub enum Either { Flow(beta_core::Flow) }\n"),
    ]);
    let problems = unstable_types(&tree, &unstable);
    let shorter: Vec<&str> = problems
        .iter()
        .filter_map(|line| line.split(", whose").next())
        .collect();
    assert_eq!(
        shorter,
        [
            "src/lib.rs:6: a public signature names a type of delta",
            "src/plain.rs:4: a public signature names a type of alpha",
            "src/plain.rs:7: a public signature names a type of beta_core",
            "src/plain.rs:9: a public signature names a type of alpha",
            "src/more.rs:1: a public signature names a type of beta_core",
        ]
    );
}
