//! The public paths of an emitted crate, read from its files as a compiler reads them: modules, items and re-exports.

use std::collections::{BTreeMap, BTreeSet};

use generator::file_tree::Tree;
use syn::{Attribute, Item, UseTree, Visibility};

/// Definition → the paths under which users find it in the docs.
pub(crate) type Paths = BTreeMap<String, BTreeSet<String>>;

/// A name in a module.
struct Entry {
    name: String,
    is_public: bool,
    is_hidden: bool,
    target: Target,
}

enum Target {
    Definition,
    Module,
    /// What a `use` names, from the crate's root on.
    Import(Vec<String>),
}

/// Path of a module → its names.
type Modules = BTreeMap<Vec<String>, Vec<Entry>>;

/// The public paths of everything that the crate itself defines.
pub(crate) fn public_paths(tree: &Tree) -> Paths {
    let mut modules = Modules::new();
    read_module(tree, &[], "src/lib.rs", &mut modules);
    let mut paths = Paths::new();
    walk(&modules, &[], "", &mut paths);
    paths
}

/// The paths alone.
pub(crate) fn all(paths: &Paths) -> BTreeSet<&str> {
    paths.values().flatten().map(String::as_str).collect()
}

fn read_module(tree: &Tree, path: &[String], file: &str, modules: &mut Modules) {
    let text = tree
        .get(file)
        .unwrap_or_else(|| panic!("there is no {file}"));
    let mut entries = Vec::new();
    for item in syn::parse_file(text).unwrap().items {
        match item {
            Item::Mod(item) => {
                let name = item.ident.to_string();
                let below: Vec<String> = path.iter().cloned().chain([name.clone()]).collect();
                let base = format!("src/{}", below.join("/"));
                let files = [format!("{base}.rs"), format!("{base}/mod.rs")];
                let file = files.iter().find(|file| tree.get(file).is_some());
                read_module(tree, &below, file.unwrap(), modules);
                entries.push(entry(name, &item.vis, &item.attrs, Target::Module));
            }
            Item::Use(item) => {
                let mut imports = Vec::new();
                imported(&item.tree, &mut Vec::new(), &mut imports);
                for (name, target) in imports {
                    let target = Target::Import(from_root(path, &target));
                    entries.push(entry(name, &item.vis, &item.attrs, target));
                }
            }
            item => {
                let (ident, visibility, attributes) = match &item {
                    Item::Struct(item) => (&item.ident, &item.vis, &item.attrs),
                    Item::Enum(item) => (&item.ident, &item.vis, &item.attrs),
                    Item::Type(item) => (&item.ident, &item.vis, &item.attrs),
                    Item::Const(item) => (&item.ident, &item.vis, &item.attrs),
                    Item::Trait(item) => (&item.ident, &item.vis, &item.attrs),
                    Item::Fn(item) => (&item.sig.ident, &item.vis, &item.attrs),
                    _ => continue,
                };
                let name = ident.to_string();
                entries.push(entry(name, visibility, attributes, Target::Definition));
            }
        }
    }
    modules.insert(path.to_vec(), entries);
}

fn entry(name: String, visibility: &Visibility, attributes: &[Attribute], target: Target) -> Entry {
    let is_hidden = |attribute: &Attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("doc")
            && list.is_ok_and(|list| list.tokens.to_string() == "hidden")
    };
    Entry {
        name,
        is_public: matches!(visibility, Visibility::Public(_)),
        is_hidden: attributes.iter().any(is_hidden),
        target,
    }
}

/// The names that a `use` brings in, each with the path that it is written with.
fn imported(tree: &UseTree, before: &mut Vec<String>, imports: &mut Vec<(String, Vec<String>)>) {
    let with = |last: &syn::Ident| before.iter().cloned().chain([last.to_string()]).collect();
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            imported(&path.tree, before, imports);
            before.pop();
        }
        UseTree::Name(name) => imports.push((name.ident.to_string(), with(&name.ident))),
        UseTree::Rename(rename) => imports.push((rename.rename.to_string(), with(&rename.ident))),
        UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, before, imports);
            }
        }
        UseTree::Glob(_) => panic!("a glob hides what is public"),
    }
}

fn from_root(module: &[String], written: &[String]) -> Vec<String> {
    let mut path = module.to_vec();
    for (at, segment) in written.iter().enumerate() {
        match segment.as_str() {
            "crate" => path.clear(),
            "self" if at == 0 => {}
            "super" => drop(path.pop()),
            segment => path.push(segment.to_owned()),
        }
    }
    path
}

/// Where a path leads, through re-exports: a definition's or a module's own path. `None` for other crates.
fn resolve<'m>(modules: &'m Modules, path: &[String]) -> Option<(Vec<String>, &'m Target)> {
    let (name, module) = path.split_last()?;
    let module = match modules.contains_key(module) {
        true => module.to_vec(),
        false => resolve(modules, module)?.0,
    };
    let entry = modules
        .get(&module)?
        .iter()
        .find(|entry| entry.name == *name)?;
    match &entry.target {
        Target::Import(target) if *target == path => None,
        Target::Import(target) => resolve(modules, target),
        target => Some((
            module.iter().cloned().chain([name.clone()]).collect(),
            target,
        )),
    }
}

fn walk(modules: &Modules, module: &[String], shown: &str, paths: &mut Paths) {
    let entries = modules.get(module).into_iter().flatten();
    for entry in entries.filter(|entry| entry.is_public && !entry.is_hidden) {
        let path: Vec<String> = module.iter().cloned().chain([entry.name.clone()]).collect();
        let shown = format!("{shown}::{}", entry.name);
        match resolve(modules, &path) {
            Some((target, Target::Module)) => walk(modules, &target, &shown, paths),
            Some((target, _)) => {
                paths.entry(target.join("::")).or_default().insert(shown);
            }
            None => {}
        }
    }
}
