//! Compares a case with what was recorded when it was replayed. Knows no client and no server.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::case::Case;
use crate::shape::same_json;

/// One respect in which a recording differs from its case.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What differs: `form Name`.
    pub kind: String,
    /// The value in the corpus.
    pub corpus: Value,
    /// The recorded value.
    pub candidate: Value,
}

/// Collects differences.
#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn add(&mut self, kind: impl Into<String>, corpus: &Value, candidate: &Value) {
        self.0.push(Difference {
            kind: kind.into(),
            corpus: corpus.clone(),
            candidate: candidate.clone(),
        });
    }

    fn compare(&mut self, kind: impl Into<String>, corpus: &Value, candidate: &Value) {
        if !same_json(corpus, candidate) {
            self.add(kind, corpus, candidate);
        }
    }
}

/// All differences between a case and its recording.
pub fn differences(case: &Case, candidate: &Value) -> Vec<Difference> {
    let row = case.row();
    let mut differences = Differences::default();
    let refuses = |side: &Value| !side["library_error"].is_null();
    if refuses(row) != refuses(candidate) {
        differences.add(
            "one refuses",
            &row["library_error"],
            &candidate["library_error"],
        );
    }
    let sends = |side: &Value| side["request"].is_object();
    if !sends(row) || !sends(candidate) {
        if sends(row) != sends(candidate) {
            differences.add(
                "one sends nothing",
                &json!(sends(row)),
                &json!(sends(candidate)),
            );
        }
        return differences.0;
    }
    compare_requests(row, &candidate["request"], &mut differences);
    compare_pages(row, candidate, &mut differences);
    if let Some(problem) = candidate.get("problem") {
        differences.add("reply", &Value::Null, problem);
    }
    differences.0
}

fn compare_requests(row: &Value, actual: &Value, differences: &mut Differences) {
    let expected = &row["normative"];
    differences.compare("method", &expected["method"], &actual["method"]);
    differences.compare("host", &row["request"]["host"], &actual["host"]);
    if segments(&expected["path"]) != segments(&actual["path"]) {
        differences.add("path", &expected["path"], &actual["path"]);
    } else if !is_escaped(&actual["path"]) {
        differences.add("path escapes", &expected["path"], &actual["path"]);
    }
    if by_name(&expected["query"]) != by_name(&actual["query"]) {
        differences.add("query", &expected["query"], &actual["query"]);
    }
    compare_forms(expected, actual, differences);
    // No body and the JSON body `null` are different.
    let body = |side: &Value| {
        side.get("json")
            .map_or_else(|| json!([]), |body| json!([body]))
    };
    differences.compare("json", &body(expected), &body(actual));
    let has_body = expected["form"]
        .as_array()
        .is_some_and(|form| !form.is_empty())
        || expected.get("json").is_some();
    if has_body && media(&expected["content_type"]) != media(&actual["content_type"]) {
        differences.add(
            "content_type",
            &expected["content_type"],
            &actual["content_type"],
        );
    }
    for (name, value) in expected["headers"].as_object().into_iter().flatten() {
        if name != "Authorization" {
            differences.compare(format!("header {name}"), value, header(actual, name));
        }
    }
    differences.compare("auth", &expected["auth"], &actual["auth"]);
}

fn compare_forms(expected: &Value, actual: &Value, differences: &mut Differences) {
    let (left, right) = (by_name(&expected["form"]), by_name(&actual["form"]));
    let json_fields = expected["json_fields"].as_array();
    let holds_json = |name: &str| json_fields.into_iter().flatten().any(|field| field == name);
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
        differences.compare(format!("form {name}"), &json!(left), &json!(right));
    }
}

/// Compares the number of requests, where each went after the first, and the number of records that came back.
fn compare_pages(row: &Value, candidate: &Value, differences: &mut Differences) {
    if let Some(count) = row.get("result_count") {
        differences.compare("records returned", count, &candidate["result_count"]);
    }
    let Some(exchanges) = row["exchanges"].as_array() else {
        return;
    };
    let none = Vec::new();
    let recorded = candidate["exchanges"].as_array().unwrap_or(&none);
    differences.compare(
        "number of page requests",
        &json!(exchanges.len()),
        &json!(recorded.len()),
    );
    for (number, (expected, actual)) in exchanges.iter().zip(recorded).enumerate().skip(1) {
        let (expected, actual) = (&expected["request"], &actual["request"]);
        let page = format!("page {}", number + 1);
        if (&expected["path"], &expected["query"]) != (&actual["path"], &actual["query"]) {
            differences.add(page, &expected["raw_query"], &actual["raw_query"]);
            continue;
        }
        differences.compare(
            format!("{page} escapes"),
            &expected["raw_query"],
            &actual["raw_query"],
        );
        differences.compare(format!("{page} auth"), &expected["auth"], &actual["auth"]);
        for (name, _) in row["normative"]["headers"]
            .as_object()
            .into_iter()
            .flatten()
        {
            if name != "Authorization" {
                let (expected, actual) = (header(expected, name), header(actual, name));
                differences.compare(format!("{page} header {name}"), expected, actual);
            }
        }
    }
}

/// The text of a header.
fn header<'r>(request: &'r Value, name: &str) -> &'r Value {
    let headers = request["headers"].as_object().into_iter().flatten();
    let mut named = headers.filter(|(key, _)| key.eq_ignore_ascii_case(name));
    named.next_back().map_or(&Value::Null, |(_, text)| text)
}

/// The segments of a path, decoded.
fn segments(path: &Value) -> Vec<String> {
    let path = path.as_str().unwrap_or_default();
    path.split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect()
}

/// Whether everything but the unreserved characters is percent-encoded. Decoded segments do not show that: an HTTP
/// library escapes some of what the client left as it was, and a lone `%` decodes to itself.
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

/// The JSON in a text, wrapped in a list. A text that is not JSON becomes a value that equals no other.
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
