//! Fix-ups: corrections of a document, each with a name and a reason, each an error once it no longer applies.
//!
//! A fix-up changes the model where Twilio's servers are known to differ from the document. It is named in
//! `codegen.toml`, so that reading the configuration tells every deviation from the published structure.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::{Api, Type};

/// A correction.
pub struct Fixup {
    /// Its name in `codegen.toml`.
    pub name: &'static str,
    /// Why the document is wrong.
    pub reason: &'static str,
    /// Applies it and says how many nodes it changed; none means that the document has been repaired.
    apply: fn(&mut Api) -> usize,
}

/// All corrections there are.
pub const FIXUPS: [Fixup; 1] = [Fixup {
    name: "referenced-enums-may-be-null",
    reason: "OpenAPI 3.0 ignores `nullable` beside `$ref`, so every property that refers to an enum lost it, \
             although replies hold null there",
    apply: referenced_enums_may_be_null,
}];

/// Applies the corrections that the configuration names.
///
/// # Errors
///
/// A diagnostic for every name that is unknown, and for every correction that no longer applies.
pub fn apply(model: &mut Api, names: &[String], config_file: &str) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for name in names {
        let location = Location::whole_file(config_file);
        let Some(fixup) = FIXUPS.iter().find(|fixup| fixup.name == name) else {
            let known: Vec<&str> = FIXUPS.iter().map(|fixup| fixup.name).collect();
            problems.push(
                Diagnostic::error(
                    Code::Fixup,
                    &location,
                    format!("there is no fix-up named `{name}`"),
                )
                .help(format!("these exist: {}", known.join(", "))),
            );
            continue;
        };
        if (fixup.apply)(model) == 0 {
            problems.push(
                Diagnostic::error(
                    Code::Fixup,
                    &location,
                    format!("the fix-up `{name}` no longer applies"),
                )
                .help(format!(
                    "the document seems to be repaired ({}); take the name out of `fixups`",
                    fixup.reason
                )),
            );
        }
    }
    problems
}

fn referenced_enums_may_be_null(model: &mut Api) -> usize {
    let mut changed = 0;
    for document in &mut model.documents {
        let components: HashSet<&str> = document
            .enums
            .iter()
            .filter(|list| list.component)
            .map(|list| list.name.ident.as_str())
            .collect();
        for field in document
            .models
            .iter_mut()
            .flat_map(|found| &mut found.fields)
        {
            let refers =
                matches!(&field.ty, Type::Enum(name) if components.contains(name.as_str()));
            if refers && !field.nullable && !field.required {
                field.nullable = true;
                changed += 1;
            }
        }
    }
    changed
}
