//! Names: from words on the wire to identifiers.
//!
//! Knows Rust's rules for identifiers and nothing about documents. The result is always plain ASCII
//! and always an identifier, whatever the text.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::reserved;

/// Longest identifier that is emitted; the rest of a longer name is cut off.
const LONGEST: usize = 80;

/// A type or variant name: `session_enum_mode` → `SessionEnumMode`.
pub(crate) fn type_ident(wire: &str) -> String {
    let ident = truncate_ident(spell_marks(wire).to_upper_camel_case());
    match ident.chars().next() {
        None => String::from("Empty"),
        Some(first) if first.is_ascii_digit() => format!("N{ident}"),
        // `Self` is the one keyword that can come out of here.
        Some(_) if ident == "Self" => String::from("Self_"),
        Some(_) => ident,
    }
}

/// The name of a type that is met at a part of another: of a property of a model, of a parameter of an operation.
pub(crate) fn compound_type_name(owner: &str, part: &str) -> String {
    let mut name = format!("{owner}{}", type_ident(part));
    name.truncate(LONGEST);
    name
}

/// A field, argument, method or module name: `Integration.FlowSid` → `integration_flow_sid`.
pub(crate) fn value_ident(wire: &str) -> String {
    let ident = truncate_ident(spell_marks(wire).to_snake_case());
    match ident.chars().next() {
        None => String::from("empty"),
        Some(first) if first.is_ascii_digit() => format!("n{ident}"),
        Some(_) if is_keyword(&ident) => format!("{ident}_"),
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

/// Spells out the marks that would otherwise vanish and leave two names alike or one empty.
fn spell_marks(wire: &str) -> String {
    let mut text = String::with_capacity(wire.len() + 8);
    let lonely = !wire.chars().any(|c| c.is_ascii_alphanumeric());
    for (at, c) in wire.chars().enumerate() {
        match c {
            c if c.is_ascii_alphanumeric() => text.push(c),
            '+' => text.push_str(" plus "),
            '%' => text.push_str(" percent "),
            '&' => text.push_str(" and "),
            '<' => text.push_str(" less "),
            '>' => text.push_str(" more "),
            '=' => text.push_str(" equals "),
            '-' if at == 0 && wire.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => {
                text.push_str(" minus ")
            }
            '*' if lonely => text.push_str(" star "),
            '#' if lonely => text.push_str(" hash "),
            c if c.is_ascii() => text.push(' '),
            // A letter of another alphabet has no place in an identifier that everybody can type.
            c if c.is_alphanumeric() => text.push_str(&format!(" u{:x} ", u32::from(c))),
            _ => text.push(' '),
        }
    }
    text
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

/// Whether a text is a keyword of edition 2024, strict or reserved.
pub(crate) fn is_keyword(ident: &str) -> bool {
    matches!(
        ident,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}
