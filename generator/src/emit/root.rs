//! The upper files: the crate root, and a module for each product.
//!
//! ```text
//! impl Client {
//!     pub fn proxy(&self) -> Proxy { Proxy { client: self.clone() } }
//! }
//!
//! impl Proxy {
//!     #[cfg(feature = "proxy-v1")]
//!     pub fn v1(&self) -> v1::handle::V1 { v1::handle::V1(ApiPath::root(&self.client, v1::PRODUCT).then("v1")) }
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::inner_docs;
use super::scope::{any_feature, ident, use_item};
use super::{EmitOptions, Emitted, sids};
use crate::format::File;
use crate::model::{Api, Document};
use crate::names::ident::type_ident;

/// What the crate root re-exports of the runtime, by the feature that it needs.
const EXPORTS: [(&str, Option<&str>, &[&str]); 6] = [
    ("runtime", None, super::runtime::PUBLIC),
    ("runtime::model", None, super::runtime::PUBLIC_MODEL),
    ("runtime", Some("reqwest"), &["ReqwestTransport"]),
    ("runtime", Some("blocking"), &["blocking"]),
    ("runtime", Some("testing"), &["testing"]),
    ("runtime", Some("webhooks"), &["webhooks"]),
];

/// The crates whose types stand in public signatures, and the feature that these need: whoever writes a transport or
/// converts a timestamp needs the same versions.
const THIRD_PARTY: [(&str, Option<&str>); 9] = [
    ("axum", Some("axum")),
    ("bytes", None),
    ("chrono", Some("chrono")),
    ("futures_core", Some("stream")),
    ("http", None),
    ("jiff", Some("jiff")),
    ("reqwest", Some("reqwest")),
    ("serde_json", None),
    ("time", Some("time")),
];

/// The header of files that come from no single document.
const HEADER: &str = "by `cargo xtask codegen`";

/// What models, enums and builders have in common. It is text and not tokens because prettyplease prints no macros.
const MACROS: &str = include_str!("../../templates/macros.rs");

/// The documents of each product.
fn by_product(api: &Api) -> BTreeMap<&str, Vec<&Document>> {
    let mut products: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in &api.documents {
        let documents = products.entry(&document.product.ident).or_default();
        documents.push(document);
    }
    products
}

