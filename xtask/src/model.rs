//! `cargo xtask model`: the lowered model, as a tree for people or as JSON for tools.

use std::process::ExitCode;

use generator::model::{Api, Document, Operation, ParameterLocation, Reply, Resource, Type};
use generator::pipeline::{Input, lower_documents};

use crate::arguments::{Parsed, host_value, next, run_with, text_value};
use crate::report::{self, Format};
use crate::workspace::{self, InputError};

const HELP: &str = "\
Usage: cargo xtask model [--json] [--spec FILE]... [--overlay FILE]... [--host NAME]...

Prints what the documents were lowered to: resources, operations, SIDs and counts.

Options:
  --json         print the whole model as JSON
  --spec FILE    lower this document instead of those of specs/codegen.toml; may be repeated
  --overlay FILE apply this OpenAPI Overlay before lowering; may be repeated
  --host NAME    a host outside of twilio.com that a document may name; may be repeated
  --format KIND  how problems are printed: text, or json (one object per line, on standard output)
";

#[derive(Debug, Default)]
struct Arguments {
    json: bool,
    files: Vec<String>,
    overlays: Vec<String>,
    hosts: Vec<String>,
    format: Format,
}

/// Runs the command.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    run_with(parse(arguments), HELP, |arguments| print_model(&arguments))
}

