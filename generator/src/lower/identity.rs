//! The identity of a document: its product, its version, its host and what its paths begin with.
//!
//! Resolved once, before anything else of the document is read: names and places of all that follows depend on it.

use super::hosts;
use super::operations::paths;
use super::prose::one_line;
use crate::config::{Config, DocumentConfig};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Document, Pointer};
use crate::model::Name;
use crate::names::ident::value_ident;
use crate::names::registry::Registry;
use crate::names::reserved;
use crate::names::scope::Scope;

/// What a document says it is.
pub(crate) struct DocumentIdentity {
    /// `proxy_v1`.
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) product: Name,
    pub(crate) version: Name,
    pub(crate) host: String,
    /// `/v1` where the paths begin so.
    pub(crate) prefix: String,
}

/// Resolves the identity of a document: what `codegen.toml` says, else what the file is called, else host and path.
/// Where more than one of them speaks, they have to agree.
pub(crate) fn resolve(
    document: &Document,
    config: &Config,
    registry: &mut Registry,
    problems: &mut Vec<Diagnostic>,
) -> DocumentIdentity {
    let host = hosts::resolve(document, config, problems);
    let label = host.split('.').next().unwrap_or_default().to_owned();
    let settings = config.document(document.file());
    let (product, version) = product_and_version(document, settings, &label);
    let product_ident = claim_product(registry, &product);
    let version_ident = claim_version(registry, &product_ident, &version);
    let key = format!("{product_ident}_{version_ident}");
    let prefix = claim_prefix(document, registry, &key, &version, &version_ident);
    check_prefix(document, &prefix, problems);
    let segment = prefix.trim_start_matches('/').to_owned();
    if let Some(settings) = settings {
        check_settings(document, settings, &host, &segment, problems);
    }
    DocumentIdentity {
        key,
        title: title(&document.openapi().info.title, &product_ident),
        product: Name {
            wire: label,
            ident: product_ident,
        },
        version: Name {
            wire: segment,
            ident: version_ident,
        },
        host,
        prefix,
    }
}

/// The title as one line, or the product where the title says nothing.
fn title(text: &str, product: &str) -> String {
    let line = one_line(text);
    let line = line.trim_end_matches('.');
    if line.is_empty() { product } else { line }.to_owned()
}

/// The words for product and version; `label` is the first label of the host.
fn product_and_version(
    document: &Document,
    settings: Option<&DocumentConfig>,
    label: &str,
) -> (String, String) {
    let stem = document.file().rsplit('/').next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let (file_product, file_version) = stem
        .strip_prefix("twilio_")
        .and_then(|words| words.rsplit_once('_'))
        .unzip();
    let product = settings
        .and_then(|settings| settings.product.as_deref())
        .or(file_product)
        .unwrap_or_else(|| label.trim_end_matches("-api"));
    let version = settings
        .and_then(|settings| settings.version.as_deref())
        .or(file_version)
        .or_else(|| common_first_segment(document).filter(|first| is_version(first)))
        .unwrap_or("v1");
    (product.to_owned(), version.to_owned())
}

/// The module of a product, which is its accessor on `Client` as well.
fn claim_product(registry: &mut Registry, product: &str) -> String {
    let ident = value_ident(product);
    let long = format!("{}_api", ident.trim_end_matches('_'));
    let candidates = if reserved::is_product(&ident) {
        vec![long]
    } else {
        vec![ident, long]
    };
    registry.claim(&Scope::Products.to_string(), product, &candidates)
}

/// The module of a version, which is its accessor on the product as well.
fn claim_version(registry: &mut Registry, product: &str, version: &str) -> String {
    let ident = value_ident(version);
    let long = format!("version_{}", ident.trim_end_matches('_'));
    let taken = ident == value_ident(product)
        || reserved::is_marked(&ident)
        || reserved::is_module(&ident)
        || reserved::ACCESSORS.contains(&ident.as_str());
    let candidates = if taken { vec![long] } else { vec![ident, long] };
    registry.claim(&Scope::Versions(product).to_string(), version, &candidates)
}

