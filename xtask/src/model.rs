//! `cargo xtask model`: the lowered model, as a tree for people or as JSON for tools.

use std::fmt::Write as _;
use std::process::ExitCode;

use generator::model::{Api, Document, ParameterLocation, Reply, Resource, Type};
use generator::pipeline::{Input, lower_documents};

use crate::report::{self, Format};
use crate::workspace;

const HELP: &str = "\
Usage: cargo xtask model [--json] [--spec FILE]...

Prints what the documents were lowered to.

Options:
  --json         JSON on standard output, for tools
  --spec FILE    this document instead of those of specs/codegen.toml; may be repeated
  --format KIND  how problems are shown: text or json
";

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    let mut json = false;
    let mut files: Vec<String> = Vec::new();
    let mut format = Format::Text;
    let mut parser = lexopt::Parser::from_args(arguments);
    loop {
        use lexopt::prelude::*;
        let parsed = match parser.next() {
            Ok(None) => break,
            Ok(Some(Long("json"))) => {
                json = true;
                Ok(())
            }
            Ok(Some(Long("spec"))) => parser
                .value()
                .and_then(|value| value.string())
                .map(|file| files.push(file)),
            Ok(Some(Long("format"))) => match parser.value().and_then(|value| value.string()) {
                Ok(text) => match Format::parse(&text) {
                    Ok(known) => {
                        format = known;
                        Ok(())
                    }
                    Err(problem) => return report::misuse(&problem, HELP),
                },
                Err(error) => Err(error),
            },
            Ok(Some(Long("help") | Short('h'))) => {
                report::out(HELP);
                return ExitCode::SUCCESS;
            }
            Ok(Some(other)) => Err(other.unexpected()),
            Err(error) => Err(error),
        };
        if let Err(error) = parsed {
            return report::misuse(&error.to_string(), HELP);
        }
    }
    let input = if files.is_empty() {
        workspace::input()
    } else {
        workspace::documents(&files).map(|documents| Input {
            documents,
            ..Input::default()
        })
    };
    let input = match input {
        Ok(input) => input,
        Err(unready) => return workspace::unready(unready, format),
    };
    match lower_documents(&input) {
        Ok(lowered) => {
            report::diagnostics(&lowered.warnings, &lowered.sources, format);
            if json {
                match serde_json::to_string_pretty(&lowered.model) {
                    Ok(text) => report::out(&(text + "\n")),
                    Err(error) => return report::cannot(&error.to_string()),
                }
            } else {
                report::out(&describe(&lowered.model));
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            report::diagnostics(&failure.diagnostics, &failure.sources, format);
            ExitCode::from(report::CANNOT)
        }
    }
}

/// The tree, the counts and the skips.
fn describe(model: &Api) -> String {
    let mut text = String::new();
    for document in &model.documents {
        let _ = writeln!(
            text,
            "{} ({}, feature {})",
            document.file, document.host, document.feature
        );
        for resource in document
            .resources
            .iter()
            .filter(|resource| !resource.by_name)
        {
            describe_resource(document, resource, &mut text);
        }
        let _ = writeln!(text, "  SIDs");
        for alias in &document.sid_aliases {
            let _ = writeln!(
                text,
                "    {} = Sid<{}>  {}",
                alias.ident, alias.marker, alias.pattern
            );
        }
        let _ = writeln!(text, "  counts");
        for (what, count) in document.counts.rows() {
            let skipped: usize = document
                .skips
                .iter()
                .filter_map(|skip| {
                    skip.counts
                        .rows()
                        .into_iter()
                        .find(|(name, _)| *name == what)
                })
                .map(|(_, count)| count)
                .sum();
            let _ = writeln!(
                text,
                "    {:5} {what} in the document, {count} in the model, {skipped} skipped",
                count + skipped
            );
        }
        if !document.skips.is_empty() {
            let _ = writeln!(text, "  skips");
        }
        for skip in &document.skips {
            let _ = writeln!(
                text,
                "    {}:{} {}: {}",
                document.file, skip.origin.line, skip.what, skip.reason
            );
        }
        text.push('\n');
    }
    let _ = writeln!(text, "all documents");
    for (what, count) in model.counts.rows() {
        let _ = writeln!(text, "  {count:5} {what}");
    }
    text
}

fn describe_resource(document: &Document, resource: &Resource, text: &mut String) {
    let indent = "  ".repeat(resource.depth + 1);
    let _ = writeln!(
        text,
        "{indent}{}  {}",
        if resource.path.is_empty() {
            "/"
        } else {
            &resource.path
        },
        resource.handle
    );
    for operation in resource
        .operations
        .iter()
        .filter_map(|id| document.find_operation(id))
    {
        let parameters: Vec<String> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location != ParameterLocation::Path)
            .map(|parameter| {
                format!(
                    "{}{}: {}",
                    parameter.name.ident,
                    if parameter.required { "!" } else { "" },
                    spell(&parameter.ty)
                )
            })
            .collect();
        let reply = match &operation.reply {
            Reply::Empty => String::from("()"),
            Reply::One { ty, .. } => spell(ty),
            Reply::Page { item, .. } => format!("Page<{}>", spell(item)),
        };
        let _ = writeln!(
            text,
            "{indent}  .{}({}) -> {reply}  {}",
            operation.method_ident,
            parameters.join(", "),
            operation.id
        );
    }
    for link in resource.links.iter().filter(|link| link.id.is_some()) {
        let argument = link.id.as_ref().map(|id| spell(&id.ty)).unwrap_or_default();
        let _ = writeln!(
            text,
            "{indent}  .{}({argument}) -> {}",
            link.ident, link.handle
        );
    }
}

fn spell(ty: &Type) -> String {
    match ty {
        Type::Text => String::from("text"),
        Type::Bool => String::from("bool"),
        Type::Integer => String::from("integer"),
        Type::Number => String::from("number"),
        Type::Timestamp => String::from("timestamp"),
        Type::Date => String::from("date"),
        Type::Json => String::from("json"),
        Type::Sid(marker) => format!("Sid<{marker}>"),
        Type::Enum(name) | Type::Model(name) | Type::Boxed(name) => name.clone(),
        Type::List(item) => format!("[{}]", spell(item)),
        Type::Map(value) => format!("{{text: {}}}", spell(value)),
    }
}
