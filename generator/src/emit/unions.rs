//! Unions: objects that are one of several models.
//!
//! ```text
//! #[derive(Clone, Debug, PartialEq)]
//! #[non_exhaustive]
//! pub enum ThingPayload {
//!     /// A [`Card`].
//!     Card(Box<Card>),
//!     /// An object that fits none of them, kept as it came.
//!     Other(serde_json::Value),
//! }
//!
//! impl From<Card> for ThingPayload { … }
//!
//! impl Union for ThingPayload {
//!     fn of(value: serde_json::Value) -> Self { … }
//! }
//!
//! union!(ThingPayload: Card);
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::deprecation::{allowance, deprecated};
use super::docs::{code, docs, file_name, paragraphs, unused};
use super::scope::{Scope, ident};
use crate::model::{Type, Union};

/// The items of one union, in order.
pub(crate) fn items(union: &Union, scope: &Scope<'_>) -> Vec<TokenStream> {
    let name = ident(&union.name.ident);
    let mut items = vec![definition(union, scope), implementation(union, scope)];
    items.extend(conversions(union, scope));
    let allowance = allowance(union.deprecated);
    let variants = union.variants.iter().map(|variant| ident(&variant.ident));
    items.push(quote!(union!(#allowance #name: #(#variants),*);));
    items
}

/// A union is made from each of its models.
fn conversions(union: &Union, scope: &Scope<'_>) -> Vec<TokenStream> {
    let name = ident(&union.name.ident);
    let conversions = union.variants.iter().map(|variant| {
        let (allowance, model) = scope.allowing(|| {
            scope.note_deprecated(union.deprecated);
            scope.local(&variant.model)
        });
        let variant = ident(&variant.ident);
        quote! {
            #allowance
            impl From<#model> for #name {
                #[inline]
                fn from(model: #model) -> Self {
                    Self::#variant(Box::new(model))
                }
            }
        }
    });
    conversions.collect()
}

fn definition(union: &Union, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&union.name.ident);
    let wire = code(&union.name.wire);
    let first = match union.docs.as_slice() {
        [] => vec![format!("The schema `{wire}`: one of several objects.")],
        docs => docs.to_vec(),
    };
    let choice = match &union.discriminator {
        Some(key) => format!("The text of `{}` says which it is.", code(key)),
        None => String::from("It is the one whose properties fit."),
    };
    let origin = (union.component && !union.docs.is_empty()).then(|| {
        let file = code(file_name(&scope.document.file));
        format!("Schema `{wire}` of `{file}`.")
    });
    let lines = paragraphs(vec![
        unused(union.usage),
        first,
        vec![choice],
        origin.into_iter().collect(),
    ]);
    let docs = docs(&lines);
    let deprecated = deprecated(union.deprecated, &union.name.wire, scope.document);
    let variants = union.variants.iter().map(|variant| {
        let line = format!(" The object [`{}`].", variant.model);
        let name = ident(&variant.ident);
        let (allowance, model) = scope.allowing(|| scope.local(&variant.model));
        quote!(#[doc = #line] #allowance #name(Box<#model>),)
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An object that fits none of them, kept as it came.
            Other(serde_json::Value),
        }
    }
}

/// How the right one is found.
fn implementation(union: &Union, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&union.name.ident);
    let allowance = allowance(union.deprecated);
    let (trait_name, choice, keys) = (
        scope.model("Union"),
        scope.model("Choice"),
        scope.model("ModelKeys"),
    );
    let (choose, read_as) = (scope.model("choose"), scope.model("read_as"));
    let key = match &union.discriminator {
        Some(key) => quote!(Some(#key)),
        None => quote!(None),
    };
    let texts = union.texts.iter().map(|(text, index)| {
        let index = Literal::usize_unsuffixed(*index);
        quote!((#text, #index))
    });
    let models = union.variants.iter().map(|variant| {
        let (declared, required, fixed) = keys_of(&variant.model, scope);
        quote!(#keys { declared: &[#(#declared),*], required: &[#(#required),*], fixed: &[#(#fixed),*] })
    });
    let arms = union.variants.iter().enumerate().map(|(index, variant)| {
        let (index, variant) = (Literal::usize_unsuffixed(index), ident(&variant.ident));
        quote!(Some(#index) => #read_as(value).map_or_else(Self::Other, Self::#variant),)
    });
    quote! {
        #allowance
        impl #trait_name for #name {
            fn of(value: serde_json::Value) -> Self {
                const CHOICE: #choice = #choice {
                    key: #key,
                    texts: &[#(#texts),*],
                    models: &[#(#models),*],
                };
                match #choose(&value, &CHOICE) {
                    #(#arms)*
                    _ => Self::Other(value),
                }
            }
        }
    }
}

/// The keys of a model: declared ones, required ones, and those whose text is always the same.
fn keys_of<'a>(name: &str, scope: &Scope<'a>) -> (Vec<&'a str>, Vec<&'a str>, Vec<TokenStream>) {
    let lookup = scope.lookup;
    let fields = lookup.models.get(name).map(|model| model.fields.iter());
    let (mut declared, mut required, mut fixed) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields.into_iter().flatten() {
        let wire = field.name.wire.as_str();
        declared.push(wire);
        if field.required {
            required.push(wire);
        }
        let Type::Enum(name) = &field.ty else {
            continue;
        };
        let list = lookup.enums.get(name.as_str());
        if let Some([only]) = list.map(|list| list.values.as_slice()) {
            let text = &only.name.wire;
            fixed.push(quote!((#wire, #text)));
        }
    }
    (declared, required, fixed)
}
