//! The upper files: the crate root, a module for each product, a module for each version.
//!
//! ```text
//! impl Client {
//!     pub fn proxy(&self) -> Proxy { Proxy { client: self.clone() } }
//! }
//!
//! impl Proxy {
//!     #[cfg(feature = "proxy-v1")]
//!     pub fn v1(&self) -> v1::V1 { v1::V1(ApiPath::root(&self.client, v1::PRODUCT).then("v1")) }
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::cfg::any_feature;
use super::docs::{code, inner_docs};
use super::doctest::Examples;
use super::module::{Contents, contents, header};
use super::scope::{Scope, ident, use_item};
use super::{Emitted, Options, builders, enums, handles, models, sids};
use crate::format::File;
use crate::model::{Api, Document, Operation};

/// What the crate root re-exports of the runtime, by the feature that it needs.
const EXPORTS: [(&str, Option<&str>, &[&str]); 6] = [
    ("runtime", None, super::runtime::PUBLIC),
    ("runtime::model", None, super::runtime::PUBLIC_MODEL),
    ("runtime", Some("reqwest"), &["ReqwestTransport"]),
    ("runtime", Some("blocking"), &["blocking"]),
    ("runtime", Some("testing"), &["testing"]),
    ("runtime", Some("webhooks"), &["webhooks"]),
];

/// The header of files that come from no single document.
const HEADER: &str = "by `cargo xtask codegen`";

/// What models, enums and builders have in common. It is text and not tokens because prettyplease prints no macros.
const MACROS: &str = include_str!("../../templates/macros.rs");

