//! Names that mean something already: to Rust, to the emitted code, or to a file system.

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

/// Methods of every handle, and what clippy knows as a trait's.
pub(crate) const ACCESSORS: [&str; 3] = ["clone", "fmt", "cmp"];

/// Methods of every builder.
pub(crate) const SETTERS: [&str; 2] = ["call", "into_future"];

/// Methods of every type, and those that clippy knows as an operator's where they take one argument.
pub(crate) const METHODS: [&str; 12] = [
    "clone", "fmt", "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Methods that the builder of a list has beside these.
pub(crate) const LIST_SETTERS: [&str; 3] = ["limit", "pages", "items"];

/// Functions of a model that goes into a request, beside its setters.
pub(crate) const MODEL_FUNCTIONS: [&str; 3] = ["new", "default", "handle"];

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
    is_taken(ident) || matches!(ident, "model" | "operations" | "sids" | "schemas")
}

/// Whether a product cannot have this name: its module stands in the crate's root, and its accessor on `Client`.
pub(crate) fn is_product(ident: &str) -> bool {
    is_taken(ident)
        || matches!(
            ident,
            // Files of the crate, and what cargo makes a program of.
            "lib" | "main" | "bin" | "macros" | "runtime" | "sids"
            // What the root re-exports.
            | "bytes" | "http" | "blocking" | "testing" | "webhooks"
            // Imported where the product's own type is defined.
            | "at" | "client"
            // Functions of `Client`, private ones too.
            | "account_sid" | "builder" | "chance" | "clone" | "credentials" | "fmt" | "from_env" | "hosts" | "limits"
            | "new" | "of" | "retry_policy" | "show" | "transport" | "user_agent"
        )
}