/// What paths begin with and no accessor repeats: the document's version if a path begins with it, else the first
/// segment that all paths share. Names depend on it, and so the lock keeps it.
fn claim_prefix(
    document: &Document,
    registry: &mut Registry,
    key: &str,
    version: &str,
    version_ident: &str,
) -> String {
    let scope = format!("{key} {}", Scope::Prefix);
    let locked = registry.places(&scope).next();
    if let Some(locked) = locked {
        return locked.trim_end_matches('/').to_owned();
    }
    let mut paths = document.openapi().paths.paths.keys();
    let is_empty = paths.len() == 0;
    let versioned = format!("/{version_ident}");
    let prefix = if paths.any(|path| paths::strip_prefix_segment(path, &versioned).is_some()) {
        versioned
    } else {
        let first = common_first_segment(document);
        let first = first.filter(|first| *first == version || is_version(first));
        format!("/{}", first.unwrap_or_default())
    };
    if !is_empty {
        registry.claim(&scope, &prefix, &[version_ident.to_owned()]);
    }
    prefix.trim_end_matches('/').to_owned()
}

/// Reports the paths that begin neither with the prefix nor with a word that an accessor could be named after.
fn check_prefix(document: &Document, prefix: &str, problems: &mut Vec<Diagnostic>) {
    let paths = document.openapi().paths.paths.keys();
    for path in paths.filter(|path| paths::strip_prefix_segment(path, prefix).is_none()) {
        if fixed_first_segment(path).is_none() {
            let at = Pointer::root().join("paths").join(path);
            let problem = format!(
                "the path begins neither with {prefix}, as others of this document do, nor with a word"
            );
            problems.push(
                Diagnostic::error(
                    Code::UnsupportedPath,
                    &document.location_of_key(&at),
                    problem,
                )
                .help("put it into a document of its own"),
            );
        }
    }
}

/// Reports settings that contradict the document: another product than its host names, or another version than its
/// paths.
fn check_settings(
    document: &Document,
    settings: &DocumentConfig,
    host: &str,
    segment: &str,
    problems: &mut Vec<Diagnostic>,
) {
    let label = host.split('.').next().unwrap_or_default();
    let product = settings.product.as_deref().unwrap_or_default();
    if !product.is_empty() && !label.contains(product) {
        let problem = format!(
            "codegen.toml calls this product `{product}`, and the document's host is {host}"
        );
        let location = document.location(&Pointer::root().join("servers"));
        problems.push(
            Diagnostic::error(Code::Identity, &location, problem)
                .help("give the product whose name is part of the host, or another document"),
        );
    }
    let version = settings.version.as_deref().unwrap_or_default();
    if !version.is_empty() && !segment.is_empty() && version != segment {
        let problem = format!(
            "codegen.toml calls this version `{version}`, and the document's paths begin with /{segment}"
        );
        let location = document.location(&Pointer::root().join("paths"));
        problems.push(
            Diagnostic::error(Code::Identity, &location, problem)
                .help("give the version that the paths name, or another document"),
        );
    }
}

/// The first segment, if it is fixed text and every path has the same.
fn common_first_segment(document: &Document) -> Option<&str> {
    let mut firsts = document
        .openapi()
        .paths
        .paths
        .keys()
        .map(|path| fixed_first_segment(path));
    let first = firsts.next()??;
    firsts.all(|other| other == Some(first)).then_some(first)
}

/// The first segment of a path, if it is fixed text.
fn fixed_first_segment(path: &str) -> Option<&str> {
    let first = path.split('/').nth(1).unwrap_or_default();
    (!first.is_empty() && !first.contains(['{', '.'])).then_some(first)
}

/// Whether a segment is a version: `v1`, `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or(segment);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '_'))
}
