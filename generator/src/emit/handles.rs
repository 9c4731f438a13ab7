//! Handles: places in the URL tree.
//!
//! ```text
//! #[derive(Clone, Debug)]
//! pub struct SessionHandle(At);
//!
//! impl SessionHandle {
//!     pub fn participants(&self) -> ParticipantCollection { ParticipantCollection(self.0.then("Participants")) }
//!     pub fn fetch(&self) -> FetchSession { FetchSession(Call::new(&self.0, &FetchSession::OPERATION)) }
//! }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::arguments::{argument, assign, header, styled};
use super::builders::{body_argument, summary, takes_body_setter};
use super::deprecation::deprecated;
use super::docs::{code, docs, paragraphs};
use super::samples::lower_words;
use super::scope::{Scope, ident};
use crate::model::{
    BodyKind, Link, Model, Operation, Parameter, ParameterLocation, ParameterStyle, Resource,
    ResourceKind, SelfLink, Type,
};

/// The items of one handle, in order.
pub(crate) fn items(
    resource: &Resource,
    scope: &Scope<'_>,
    example: &dyn Fn(&Operation) -> Vec<String>,
) -> Vec<TokenStream> {
    let mut items = vec![
        definition(resource, scope),
        inherent(resource, scope, example),
    ];
    for link in &resource.models {
        items.push(self_link(link, resource, scope));
    }
    items
}

fn definition(resource: &Resource, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&resource.handle);
    let first = match resource.kind {
        ResourceKind::Root => format!(
            "Version {} of the API.",
            code(&scope.document.version.ident)
        ),
        ResourceKind::Collection => format!("The collection `{}`.", code(&resource.path)),
        ResourceKind::Item | ResourceKind::Singleton => {
            format!("The resource `{}`.", code(&resource.path))
        }
        ResourceKind::Namespace => format!("What lies below `{}`.", code(&resource.path)),
    };
    let by_name = if resource.by_name {
        vec![String::from(
            "Reached by a name instead of a SID, which is enough for what is offered here.",
        )]
    } else {
        Vec::new()
    };
    let docs = docs(&paragraphs(vec![vec![first], by_name]));
    let api_path = scope.runtime("ApiPath");
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name(pub(crate) #api_path);
    }
}

fn inherent(
    resource: &Resource,
    scope: &Scope<'_>,
    example: &dyn Fn(&Operation) -> Vec<String>,
) -> TokenStream {
    let name = ident(&resource.handle);
    let methods = resource
        .operations
        .iter()
        .filter_map(|id| scope.lookup.operations.get(id.as_str()).copied())
        .map(|operation| method(operation, scope, example, resource.by_name));
    let links = resource.links.iter().map(|link| accessor(link, scope));
    quote! {
        impl #name {
            #(#methods)*
            #(#links)*
        }
    }
}

/// The method that starts an operation.
fn method(
    operation: &Operation,
    scope: &Scope<'_>,
    example: &dyn Fn(&Operation) -> Vec<String>,
    by_name: bool,
) -> TokenStream {
    let name = ident(&operation.method_ident);
    let shown = if by_name {
        Vec::new()
    } else {
        example(operation)
    };
    let docs = docs(&paragraphs(vec![
        vec![format!("{}.", summary(operation))],
        shown,
    ]));
    let deprecated = deprecated(operation.deprecated, &operation.id, scope.document);
    let (allowance, (arguments, builder, chain)) = scope.allowing(|| call(operation, scope));
    quote! {
        #docs
        #deprecated
        #allowance
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> #builder {
            #builder(#chain)
        }
    }
}

