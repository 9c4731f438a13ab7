//! Running the pipeline on texts, and looking at what it says.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use generator::config::Config;
use generator::diagnostic::{Code, Colour, render};
use generator::emit::EmitOptions;
use generator::names::NamesLock;
use generator::pipeline::{Failure, Generated, Input, Lowered, generate, lower_documents};

/// The start of a document whose host and version need no more to be said.
pub(crate) const HEAD: &str = "openapi: 3.0.1\ninfo: {title: Test, version: '1'}\nservers: [{url: 'https://test.twilio.com'}]\n";

pub(crate) fn input(documents: &[(&str, &str)]) -> Input {
    let documents = documents
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    Input {
        documents: documents.collect(),
        config_file: String::from("codegen.toml"),
        ..Input::default()
    }
}

/// A document, a configuration and a lock.
pub(crate) fn configured(documents: &[(&str, &str)], config: &str, names: NamesLock) -> Input {
    Input {
        config: Config::read("codegen.toml", config).unwrap(),
        names,
        ..input(documents)
    }
}

/// Everything that can be emitted.
pub(crate) fn options() -> EmitOptions {
    EmitOptions {
        tests: true,
        ..EmitOptions::default()
    }
}

pub(crate) fn run(input: &Input) -> Generated {
    generate(input, &options()).unwrap_or_else(|failure| panic!("{}", shown(&failure)))
}

/// Runs one document called `test.yaml`.
pub(crate) fn run_text(text: &str) -> Generated {
    run(&input(&[("test.yaml", text)]))
}

pub(crate) fn lower(input: &Input) -> Lowered {
    lower_documents(input).unwrap_or_else(|failure| panic!("{}", shown(&failure)))
}

/// What people are told about an input that cannot be used.
pub(crate) fn refused(input: &Input) -> String {
    match generate(input, &options()) {
        Ok(_) => panic!("generates, and should not"),
        Err(failure) => shown(&failure),
    }
}

pub(crate) fn refused_text(text: &str) -> String {
    refused(&input(&[("test.yaml", text)]))
}

pub(crate) fn shown(failure: &Failure) -> String {
    render(&failure.diagnostics, &failure.sources, Colour::Never)
}

/// A path of the workspace.
pub(crate) fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The documents of `specs/`, under the names that the commands give them.
pub(crate) fn specs() -> Vec<(String, Vec<u8>)> {
    let documents = crate::common::read_folder(&workspace("specs"));
    documents
        .into_iter()
        .map(|(name, bytes)| (format!("specs/{name}"), bytes))
        .collect()
}

/// A published document, where they are at hand.
pub(crate) fn published(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("TWILIO_OAI_DIR")
        .map_or_else(|| workspace("../shared/twilio-oai-2.6.7"), PathBuf::from);
    std::fs::read(folder.join(name)).ok()
}

/// A text in double quotes, with what YAML does not let stand as escapes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_ascii_graphic() || c == ' ' => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// A document with these paths and schemas, and a schema `root`.
pub(crate) fn document(paths: &str, schemas: &str) -> String {
    format!(
        "{}paths:\n{paths}\ncomponents:\n  schemas:\n    root: {{type: object, properties: {{a: {{type: string}}}}}}\n{schemas}",
        HEAD
    )
}

/// Runs a document, and holds the output to everything that it can be held to.
pub(crate) fn emitted(text: &str) -> Generated {
    let generated = run_text(text);
    crate::items::check(&generated);
    generated
}

/// What is wrong with a document.
pub(crate) fn codes(text: &str) -> Vec<Code> {
    match generate(&input(&[("test.yaml", text)]), &options()) {
        Ok(_) => Vec::new(),
        Err(failure) => failure
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect(),
    }
}

/// A reply that is fine.
pub(crate) const OK: &str = "responses: {'200': {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/root'}}}}}";
