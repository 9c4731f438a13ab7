//! Hosts: where the requests of a document go, and whether credentials may go there unasked.
//!
//! A client sends the account's credentials with its requests, so a document does not decide alone where they go. May
//! not know names, products or what a document describes.

use crate::config::{Config, is_host_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Document, Pointer};

/// The domain whose hosts need no word of the user.
const TWILIO: &str = "twilio.com";

/// The host of the first server, in lower case. Every server of the document, of a path and of an operation has to be
/// that one; one that is not Twilio's has to be named in the configuration, and is reported even so.
pub(super) fn resolve(
    document: &Document,
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let servers = servers(document);
    if servers.is_empty() {
        problems.push(
            Diagnostic::error(
                Code::Server,
                &document.location(&Pointer::root()),
                "the document names no server",
            )
            .help("add `servers: [{url: https://product.twilio.com}]`"),
        );
    }
    let mut first: Option<String> = None;
    for (at, url) in servers {
        let location = document.location(&at);
        let Some(host) = https_host(url) else {
            let problem = format!("the server `{url}` is not an https host without a path");
            problems.push(
                Diagnostic::error(Code::Server, &location, problem)
                    .help("write it like https://proxy.twilio.com"),
            );
            continue;
        };
        match &first {
            None => {
                problems.extend(check_foreign(document, &at, &host, config));
                first = Some(host);
            }
            Some(first) if *first != host => {
                let problem =
                    format!("this server is {host}, and the document's first one is {first}");
                problems.push(
                    Diagnostic::error(Code::Server, &location, problem)
                        .help("a document describes one host; split it in two"),
                );
            }
            Some(_) => {}
        }
    }
    first.unwrap_or_else(|| format!("api.{TWILIO}"))
}

/// What there is to say of a host that is not Twilio's: an error, or a warning if the configuration names it.
fn check_foreign(
    document: &Document,
    at: &Pointer,
    host: &str,
    config: &Config,
) -> Option<Diagnostic> {
    if host == TWILIO || host.ends_with(&format!(".{TWILIO}")) {
        return None;
    }
    let location = document.location(at);
    let problem = format!(
        "requests go to {host} and not to {TWILIO}, and the account's credentials with them"
    );
    if config.hosts.iter().any(|allowed| allowed == host) {
        return Some(Diagnostic::warning(Code::ForeignHost, &location, problem));
    }
    let help = format!(
        "if that host may have them, name it: `hosts = [\"{host}\"]` in codegen.toml, or `--host {host}`"
    );
    Some(Diagnostic::error(Code::ForeignHost, &location, problem).help(help))
}

/// The URLs of all servers: those of the document, then those of its paths, each before those of its operations.
fn servers(document: &Document) -> Vec<(Pointer, &str)> {
    let openapi = document.openapi();
    let mut lists = vec![(Pointer::root(), openapi.servers.as_slice())];
    for (path, item) in &openapi.paths.paths {
        let Some(item) = item.as_item() else {
            continue;
        };
        let at = Pointer::root().join("paths").join(path);
        lists.push((at.clone(), item.servers.as_slice()));
        let operations = item.iter();
        lists.extend(
            operations.map(|(method, operation)| (at.join(method), operation.servers.as_slice())),
        );
    }
    let numbered = lists.into_iter().flat_map(|(at, servers)| {
        let at = at.join("servers");
        let servers = servers.iter().enumerate();
        servers.map(move |(index, server)| (at.join(&index.to_string()), server.url.as_str()))
    });
    numbered.collect()
}

/// The host of a URL that is `https://` and a host: no user, no port, no path, no variable.
fn https_host(url: &str) -> Option<String> {
    let host = url.strip_prefix("https://")?;
    let host = host.strip_suffix('/').unwrap_or(host).to_ascii_lowercase();
    is_host_name(&host).then_some(host)
}
