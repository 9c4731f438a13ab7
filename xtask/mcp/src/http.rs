//! The server over HTTP: the site at `/`, the protocol at `/mcp`, for this machine alone.
//!
//! A page from elsewhere must not read it through the browser of somebody who runs it. So it listens on loopback
//! addresses only, and refuses requests that name another host, or that a page of another origin makes.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, ORIGIN, REFERRER_POLICY,
};
use axum::http::uri::{Authority, Uri};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use generator::file_tree::Tree;
use generator::reference::{POLICY, from_root};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};

use crate::background::Background;
use crate::server::Server;

/// What this machine calls itself.
const HOSTS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// A request to the protocol has at most so many bytes.
const MOST_BYTES: usize = 1 << 20;

/// The routes of a server that listens at an address.
pub(crate) fn router(server: Server, site: Background<Tree>, address: SocketAddr) -> Router {
    let port = address.port();
    let origins = HOSTS.map(|host| format!("http://{host}:{port}"));
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MOST_BYTES)
        .with_allowed_origins(origins)
        .enforce_origin_validation();
    let sessions = Arc::new(NeverSessionManager::default());
    let protocol = StreamableHttpService::new(move || Ok(server.clone()), sessions, config);
    Router::new()
        .route_service("/mcp", protocol)
        .fallback_service(get(file).with_state(site))
        .layer(middleware::from_fn_with_state(port, guard))
}

/// Lets requests to this machine pass, and of those with an origin only what its own pages ask for.
async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = match request.uri().authority() {
        Some(authority) => Some(authority.clone()),
        None => authority(headers),
    };
    let is_own_host = host.is_some_and(|host| is_here(host.host()) && !host.as_str().contains('@'));
    let is_own_origin = headers
        .get_all(ORIGIN)
        .iter()
        .all(|origin| is_own(origin, port));
    if !(is_own_host && is_own_origin) {
        let text = "This server answers to this machine alone: the Host or Origin of the request is another.\n";
        return (StatusCode::FORBIDDEN, text).into_response();
    }
    next.run(request).await
}

/// The one host that the headers name.
fn authority(headers: &HeaderMap) -> Option<Authority> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?.parse().ok()?;
    hosts.next().is_none().then_some(host)
}

fn is_here(host: &str) -> bool {
    HOSTS.iter().any(|own| own.eq_ignore_ascii_case(host))
}

fn is_own(origin: &HeaderValue, port: u16) -> bool {
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.parse::<Uri>().ok());
    let origin = origin.filter(|origin| origin.scheme_str() == Some("http"));
    origin.is_some_and(|origin| {
        let host = origin.host().unwrap_or_default();
        is_here(host) && origin.port_u16().unwrap_or(80) == port
    })
}

/// A file of the site.
async fn file(State(site): State<Background<Tree>>, uri: Uri) -> Response {
    let site = site.wait();
    let path = uri.path().trim_start_matches('/');
    let index = match path {
        "" => String::from("index.html"),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    if let Some(text) = site.get(&index) {
        return response(StatusCode::OK, &index, text.to_owned());
    }
    if site.get(&format!("{path}/index.html")).is_some() {
        let location = format!("/{path}/");
        return (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location)]).into_response();
    }
    let page = site.get("404.html").unwrap_or_default();
    let root = "../".repeat(path.matches('/').count());
    response(StatusCode::NOT_FOUND, "404.html", from_root(page, &root))
}

fn response(status: StatusCode, path: &str, text: String) -> Response {
    let media_type = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("xml") if path == "feed.xml" => "application/atom+xml; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    let policy = format!("{POLICY}; frame-ancestors 'none'");
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_SECURITY_POLICY, &policy),
        (REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (status, headers, text).into_response()
}
