//! A version's modules: the one that users meet first, and those below it that show the handles, the builders and what
//! no operation uses.
//!
//! ```text
//! mod services;
//! pub mod handle;
//! pub mod operation;
//!
//! pub use self::services::{Service, ServiceNumberSelectionBehavior};
//!
//! pub const PRODUCT: Product = Product::new("proxy", "proxy.twilio.com");
//! ```

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecation::{allowance, deprecated_types};
use super::docs::{code, inner_docs};
use super::doctest::Examples;
use super::module::{Contents, builder_items, contents, handle_items, header, model_items};
use super::public::{Public, public_types, schema_types};
use super::scope::{Scope, ident, use_items};
use super::{Emitted, sids};
use crate::format::File;
use crate::model::{Api, Document, PublicModule};

/// `src/proxy/v1.rs` and the modules that it shows.
pub(crate) fn emit(
    document: &Document,
    root: &Contents<'_>,
    api: &Api,
    examples: &Examples<'_>,
    files: &mut Emitted<'_>,
) {
    let version = Version {
        document,
        path: format!("src/{}/{}", document.product.ident, document.version.ident),
    };
    let scope = || Scope::new(document, examples.lookup);
    let below = [Public::Handle, Public::Operation, Public::Unused];
    let shown: Vec<Public> = below
        .into_iter()
        .filter(|module| version.has(*module))
        .collect();
    for module in &shown {
        let scope = scope();
        let items = match module {
            Public::Handle => handle_items(root, examples, &scope),
            Public::Operation => builder_items(root, &scope),
            Public::Unused | Public::Version => aliases(document),
        };
        version.add(*module, &[], (items, scope), files);
    }
    let scope = scope();
    let mut items = vec![product_constant(document, &scope)];
    items.extend(model_items(root, &scope));
    items.extend(sids::aliases(document, &api.sid_kinds, &scope));
    let modules: Vec<TokenStream> = root
        .children
        .iter()
        .map(|child| (child.as_str(), quote!()))
        .chain(
            shown
                .iter()
                .filter_map(|module| Some((module.name()?, quote!(pub)))),
        )
        .map(|(name, visibility)| {
            let name = ident(name);
            quote!(#visibility mod #name;)
        })
        .collect();
    version.add(Public::Version, &modules, (items, scope), files);
}

/// A version whose modules are emitted.
struct Version<'a> {
    document: &'a Document,
    /// The file of its own module, without the extension.
    path: String,
}

impl Version<'_> {
    /// Whether users find anything in a module.
    fn has(&self, module: Public) -> bool {
        let mut types = public_types(self.document);
        types.any(|(_, other)| other == module)
            || module == Public::Unused && once_unused(self.document).next().is_some()
    }

    /// Adds the file of a public module: some items of its own, and what stands in private files.
    fn add(
        &self,
        module: Public,
        modules: &[TokenStream],
        (items, scope): (Vec<TokenStream>, Scope<'_>),
        files: &mut Emitted<'_>,
    ) {
        let path = match module.name() {
            None => format!("{}.rs", self.path),
            Some(name) => format!("{}/{name}.rs", self.path),
        };
        let types = public_types(self.document);
        let mut names: BTreeSet<String> = types
            .filter(|(_, other)| *other == module)
            .map(|(name, _)| name.to_owned())
            .collect();
        names.insert(String::from("PRODUCT"));
        let mut imports = scope.into_imports();
        imports.remove(self.document, &names);
        let mut close = vec![modules.to_vec()];
        close.extend(imports.uses());
        close.push(self.exports(module));
        let file = File {
            header: header(self.document),
            attributes: inner_docs(&self.docs(module)),
            close,
            items: files.print_items(items, &path),
        };
        files.add(&file, &path);
    }

    /// `pub use self::services::{Service, …};` for each private module that defines types of a public one.
    fn exports(&self, module: Public) -> Vec<TokenStream> {
        let deprecated = deprecated_types(self.document);
        let is_deprecated = |name: &str| deprecated.contains(name);
        let start = match module {
            Public::Version => "self",
            _ => "super",
        };
        let types: BTreeSet<&str> = public_types(self.document)
            .filter(|(_, other)| *other == module)
            .map(|(name, _)| name)
            .collect();
        let mut exports = Vec::new();
        let files = contents(self.document);
        for (path, contents) in files.iter().filter(|(path, _)| !path.is_empty()) {
            let names: BTreeSet<String> = contents
                .names()
                .filter(|name| types.contains(name))
                .map(str::to_owned)
                .collect();
            if !names.is_empty() {
                let path = format!("{start}::{}", path.join("::"));
                exports.extend(use_items(&path, &names, &quote!(pub), is_deprecated));
            }
        }
        exports
    }

    fn docs(&self, module: Public) -> Vec<String> {
        let Document { title, version, .. } = self.document;
        let version = code(&version.ident);
        let lines: &[&str] = match module {
            Public::Version => return self.front_page(),
            Public::Handle => &[
                "Places in the URLs, and what can be done at each.",
                "",
                "A handle comes from the accessor of another, and the first from the client. It is named here for",
                "whoever stores one or writes it in a signature.",
            ],
            Public::Operation => &[
                "Calls of operations before they are sent.",
                "",
                "A builder comes from the method of a handle. It takes what is optional, and is sent when it is",
                "awaited.",
            ],
            Public::Unused => &[
                "Schemas that no operation uses: no call takes them, and no reply holds them.",
                "",
                "Should an operation come to use one, its name here becomes a deprecated alias that says where",
                "it is.",
            ],
        };
        let what = match module {
            Public::Version | Public::Handle => "Handles",
            Public::Operation => "Builders",
            Public::Unused => "Unused schemas",
        };
        let mut docs = vec![
            format!("{what} of {title}, version {version}."),
            String::new(),
        ];
        docs.extend(lines.iter().map(|line| (*line).to_owned()));
        docs
    }

    fn front_page(&self) -> Vec<String> {
        let Document {
            title,
            version,
            docs,
            ..
        } = self.document;
        let mut lines = vec![format!("{title}, version {}.", code(&version.ident))];
        if !docs.is_empty() {
            lines.push(String::new());
            lines.extend(docs.iter().cloned());
        }
        lines
    }
}

/// The types that operations came to use after they were given a path in `unused`.
fn once_unused(document: &Document) -> impl Iterator<Item = &str> {
    let types = schema_types(document);
    let once_unused = types.filter(|(_, module)| *module == PublicModule::OnceUnused);
    once_unused.map(|(name, _)| name)
}

/// `pub type Card = super::Card;`: what keeps the paths of earlier versions of the crate valid.
fn aliases(document: &Document) -> Vec<TokenStream> {
    let deprecated = deprecated_types(document);
    let aliases = once_unused(document).map(|name| {
        let path = document.public_path(PublicModule::OnceUnused, name);
        let line = format!(" Operations use it now, as [`super::{name}`].");
        let note = format!("operations use it now: write `{path}`");
        let allowance = allowance(deprecated.contains(name));
        let name = ident(name);
        quote! {
            #[doc = #line]
            #[doc(hidden)]
            #[deprecated(note = #note)]
            #allowance
            pub type #name = super::#name;
        }
    });
    aliases.collect()
}

fn product_constant(document: &Document, scope: &Scope<'_>) -> TokenStream {
    let product = scope.runtime("Product");
    let (label, host) = (&document.product.wire, &document.host);
    let line = format!(" The API behind this module: `{}`.", code(host));
    quote! {
        #[doc = #line]
        pub const PRODUCT: #product = #product::new(#label, #host);
    }
}
