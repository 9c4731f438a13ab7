//! Fix-ups: corrections of a document, each with a name and a reason, each an error once it no longer applies.
//!
//! A fix-up changes the model where Twilio's servers are known to differ from the document. It is named in
//! `codegen.toml`, so that reading the configuration tells every deviation from the published structure.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::{Api, AppliedFixup, Type};

/// A correction.
pub struct Fixup {
    /// Its name in `codegen.toml`.
    pub name: &'static str,
    /// Why the document is wrong.
    pub reason: &'static str,
    /// Applies it and returns where it changed something; nowhere means that the document has been repaired.
    apply: fn(&mut Api) -> Vec<String>,
}

/// All corrections there are.
pub const FIXUPS: [Fixup; 1] = [Fixup {
    name: "referenced-enums-may-be-null",
    reason: "OpenAPI 3.0 ignores `nullable` beside `$ref`, so every property that refers to an enum lost it, \
             although replies hold null there",
    apply: referenced_enums_may_be_null,
}];

/// Applies the corrections that the configuration names, and notes in the model what each of them changed. Returns a
/// diagnostic for every name that is unknown, and for every correction that no longer applies.
pub(crate) fn apply(api: &mut Api, names: &[String], config_file: &str) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let error = |problem: String, help: String| {
        Diagnostic::error(Code::Fixup, &Location::whole_file(config_file), problem).help(help)
    };
    for name in names {
        let Some(fixup) = FIXUPS.iter().find(|fixup| fixup.name == name) else {
            let all: Vec<&str> = FIXUPS.iter().map(|fixup| fixup.name).collect();
            problems.push(error(
                format!("there is no fix-up named `{name}`"),
                format!("these exist: {}", all.join(", ")),
            ));
            continue;
        };
        let pointers = (fixup.apply)(api);
        if pointers.is_empty() {
            problems.push(error(
                format!("the fix-up `{name}` no longer applies"),
                format!(
                    "the document seems to be repaired ({}); take the name out of `fixups`",
                    fixup.reason
                ),
            ));
        }
        api.fixups.push(AppliedFixup {
            name: fixup.name,
            reason: fixup.reason,
            pointers,
        });
    }
    problems
}

fn referenced_enums_may_be_null(api: &mut Api) -> Vec<String> {
    let mut pointers = Vec::new();
    for document in &mut api.documents {
        let enums = document.enums.iter().filter(|list| list.component);
        let components: HashSet<&str> = enums.map(|list| list.name.ident.as_str()).collect();
        let models = document.models.iter_mut();
        for field in models.flat_map(|model| &mut model.fields) {
            let refers = match &field.ty {
                Type::Enum(ident) => components.contains(ident.as_str()),
                _ => false,
            };
            if refers && !field.nullable && !field.required {
                field.nullable = true;
                pointers.push(format!("{}#{}", document.file, field.origin.pointer));
            }
        }
    }
    pointers
}
