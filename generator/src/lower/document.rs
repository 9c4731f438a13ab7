//! Lowering one document, from its identity to its counts.

use super::context::Context;
use super::operations::paths;
use super::prose::{doc_lines, one_line};
use super::types::sids;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::load;
use crate::load::Pointer;
use crate::model::{Document, Name, SidKind};
use crate::names::ident::value_ident;
use crate::names::registry::Registry;
use crate::names::reserved;

/// What a document says it is.
struct Identity {
    product: Name,
    version: Name,
    host: String,
    /// `/v1` where every path begins so.
    prefix: String,
}

/// Lowers one document; problems are added to the list, and the result is only of use if there is no error among them.
pub(crate) fn lower(
    document: &load::Document,
    config: &Config,
    registry: &mut Registry,
    sid_kinds: &mut Vec<SidKind>,
    problems: &mut Vec<Diagnostic>,
) -> Document {
    let identity = identity(document, config, registry, problems);
    let key = format!("{}_{}", identity.product.ident, identity.version.ident);
    let mut context = Context {
        document,
        config,
        registry,
        problems,
        key: key.clone(),
        models: Vec::new(),
        enums: Vec::new(),
        skips: Vec::new(),
        sids: indexmap::IndexMap::new(),
        components: std::collections::HashMap::new(),
        shared_enums: std::collections::HashMap::new(),
        made: std::collections::HashSet::new(),
        unread: std::collections::HashSet::new(),
        left_out: std::collections::HashSet::new(),
        depth: 0,
    };
    context.lower_components();
    let mut operations = context.lower_operations();
    context.box_recursion();
    context.mark_identities(&operations);
    let mut resources =
        context.lower_tree(&mut operations, &identity.prefix, &identity.version.ident);
    context.link_models(&mut resources, &operations);
    context.place_types(&operations);
    let kinds: Vec<sids::Seen> = context.sids.values().cloned().collect();
    let sid_aliases = sids::aliases(&kinds, &context.models, config)
        .into_iter()
        .map(|(mut alias, candidates)| {
            alias.ident = context.claim("type", &format!("sid {}", alias.marker), &candidates);
            alias
        })
        .collect();
    context.check_counts(&operations);
    let counts = super::count::counts_out(&operations, &context.models, &context.enums);
    let feature = key.replace('_', "-");
    sids::merge(sid_kinds, &kinds, &feature);
    let info = &document.openapi().info;
    let (models, enums, skips) = (context.models, context.enums, context.skips);
    Document {
        file: document.file().to_owned(),
        key,
        feature,
        title: title(&info.title, &identity.product.ident),
        docs: info
            .description
            .as_deref()
            .map(doc_lines)
            .unwrap_or_default(),
        product: identity.product,
        version: identity.version,
        host: identity.host,
        prefix: identity.prefix,
        counts,
        skips,
        resources,
        operations,
        models,
        enums,
        sid_aliases,
        declared: super::declared::declarations(document),
    }
}

/// The title as one line; what says nothing is replaced by the product.
fn title(text: &str, product: &str) -> String {
    let line = one_line(text);
    let line = line.trim_end_matches('.');
    if line.is_empty() {
        product.to_owned()
    } else {
        line.to_owned()
    }
}

