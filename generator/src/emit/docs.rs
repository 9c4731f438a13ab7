//! Docs: lines of rustdoc, and what a document says of a value beyond its prose.

use proc_macro2::TokenStream;
use quote::quote;

use crate::format::NEXT_DOC_LINE;
pub(crate) use crate::lower::prose::code;
use crate::model::{Constraints, Field, Parameter, ParameterLocation, Type, Usage};

/// `/// line` for each line.
///
/// ```text
/// #[doc = " A conversation between two parties."]
/// ```
pub(crate) fn docs(lines: &[String]) -> TokenStream {
    let text = doc_text(lines);
    let text = text.iter();
    quote!(#(#[doc = #text])*)
}

/// `//! line` for each line.
pub(crate) fn inner_docs(lines: &[String]) -> TokenStream {
    let text = doc_text(lines);
    let text = text.iter();
    quote!(#(#![doc = #text])*)
}

/// All lines as the text of one attribute, if there are any: as tokens, each attribute takes half a kilobyte.
fn doc_text(lines: &[String]) -> Option<String> {
    let (first, rest) = lines.split_first()?;
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
    push_doc(&mut text, first);
    for line in rest {
        text.push(NEXT_DOC_LINE);
        push_doc(&mut text, line);
    }
    Some(text)
}

fn push_doc(text: &mut String, line: &str) {
    if !line.is_empty() {
        text.push(' ');
        text.push_str(line);
    }
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Paragraphs, with an empty line between two that are not empty.
pub(crate) fn paragraphs(parts: Vec<Vec<String>>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(part);
    }
    lines
}

/// The first line of a type that no operation uses.
pub(crate) fn unused(usage: Usage) -> Vec<String> {
    let line = "No operation uses this schema.";
    (!usage.is_any())
        .then(|| line.to_owned())
        .into_iter()
        .collect()
}

/// The docs of a property.
pub(crate) fn field_docs(field: &Field) -> Vec<String> {
    let first = if field.docs.is_empty() {
        vec![format!("The property `{}`.", code(&field.name.wire))]
    } else {
        field.docs.clone()
    };
    let mut facts = Vec::new();
    if field.name.wire != field.name.ident && !field.docs.is_empty() {
        facts.push(format!("`{}` on the wire", code(&field.name.wire)));
    }
    facts.extend(limits(&field.constraints, &field.ty));
    paragraphs(vec![first, sentence(&facts)])
}

/// The docs of a setter.
pub(crate) fn parameter_docs(parameter: &Parameter) -> Vec<String> {
    let location = match parameter.location {
        ParameterLocation::Path => "in the path",
        ParameterLocation::Query => "in the query",
        ParameterLocation::Header => "in the header",
        ParameterLocation::Form => "in the form",
    };
    let first = if parameter.docs.is_empty() {
        vec![format!("The parameter `{}`.", code(&parameter.name.wire))]
    } else {
        parameter.docs.clone()
    };
    let mut facts = vec![format!("`{}` {location}", code(&parameter.name.wire))];
    facts.extend(parameter.style.in_words().map(str::to_owned));
    facts.extend(limits(&parameter.constraints, &parameter.ty));
    paragraphs(vec![first, sentence(&facts), credentials_docs(parameter)])
}

/// What to pass where a header takes the place of the client's credentials.
fn credentials_docs(parameter: &Parameter) -> Vec<String> {
    let is_header = parameter.location == ParameterLocation::Header;
    if !is_header || !parameter.name.wire.eq_ignore_ascii_case("authorization") {
        return Vec::new();
    }
    let setter = &parameter.name.ident;
    vec![
        String::from(
            "It goes out as it is, instead of the client's credentials and for this call only, so it begins",
        ),
        format!("with the scheme: `.{setter}(format!(\"Bearer {{token}}\"))`."),
    ]
}

/// One sentence out of facts.
fn sentence(facts: &[String]) -> Vec<String> {
    if facts.is_empty() {
        return Vec::new();
    }
    let mut text = facts.join("; ");
    if let Some(first) = text
        .chars()
        .next()
        .filter(|first| first.is_ascii_lowercase())
    {
        text.replace_range(..1, &first.to_ascii_uppercase().to_string());
    }
    vec![format!("{text}.")]
}

/// Bounds, default, pattern, and whether it is a secret or personal data, in words.
fn limits(constraints: &Constraints, ty: &Type) -> Vec<String> {
    let mut facts = Vec::new();
    match (&constraints.minimum, &constraints.maximum) {
        (Some(least), Some(most)) => facts.push(format!("{least} to {most}")),
        (Some(least), None) => facts.push(format!("at least {least}")),
        (None, Some(most)) => facts.push(format!("at most {most}")),
        (None, None) => {}
    }
    // A SID's type says its length and its pattern.
    if !matches!(ty.leaf(), Type::Sid(_)) {
        let unit = if matches!(ty, Type::List(_)) {
            "items"
        } else {
            "characters"
        };
        match (constraints.min_length, constraints.max_length) {
            (Some(least), Some(most)) if least == most => facts.push(format!("{least} {unit}")),
            (Some(least), Some(most)) if least > 0 => {
                facts.push(format!("{least} to {most} {unit}"))
            }
            (_, Some(most)) => facts.push(format!("at most {most} {unit}")),
            (Some(least), None) if least > 0 => facts.push(format!("at least {least} {unit}")),
            _ => {}
        }
        if let Some(pattern) = &constraints.pattern {
            facts.push(format!("matches `{}`", code(pattern)));
        }
    }
    if let Some(default) = &constraints.default {
        facts.push(format!("default `{}`", code(default)));
    }
    if constraints.secret {
        facts.push(String::from("a secret, redacted in `Debug`"));
    }
    if let Some(pii) = &constraints.pii {
        let sla = pii
            .delete_sla
            .map(|days| format!(", deleted within {days} days"))
            .unwrap_or_default();
        facts.push(format!(
            "personal data ({}{sla}), redacted in `Debug`",
            code(&pii.handling)
        ));
    }
    facts
}
