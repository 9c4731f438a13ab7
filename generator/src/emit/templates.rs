//! The files that are no Rust: the emitted manifest and the README, made with minijinja.
//!
//! Dependencies and features come from the runtime's own manifest, so that the two agree by construction; the
//! reason for each stands there too, and is printed beside it.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Value, context};

use super::{Emitted, Options};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::Api;

/// The manifest of the runtime.
const RUNTIME_MANIFEST: &str = include_str!("../../runtime/Cargo.toml");
const CARGO_TOML: &str = include_str!("../../templates/Cargo.toml.j2");
const README: &str = include_str!("../../templates/README.md.j2");

/// Emits `Cargo.toml` and `README.md`.
pub(crate) fn emit(model: &Api, options: &Options, files: &mut Emitted<'_>) {
    match render(model, options) {
        Ok(rendered) => {
            for (path, text) in rendered {
                files.tree.add(path, text);
            }
        }
        Err(problem) => files.problems.push(
            Diagnostic::error(Code::Emit, &Location::whole_file("Cargo.toml"), problem)
                .help("this is a defect of the generator's templates or of the runtime's manifest"),
        ),
    }
}

fn render(model: &Api, options: &Options) -> Result<Vec<(&'static str, String)>, String> {
    let manifest: toml::Table = RUNTIME_MANIFEST
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    let reasons = table(&manifest, "package")
        .and_then(|package| table(package, "metadata"))
        .and_then(|metadata| table(metadata, "reasons"))
        .cloned()
        .unwrap_or_default();
    // One line of `[dependencies]` or `[features]` each.
    let entries = |section: &str| -> Vec<Value> {
        let reasons = table(&reasons, section);
        let lines = table(&manifest, section).into_iter().flatten();
        lines
            .filter(|(name, _)| *name != "default")
            .map(|(name, value)| {
                let reason = reasons
                    .and_then(|reasons| reasons.get(name))
                    .and_then(toml::Value::as_str)
                    .unwrap_or_default();
                context! { name, value => inline(value), reason }
            })
            .collect()
    };
    let default_runtime: Vec<String> = table(&manifest, "features")
        .and_then(|features| features.get("default"))
        .and_then(toml::Value::as_array)
        .map(|names| {
            names
                .iter()
                .filter_map(toml::Value::as_str)
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    let documents: Vec<_> = model
        .documents
        .iter()
        .map(|document| {
            let file = super::docs::code(super::models::file_name(&document.file));
            // A bar would end the cell of the README's table.
            let cell = document.title.replace('|', "\\|");
            let product = document.product.ident.as_str();
            let version = document.version.ident.as_str();
            context! {
                feature => document.feature.as_str(), title => document.title.as_str(), cell, file, product, version,
                operations => document.operations.len(), host => document.host.as_str(),
            }
        })
        .collect();
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .map_err(|error| error.to_string())?;
    environment.set_syntax(syntax);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let package = &options.package;
    let values = context! {
        package => context! {
            name => package.name.as_str(), version => package.version.as_str(),
            description => package.description.as_str(), repository => package.repository.as_deref(),
        },
        crate_name => package.name.replace('-', "_"),
        member => options.member,
        tests => options.tests,
        documents,
        first => model.documents.first().map(|document| {
            context! { product => document.product.ident.as_str(), version => document.version.ident.as_str() }
        }),
        dependencies => entries("dependencies"),
        dev_dependencies => entries("dev-dependencies"),
        features => entries("features"),
        default_runtime,
        is_flex_proxy => ["flex-v1", "flex-v2", "proxy-v1"]
            .iter()
            .all(|wanted| model.documents.iter().any(|document| document.feature == *wanted)),
    };
    let mut rendered = Vec::new();
    for (path, template) in [("Cargo.toml", CARGO_TOML), ("README.md", README)] {
        let text = environment
            .render_str(template, &values)
            .map_err(|error| format!("{path}: {error:#}"))?;
        rendered.push((path, text));
    }
    Ok(rendered)
}

fn table<'t>(parent: &'t toml::Table, key: &str) -> Option<&'t toml::Table> {
    parent.get(key).and_then(toml::Value::as_table)
}

/// A value on one line, inline tables with their keys in the order of the runtime's manifest.
fn inline(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{key} = {}", inline(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        toml::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}
