//! SIDs: one marker for each prefix, and readable aliases in each version's module.
//!
//! ```text
//! /// Marks SIDs that begin with `KS`.
//! pub enum KS {}
//!
//! impl Prefix for KS {
//!     const PREFIXES: &'static [&'static str] = &["KS"];
//! }
//!
//! /// The SID of a service: `KS` and 32 hexadecimal digits.
//! pub type ServiceSid = Sid<KS>;
//! ```

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::samples::lower_words;
use super::scope::{Scope, any_feature, ident};
use crate::lower::types::sids::ANY;
use crate::model::{Document, SidKind};

/// The items of `sids.rs`: the markers of the whole crate.
pub(crate) fn markers(kinds: &[SidKind]) -> Vec<TokenStream> {
    let mut items = Vec::new();
    for kind in kinds {
        let name = ident(&kind.ident);
        let prefixes = &kind.prefixes;
        let line = format!(" Marks SIDs that begin with {}.", spoken(prefixes));
        let cfg = any_feature(&kind.features);
        items.push(quote! {
            #[doc = #line]
            #cfg
            pub enum #name {}
        });
        items.push(quote! {
            #cfg
            impl Prefix for #name {
                const PREFIXES: &'static [&'static str] = &[#(#prefixes),*];
            }
        });
    }
    items
}

/// The aliases of one document, to stand in its version's module.
pub(crate) fn aliases(
    document: &Document,
    kinds: &[SidKind],
    scope: &Scope<'_>,
) -> Vec<TokenStream> {
    let kinds: HashMap<&str, &SidKind> = kinds
        .iter()
        .map(|kind| (kind.ident.as_str(), kind))
        .collect();
    document
        .sid_aliases
        .iter()
        .map(|alias| {
            let (name, sid) = (ident(&alias.ident), scope.model("Sid"));
            let marker = if alias.kind == ANY {
                scope.model(&alias.kind)
            } else {
                scope.import("crate::sids", &alias.kind)
            };
            let what = match alias.owner.as_str() {
                "" => String::from("A SID"),
                owner => format!("The SID of {}", with_article(&lower_words(owner))),
            };
            let shape = match kinds.get(alias.kind.as_str()) {
                Some(kind) => format!("{} and 32 hexadecimal digits", spoken(&kind.prefixes)),
                None => String::from("two letters and 32 hexadecimal digits"),
            };
            let what = if alias.kind == ANY {
                String::from("A SID of any kind")
            } else {
                what
            };
            let line = format!(" {what}: {shape}.");
            quote! {
                #[doc = #line]
                pub type #name = #sid<#marker>;
            }
        })
        .collect()
}

/// `` `SM` or `MM` ``
fn spoken(prefixes: &[String]) -> String {
    prefixes
        .iter()
        .map(|prefix| format!("`{prefix}`"))
        .collect::<Vec<_>>()
        .join(" or ")
}

fn with_article(words: &str) -> String {
    let article = if words.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {words}")
}