/// The arguments of an operation's method, its builder, and the call within that.
fn call(operation: &Operation, scope: &Scope<'_>) -> (Vec<TokenStream>, Ident, TokenStream) {
    let (call, builder) = (scope.runtime("Call"), scope.local(&operation.builder));
    let mut arguments: Vec<TokenStream> = Vec::new();
    let mut chain = quote!(#call::new(&self.0, &#builder::OPERATION));
    if let Some(required) = &operation.required_struct {
        let required = scope.local(required);
        arguments.push(quote!(required: #required));
        for parameter in operation.required() {
            scope.note_deprecated(parameter.deprecated);
            let field = ident(&parameter.name.ident);
            chain = assign_owned(parameter, scope, chain, quote!(required.#field));
        }
    } else {
        for parameter in operation.required() {
            let name = ident(&parameter.name.ident);
            let ty = argument(parameter, scope);
            arguments.push(quote!(#name: #ty));
            chain = assign(parameter, scope, chain, quote!(#name));
        }
    }
    if operation.body.kind == BodyKind::Model && !takes_body_setter(operation) {
        let ty = body_argument(operation, scope);
        arguments.push(quote!(body: #ty));
        chain = quote!(#chain.json(body));
    }
    (arguments, builder, chain)
}

/// Like [`assign`], for a value that has its own type already.
fn assign_owned(
    parameter: &Parameter,
    scope: &Scope<'_>,
    call: TokenStream,
    value: TokenStream,
) -> TokenStream {
    let wire = &parameter.name.wire;
    if parameter.style != ParameterStyle::Plain {
        return styled(parameter, scope, call, value);
    }
    let location = match parameter.location {
        ParameterLocation::Header => {
            let value = match &parameter.ty {
                Type::Enum(_) => quote!(#value.as_str()),
                Type::Text | Type::Sid(_) => value,
                _ => quote!(#value.to_string()),
            };
            return header(parameter, call, value);
        }
        ParameterLocation::Query => "query",
        _ => "form",
    };
    let suffix = match &parameter.ty {
        ty if ty.is_scalar() => "",
        Type::List(item) if item.is_scalar() => "_each",
        Type::List(_) => "_each_json",
        _ => "_json",
    };
    let method = ident(&format!("{location}{suffix}"));
    quote!(#call.#method(#wire, #value))
}

/// The way to another handle.
fn accessor(link: &Link, scope: &Scope<'_>) -> TokenStream {
    let (name, target) = (ident(&link.ident), scope.local(&link.handle));
    let segment = &link.segment;
    let step = match segment.strip_prefix('/') {
        Some(beside) => quote!(self.0.top().then(#beside)),
        None if segment.is_empty() => quote!(self.0.clone()),
        None => quote!(self.0.then(#segment)),
    };
    match &link.id {
        None => {
            let line = format!(" `{}`", code(&link.path));
            quote! {
                #[doc = #line]
                #[inline]
                pub fn #name(&self) -> #target {
                    #target(#step)
                }
            }
        }
        Some(id) => {
            let argument = ident(&id.ident);
            let docs = docs(&paragraphs(vec![
                vec![format!("`{}`", code(&link.path))],
                id.docs.clone(),
            ]));
            let (ty, value) = match &id.ty {
                Type::Sid(_) => (scope.rust_type(&id.ty), quote!(#argument)),
                _ => (quote!(impl AsRef<str>), quote!(#argument)),
            };
            quote! {
                #docs
                #[inline]
                pub fn #name(&self, #argument: #ty) -> #target {
                    #target(#step.id(#value))
                }
            }
        }
    }
}

/// From a model to its handle.
fn self_link(link: &SelfLink, resource: &Resource, scope: &Scope<'_>) -> TokenStream {
    let handle = scope.local(&resource.handle);
    let (client, missing) = (scope.runtime("Client"), scope.runtime("MissingProperty"));
    let line = format!(
        " The handle of this {}, for what can be done with it.",
        lower_words(&link.model)
    );
    let target = scope.lookup.models.get(link.model.as_str()).copied();
    let identity = identity_of(target);
    let is_identity = |property: &String| identity == Some(property.as_str());
    let errors = if link.properties.iter().all(is_identity) {
        " None: the path needs nothing that a reply may leave out."
    } else {
        " Names the property that the reply left out, if the path needs it."
    };
    let (allowance, (model, path)) = scope.allowing(|| {
        let path = path_of_model(link, resource, target, scope);
        (scope.local(&link.model), path)
    });
    quote! {
        #allowance
        impl #model {
            #[doc = #line]
            ///
            /// # Errors
            ///
            #[doc = #errors]
            #[inline]
            pub fn handle(&self, client: &#client) -> Result<#handle, #missing> {
                let path = #path;
                Ok(#handle(path))
            }
        }
    }
}

fn identity_of(model: Option<&Model>) -> Option<&str> {
    let identity = model?.identity.as_ref()?;
    Some(&identity.ident)
}

/// The path of the handle, its parameters filled in by the properties of the model.
fn path_of_model(
    link: &SelfLink,
    resource: &Resource,
    model: Option<&Model>,
    scope: &Scope<'_>,
) -> TokenStream {
    let (api_path, product) = (scope.runtime("ApiPath"), scope.local("PRODUCT"));
    let mut path = quote!(#api_path::root(client, #product));
    let mut properties = link.properties.iter();
    let segments = resource.path.split('/');
    for segment in segments.filter(|segment| !segment.is_empty()) {
        if !segment.starts_with('{') {
            path = quote!(#path.then(#segment));
            continue;
        }
        let Some(property) = properties.next() else {
            continue;
        };
        let name = ident(property);
        let mut fields = model.into_iter().flat_map(|model| &model.fields);
        let field = fields.find(|field| field.name.ident == *property);
        scope.note_deprecated(field.is_some_and(|field| field.deprecated));
        path = if identity_of(model) == Some(property.as_str()) {
            // A SID is a few bytes to copy; a text is lent.
            let lend = field.is_some_and(|field| field.ty == Type::Text);
            let lend = lend.then(|| quote!(&));
            quote!(#path.id(#lend self.#name))
        } else {
            let wire = field.map_or(property.as_str(), |field| field.name.wire.as_str());
            let required = scope.runtime("required");
            quote!(#path.id(#required(&self.#name, #wire)?))
        };
    }
    path
}