/// Product and version: what `codegen.toml` says, else what the file is called, else host and path; the three
/// have to agree where more than one speaks.
fn identity(
    document: &load::Document,
    config: &Config,
    registry: &mut Registry,
    problems: &mut Vec<Diagnostic>,
) -> Identity {
    let host = host(document, problems);
    let label = host.split('.').next().unwrap_or_default().to_owned();
    let first = common_first(document);
    let stem = document.file().rsplit('/').next().unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let named = stem
        .strip_prefix("twilio_")
        .and_then(|rest| rest.rsplit_once('_'));
    let settings = config.document(document.file());
    let product = settings
        .and_then(|settings| settings.product.clone())
        .or_else(|| named.map(|(product, _)| product.to_owned()))
        .unwrap_or_else(|| label.trim_end_matches("-api").to_owned());
    let version = settings
        .and_then(|settings| settings.version.clone())
        .or_else(|| named.map(|(_, version)| version.to_owned()))
        .unwrap_or_else(|| {
            let first = first.filter(|first| is_version(first));
            first.unwrap_or("v1").to_owned()
        });
    let product_ident = claim_product(registry, &product);
    let version_ident = claim_version(registry, &product_ident, &version);
    let prefix = prefix(
        document,
        registry,
        &format!("{product_ident}_{version_ident}"),
        first.filter(|first| *first == version || is_version(first)),
        &version_ident,
        problems,
    );
    let segment = prefix.trim_start_matches('/').to_owned();
    if let Some(settings) = settings {
        let said = settings.product.as_deref().unwrap_or_default();
        if !said.is_empty() && !label.contains(said) {
            problems.push(
                Diagnostic::error(
                    Code::Identity,
                    &document.location(&Pointer::root().join("servers")),
                    format!("codegen.toml calls this product `{said}`, and the document's host is {host}"),
                )
                .help("give the product whose name is part of the host, or another document"),
            );
        }
        let said = settings.version.as_deref().unwrap_or_default();
        if !said.is_empty() && !segment.is_empty() && said != segment {
            problems.push(
                Diagnostic::error(
                    Code::Identity,
                    &document.location(&Pointer::root().join("paths")),
                    format!("codegen.toml calls this version `{said}`, and the document's paths begin with /{segment}"),
                )
                .help("give the version that the paths name, or another document"),
            );
        }
    }
    Identity {
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

/// The host of the first server; every path has to go to the same one.
fn host(document: &load::Document, problems: &mut Vec<Diagnostic>) -> String {
    let openapi = document.openapi();
    let mut found: Option<String> = None;
    let root = Pointer::root();
    let global = openapi
        .servers
        .iter()
        .enumerate()
        .map(|(index, server)| (root.join("servers").join(&index.to_string()), server));
    let local = openapi.paths.paths.iter().flat_map(|(path, item)| {
        let at = root.join("paths").join(path).join("servers");
        let servers = item
            .as_item()
            .map(|item| item.servers.as_slice())
            .unwrap_or_default();
        servers
            .iter()
            .enumerate()
            .map(move |(index, server)| (at.join(&index.to_string()), server))
    });
    let mut any = false;
    for (at, server) in global.chain(local) {
        any = true;
        let host = server
            .url
            .strip_prefix("https://")
            .map(|rest| rest.trim_end_matches('/'));
        let plain = |host: &&str| {
            !host.is_empty()
                && host
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        };
        match (host.filter(plain), &found) {
            (None, _) => problems.push(
                Diagnostic::error(
                    Code::Server,
                    &document.location(&at),
                    format!(
                        "the server `{}` is not an https host without a path",
                        server.url
                    ),
                )
                .help("write it like https://proxy.twilio.com"),
            ),
            (Some(host), None) => found = Some(host.to_owned()),
            (Some(host), Some(known)) if host != known => problems.push(
                Diagnostic::error(
                    Code::Server,
                    &document.location(&at),
                    format!("this server is {host}, and the document's first one is {known}"),
                )
                .help("a document describes one host; split it in two"),
            ),
            (Some(_), Some(_)) => {}
        }
    }
    if !any {
        problems.push(
            Diagnostic::error(
                Code::Server,
                &document.location(&root),
                "the document names no server",
            )
            .help("add `servers: [{url: https://product.twilio.com}]`"),
        );
    }
    found.unwrap_or_else(|| String::from("api.twilio.com"))
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
    registry.claim("product", product, &candidates)
}

/// The module of a version, which is its accessor on the product as well.
fn claim_version(registry: &mut Registry, product: &str, version: &str) -> String {
    let ident = value_ident(version);
    let long = format!("version_{}", ident.trim_end_matches('_'));
    let taken = ident == value_ident(product)
        || reserved::is_module(&ident)
        || reserved::ACCESSORS.contains(&ident.as_str());
    let candidates = if taken { vec![long] } else { vec![ident, long] };
    registry.claim(&format!("version of {product}"), version, &candidates)
}

/// What paths begin with and no accessor repeats: the document's version if it is there, else what all of them have.
/// Names depend on it, and so the lock keeps it; a path that begins otherwise has accessors with all its segments.
fn prefix(
    document: &load::Document,
    registry: &mut Registry,
    key: &str,
    first: Option<&str>,
    version: &str,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let scope = format!("{key} prefix");
    let locked = registry.places(&scope).next().map(str::to_owned);
    let paths = || document.openapi().paths.paths.keys();
    let found = locked.unwrap_or_else(|| {
        let versioned = format!("/{version}");
        let found = if paths().any(|path| paths::below(path, &versioned).is_some()) {
            versioned
        } else {
            first.map_or_else(|| String::from("/"), |first| format!("/{first}"))
        };
        if paths().next().is_some() {
            registry.claim(&scope, &found, &[version.to_owned()]);
        }
        found
    });
    let prefix = found.trim_end_matches('/');
    for path in paths().filter(|path| paths::below(path, prefix).is_none()) {
        let start = path.split('/').nth(1).unwrap_or_default();
        if start.is_empty() || start.contains(['{', '.']) {
            problems.push(
                Diagnostic::error(
                    Code::UnsupportedPath,
                    &document.location_of_key(&Pointer::root().join("paths").join(path)),
                    format!("the path begins neither with {prefix}, as others of this document do, nor with a word"),
                )
                .help("put it into a document of its own"),
            );
        }
    }
    prefix.to_owned()
}

/// The first segment, if it is fixed text and every path has the same.
fn common_first(document: &load::Document) -> Option<&str> {
    let paths = &document.openapi().paths.paths;
    let mut firsts = paths
        .keys()
        .map(|path| path.split('/').nth(1).unwrap_or_default());
    let first = firsts.next()?;
    let fixed = !first.is_empty() && !first.contains(['{', '.']);
    (fixed && firsts.all(|other| other == first)).then_some(first)
}

/// `v1`, `2010-04-01`.
fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or(segment);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '_'))
}