/// `src/proxy/v1.rs`: the handle of the version, its SID aliases, and everything below under one roof.
pub(crate) fn version(
    document: &Document,
    root: &Contents<'_>,
    model: &Api,
    examples: &Examples<'_>,
    files: &mut Emitted<'_>,
) {
    let mut own = root.names();
    own.extend(document.sid_aliases.iter().map(|alias| alias.ident.clone()));
    own.insert(String::from("PRODUCT"));
    let mut exports: Vec<TokenStream> = Vec::new();
    for (path, contents) in contents(document) {
        let names = contents.names();
        if !path.is_empty() && !names.is_empty() {
            own.extend(names.iter().cloned());
            let item = use_item(&format!("self::{}", path.join("::")), &names);
            exports.push(quote!(#[doc(inline)] pub #item));
        }
    }
    let scope = Scope::new(document, examples.lookup, own);
    let product = scope.runtime("Product");
    let (label, host) = (&document.product.wire, &document.host);
    let line = format!(" The API behind this module: `{}`.", code(host));
    let mut items = vec![quote! {
        #[doc = #line]
        pub const PRODUCT: #product = #product::new(#label, #host);
    }];
    // A document without operations has models and no handles.
    let reachable = root
        .resources
        .iter()
        .filter(|_| !document.operations.is_empty());
    for resource in reachable {
        let example = |operation: &Operation| examples.lines(&resource.handle, operation);
        items.extend(handles::items(resource, &scope, &example));
    }
    items.extend(
        root.operations
            .iter()
            .flat_map(|operation| builders::items(operation, &scope)),
    );
    items.extend(
        root.models
            .iter()
            .flat_map(|found| models::items(found, &scope)),
    );
    items.extend(
        root.enums
            .iter()
            .flat_map(|found| enums::items(found, &scope)),
    );
    items.extend(sids::aliases(document, &model.sid_kinds, &scope));
    let modules = root
        .children
        .iter()
        .map(|child| {
            let name = ident(child);
            quote!(pub mod #name;)
        })
        .collect();
    let mut close = vec![modules];
    close.extend(scope.uses());
    close.push(exports);
    let mut lines = vec![format!(
        "{}, version {}.",
        document.title,
        code(&document.version.ident)
    )];
    if !document.docs.is_empty() {
        lines.push(String::new());
        lines.extend(document.docs.iter().cloned());
    }
    let file = File {
        header: header(document),
        attributes: inner_docs(&lines),
        close,
        items,
    };
    files.add(
        &file,
        &format!(
            "src/{}/{}.rs",
            document.product.ident, document.version.ident
        ),
    );
}

/// The documents of each product.
fn by_product(model: &Api) -> BTreeMap<&str, Vec<&Document>> {
    let mut products: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in &model.documents {
        products
            .entry(&document.product.ident)
            .or_default()
            .push(document);
    }
    products
}

/// `src/proxy.rs`: the way from a client to the versions of a product.
pub(crate) fn products(model: &Api, files: &mut Emitted<'_>) {
    for (product, documents) in by_product(model) {
        let name = ident(&product.to_upper_camel_case());
        let accessor = ident(product);
        let title = documents
            .first()
            .map_or(product, |document| document.title.as_str());
        let modules = documents
            .iter()
            .map(|document| {
                let (version, cfg) = (
                    ident(&document.version.ident),
                    any_feature(std::slice::from_ref(&document.feature)),
                );
                quote!(#cfg pub mod #version;)
            })
            .collect();
        let callable: Vec<&&Document> = documents
            .iter()
            .filter(|document| !document.operations.is_empty())
            .collect();
        let versions = callable.iter().map(|document| {
            let (version, cfg) = (
                ident(&document.version.ident),
                any_feature(std::slice::from_ref(&document.feature)),
            );
            let root = document
                .resources
                .first()
                .map_or("V1", |root| root.handle.as_str());
            let handle = ident(root);
            let segment = document.prefix.trim_start_matches('/');
            let at = if segment.is_empty() {
                quote!(ApiPath::root(&self.client, #version::PRODUCT))
            } else {
                quote!(ApiPath::root(&self.client, #version::PRODUCT).then(#segment))
            };
            let line = format!(" Version {}.", document.version.ident);
            quote! {
                #[doc = #line]
                #cfg
                pub fn #version(&self) -> #version::#handle {
                    #version::#handle(#at)
                }
            }
        });
        let line = format!(" {title}, in all versions that were asked for by their features.");
        let on_client = format!(" {title}.");
        let items = if callable.is_empty() {
            Vec::new()
        } else {
            vec![
                quote! {
                    impl Client {
                        #[doc = #on_client]
                        pub fn #accessor(&self) -> #name {
                            #name { client: self.clone() }
                        }
                    }
                },
                quote! {
                    #[doc = #line]
                    #[derive(Clone, Debug)]
                    pub struct #name {
                        client: Client,
                    }
                },
                quote! {
                    impl #name {
                        #(#versions)*
                    }
                },
            ]
        };
        let names = ["ApiPath", "Client"]
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        let uses = if callable.is_empty() {
            Vec::new()
        } else {
            vec![use_item("crate::runtime", &names)]
        };
        let file = File {
            header: String::from(HEADER),
            attributes: inner_docs(&[format!("{title}.")]),
            close: vec![modules, uses],
            items,
        };
        files.add(&file, &format!("src/{product}.rs"));
    }
}

/// `src/lib.rs` and `src/sids.rs`.
pub(crate) fn crate_root(model: &Api, options: &Options, files: &mut Emitted<'_>) {
    let products = by_product(model);
    files.tree.add(
        "src/macros.rs",
        format!("// @generated {HEADER}. Do not edit.\n\n{MACROS}"),
    );
    // rustfmt itself must not see this attribute spelled out: it would take it for its own.
    let rustfmt = ident("rustfmt");
    let unformatted = quote!(#[#rustfmt::skip]);
    let macros = quote! {
        #[allow(unused_macros, reason = "a document may have no lists or no enums")]
        #[macro_use]
        mod macros;
    };
    let modules = std::iter::once(macros)
        .chain(products.iter().map(|(product, documents)| {
            let features: Vec<String> = documents
                .iter()
                .map(|document| document.feature.clone())
                .collect();
            let (name, cfg) = (ident(product), any_feature(&features));
            // prettyplease and rustfmt do not agree on every line; this covers all files below, too.
            quote!(#cfg #unformatted pub mod #name;)
        }))
        .chain([quote!(
            #[doc(hidden)]
            pub mod runtime;
        )])
        .chain((!model.sid_kinds.is_empty()).then(|| quote!(#unformatted pub mod sids;)))
        .collect();
    // Types of these crates stand in public signatures; whoever writes a transport needs the same versions.
    let third_party = vec![
        quote!(
            pub use bytes;
        ),
        quote!(
            pub use http;
        ),
        quote!(
            pub use time;
        ),
    ];
    let exports = EXPORTS
        .iter()
        .map(|(path, feature, names)| {
            let cfg = feature.map(|feature| any_feature(&[feature.to_owned()]));
            let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let item = use_item(path, &names);
            let skip = (names.len() > 1).then_some(&unformatted);
            quote!(#cfg #skip pub #item)
        })
        .collect();
    // The guide's examples need every feature; docs.rs and the project's own tests have them all.
    let summary = format!("{}. The README is the guide.", options.package.description);
    let attributes = quote! {
        #![cfg_attr(all(feature = "blocking", feature = "testing", feature = "webhooks"), doc = include_str!("../README.md"))]
        #![cfg_attr(not(all(feature = "blocking", feature = "testing", feature = "webhooks")), doc = #summary)]
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
        #![cfg_attr(docsrs, feature(doc_cfg))]
    };
    let root = File {
        header: String::from(HEADER),
        attributes,
        close: vec![modules, third_party, exports],
        items: Vec::new(),
    };
    files.add(&root, "src/lib.rs");
    if !model.sid_kinds.is_empty() {
        let lines = vec![
            String::from(
                "Markers of SID kinds: a SID's prefix says what it identifies, and so does its type.",
            ),
            String::new(),
            String::from(
                "Each version's module has readable aliases, such as `ServiceSid` for `Sid<KS>`.",
            ),
        ];
        let names = std::iter::once(String::from("Prefix")).collect();
        let file = File {
            header: String::from(HEADER),
            attributes: inner_docs(&lines),
            close: vec![vec![use_item("crate::runtime::model", &names)]],
            items: sids::markers(&model.sid_kinds),
        };
        files.add(&file, "src/sids.rs");
    }
}
