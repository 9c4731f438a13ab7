//! What must be equal between a case and what was recorded of it.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::case::Case;
use crate::shape::same;

/// One thing that is not as the corpus has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What differs: `form Name`.
    pub kind: String,
    /// What the corpus has.
    pub corpus: Value,
    /// What was recorded.
    pub candidate: Value,
}

/// Collects differences.
#[derive(Default)]
struct Found(Vec<Difference>);

impl Found {
    fn say(&mut self, kind: impl Into<String>, corpus: &Value, candidate: &Value) {
        self.0.push(Difference {
            kind: kind.into(),
            corpus: corpus.clone(),
            candidate: candidate.clone(),
        });
    }

    fn compare(&mut self, kind: impl Into<String>, corpus: &Value, candidate: &Value) {
        if !same(corpus, candidate) {
            self.say(kind, corpus, candidate);
        }
    }
}

/// All differences between a case and its recording.
pub fn differences(case: &Case, candidate: &Value) -> Vec<Difference> {
    let row = case.row();
    let mut found = Found::default();
    let refuses = |side: &Value| !side["library_error"].is_null();
    if refuses(row) != refuses(candidate) {
        found.say(
            "one refuses",
            &row["library_error"],
            &candidate["library_error"],
        );
    }
    let sends = |side: &Value| side["request"].is_object();
    if !sends(row) || !sends(candidate) {
        if sends(row) != sends(candidate) {
            found.say(
                "one sends nothing",
                &json!(sends(row)),
                &json!(sends(candidate)),
            );
        }
        return found.0;
    }
    request(row, &candidate["request"], &mut found);
    pages(row, candidate, &mut found);
    if let Some(problem) = candidate.get("problem") {
        found.say("reply", &Value::Null, problem);
    }
    found.0
}

fn request(row: &Value, got: &Value, found: &mut Found) {
    let want = &row["normative"];
    found.compare("method", &want["method"], &got["method"]);
    found.compare("host", &row["request"]["host"], &got["host"]);
    if segments(&want["path"]) != segments(&got["path"]) {
        found.say("path", &want["path"], &got["path"]);
    } else if !is_escaped(&got["path"]) {
        found.say("path escapes", &want["path"], &got["path"]);
    }
    if by_name(&want["query"]) != by_name(&got["query"]) {
        found.say("query", &want["query"], &got["query"]);
    }
    form(want, got, found);
    // No JSON and the JSON null are two things.
    let body = |side: &Value| {
        side.get("json")
            .map_or_else(|| json!([]), |body| json!([body]))
    };
    found.compare("json", &body(want), &body(got));
    let has_body =
        want["form"].as_array().is_some_and(|form| !form.is_empty()) || want.get("json").is_some();
    if has_body && media(&want["content_type"]) != media(&got["content_type"]) {
        found.say("content_type", &want["content_type"], &got["content_type"]);
    }
    for (name, value) in want["headers"].as_object().into_iter().flatten() {
        if name != "Authorization" {
            found.compare(format!("header {name}"), value, header(got, name));
        }
    }
    found.compare("auth", &want["auth"], &got["auth"]);
}

fn form(want: &Value, got: &Value, found: &mut Found) {
    let (left, right) = (by_name(&want["form"]), by_name(&got["form"]));
    let json_fields = want["json_fields"].as_array();
    let holds_json = |name: &str| json_fields.into_iter().flatten().any(|known| known == name);
    let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    for name in names {
        let side = |side: &BTreeMap<String, Vec<Value>>| {
            let values = side.get(name)?;
            Some(if holds_json(name) {
                values.iter().map(read_json).collect()
            } else {
                Value::from(values.clone())
            })
        };
        let (left, right) = (side(&left), side(&right));
        found.compare(format!("form {name}"), &json!(left), &json!(right));
    }
}

/// The number of requests, where each after the first went, and how many records came back.
fn pages(row: &Value, candidate: &Value, found: &mut Found) {
    if let Some(count) = row.get("result_count") {
        found.compare("records returned", count, &candidate["result_count"]);
    }
    let Some(wanted) = row["exchanges"].as_array() else {
        return;
    };
    let none = Vec::new();
    let got = candidate["exchanges"].as_array().unwrap_or(&none);
    found.compare(
        "number of page requests",
        &json!(wanted.len()),
        &json!(got.len()),
    );
    for (number, (want, got)) in wanted.iter().zip(got).enumerate().skip(1) {
        let (want, got) = (&want["request"], &got["request"]);
        let page = format!("page {}", number + 1);
        if (&want["path"], &want["query"]) != (&got["path"], &got["query"]) {
            found.say(page, &want["raw_query"], &got["raw_query"]);
            continue;
        }
        found.compare(
            format!("{page} escapes"),
            &want["raw_query"],
            &got["raw_query"],
        );
        found.compare(format!("{page} auth"), &want["auth"], &got["auth"]);
        for (name, _) in row["normative"]["headers"]
            .as_object()
            .into_iter()
            .flatten()
        {
            if name != "Authorization" {
                let (want, got) = (header(want, name), header(got, name));
                found.compare(format!("{page} header {name}"), want, got);
            }
        }
    }
}

/// A header's text.
fn header<'r>(request: &'r Value, name: &str) -> &'r Value {
    let headers = request["headers"].as_object().into_iter().flatten();
    let mut found = headers.filter(|(known, _)| known.eq_ignore_ascii_case(name));
    found.next_back().map_or(&Value::Null, |(_, text)| text)
}

/// The segments of a path, decoded.
fn segments(path: &Value) -> Vec<String> {
    let path = path.as_str().unwrap_or_default();
    path.split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect()
}

/// Whether everything but the unreserved characters is percent-encoded. Decoded segments cannot tell: an HTTP library
/// escapes some of what was left as it is, and a lone `%` decodes to itself.
fn is_escaped(path: &Value) -> bool {
    let mut bytes = path.as_str().unwrap_or_default().bytes();
    let digit =
        |bytes: &mut std::str::Bytes<'_>| bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
    while let Some(byte) = bytes.next() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        let escaped = byte == b'%' && digit(&mut bytes) && digit(&mut bytes);
        if !plain && !escaped {
            return false;
        }
    }
    true
}

/// The values of each name, in order.
fn by_name(pairs: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut names = BTreeMap::<String, Vec<Value>>::new();
    for pair in pairs.as_array().into_iter().flatten() {
        names
            .entry(pair[0].as_str().unwrap_or_default().to_owned())
            .or_default()
            .push(pair[1].clone());
    }
    names
}

/// The JSON in a text, wrapped so that a text which holds none equals nothing else.
fn read_json(text: &Value) -> Value {
    match text.as_str().map(serde_json::from_str::<Value>) {
        Some(Ok(value)) => json!([value]),
        _ => json!({"no JSON": text}),
    }
}

fn media(kind: &Value) -> String {
    let kind = kind.as_str().unwrap_or_default();
    kind.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}