/// `src/proxy.rs`: the way from a client to the versions of a product.
pub(crate) fn products(api: &Api, files: &mut Emitted<'_>) {
    for (product, documents) in by_product(api) {
        let title = documents
            .first()
            .map_or(product, |document| document.title.as_str());
        let modules = documents.iter().map(|document| {
            let (version, cfg) = (ident(&document.version.ident), cfg_of(document));
            quote!(#cfg pub mod #version;)
        });
        let has_operations = |document: &&Document| !document.operations.is_empty();
        let callable: Vec<&Document> = documents.iter().copied().filter(has_operations).collect();
        let path = format!("src/{product}.rs");
        let (uses, items) = match callable.as_slice() {
            [] => (Vec::new(), Vec::new()),
            callable => {
                let names = ["ApiPath", "Client"].map(String::from).into();
                let items = product_items(product, title, callable);
                (vec![use_item("crate::runtime", &names)], items)
            }
        };
        let file = File {
            header: String::from(HEADER),
            attributes: inner_docs(&[format!("{title}.")]),
            close: vec![modules.collect(), uses],
            items: files.print_items(items, &path),
        };
        files.add(&file, &path);
    }
}

/// The accessor on the client, and what it returns.
fn product_items(product: &str, title: &str, documents: &[&Document]) -> Vec<TokenStream> {
    let name = ident(&type_ident(product));
    let accessor = ident(product);
    let on_client = format!(" {title}.");
    let line = format!(" {title}, in all versions that were asked for by their features.");
    let versions = documents.iter().map(|document| version_accessor(document));
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
}

fn version_accessor(document: &Document) -> TokenStream {
    let (version, cfg) = (ident(&document.version.ident), cfg_of(document));
    let root = document.resources.first();
    let handle = ident(root.map_or("V1", |root| root.handle.as_str()));
    let path = match document.prefix.trim_start_matches('/') {
        "" => quote!(ApiPath::root(&self.client, #version::PRODUCT)),
        segment => quote!(ApiPath::root(&self.client, #version::PRODUCT).then(#segment)),
    };
    let line = format!(" Version {}.", document.version.ident);
    quote! {
        #[doc = #line]
        #cfg
        pub fn #version(&self) -> #version::handle::#handle {
            #version::handle::#handle(#path)
        }
    }
}

fn cfg_of_feature(feature: Option<&str>) -> Option<TokenStream> {
    feature.map(|feature| any_feature(&[feature.to_owned()]))
}

fn cfg_of(document: &Document) -> TokenStream {
    any_feature(std::slice::from_ref(&document.feature))
}

/// `src/lib.rs`, and what it declares that belongs to no document: `src/macros.rs` and `src/sids.rs`.
pub(crate) fn crate_root(api: &Api, options: &EmitOptions, files: &mut Emitted<'_>) {
    let macros = format!("// @generated {HEADER}. Do not edit.\n\n{MACROS}");
    files.tree.add("src/macros.rs", macros);
    // rustfmt itself must not see this attribute spelled out: it would take it for its own.
    let rustfmt = ident("rustfmt");
    let unformatted = quote!(#[#rustfmt::skip]);
    let third_party = THIRD_PARTY.map(|(name, feature)| {
        let (name, cfg) = (ident(name), cfg_of_feature(feature));
        quote!(#cfg pub use #name;)
    });
    let root = File {
        header: String::from(HEADER),
        attributes: crate_attributes(options),
        close: vec![
            crate_modules(api, &unformatted),
            third_party.into(),
            runtime_exports(&unformatted),
        ],
        items: Vec::new(),
    };
    files.add(&root, "src/lib.rs");
    if !api.sid_kinds.is_empty() {
        sid_kinds(api, files);
    }
}

fn crate_attributes(options: &EmitOptions) -> TokenStream {
    // The guide's examples need these, and `webhooks`, which `axum` turns on; docs.rs and our own tests have them.
    let guide = quote!(all(
        feature = "axum",
        feature = "blocking",
        feature = "testing"
    ));
    let summary = format!("{}. The README is the guide.", options.package.description);
    quote! {
        #![cfg_attr(#guide, doc = include_str!("../README.md"))]
        #![cfg_attr(not(#guide), doc = #summary)]
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
        #![cfg_attr(docsrs, feature(doc_cfg))]
    }
}

fn crate_modules(api: &Api, unformatted: &TokenStream) -> Vec<TokenStream> {
    let mut modules = vec![quote! {
        #[allow(unused_macros, reason = "a document may have no lists or no enums")]
        #[macro_use]
        mod macros;
    }];
    modules.extend(by_product(api).iter().map(|(product, documents)| {
        let features: Vec<String> = documents
            .iter()
            .map(|document| document.feature.clone())
            .collect();
        let (name, cfg) = (ident(product), any_feature(&features));
        // prettyplease and rustfmt do not agree on every line; this covers all files below, too.
        quote!(#cfg #unformatted pub mod #name;)
    }));
    modules.push(quote! {
        #[doc(hidden)]
        pub mod runtime;
    });
    modules.extend((!api.sid_kinds.is_empty()).then(|| quote!(#unformatted pub mod sids;)));
    modules
}

fn runtime_exports(unformatted: &TokenStream) -> Vec<TokenStream> {
    let exports = EXPORTS.iter().map(|(path, feature, names)| {
        let cfg = cfg_of_feature(*feature);
        let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let item = use_item(path, &names);
        let skip = (names.len() > 1).then_some(unformatted);
        quote!(#cfg #skip pub #item)
    });
    exports.collect()
}

/// `src/sids.rs`.
fn sid_kinds(api: &Api, files: &mut Emitted<'_>) {
    let lines = [
        "Markers of SID kinds: a SID's prefix says what it identifies, and so does its type.",
        "",
        "Each version's module has readable aliases, such as `ServiceSid` for `Sid<KS>`.",
    ];
    let import = use_item("crate::runtime::model", &[String::from("Prefix")].into());
    // Without any of these features, nothing below is compiled.
    let features = api.sid_kinds.iter().flat_map(|kind| &kind.features);
    let features: BTreeSet<&String> = features.collect();
    let cfg = any_feature(&features.into_iter().cloned().collect::<Vec<_>>());
    let file = File {
        header: String::from(HEADER),
        attributes: inner_docs(&lines.map(String::from)),
        close: vec![vec![quote!(#cfg #import)]],
        items: files.print_items(sids::markers(&api.sid_kinds), "src/sids.rs"),
    };
    files.add(&file, "src/sids.rs");
}
