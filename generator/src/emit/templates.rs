//! The files that hold no Rust: the emitted manifest and the README, made with minijinja.
//!
//! Dependencies and features come from the runtime's own manifest, so that the two agree by construction; the
//! reason for each stands there too, and is printed beside it.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Value, context};

use super::{EmitOptions, Emitted};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::{Api, Document};

/// The manifest of the runtime.
const RUNTIME_MANIFEST: &str = include_str!("../../runtime/Cargo.toml");
const CARGO_TOML: &str = include_str!("../../templates/Cargo.toml.j2");
const README: &str = include_str!("../../templates/README.md.j2");

/// Emits `Cargo.toml` and `README.md`.
pub(crate) fn emit(api: &Api, options: &EmitOptions, files: &mut Emitted<'_>) {
    match render(api, options) {
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

/// The texts of both files.
fn render(api: &Api, options: &EmitOptions) -> Result<[(&'static str, String); 2], String> {
    let environment = environment().map_err(|error| error.to_string())?;
    let manifest: toml::Table = RUNTIME_MANIFEST
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    let values = values(api, options, &manifest);
    let text = |path: &'static str, template: &str| match environment.render_str(template, &values)
    {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(format!("{path}: {error:#}")),
    };
    Ok([text("Cargo.toml", CARGO_TOML)?, text("README.md", README)?])
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    Ok(environment)
}

/// What the templates may show.
fn values(api: &Api, options: &EmitOptions, manifest: &toml::Table) -> Value {
    let package = &options.package;
    let has_feature = |feature: &&str| {
        api.documents
            .iter()
            .any(|document| document.feature == *feature)
    };
    context! {
        package => context! {
            name => package.name.as_str(), version => package.version.as_str(),
            description => package.description.as_str(), repository => package.repository.as_deref(),
        },
        crate_name => package.name.replace('-', "_"),
        member => options.member,
        tests => options.tests,
        documents => api.documents.iter().map(document_values).collect::<Vec<_>>(),
        first => api.documents.first().map(|document| {
            context! { product => document.product.ident.as_str(), version => document.version.ident.as_str() }
        }),
        dependencies => manifest_lines(manifest, "dependencies"),
        dev_dependencies => manifest_lines(manifest, "dev-dependencies"),
        features => manifest_lines(manifest, "features"),
        default_runtime => default_features(manifest),
        is_flex_proxy => ["flex-v1", "flex-v2", "proxy-v1"].iter().all(has_feature),
    }
}

fn document_values(document: &Document) -> Value {
    // A bar would end the cell of the README's table, even within a code span.
    let cell = |text: &str| text.replace('|', "\\|");
    let file = super::docs::code(super::docs::file_name(&document.file));
    context! {
        feature => document.feature.as_str(),
        title => document.title.as_str(),
        cell => cell(&document.title),
        file => cell(&file),
        product => document.product.ident.as_str(),
        version => document.version.ident.as_str(),
        operations => document.operations.len(),
        host => document.host.as_str(),
    }
}

/// The lines of `[dependencies]` or `[features]`, each with its reason.
fn manifest_lines(manifest: &toml::Table, section: &str) -> Vec<Value> {
    let reasons = table(manifest, "package")
        .and_then(|package| table(package, "metadata"))
        .and_then(|metadata| table(metadata, "reasons"))
        .and_then(|reasons| table(reasons, section));
    let lines = table(manifest, section).into_iter().flatten();
    let lines = lines
        .filter(|(name, _)| *name != "default")
        .map(|(name, value)| {
            let reason = reasons.and_then(|reasons| reasons.get(name));
            let reason = reason.and_then(toml::Value::as_str).unwrap_or_default();
            context! { name, value => inline(value), reason }
        });
    lines.collect()
}

fn default_features(manifest: &toml::Table) -> Vec<String> {
    let features = table(manifest, "features").and_then(|features| features.get("default"));
    let names = features
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    names
        .filter_map(toml::Value::as_str)
        .map(str::to_owned)
        .collect()
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
