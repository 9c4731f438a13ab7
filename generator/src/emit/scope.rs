//! The names that emitted items use, and the imports that a file needs for them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::deprecation::{allowance, deprecated_types};
use super::public::{Public, public_types};
use crate::model::{Document, Enum, Model, Operation, Type};

/// What a document has, by name: made once and shared by its files.
pub(crate) struct Lookup<'a> {
    /// The types of the document, each with the public module that has it.
    types: HashMap<&'a str, Public>,
    pub(crate) operations: HashMap<&'a str, &'a Operation>,
    pub(crate) models: HashMap<&'a str, &'a Model>,
    pub(crate) enums: HashMap<&'a str, &'a Enum>,
    sid_aliases: HashMap<&'a str, &'a str>,
    /// The types that users are warned of.
    pub(crate) deprecated: HashSet<&'a str>,
}

impl<'a> Lookup<'a> {
    /// The public module of a type.
    pub(crate) fn public(&self, name: &str) -> Public {
        self.types.get(name).copied().unwrap_or(Public::Version)
    }

    pub(crate) fn new(document: &'a Document) -> Self {
        let operations = document.operations.iter();
        let models = document.models.iter();
        let enums = document.enums.iter();
        let sids = document.sid_aliases.iter();
        Self {
            types: public_types(document).collect(),
            operations: operations
                .map(|operation| (operation.id.as_str(), operation))
                .collect(),
            models: models
                .map(|model| (model.name.ident.as_str(), model))
                .collect(),
            enums: enums.map(|list| (list.name.ident.as_str(), list)).collect(),
            sid_aliases: sids
                .map(|alias| (alias.kind.as_str(), alias.ident.as_str()))
                .collect(),
            deprecated: deprecated_types(document),
        }
    }
}

/// The names that items use, collected while they are emitted. Where an item ends up decides what its file imports.
pub(crate) struct Scope<'a> {
    pub(crate) document: &'a Document,
    /// What the document has, by name; its types win over names of the runtime.
    pub(crate) lookup: &'a Lookup<'a>,
    imports: RefCell<Imports>,
    /// Whether something deprecated was spelled since [`Scope::allowing`] began.
    spells_deprecated: Cell<bool>,
}

impl<'a> Scope<'a> {
    /// A scope in which nothing is used yet.
    pub(crate) fn new(document: &'a Document, lookup: &'a Lookup<'a>) -> Self {
        Self {
            document,
            lookup,
            imports: RefCell::default(),
            spells_deprecated: Cell::new(false),
        }
    }

    /// Emits a part of an item, and with it the attribute that it needs if it spells a deprecated type, or a deprecated
    /// field that was reported by [`Scope::note_deprecated`].
    pub(crate) fn allowing<T>(&self, emit: impl FnOnce() -> T) -> (Option<TokenStream>, T) {
        let around = self.spells_deprecated.replace(false);
        let emitted = emit();
        let allowance = allowance(self.spells_deprecated.replace(around));
        (allowance, emitted)
    }

    /// Notes that something deprecated, if it is that, is spelled by name.
    pub(crate) fn note_deprecated(&self, is_deprecated: bool) {
        let noted = self.spells_deprecated.get();
        self.spells_deprecated.set(noted || is_deprecated);
    }

    /// The names that were used.
    pub(crate) fn into_imports(self) -> Imports {
        self.imports.into_inner()
    }

    /// A name of the runtime. Where the document has a type of that name, the runtime's is imported as `Client…`.
    pub(crate) fn runtime(&self, name: &str) -> Ident {
        self.import("crate::runtime", name)
    }

    /// A name of the runtime's data side.
    pub(crate) fn model(&self, name: &str) -> Ident {
        self.import("crate::runtime::model", name)
    }

    /// A name from anywhere else: `std::fmt`, `serde::Serialize`.
    pub(crate) fn import(&self, path: &str, name: &str) -> Ident {
        let mut alias = name.to_owned();
        while self.lookup.types.contains_key(alias.as_str()) {
            alias.insert_str(0, "Client");
        }
        let spelled = if alias == name {
            name.to_owned()
        } else {
            format!("{name} as {alias}")
        };
        self.imports.borrow_mut().insert(path, spelled);
        ident(&alias)
    }

    /// A type of the document.
    pub(crate) fn local(&self, name: &str) -> Ident {
        let module = self.lookup.public(name).path(&version_path(self.document));
        let is_deprecated = self.lookup.deprecated.contains(name);
        self.note_deprecated(is_deprecated);
        let mut imports = self.imports.borrow_mut();
        imports.insert(&module, name.to_owned());
        if is_deprecated {
            imports.deprecated.insert(name.to_owned());
        }
        ident(name)
    }