fn parse(arguments: Vec<String>) -> Parsed<Arguments> {
    use lexopt::prelude::*;
    let mut parsed = Arguments::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = next(&mut parser)? {
        match argument {
            Long("help") | Short('h') => return Ok(None),
            Long("json") => parsed.json = true,
            Long("spec") => parsed.files.push(text_value(&mut parser)?),
            Long("overlay") => parsed.overlays.push(text_value(&mut parser)?),
            Long("host") => parsed.hosts.push(host_value(&mut parser)?),
            Long("format") => parsed.format = Format::parse(&text_value(&mut parser)?)?,
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(parsed))
}

fn print_model(arguments: &Arguments) -> ExitCode {
    let input = match read_input(arguments) {
        Ok(input) => input,
        Err(error) => return workspace::report_input_error(error, arguments.format),
    };
    let lowered = match lower_documents(&input) {
        Ok(lowered) => lowered,
        Err(failure) => {
            report::diagnostics(&failure.diagnostics, &failure.sources, arguments.format);
            return ExitCode::from(report::CANNOT);
        }
    };
    report::diagnostics(&lowered.warnings, &lowered.sources, arguments.format);
    if arguments.json {
        match serde_json::to_string_pretty(&lowered.model) {
            Ok(text) => report::print(&(text + "\n")),
            Err(error) => return report::cannot(&error.to_string()),
        }
    } else {
        report::print(&describe(&lowered.model));
    }
    ExitCode::SUCCESS
}

/// Reads the given documents, or those of the workspace.
fn read_input(arguments: &Arguments) -> Result<Input, InputError> {
    let mut input = if arguments.files.is_empty() {
        workspace::input()?
    } else {
        Input {
            documents: workspace::documents(&arguments.files)?,
            ..Input::default()
        }
    };
    let overlays = workspace::documents(&arguments.overlays)?;
    input.overlays.extend(overlays);
    input.config.hosts.extend_from_slice(&arguments.hosts);
    Ok(input)
}

/// Every document, and the counts of all together.
fn describe(model: &Api) -> String {
    let documents = model.documents.iter().map(describe_document);
    let mut text: String = documents.collect();
    text += "all documents\n";
    for (what, count) in model.counts.rows() {
        text += &format!("  {count:5} {what}\n");
    }
    text
}

/// The tree of resources, the kinds of SIDs, the counts and the skips of a document.
fn describe_document(document: &Document) -> String {
    let Document {
        file,
        host,
        feature,
        ..
    } = document;
    let mut text = format!("{file} ({host}, feature {feature})\n");
    // A handle by name has only methods that the handle by SID has too.
    for resource in document
        .resources
        .iter()
        .filter(|resource| !resource.by_name)
    {
        text += &describe_resource(document, resource);
    }
    text += "  SIDs\n";
    for alias in &document.sid_aliases {
        text += &format!(
            "    {} = Sid<{}>  {}\n",
            alias.ident, alias.kind, alias.pattern
        );
    }
    text += &describe_deprecated(document);
    text += &describe_untyped(document);
    text += "  counts\n";
    for (what, count) in document.counts.rows() {
        let skipped = count_skipped(document, what);
        let all = count + skipped;
        text += &format!(
            "    {all:5} {what} in the document, {count} in the model, {skipped} skipped\n"
        );
    }
    if !document.skips.is_empty() {
        text += "  skips\n";
    }
    for skip in &document.skips {
        text += &format!(
            "    {file}:{} {}: {}\n",
            skip.origin.line, skip.what, skip.reason
        );
    }
    text + "\n"
}

/// What has no better type than any JSON, in the order of the document.
fn describe_untyped(document: &Document) -> String {
    if document.untyped.is_empty() {
        return String::new();
    }
    let mut places: Vec<_> = document.untyped.iter().collect();
    places.sort_by_key(|place| place.origin.line);
    let lines = places.iter().map(|place| {
        let (line, pointer) = (place.origin.line, &place.origin.pointer);
        format!("    {}:{line} {pointer}: {}\n", document.file, place.reason)
    });
    let count = places.len();
    let noun = if count == 1 { "place" } else { "places" };
    format!(
        "  any JSON in {count} {noun}\n{}",
        lines.collect::<String>()
    )
}

/// What users of the crate are warned of.
fn describe_deprecated(document: &Document) -> String {
    let mut marked: Vec<(usize, String)> = Vec::new();
    for operation in &document.operations {
        if operation.deprecated {
            marked.push((operation.origin.line, format!("operation {}", operation.id)));
        }
        let parameters = operation.parameters.iter();
        marked.extend(parameters.filter(|item| item.deprecated).map(|parameter| {
            let what = format!("parameter {} of {}", parameter.name.wire, operation.id);
            (parameter.origin.line, what)
        }));
    }
    for model in &document.models {
        if model.deprecated {
            marked.push((model.origin.line, format!("schema {}", model.name.wire)));
        }
        let fields = model.fields.iter();
        marked.extend(fields.filter(|item| item.deprecated).map(|field| {
            let what = format!("property {} of {}", field.name.wire, model.name.wire);
            (field.origin.line, what)
        }));
    }
    let unions = document.unions.iter().filter(|union| union.deprecated);
    marked.extend(unions.map(|union| (union.origin.line, format!("schema {}", union.name.wire))));
    let enums = document.enums.iter().filter(|list| list.deprecated);
    marked.extend(enums.map(|list| (list.origin.line, format!("schema {}", list.name.wire))));
    if marked.is_empty() {
        return String::new();
    }
    marked.sort();
    let lines = marked
        .iter()
        .map(|(line, what)| format!("    {}:{line} {what}\n", document.file));
    format!("  deprecated\n{}", lines.collect::<String>())
}

/// How many things of a kind the skips of a document leave out.
fn count_skipped(document: &Document, what: &str) -> usize {
    let rows = document.skips.iter().flat_map(|skip| skip.counts.rows());
    rows.filter(|(name, _)| *name == what)
        .map(|(_, count)| count)
        .sum()
}

/// A resource, its operations and the accessors that take an argument.
fn describe_resource(document: &Document, resource: &Resource) -> String {
    let indent = "  ".repeat(resource.depth + 1);
    let path = if resource.path.is_empty() {
        "/"
    } else {
        &resource.path
    };
    let mut text = format!("{indent}{path}  {}\n", resource.handle);
    for operation in resource
        .operations
        .iter()
        .filter_map(|id| document.find_operation(id))
    {
        let (method, id) = (&operation.method_ident, &operation.id);
        let (parameters, reply) = (
            describe_parameters(operation),
            describe_reply(&operation.reply),
        );
        text += &format!("{indent}  .{method}({parameters}) -> {reply}  {id}\n");
    }
    for link in &resource.links {
        if let Some(id) = &link.id {
            text += &format!(
                "{indent}  .{}({}) -> {}\n",
                link.ident,
                spell(&id.ty),
                link.handle
            );
        }
    }
    text
}

/// The parameters that are not part of the path; `!` marks a required one.
fn describe_parameters(operation: &Operation) -> String {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location != ParameterLocation::Path);
    let described: Vec<String> = parameters
        .map(|parameter| {
            let mark = if parameter.required { "!" } else { "" };
            format!("{}{mark}: {}", parameter.name.ident, spell(&parameter.ty))
        })
        .collect();
    described.join(", ")
}

fn describe_reply(reply: &Reply) -> String {
    match reply {
        Reply::Empty => String::from("()"),
        Reply::One { ty, .. } => spell(ty),
        Reply::Page { item, .. } => format!("Page<{}>", spell(item)),
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
        Type::Enum(name) | Type::Model(name) | Type::Boxed(name) | Type::Union(name) => {
            name.clone()
        }
        Type::List(item) => format!("[{}]", spell(item)),
        Type::Map(value) => format!("{{text: {}}}", spell(value)),
    }
}
