//! Builders: one type for each operation.
//!
//! ```text
//! #[derive(Clone, Debug)]
//! #[must_use = "a call is sent when it is awaited"]
//! pub struct CreateSession(Call<Session>);
//!
//! impl CreateSession {
//!     pub const OPERATION: Operation = Operation::new("proxy_v1", "CreateSession", Method::Post, "/v1/…");
//!     pub fn ttl(self, ttl: i64) -> Self { Self(self.0.form("Ttl", ttl)) }
//! }
//!
//! call!(CreateSession => Session);
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::arguments::{argument, assign};
use super::deprecation::{allowance, deprecated};
use super::docs::{code, docs, file_name, paragraphs, parameter_docs};
use super::private::private_names;
use super::scope::{Scope, ident};
use crate::model::{Body, BodyKind, Operation, Parameter, Reply, Type};

/// The items of one operation's builder, in order.
pub(crate) fn items(operation: &Operation, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut items = vec![
        definition(operation, scope),
        inherent(operation, scope),
        handoff(operation, scope),
    ];
    items.extend(required_struct(operation, scope).into_iter().flatten());
    items
}

/// What the builder's call resolves to.
pub(crate) fn reply_type(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    match &operation.reply {
        Reply::Empty => quote!(()),
        Reply::One { ty, .. } => scope.rust_type(ty),
        Reply::Page { item, .. } => {
            let (page, item) = (scope.runtime("Page"), scope.rust_type(item));
            quote!(#page<#item>)
        }
    }
}

fn definition(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&operation.builder);
    let summary = vec![format!("{}.", summary(operation))];
    let source = vec![format!(
        "`{} {}`, operation `{}` of `{}`.",
        operation.http_method,
        code(&operation.path),
        code(&operation.id),
        code(file_name(&scope.document.file)),
    )];
    let conditions = operation
        .at_least_one_of
        .iter()
        .map(|names| {
            let names: Vec<String> = names.iter().map(|name| format!("`{}`", code(name))).collect();
            format!(
                "At least one of {} has to be given; the call is refused before it is sent otherwise.",
                names.join(", ")
            )
        })
        .collect();
    let anonymous = operation.anonymous.then(|| {
        String::from("Sent without credentials, unless the call is given some of its own.")
    });
    let redirect = (!operation.redirects.is_empty()).then(|| {
        String::from(
            "Answers with a redirect, which is not followed: its address is the `location()` of the `.raw()` reply.",
        )
    });
    let docs = docs(&paragraphs(vec![
        summary,
        operation.docs.clone(),
        choice(&operation.body).into_iter().collect(),
        conditions,
        redirect.into_iter().collect(),
        anonymous.into_iter().collect(),
        source,
    ]));
    let call = scope.runtime("Call");
    let (allowance, reply) = scope.allowing(|| reply_type(operation, scope));
    let deprecated = deprecated(operation.deprecated, &operation.id, scope.document);
    quote! {
        #docs
        #deprecated
        #allowance
        #[derive(Clone, Debug)]
        #[must_use = "a call is sent when it is awaited"]
        pub struct #name(pub(crate) #call<#reply>);
    }
}

/// Which content is sent, where the document leaves a choice.
fn choice(body: &Body) -> Option<String> {
    let sent = body
        .media_type
        .as_ref()
        .filter(|_| !body.others.is_empty())?;
    let others = body.others.iter().map(|other| format!("`{}`", code(other)));
    Some(format!(
        "The body is sent as `{}`; the API takes {} as well.",
        code(sent),
        others.collect::<Vec<_>>().join(", ")
    ))
}

/// The heading of an operation, without a full stop.
pub(crate) fn summary(operation: &Operation) -> String {
    let text = operation.summary.trim_end_matches('.');
    if text.is_empty() {
        format!("The operation `{}`", code(&operation.id))
    } else {
        text.to_owned()
    }
}

