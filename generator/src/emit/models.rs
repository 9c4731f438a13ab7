//! Models.
//!
//! ```text
//! #[derive(Clone, Default, PartialEq)]
//! #[non_exhaustive]
//! pub struct Session {
//!     pub sid: SessionSid,
//!     pub mode: Option<SessionMode>,
//!     extra: Extra,
//! }
//!
//! impl Codec for Session {
//!     fn slot(&mut self, key: &str) -> Option<&mut dyn Field> { … }
//!     fn view<'a>(&'a self, fields: &mut Fields<'a>) { … }
//!     fn extra(&mut self) -> Option<&mut Extra> { Some(&mut self.extra) }
//! }
//!
//! model!(Session);
//! ```

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::deprecation::{allowance, deprecated};
use super::docs::{code, docs, field_docs, file_name, paragraphs, unused};
use super::scope::{Scope, ident};
use crate::model::{Field, Model, PropertyRole, Type};

/// Most arguments of a constructor.
pub(crate) const MOST_ARGUMENTS: usize = 7;

/// The items of one model, in order.
pub(crate) fn items(model: &Model, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut items = vec![definition(model, scope)];
    if model.usage.request {
        items.push(constructor(model, scope));
    }
    items.push(implementation(model, scope));
    let name = ident(&model.name.ident);
    let allowance = allowance(model.deprecated);
    items.push(quote!(model!(#allowance #name);));
    items
}

fn definition(model: &Model, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&model.name.ident);
    let first = if model.docs.is_empty() {
        vec![format!("The schema `{}`.", code(&model.name.wire))]
    } else {
        model.docs.clone()
    };
    let source = format!(
        "Schema `{}` of `{}`.",
        code(&model.name.wire),
        code(file_name(&scope.document.file))
    );
    let origin = if model.component && !model.docs.is_empty() {
        vec![source]
    } else {
        Vec::new()
    };
    let docs = docs(&paragraphs(vec![unused(model.usage), first, origin]));
    let fields = model.fields.iter().map(|field| {
        let docs = super::docs::docs(&field_docs(field));
        let name = ident(&field.name.ident);
        let (allowance, ty) = scope.allowing(|| field_type(field, scope));
        let deprecated = deprecated(field.deprecated, &field.name.wire, scope.document);
        quote!(#docs #deprecated #allowance pub #name: #ty,)
    });
    let deprecated = deprecated(model.deprecated, &model.name.wire, scope.document);
    let extra = scope.model("Extra");
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            extra: #extra,
        }
    }
}

/// The type of a property: an option, save for what identifies the resource.
pub(crate) fn field_type(field: &Field, scope: &Scope<'_>) -> TokenStream {
    let ty = scope.rust_type(&field.ty);
    match field.role {
        PropertyRole::Identity => ty,
        PropertyRole::Plain => quote!(Option<#ty>),
    }
}

/// What a request is built with: `new` takes what is required, a method each sets the rest.
fn constructor(model: &Model, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&model.name.ident);
    let mut required: Vec<&Field> = model.fields.iter().filter(|field| field.required).collect();
    // Nobody counts to eight in a row of arguments; a method each says what is what.
    if required.len() > MOST_ARGUMENTS {
        required.clear();
    }
    let new = (!required.is_empty()).then(|| new_method(&required, scope));
    let optional = model.fields.iter();
    let optional = optional.filter(|field| !field.required || required.is_empty());
    let setters = optional.map(|field| field_setter(field, scope));
    let allowance = allowance(model.deprecated);
    quote! {
        #allowance
        impl #name {
            #new
            #(#setters)*
        }
    }
}

fn new_method(required: &[&Field], scope: &Scope<'_>) -> TokenStream {
    let (allowance, arguments) = scope.allowing(|| {
        let arguments = required.iter().map(|field| {
            scope.note_deprecated(field.deprecated);
            let name = ident(&field.name.ident);
            let ty = argument_type(&field.ty, scope);
            quote!(#name: #ty)
        });
        arguments.collect::<Vec<_>>()
    });
    let values = required.iter().map(|field| {
        let name = ident(&field.name.ident);
        let value = field_value(field);
        quote!(#name: #value,)
    });
    quote! {
        /// One with what the API requires.
        #allowance
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values)* ..Self::default() }
        }
    }
}

