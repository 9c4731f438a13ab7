//! What a caller gives for a parameter, and how it gets into the call.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, ident};
use crate::model::{Parameter, ParameterLocation, ParameterStyle, Type};

/// The type of the argument that takes a parameter: `impl Into<String>`.
pub(crate) fn argument(parameter: &Parameter, scope: &Scope<'_>) -> TokenStream {
    let into = |ty: &Type| {
        let ty = scope.rust_type(ty);
        quote!(impl Into<#ty>)
    };
    match &parameter.ty {
        ty @ (Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date) => into(ty),
        Type::Json | Type::Model(_) | Type::Boxed(_) | Type::Union(_) => {
            let serialize = scope.import("serde", "Serialize");
            quote!(impl #serialize)
        }
        Type::List(item) => match item.as_ref() {
            ty @ (Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date) => {
                let item = into(ty);
                quote!(impl IntoIterator<Item = #item>)
            }
            ty @ (Type::Bool | Type::Integer | Type::Number | Type::Sid(_)) => {
                let item = scope.rust_type(ty);
                quote!(impl IntoIterator<Item = #item>)
            }
            _ => {
                let serialize = scope.import("serde", "Serialize");
                quote!(impl IntoIterator<Item = impl #serialize>)
            }
        },
        Type::Map(_) if parameter.map_prefix.is_some() => {
            quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>)
        }
        Type::Map(_) => {
            let serialize = scope.import("serde", "Serialize");
            quote!(impl #serialize)
        }
        ty => scope.rust_type(ty),
    }
}

/// `call.form("Ttl", ttl)`: how a value gets into a call.
pub(crate) fn assign(
    parameter: &Parameter,
    scope: &Scope<'_>,
    call: TokenStream,
    value: TokenStream,
) -> TokenStream {
    let wire = &parameter.name.wire;
    if parameter.style != ParameterStyle::Plain {
        let value = match &parameter.ty {
            Type::List(item) if item.is_scalar() => each(item, value),
            _ => value,
        };
        return styled(parameter, scope, call, value);
    }
    if parameter.location == ParameterLocation::Header {
        return header(parameter, call, header_text(&parameter.ty, value));
    }
    let location = if parameter.location == ParameterLocation::Query {
        "query"
    } else {
        "form"
    };
    let method = |suffix: &str| ident(&format!("{location}{suffix}"));
    match &parameter.ty {
        Type::Json | Type::Model(_) | Type::Boxed(_) | Type::Union(_) => {
            let method = method("_json");
            quote!(#call.#method(#wire, #value))
        }
        Type::List(item) => match item.as_ref() {
            item if item.is_scalar() => {
                let (method, values) = (method("_each"), each(item, value));
                quote!(#call.#method(#wire, #values))
            }
            _ => {
                let method = method("_each_json");
                quote!(#call.#method(#wire, #value))
            }
        },
        Type::Map(_) => match &parameter.map_prefix {
            Some(prefix) => {
                let method = method("_map");
                quote!(#call.#method(#prefix, #value.into_iter().map(|(key, value)| (key.into(), value.into()))))
            }
            None => {
                let method = method("_json");
                quote!(#call.#method(#wire, #value))
            }
        },
        ty => {
            let method = method("");
            let value = converted(ty, value);
            quote!(#call.#method(#wire, #value))
        }
    }
}

/// `call.query_joined("Ids", Style::Comma, ids)`, `call.query_styled("Filter", Style::Deep, filter)` or
/// `call.query_content("Filter", filter)`: a value that is not written in the plain way.
pub(crate) fn styled(
    parameter: &Parameter,
    scope: &Scope<'_>,
    call: TokenStream,
    value: TokenStream,
) -> TokenStream {
    let wire = &parameter.name.wire;
    let location = match parameter.location {
        ParameterLocation::Header => "header",
        ParameterLocation::Form => "form",
        ParameterLocation::Query | ParameterLocation::Path => "query",
    };
    let method = |suffix: &str| ident(&format!("{location}{suffix}"));
    let variant = match parameter.style {
        ParameterStyle::Spread => "Spread",
        ParameterStyle::Comma => "Comma",
        ParameterStyle::Space => "Space",
        ParameterStyle::Pipe => "Pipe",
        ParameterStyle::Deep => "Deep",
        ParameterStyle::Plain | ParameterStyle::Json => {
            let method = method("_content");
            return quote!(#call.#method(#wire, #value));
        }
    };
    let style = (parameter.location != ParameterLocation::Header).then(|| {
        let (style, variant) = (scope.runtime("Style"), ident(variant));
        quote!(#style::#variant,)
    });
    let (suffix, value) = match &parameter.ty {
        Type::List(item) if item.is_scalar() => ("_joined", value),
        Type::List(_) => ("_styled", quote!(#value.into_iter().collect::<Vec<_>>())),
        _ => ("_styled", value),
    };
    let method = method(suffix);
    quote!(#call.#method(#wire, #style #value))
}

/// `call.header_parameter("Ui-Version", value)`; what goes into `Authorization` replaces the client's credentials.
pub(crate) fn header(parameter: &Parameter, call: TokenStream, value: TokenStream) -> TokenStream {
    let wire = &parameter.name.wire;
    if wire.eq_ignore_ascii_case("authorization") {
        quote!(#call.authorization(#value))
    } else {
        quote!(#call.header_parameter(#wire, #value))
    }
}

/// What goes into a header that is one value.
fn header_text(ty: &Type, value: TokenStream) -> TokenStream {
    match ty {
        Type::Enum(_) => quote!(#value.into().as_str()),
        Type::Timestamp | Type::Date => quote!(#value.into().to_string()),
        Type::Bool | Type::Integer | Type::Number => quote!(#value.to_string()),
        ty => converted(ty, value),
    }
}

/// The values of a list, each of the type that is sent.
fn each(item: &Type, values: TokenStream) -> TokenStream {
    match item {
        Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date => {
            quote!(#values.into_iter().map(Into::into))
        }
        _ => values,
    }
}

fn converted(ty: &Type, value: TokenStream) -> TokenStream {
    match ty {
        Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date => quote!(#value.into()),
        _ => value,
    }
}