    /// The Rust type of a property, without `Option`.
    pub(crate) fn rust_type(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Text => quote!(String),
            Type::Bool => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Number => quote!(f64),
            Type::Timestamp => {
                let name = self.model("Timestamp");
                quote!(#name)
            }
            Type::Date => {
                let name = self.model("Date");
                quote!(#name)
            }
            Type::Json => quote!(serde_json::Value),
            Type::Sid(marker) => {
                let alias = self.lookup.sid_aliases.get(marker.as_str());
                let alias = alias.map_or(marker.as_str(), |alias| *alias);
                let name = self.local(alias);
                quote!(#name)
            }
            Type::Enum(name) | Type::Model(name) | Type::Union(name) => {
                let name = self.local(name);
                quote!(#name)
            }
            Type::Boxed(name) => {
                let name = self.local(name);
                quote!(Box<#name>)
            }
            Type::List(item) => {
                let item = self.rust_type(item);
                quote!(Vec<#item>)
            }
            Type::Map(value) => {
                let map = self.import("std::collections", "BTreeMap");
                let value = self.rust_type(value);
                quote!(#map<String, #value>)
            }
        }
    }
}

/// The public module of a document's version, which has all its types.
fn version_path(document: &Document) -> String {
    let (product, version) = (&document.product.ident, &document.version.ident);
    format!("crate::{product}::{version}")
}

/// Names by the path that they are imported from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Imports {
    names: BTreeMap<String, BTreeSet<String>>,
    /// Which of the document's types are deprecated.
    deprecated: BTreeSet<String>,
}

impl Imports {
    fn insert(&mut self, path: &str, name: String) {
        self.names.entry(path.to_owned()).or_default().insert(name);
    }

    /// Adds the names that other items use.
    pub(crate) fn extend(&mut self, other: &Self) {
        for (path, names) in &other.names {
            let own = self.names.entry(path.clone()).or_default();
            own.extend(names.iter().cloned());
        }
        self.deprecated.extend(other.deprecated.iter().cloned());
    }

    /// Leaves out the types of a document that the file has anyway.
    pub(crate) fn remove(&mut self, document: &Document, names: &BTreeSet<String>) {
        let version = version_path(document);
        for module in Public::ALL {
            if let Some(imported) = self.names.get_mut(&module.path(&version)) {
                imported.retain(|name| !names.contains(name));
            }
        }
        self.names.retain(|_, names| !names.is_empty());
    }

    /// As `use` items: `std`, then other crates, then this one.
    pub(crate) fn uses(&self) -> Vec<Vec<TokenStream>> {
        let group = |belongs: fn(&str) -> bool| -> Vec<TokenStream> {
            let mut imports: Vec<_> = self.names.iter().collect();
            imports.retain(|(path, _)| belongs(path));
            imports.sort_by_key(|(path, names)| {
                format!("{path}::{}", names.first().map_or("", String::as_str))
            });
            let is_deprecated = |name: &str| self.deprecated.contains(name);
            let items = imports.into_iter();
            items
                .flat_map(|(path, names)| use_items(path, names, &quote!(), is_deprecated))
                .collect()
        };
        vec![
            group(|path| path.starts_with("std")),
            group(|path| !path.starts_with("std") && !path.starts_with("crate")),
            group(|path| path.starts_with("crate")),
        ]
    }
}

/// `pub use path::{A, B};`, and what is deprecated in an item of its own.
pub(crate) fn use_items(
    path: &str,
    names: &BTreeSet<String>,
    before: &TokenStream,
    is_deprecated: impl Fn(&str) -> bool,
) -> Vec<TokenStream> {
    let (deprecated, names): (BTreeSet<String>, BTreeSet<String>) =
        names.iter().cloned().partition(|name| is_deprecated(name));
    let mut items = Vec::new();
    for (names, allowance) in [(names, None), (deprecated, allowance(true))] {
        if !names.is_empty() {
            let item = use_item(path, &names);
            items.push(quote!(#allowance #before #item));
        }
    }
    items
}

/// `use path::{A, B};`
pub(crate) fn use_item(path: &str, names: &BTreeSet<String>) -> TokenStream {
    let path: Vec<Ident> = path.split("::").map(ident).collect();
    // A set of texts is in ASCII order, which is rustfmt's: types before functions and modules.
    let names: Vec<TokenStream> = names
        .iter()
        .map(|name| match name.split_once(" as ") {
            Some((name, alias)) => {
                let (name, alias) = (ident(name), ident(alias));
                quote!(#name as #alias)
            }
            None => {
                let name = ident(name);
                quote!(#name)
            }
        })
        .collect();
    match names.as_slice() {
        [single] => quote!(use #(#path)::*::#single;),
        several => quote!(use #(#path)::*::{#(#several),*};),
    }
}

/// `#[cfg(feature = …)]`: the condition under which something is compiled that these documents' features share.
pub(crate) fn any_feature(features: &[String]) -> TokenStream {
    match features {
        [single] => quote!(#[cfg(feature = #single)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}

/// An identifier; what lowering hands over is always one.
pub(crate) fn ident(name: &str) -> Ident {
    format_ident!("{name}")
}