fn field_setter(field: &Field, scope: &Scope<'_>) -> TokenStream {
    let docs = docs(&field_docs(field));
    let (name, setter) = (ident(&field.name.ident), ident(&field.setter));
    let (allowance, ty) = scope.allowing(|| argument_type(&field.ty, scope));
    let deprecated = deprecated(field.deprecated, &field.name.wire, scope.document);
    let value = field_value(field);
    quote! {
        #docs
        #deprecated
        #allowance
        #[must_use]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The value of a field, from the argument of its name.
fn field_value(field: &Field) -> TokenStream {
    let value = argument_value(&field.ty, ident(&field.name.ident).into_token_stream());
    match field.role {
        PropertyRole::Identity => value,
        PropertyRole::Plain => quote!(Some(#value)),
    }
}

fn argument_type(ty: &Type, scope: &Scope<'_>) -> TokenStream {
    match ty {
        Type::Text | Type::Enum(_) | Type::Union(_) | Type::Timestamp | Type::Date => {
            let ty = scope.rust_type(ty);
            quote!(impl Into<#ty>)
        }
        Type::Boxed(name) => scope.rust_type(&Type::Model(name.clone())),
        other => scope.rust_type(other),
    }
}

fn argument_value(ty: &Type, name: TokenStream) -> TokenStream {
    match ty {
        Type::Text | Type::Enum(_) | Type::Union(_) | Type::Timestamp | Type::Date => {
            quote!(#name.into())
        }
        Type::Boxed(_) => quote!(Box::new(#name)),
        _ => name,
    }
}

/// Where a key goes, what the model holds, and what must be there.
fn implementation(model: &Model, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&model.name.ident);
    let trait_name = scope.model("Codec");
    let (field, fields) = (scope.model("Field"), scope.model("Fields"));
    let extra = scope.model("Extra");
    let arms = model.fields.iter().map(|field| {
        let (wire, name) = (&field.name.wire, ident(&field.name.ident));
        quote!(#wire => &mut self.#name,)
    });
    let views = model.fields.iter().map(|field| {
        let (wire, name) = (&field.name.wire, ident(&field.name.ident));
        match field.constraints.is_private() {
            true => quote!(fields.add_private(#wire, &self.#name);),
            false => quote!(fields.add(#wire, &self.#name);),
        }
    });
    let missing = model.identity.as_ref().map(|identity| {
        let (wire, name) = (&identity.wire, ident(&identity.ident));
        quote! {
            #[inline]
            fn missing(&self) -> Option<&'static str> {
                self.#name.is_empty().then_some(#wire)
            }
        }
    });
    // A variable, because prettyplease breaks a match within `Some(…)` in an odd way.
    let slot_body = quote! {
        let field: &mut dyn #field = match key { #(#arms)* _ => return None };
        Some(field)
    };
    let (slot_body, key) = match model.fields.is_empty() {
        true => (quote!(None), quote!(_)),
        false => (slot_body, quote!(key)),
    };
    let spells_deprecated = model.deprecated || model.fields.iter().any(|field| field.deprecated);
    let allowance = allowance(spells_deprecated);
    quote! {
        #allowance
        impl #trait_name for #name {
            #[inline]
            fn slot(&mut self, #key: &str) -> Option<&mut dyn #field> {
                #slot_body
            }

            #[inline]
            fn view<'a>(&'a self, fields: &mut #fields<'a>) {
                #(#views)*
                fields.add_extra(&self.extra);
            }

            #[inline]
            fn extra(&mut self) -> Option<&mut #extra> {
                Some(&mut self.extra)
            }

            #missing
        }
    }
}
