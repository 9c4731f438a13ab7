//! Open enums.
//!
//! ```text
//! #[derive(Clone, Debug, PartialEq, Eq, Hash)]
//! #[non_exhaustive]
//! pub enum SessionMode {
//!     /// `message-only`
//!     MessageOnly,
//!     /// A text that this version of the crate does not know.
//!     Unrecognized(Unrecognized),
//! }
//!
//! impl SessionMode {
//!     pub const ALL: &'static [Self] = &[Self::MessageOnly];
//!     pub fn as_str(&self) -> &str { … }
//! }
//!
//! open_enum!(SessionMode);
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecation::{allowance, deprecated};
use super::docs::{code, docs, file_name, paragraphs, unused};
use super::scope::{Scope, ident};
use crate::model::Enum;

/// The items of one enum, in order.
pub(crate) fn items(list: &Enum, scope: &Scope<'_>) -> Vec<TokenStream> {
    let name = ident(&list.name.ident);
    let allowance = allowance(list.deprecated);
    let inherent = inherent(list);
    vec![
        definition(list, scope),
        quote!(#allowance #inherent),
        quote!(open_enum!(#allowance #name);),
    ]
}

fn definition(list: &Enum, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&list.name.ident);
    let first = if list.docs.is_empty() {
        vec![format!("The values of `{}`.", code(&list.name.wire))]
    } else {
        list.docs.clone()
    };
    let source = format!(
        "Schema `{}` of `{}`.",
        code(&list.name.wire),
        code(file_name(&scope.document.file))
    );
    let origin = if list.component && !list.docs.is_empty() {
        vec![source]
    } else {
        Vec::new()
    };
    let docs = docs(&paragraphs(vec![unused(list.usage), first, origin]));
    let variants = list.values.iter().map(|literal| {
        let line = format!(" `{}`", code(&literal.name.wire));
        let name = ident(&literal.name.ident);
        quote!(#[doc = #line] #name,)
    });
    let unrecognized = scope.model("Unrecognized");
    let deprecated = deprecated(list.deprecated, &list.name.wire, scope.document);
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A text that this version of the crate does not know, kept as it came.
            Unrecognized(#unrecognized),
        }
    }
}

fn inherent(list: &Enum) -> TokenStream {
    let name = ident(&list.name.ident);
    let variants = list.values.iter().map(|literal| ident(&literal.name.ident));
    let arms = list.values.iter().map(|literal| {
        let (wire, name) = (&literal.name.wire, ident(&literal.name.ident));
        quote!(Self::#name => #wire,)
    });
    quote! {
        impl #name {
            /// Every value that the document lists, in its order.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The text on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Unrecognized(text) => text.as_str(),
                }
            }
        }
    }
}
