//! Singulars: from the name of a collection to the name of one of its items.

use std::collections::BTreeMap;

/// The singular of the last word of a segment: `PhoneNumbers` → `PhoneNumber`, `Addresses` → `Address`.
///
/// `exceptions` come from `codegen.toml` and hold whole segments.
pub(crate) fn singular(segment: &str, exceptions: &BTreeMap<String, String>) -> String {
    if let Some(exception) = exceptions.get(segment) {
        return exception.clone();
    }
    // `SMS` and `DNS` are not plurals; neither is a word without lower-case letters before the `s`.
    if !segment.chars().any(|c| c.is_ascii_lowercase()) {
        return segment.to_owned();
    }
    for (plural, single) in [
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("tuses", "tus"),
        ("ies", "y"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("s", ""),
    ] {
        let stem = segment.strip_suffix(plural);
        if let Some(stem) = stem.filter(|stem| !stem.is_empty()) {
            return format!("{stem}{single}");
        }
    }
    segment.to_owned()
}
