//! Secrets: the properties and parameters that the configuration names because they are as good as a password.
//!
//! No document says which they are. Each is marked in the model, and where the document declares it, for the docs and
//! the reference. May not know what becomes of the mark.

use crate::config::SecretPath;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::declared::{Declarations, Schema};
use crate::model::{Api, Document};

/// Marks what the paths name. Returns a diagnostic for each path that names nothing.
pub(super) fn apply(api: &mut Api, paths: &[SecretPath], config_file: &str) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for secret in paths {
        let (file, path) = secret.text.split_once(' ').unwrap_or((&secret.text, ""));
        let mut documents = api.documents.iter_mut();
        let document = documents.find(|document| document.file.rsplit('/').next() == Some(file));
        let is_document = document.is_some();
        if document.is_some_and(|document| mark(document, path)) {
            continue;
        }
        let problem = match is_document {
            true => format!("{file} has no property and no parameter `{path}`"),
            false => format!("there is no document `{file}`, of which `secrets` names something"),
        };
        let location = Location::new(config_file, secret.line, secret.column);
        problems.push(Diagnostic::error(Code::Config, &location, problem).help(
            "write it like \"twilio_flex_v1.yaml flex.v1.insights_session.session_id\": the file, and behind a space \
             the schema or the operation, a dot, and the name of the property or parameter, all as the document has \
             them",
        ));
    }
    problems
}

/// Marks everything in a document that a path names, and says whether there is anything.
fn mark(document: &mut Document, path: &str) -> bool {
    let mut is_there = false;
    for model in &mut document.models {
        for field in &mut model.fields {
            if names(path, &model.name.wire, &field.name.wire) {
                field.constraints.secret = true;
                is_there = true;
            }
        }
    }
    for operation in &mut document.operations {
        for parameter in &mut operation.parameters {
            if names(path, &operation.id, &parameter.name.wire) {
                parameter.constraints.secret = true;
                is_there = true;
            }
        }
    }
    mark_declared(&mut document.declared, path);
    is_there
}

fn mark_declared(declared: &mut Declarations, path: &str) {
    for (schema, declared) in &mut declared.schemas {
        mark_properties(declared, schema, path);
    }
    for (id, operation) in &mut declared.operations {
        for parameter in &mut operation.parameters {
            parameter.schema.secret |= names(path, id, &parameter.name);
        }
        let content = operation.body.iter_mut().flat_map(|body| &mut body.content);
        content.for_each(|media_type| mark_properties(&mut media_type.schema, id, path));
    }
}

fn mark_properties(schema: &mut Schema, owner: &str, path: &str) {
    for (property, declared) in &mut schema.properties {
        declared.secret |= names(path, owner, property);
    }
    for part in &mut schema.all_of {
        mark_properties(part, owner, path);
    }
}

/// Whether a path is that of a member. Both names may have dots of their own.
fn names(path: &str, owner: &str, member: &str) -> bool {
    let behind = path
        .strip_prefix(owner)
        .and_then(|rest| rest.strip_prefix('.'));
    behind == Some(member)
}
