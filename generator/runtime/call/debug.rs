//! What `Debug` of a call shows: what would be sent, without credentials, personal
//! data and secrets.
//!
//! It may not know how a call is sent.

use std::fmt;

use serde_json::Value;

use super::super::wire::Operation;
use super::super::wire::encode;
use super::parameters::Parameters;
use super::request_builder::RequestBuilder;

/// What stands in place of a value that is kept out.
const REDACTED: &str = "[redacted]";

/// Names and values, in the order in which they are sent.
struct Pairs(Vec<(String, Shown)>);

/// A value, or what stands in its place.
enum Shown {
    Value(String),
    Redacted,
}

impl fmt::Debug for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self.0.iter().map(|(name, value)| (name, value));
        f.debug_map().entries(pairs).finish()
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(text) => text.fmt(f),
            Self::Redacted => f.write_str(REDACTED),
        }
    }
}

impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.whole_target();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let method = self.operation.method().as_str();
        let mut call = f.debug_struct("Call");
        call.field("operation", &format_args!("{}", self.operation.id()));
        call.field("method", &format_args!("{method}"));
        call.field("url", &format_args!("{}", self.shown_url(path)));
        for (name, pairs) in [
            ("query", self.shown_query(query)),
            ("form", shown_parameters(&self.form, self.operation)),
            ("headers", self.shown_headers()),
        ] {
            if !pairs.0.is_empty() {
                call.field(name, &pairs);
            }
        }
        if let Some(body) = self.json.as_deref().and_then(encode::json) {
            call.field("json", &format_args!("{}", masked(body, self.operation)));
        }
        if let Some(authorization) = &self.authorization {
            call.field("authorization", authorization);
        }
        if let Some(problem) = self.problem() {
            call.field("problem", &problem);
        }
        call.field("options", &self.options).finish_non_exhaustive()
    }
}

impl RequestBuilder {
    /// The URL without the query and without private arguments of the path.
    fn shown_url(&self, path: &str) -> String {
        let mut url = format!("{:?}", self.destination().base);
        let mut template = self.operation.path().split('/').skip(1);
        for segment in path.split('/').skip(1) {
            let parameter = template.next().and_then(|part| part.strip_prefix('{'));
            let parameter = parameter.and_then(|part| part.split('}').next());
            let is_private = parameter.is_some_and(|name| self.operation.is_private(name));
            url.push('/');
            url.push_str(if is_private { REDACTED } else { segment });
        }
        url
    }

    /// A later page has the query of its address, which is read pair by pair.
    fn shown_query(&self, query: &str) -> Pairs {
        let mut pairs = shown_parameters(&self.query, self.operation);
        let own = self.query.pairs();
        let own: Vec<(String, String)> = own
            .flat_map(|(_, pair)| encode::decoded_pairs(pair))
            .collect();
        for (name, value) in encode::decoded_pairs(query) {
            if !own.iter().any(|(shown, _)| *shown == name) {
                let value = shown(&name, value, self.operation);
                pairs.0.push((name, value));
            }
        }
        pairs
    }

    fn shown_headers(&self) -> Pairs {
        let parameters = self.header_parameters.iter();
        let parameters = parameters.map(|(name, text)| {
            let value = shown(name, text.clone(), self.operation);
            (name.to_string(), value)
        });
        let others = self.headers.keys();
        let others = others.map(|name| (name.to_string(), Shown::Redacted));
        Pairs(parameters.chain(others).collect())
    }
}

fn shown_parameters(parameters: &Parameters, operation: &Operation) -> Pairs {
    let mut pairs = Vec::new();
    for (parameter, pair) in parameters.pairs() {
        if operation.is_private(parameter) {
            // An object may be sent as pairs of its own, whose names say something too.
            pairs.push((parameter.to_owned(), Shown::Redacted));
            continue;
        }
        for (name, value) in encode::decoded_pairs(pair) {
            let value = shown(&name, value, operation);
            pairs.push((name, value));
        }
    }
    Pairs(pairs)
}

/// A value as it is shown. One that is JSON itself may have private members.
fn shown(name: &str, value: String, operation: &Operation) -> Shown {
    let parameter = name.split('[').next().unwrap_or(name);
    if operation.is_private(name) || operation.is_private(parameter) {
        return Shown::Redacted;
    }
    match encode::json(value.as_bytes()) {
        Some(json @ (Value::Object(_) | Value::Array(_))) => {
            Shown::Value(masked(json, operation).to_string())
        }
        _ => Shown::Value(value),
    }
}

/// JSON whose private members have lost their values.
fn masked(json: Value, operation: &Operation) -> Value {
    match json {
        Value::Array(items) => items
            .into_iter()
            .map(|item| masked(item, operation))
            .collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                let value = match operation.is_private(&name) {
                    true => Value::from(REDACTED),
                    false => masked(value, operation),
                };
                (name, value)
            })
            .collect(),
        other => other,
    }
}
