//! Deprecation: users are warned of what a document marks, and the crate's own code is not.
//!
//! ```text
//! #[deprecated(note = "`FetchThing` is marked as deprecated in twilio_things_v1.yaml")]
//! pub fn fetch(&self) -> FetchThing { … }
//!
//! #[allow(deprecated, reason = "what is deprecated has to be spelled here")]
//! impl FetchThing { … }
//! ```
//!
//! Knows names and flags, and nothing of what an item is.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, file_name};
use crate::model::Document;

/// What warns users of something that the document marks.
pub(crate) fn deprecated(is_marked: bool, wire: &str, document: &Document) -> Option<TokenStream> {
    let note = || {
        format!(
            "`{}` is marked as deprecated in {}",
            code(wire),
            code(file_name(&document.file))
        )
    };
    is_marked
        .then(note)
        .map(|note| quote!(#[deprecated(note = #note)]))
}

/// What keeps the compiler from warning of the crate's own code.
pub(crate) fn allowance(is_needed: bool) -> Option<TokenStream> {
    is_needed
        .then(|| quote!(#[allow(deprecated, reason = "what is deprecated has to be spelled here")]))
}

/// The types of a document that are deprecated: models, enums, and the builders of operations.
pub(crate) fn deprecated_types(document: &Document) -> HashSet<&str> {
    let models = document.models.iter();
    let models = models.map(|model| (model.deprecated, &model.name.ident));
    let unions = document.unions.iter();
    let unions = unions.map(|union| (union.deprecated, &union.name.ident));
    let enums = document.enums.iter();
    let enums = enums.map(|list| (list.deprecated, &list.name.ident));
    let operations = document.operations.iter();
    let builders = operations.map(|operation| (operation.deprecated, &operation.builder));
    models
        .chain(unions)
        .chain(enums)
        .chain(builders)
        .filter_map(|(deprecated, ident)| deprecated.then_some(ident.as_str()))
        .collect()
}
