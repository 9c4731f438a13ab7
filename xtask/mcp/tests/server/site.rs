//! The site over HTTP: the files of `cargo xtask reference`, for this machine alone.

use std::net::SocketAddr;

use serde_json::json;

use crate::client::{Client, Generation, Reply, request};

const OWN: (&str, &str) = ("Host", "localhost");

fn get(client: &Client, path: &str) -> Reply {
    request(client.address(), "GET", path, &[OWN], "")
}

#[test]
fn files_have_their_types_and_a_policy() {
    let client = Client::http(Generation::New, &[]);
    for (path, media_type, part) in [
        ("/", "text/html", "<title>Reference</title>"),
        ("/index.html", "text/html", "<title>Reference</title>"),
        ("/proxy_v1/", "text/html", "Proxy v1"),
        (
            "/proxy_v1/operations/ListInteraction.html",
            "text/html",
            "readEmpty",
        ),
        (
            "/proxy_v1/operations/ListInteraction.md",
            "text/markdown",
            "# List interactions",
        ),
        ("/style.css", "text/css", "{"),
        ("/site.js", "text/javascript", "search"),
        ("/search-index.js", "text/javascript", "ListInteraction"),
        ("/search-prose.js", "text/javascript", "referenceSearch"),
        ("/llms.txt", "text/plain", "# Reference"),
        ("/feed.xml", "application/atom+xml", "<feed"),
    ] {
        let reply = get(&client, path);
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(
            reply.header("content-type"),
            format!("{media_type}; charset=utf-8"),
            "{path}"
        );
        assert!(reply.body.contains(part), "{path}");
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
    }
    let folder = get(&client, "/proxy_v1");
    assert_eq!(
        (folder.status, folder.header("location")),
        (308, "/proxy_v1/")
    );
    let written = request(client.address(), "POST", "/index.html", &[OWN], "");
    assert_eq!(written.status, 405);
    let head = request(client.address(), "HEAD", "/", &[OWN], "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn an_address_without_a_page_gets_one_whose_links_lead_on() {
    let client = Client::http(Generation::New, &[]);
    for (path, style) in [
        ("/nothing", "href=\"style.css\""),
        (
            "/proxy_v1/operations/Nothing.html",
            "href=\"../../style.css\"",
        ),
        ("/../../etc/passwd", "style.css"),
        ("/%2e%2e/Cargo.toml", "style.css"),
        ("//Cargo.toml", "style.css"),
    ] {
        let reply = get(&client, path);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        assert!(
            reply.body.contains(style) && reply.body.contains("href=\"#content\""),
            "{path}"
        );
    }
}

/// The status of a request; a `POST` greets the server for tools.
fn status(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> u16 {
    let client = json!({"name": "test", "version": "1"});
    let params = json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client});
    let message =
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).to_string();
    let kind = ("Content-Type", "application/json");
    let accept = ("Accept", "application/json, text/event-stream");
    let body = if method == "POST" {
        message.as_str()
    } else {
        ""
    };
    request(
        address,
        method,
        path,
        &[headers, &[kind, accept]].concat(),
        body,
    )
    .status
}

#[test]
fn other_hosts_and_origins_are_refused() {
    let client = Client::http(Generation::New, &[]);
    let address = client.address();
    let port = address.port();
    let own = format!("http://127.0.0.1:{port}");
    let other_port = format!("http://127.0.0.1:{}", port ^ 1);
    for (path, method) in [
        ("/mcp", "POST"),
        ("/", "GET"),
        ("/style.css", "GET"),
        ("/nothing", "GET"),
    ] {
        let status = |headers: &[(&str, &str)]| status(address, method, path, headers);
        let fine = if path == "/nothing" { 404 } else { 200 };
        assert_eq!(status(&[OWN]), fine, "{path}");
        assert_eq!(status(&[("Host", "127.0.0.1:1234")]), fine, "{path}");
        assert_eq!(status(&[("Host", "[::1]:1234")]), fine, "{path}");
        assert_eq!(status(&[OWN, ("Origin", &own)]), fine, "{path}");
        for headers in [
            &[("Host", "evil.example")][..],
            &[("Host", "localhost.evil.example")],
            &[("Host", "127.0.0.1.nip.io:80")],
            &[("Host", "evil.example@localhost")],
            &[OWN, ("Host", "evil.example")],
            &[OWN, ("Origin", "http://evil.example")],
            &[OWN, ("Origin", "null")],
            &[OWN, ("Origin", "https://localhost")],
            &[OWN, ("Origin", &other_port)],
            &[OWN, ("Origin", &own), ("Origin", "http://evil.example")],
        ] {
            let status = status(headers);
            // Two hosts are no HTTP at all.
            assert!(matches!(status, 403 | 400), "{path} {headers:?}: {status}");
        }
        assert_eq!(status(&[("Host", "evil.example")]), 403, "{path}");
        assert_eq!(
            status(&[OWN, ("Origin", "http://evil.example")]),
            403,
            "{path}"
        );
    }
}
