//! Replays a case, and records what was really sent. Knows no judgement.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use twilio_flex_proxy::{Client, Credentials, Error, Product, flex, proxy};

use super::case::Case;
use crate::calls;
use crate::loopback::{Loopback, Received, pairs};

const ACCOUNT: &str = "AC00000000000000000000000000000000";
const TOKEN: &str = "a token of nobody";

/// A server for each host of the API, and the clients that call them.
#[derive(Debug)]
pub struct Stage {
    /// Each with the product whose host it stands for.
    servers: Vec<(Product, Loopback)>,
    client: Client,
    client_without_credentials: Client,
}

impl Stage {
    /// Starts the servers.
    ///
    /// # Errors
    ///
    /// When a server cannot be started or a client cannot be built.
    pub async fn new() -> io::Result<Self> {
        // Each host has its own server, so that the host of a request is observed rather than assumed.
        let mut servers = Vec::new();
        for product in [flex::v1::PRODUCT, proxy::v1::PRODUCT] {
            servers.push((product, Loopback::start().await?));
        }
        let client = |credentials: Credentials| {
            let mut builder = Client::builder(credentials);
            for (product, server) in &servers {
                builder = builder.base_url_for(*product, server.url());
            }
            builder.build().map_err(io::Error::other)
        };
        let (with, without) = (
            client(Credentials::auth_token(ACCOUNT, TOKEN))?,
            client(Credentials::none())?,
        );
        Ok(Self {
            servers,
            client: with,
            client_without_credentials: without,
        })
    }

    /// Replays a case, and returns the recording in the form that `compare.py` reads.
    pub async fn record(&self, case: &Case) -> Value {
        for (product, server) in &self.servers {
            // A case without a host has no reply either.
            let here = case.host().is_none_or(|host| host == product.host());
            server.script(if here { case.answers() } else { Vec::new() });
            server.take();
        }
        let client = if case.has_credentials() {
            &self.client
        } else {
            &self.client_without_credentials
        };
        let (document, operation) = (case.document(), case.operation());
        let call = calls::call(
            client,
            document,
            operation,
            &case.inputs(),
            case.list_extent(),
        );
        let result = match call {
            Ok(pending) => pending.await.map_err(|error| describe(&error)),
            Err(refusal) => Err(refusal.0),
        };
        let mut row = json!({"spec": document, "operation_id": operation, "case": case.name()});
        let sent = self.sent();
        match (&result, sent.first()) {
            (Err(problem), None) => row["library_error"] = json!(problem),
            (Err(problem), Some(_)) => row["problem"] = json!(problem),
            (Ok(result), _) => {
                if let Some(items) = result.items {
                    row["result_count"] = json!(items);
                }
            }
        }
        if let Some(first) = sent.first() {
            row["request"] = first.clone();
        }
        if case.row().get("exchanges").is_some() {
            row["exchanges"] = sent
                .iter()
                .map(|request| json!({"request": request}))
                .collect();
        }
        row
    }

    /// What all servers received, in the recorded form.
    fn sent(&self) -> Vec<Value> {
        let mut sent = Vec::new();
        for (product, server) in &self.servers {
            sent.extend(
                server
                    .take()
                    .iter()
                    .map(|received| recorded(*product, received)),
            );
        }
        sent
    }
}

/// An error with all its sources.
fn describe(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// A request in the recorded form.
fn recorded(product: Product, received: &Received) -> Value {
    let text = String::from_utf8_lossy(&received.body);
    let mut row = json!({
        "method": received.method,
        "host": product.host(),
        "path": received.path(),
        "query": pairs(received.raw_query()),
        "raw_query": received.raw_query(),
        "content_type": received.header("content-type"),
        "headers": headers(received),
        "auth": auth(received),
        "raw_body": (!received.body.is_empty()).then_some(&text),
    });
    match received.media_type().as_deref() {
        Some("application/x-www-form-urlencoded") => row["form"] = json!(pairs(&text)),
        Some("application/json") => {
            // A body that is not JSON becomes a value that equals no expected one.
            row["json"] = serde_json::from_str(&text)
                .unwrap_or_else(|error| json!({"no JSON": error.to_string()}));
        }
        _ => {}
    }
    row
}

/// The headers without the authorization, which is recorded apart.
fn headers(received: &Received) -> Map<String, Value> {
    let others = received
        .headers
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
    others
        .map(|(name, text)| (name.clone(), json!(text)))
        .collect()
}

fn auth(received: &Received) -> Value {
    let basic = format!("Basic {}", STANDARD.encode(format!("{ACCOUNT}:{TOKEN}")));
    let mut texts = received
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    match (texts.next(), texts.next()) {
        (None, _) => json!("none"),
        (Some((_, text)), None) if *text == basic => json!("basic"),
        (Some((_, text)), None) => json!({"header": text}),
        // Two of them are not a valid authorization.
        (Some(_), Some(_)) => json!({"header": "more than one"}),
    }
}
