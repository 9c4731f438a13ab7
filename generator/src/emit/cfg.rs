//! `#[cfg(feature = …)]`: each document is a feature of the emitted crate.

use proc_macro2::TokenStream;
use quote::quote;

/// The condition under which something is compiled that these features share.
pub(crate) fn any_feature(features: &[String]) -> TokenStream {
    match features {
        [single] => quote!(#[cfg(feature = #single)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}
