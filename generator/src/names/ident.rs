//! Names: from words on the wire to identifiers.
//!
//! Knows Rust's rules for identifiers and nothing about documents. The result is always plain ASCII
//! and always an identifier, whatever the text.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::keyword::is_keyword;
use super::{marks, reserved};

/// Longest identifier that is emitted; the rest of a longer name is cut off.
const LONGEST: usize = 80;

/// A type or variant name: `session_enum_mode` → `SessionEnumMode`.
pub(crate) fn type_ident(wire: &str) -> String {
    let ident = type_stem(wire);
    // `Self` is the one keyword that can come out of here.
    if ident == "Self" {
        String::from("Self_")
    } else {
        ident
    }
}

/// The start of a type name, behind which more follows: like [`type_ident`], but it may be a keyword.
pub(crate) fn type_stem(wire: &str) -> String {
    let ident = truncate_ident(upper_camel_case(&marks::spell(wire)));
    match ident.chars().next() {
        None => String::from("Empty"),
        Some(first) if first.is_ascii_digit() => format!("N{ident}"),
        Some(_) => ident,
    }
}

/// Words in upper camel case. Two numbers stay two: `1-5` → `1_5`, which is not `15`.
fn upper_camel_case(words: &str) -> String {
    let mut ident = String::with_capacity(words.len());
    for word in words.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_upper_camel_case();
        if ident.ends_with(is_digit) && word.starts_with(is_digit) {
            ident.push('_');
        }
        ident.push_str(&word);
    }
    ident
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The name of a type that is met at a part of another: of a property of a model, of a parameter of an operation.
pub(crate) fn compound_type_name(owner: &str, part: &str) -> String {
    let mut name = format!("{}{}", owner.trim_end_matches('_'), type_stem(part));
    name.truncate(LONGEST);
    name
}

/// A field, argument, method or module name: `Integration.FlowSid` → `integration_flow_sid`.
pub(crate) fn value_ident(wire: &str) -> String {
    let ident = truncate_ident(marks::spell(wire).to_snake_case());
    match ident.chars().next() {
        None => String::from("empty"),
        Some(first) if first.is_ascii_digit() => format!("n{ident}"),
        Some(_) if is_keyword(&ident) || reserved::is_placeholder(&ident) => format!("{ident}_"),
        Some(_) => ident,
    }
}

/// The names of a module within another, the best first: what a file cannot be called gets a word more, and so does
/// what is called like the module that it stands in.
pub(crate) fn module_candidates(wire: &str, within: &str) -> Vec<String> {
    let ident = value_ident(wire);
    let bare = ident.trim_end_matches('_');
    let fits = |name: &String| !reserved::is_module(name) && name != within;
    let names = [
        ident.clone(),
        format!("{bare}_resource"),
        format!("{bare}_inner"),
    ];
    names.into_iter().filter(fits).take(2).collect()
}

/// The name of a filter parameter: `DateCreated<` → `date_created_before`, `DateCreated>` → `date_created_after`.
pub(crate) fn parameter_ident(wire: &str) -> String {
    match (wire.strip_suffix('<'), wire.strip_suffix('>')) {
        (Some(stem), _) if !stem.is_empty() => value_ident(&format!("{stem} before")),
        (_, Some(stem)) if !stem.is_empty() => value_ident(&format!("{stem} after")),
        _ => value_ident(wire),
    }
}

/// Cuts after [`LONGEST`] characters, at the end of a word where there is one.
fn truncate_ident(ident: String) -> String {
    if ident.len() <= LONGEST {
        return ident;
    }
    let short: String = ident.chars().take(LONGEST).collect();
    match short.rfind('_') {
        Some(end) if end > LONGEST / 2 => short.get(..end).unwrap_or(&short).to_owned(),
        _ => short,
    }
}
