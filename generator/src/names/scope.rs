//! The scopes in which names must differ.
//!
//! The text of a scope stands in `names.lock`: what it says may never change, or every name in it would be given anew.

use std::fmt;

/// What a name has to be unique in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// The products of the crate.
    Products,
    /// The versions of a product.
    Versions(&'a str),
    /// What the paths of a document begin with. It is not a name, and is kept beside the names that depend on it.
    Prefix,
    /// The types of a document: models, enums, handles, builders and aliases of SIDs.
    Types,
    /// The types of a document that users meet in `unused`, each under its own name.
    Unused,
    /// The modules within a module, the path of which is given with slashes.
    Modules(&'a str),
    /// The methods and accessors of a handle.
    Methods(&'a str),
    /// The handle that a model leads to.
    Home(&'a str),
    /// The setters of an operation's builder.
    Setters(&'a str),
    /// The parameters in the path of an operation, by its builder.
    PathArguments(&'a str),
    /// The fields of a model.
    Fields(&'a str),
    /// The methods of a model that set its fields.
    FieldSetters(&'a str),
    /// The variants of an enum.
    Variants(&'a str),
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Products => f.write_str("product"),
            Self::Versions(product) => write!(f, "version of {product}"),
            Self::Prefix => f.write_str("prefix"),
            Self::Types => f.write_str("type"),
            Self::Unused => f.write_str("unused"),
            Self::Modules(path) => write!(f, "module {path}"),
            Self::Methods(handle) => write!(f, "method {handle}"),
            Self::Home(model) => write!(f, "home {model}"),
            Self::Setters(builder) => write!(f, "setter {builder}"),
            Self::PathArguments(builder) => write!(f, "path {builder}"),
            Self::Fields(model) => write!(f, "field {model}"),
            Self::FieldSetters(model) => write!(f, "with {model}"),
            Self::Variants(list) => write!(f, "variant {list}"),
        }
    }
}
