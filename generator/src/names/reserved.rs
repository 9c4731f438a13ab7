//! Names that mean something already: to Rust, to the emitted code, to cargo, or to a file system.

use super::keyword::is_keyword;

/// Types that the prelude or the emitted code itself gives a meaning.
pub(crate) const TYPES: [&str; 25] = [
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Default",
    "Clone",
    "Copy",
    "Send",
    "Sync",
    "Drop",
    "From",
    "Into",
    "Iterator",
    "IntoIterator",
    "IntoFuture",
    "AsRef",
    "ToString",
    "Sized",
    "PRODUCT",
];

/// Methods of every handle and of every client, and what clippy knows as a trait's or as a constructor's. An accessor
/// borrows, and so a method of the prelude that takes every value comes before it: `handle.into()` is `Into`'s.
pub(crate) const ACCESSORS: [&str; 6] = ["clone", "fmt", "cmp", "into", "try_into", "new"];

/// The crates that the emitted one depends on, as Rust spells them; a test compares them with its manifest.
const DEPENDENCIES: [&str; 24] = [
    "axum",
    "base64",
    "bytes",
    "chrono",
    "fastrand",
    "futures_core",
    "hmac",
    "http",
    "httpdate",
    "jiff",
    "percent_encoding",
    "reqwest",
    "rustls",
    "rustls_platform_verifier",
    "serde",
    "serde_json",
    "sha1",
    "sha2",
    "time",
    "tokio",
    "tower_layer",
    "tower_service",
    "tracing",
    "zeroize",
];

/// Whether a name is that of a crate which every crate sees, or which the emitted one depends on.
pub(crate) fn is_crate(ident: &str) -> bool {
    matches!(ident, "std" | "core" | "alloc" | "proc_macro") || DEPENDENCIES.contains(&ident)
}

/// Whether a module of this name stands in the emitted crate's root, whatever the documents are.
pub(crate) fn is_root_module(ident: &str) -> bool {
    matches!(
        ident,
        "macros" | "runtime" | "sids" | "blocking" | "testing" | "webhooks"
    )
}

/// Whether a package of this name cannot be built: its crate would be another one or a device, or its files would be
/// cargo's own.
pub(crate) fn is_package(ident: &str) -> bool {
    is_crate(ident)
        || is_root_module(ident)
        || is_device(ident)
        || is_keyword(ident)
        || matches!(
            ident,
            "test" | "build" | "deps" | "examples" | "incremental"
        )
}

/// Methods of every builder.
pub(crate) const SETTERS: [&str; 4] = ["call", "into_future", "send", "maybe"];

/// Methods of every type, and those that clippy knows as an operator's where they take one argument.
pub(crate) const METHODS: [&str; 12] = [
    "clone", "fmt", "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Methods that the builder of a list has beside these.
pub(crate) const LIST_SETTERS: [&str; 4] = ["limit", "pages", "items", "collect_all"];

/// Functions of a model that goes into a request, beside its setters.
pub(crate) const MODEL_FUNCTIONS: [&str; 4] = ["new", "default", "handle", "extra"];

/// The field of a model for what no property holds.
pub(crate) const MODEL_FIELDS: [&str; 1] = ["extra"];

/// Whether clippy takes a name for one that somebody forgot to replace.
pub(crate) fn is_placeholder(ident: &str) -> bool {
    matches!(ident, "foo" | "baz" | "quux")
}

/// Whether a name is a device of Windows: in every folder, and with every extension.
pub(crate) fn is_device(name: &str) -> bool {
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    port.is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
        || matches!(name, "con" | "prn" | "aux" | "nul")
}

/// Whether a module cannot have this name, wherever it stands: crates that the emitted code speaks of, and devices.
fn is_taken(ident: &str) -> bool {
    is_device(ident) || matches!(ident, "std" | "core" | "alloc" | "serde" | "serde_json")
}

/// Whether a module below a version cannot have this name: some are there already.
pub(crate) fn is_module(ident: &str) -> bool {
    is_taken(ident)
        || matches!(
            ident,
            "model" | "operations" | "sids" | "schemas" | "operation" | "handle" | "unused"
        )
}

/// Whether a product cannot have this name: its module stands in the crate's root, and its accessor on `Client`.
pub(crate) fn is_product(ident: &str) -> bool {
    is_marked(ident)
        || is_device(ident)
        || is_crate(ident)
        || is_root_module(ident)
        || ACCESSORS.contains(&ident)
        || matches!(
            ident,
            // Files of the crate, and what cargo makes a program of.
            "lib" | "main" | "bin"
            // Imported where the product's own type is defined.
            | "api_path" | "at" | "client"
            // Functions of `Client`, private ones too.
            | "account_sid" | "builder" | "credentials" | "from_env" | "from_shared" | "hosts" | "jitter"
            | "limits" | "prepare" | "report" | "retry_budget" | "retry_policy" | "transport" | "user_agent"
            | "default_headers"
        )
}

/// Whether a name had to be told from a keyword. Whatever is named after a product or a version would repeat the mark:
/// `async__v1`.
pub(crate) fn is_marked(ident: &str) -> bool {
    ident.ends_with('_')
}