/// The constant that says what the operation is on the wire.
fn constant(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let (kind, method) = (scope.runtime("Operation"), scope.runtime("Method"));
    let verb = ident(match operation.http_method.as_str() {
        "GET" => "Get",
        "PUT" => "Put",
        "PATCH" => "Patch",
        "DELETE" => "Delete",
        _ => "Post",
    });
    let (id, path, document) = (&operation.id, &operation.path, &scope.document.key);
    let suffix = (!operation.suffix.is_empty()).then(|| {
        let suffix = &operation.suffix;
        quote!(.suffix(#suffix))
    });
    let start = match &operation.reply {
        Reply::Page { key, .. } => quote!(list(#document, #id, #method::#verb, #path, #key)),
        _ => quote!(new(#document, #id, #method::#verb, #path)),
    };
    let body = match operation.body.kind {
        BodyKind::Json | BodyKind::Model => Some(quote!(.json_body())),
        BodyKind::Form | BodyKind::None => None,
    };
    let conditions = (!operation.at_least_one_of.is_empty()).then(|| {
        let lists = operation
            .at_least_one_of
            .iter()
            .map(|names| quote!(&[#(#names),*]));
        quote!(.at_least_one_of(&[#(#lists),*]))
    });
    let paging = operation.paging.as_ref().and_then(|paging| {
        let (size, token) = (paging.size.as_deref(), paging.token.as_deref());
        let largest = Literal::u64_unsuffixed(paging.largest);
        if size == Some("PageSize") && paging.largest == 1000 && token == Some("PageToken") {
            return None;
        }
        let (size, token) = (size.unwrap_or_default(), token.unwrap_or_default());
        Some(quote!(.paged_by(#size, #largest, #token)))
    });
    let anonymous = operation.anonymous.then(|| quote!(.anonymous()));
    let redirects = (!operation.redirects.is_empty()).then(|| {
        let statuses = operation.redirects.iter();
        let statuses = statuses.map(|status| Literal::u16_unsuffixed(*status));
        quote!(.redirects(&[#(#statuses),*]))
    });
    let private = private_names(operation, scope);
    let private = (!private.is_empty()).then(|| {
        let names = private.iter();
        quote!(.private(&[#(#names),*]))
    });
    quote! {
        /// What the operation is on the wire.
        pub const OPERATION: #kind =
            #kind::#start #suffix #body #conditions #paging #anonymous #redirects #private;
    }
}

fn inherent(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&operation.builder);
    let constant = constant(operation, scope);
    let setters = operation
        .optional()
        .map(|parameter| setter(parameter, scope));
    let clears = operation
        .optional()
        .filter_map(|parameter| clear(parameter, scope));
    let body = body_setter(operation, scope);
    let allowance = allowance(operation.deprecated);
    quote! {
        #allowance
        impl #name {
            #constant

            #(#setters)*
            #(#clears)*
            #body
        }
    }
}

/// `call!(CreateSession => Session);` or, for a list, `list!(ListSession => Session);`
fn handoff(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&operation.builder);
    let (allowance, reply) = scope.allowing(|| {
        scope.note_deprecated(operation.deprecated);
        match &operation.reply {
            Reply::Page { item, .. } => scope.rust_type(item),
            Reply::Empty | Reply::One { .. } => reply_type(operation, scope),
        }
    });
    match operation.is_paged() {
        true => quote!(list!(#allowance #name => #reply);),
        false => quote!(call!(#allowance #name => #reply);),
    }
}

/// `pub fn ttl(self, ttl: i64) -> Self { Self(self.0.form("Ttl", ttl)) }`
fn setter(parameter: &Parameter, scope: &Scope<'_>) -> TokenStream {
    let docs = docs(&parameter_docs(parameter));
    let name = ident(&parameter.name.ident);
    let (allowance, argument) = scope.allowing(|| argument(parameter, scope));
    let assignment = assign(parameter, scope, quote!(self.0), quote!(#name));
    let deprecated = deprecated(parameter.deprecated, &parameter.name.wire, scope.document);
    quote! {
        #docs
        #deprecated
        #allowance
        #[inline]
        pub fn #name(self, #name: #argument) -> Self {
            Self(#assignment)
        }
    }
}

fn clear(parameter: &Parameter, scope: &Scope<'_>) -> Option<TokenStream> {
    let name = ident(parameter.clear.as_ref()?);
    let wire = &parameter.name.wire;
    let line = format!(" Sends `{}` empty, which clears it.", code(wire));
    let deprecated = deprecated(parameter.deprecated, wire, scope.document);
    Some(quote! {
        #[doc = #line]
        #deprecated
        #[inline]
        pub fn #name(self) -> Self {
            Self(self.0.form(#wire, ""))
        }
    })
}

/// The setter of an optional JSON body.
fn body_setter(operation: &Operation, scope: &Scope<'_>) -> Option<TokenStream> {
    if !takes_body_setter(operation) {
        return None;
    }
    let (allowance, argument) = scope.allowing(|| body_argument(operation, scope));
    Some(quote! {
        /// The JSON body. Without it an empty object is sent.
        #allowance
        #[inline]
        pub fn body(self, body: #argument) -> Self {
            Self(self.0.json(body))
        }
    })
}

/// Whether the body is set on the builder; a required one is an argument of the method.
pub(crate) fn takes_body_setter(operation: &Operation) -> bool {
    match operation.body.kind {
        BodyKind::Json => true,
        BodyKind::Model => !operation.body.required,
        BodyKind::Form | BodyKind::None => false,
    }
}

/// The type that takes a JSON body.
pub(crate) fn body_argument(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    match &operation.body.ty {
        Some(
            ty @ (Type::Model(_) | Type::Boxed(_) | Type::Union(_) | Type::List(_) | Type::Map(_)),
        ) if operation.body.kind == BodyKind::Model => scope.rust_type(ty),
        _ => {
            let serialize = scope.import("serde", "Serialize");
            quote!(impl #serialize)
        }
    }
}

/// What takes the required parameters where there are too many for arguments.
fn required_struct(operation: &Operation, scope: &Scope<'_>) -> Option<Vec<TokenStream>> {
    let name = ident(operation.required_struct.as_ref()?);
    let line = format!(" What [`{}`] cannot do without.", operation.builder);
    let fields = operation.required().map(|parameter| {
        let docs = docs(&parameter_docs(parameter));
        let name = ident(&parameter.name.ident);
        let (allowance, ty) = scope.allowing(|| scope.rust_type(&parameter.ty));
        let deprecated = deprecated(parameter.deprecated, &parameter.name.wire, scope.document);
        quote!(#docs #deprecated #allowance pub #name: #ty,)
    });
    Some(vec![
        quote! {
            #[doc = #line]
            #[derive(Clone)]
            pub struct #name {
                #(#fields)*
            }
        },
        quote!(required!(#name);),
    ])
}
