//! `build_call`: the code of a call with values, the request that it sends, and what is wrong with the values.

use generator::reference::call::{BuiltCall, build};
use generator::reference::page::Language;
use serde_json::{Map, Value, json};

use super::{Context, text};
use crate::reply::{Refusal, Reply};

const LANGUAGES: [Language; 3] = [Language::Rust, Language::Blocking, Language::Curl];

pub(super) fn input() -> Value {
    let languages = LANGUAGES.map(Language::key);
    json!({"type": "object", "additionalProperties": false, "required": ["operation"], "properties": {
        "operation": {"type": "string", "maxLength": 500},
        "values": {"type": "object", "description": "by parameter, as on its page; a JSON body is called body"},
        "language": {"type": "string", "enum": languages}
    }})
}

pub(super) fn output() -> Value {
    let text = json!({"type": "string"});
    json!({"type": "object", "required": ["code", "request", "problems"], "properties": {
        "code": text,
        "request": {"type": "object", "required": ["method", "url", "headers"], "properties": {
            "method": text, "url": text, "headers": {"type": "object"}, "body": text
        }},
        "problems": {"type": "array", "items": {
            "type": "object", "required": ["parameter", "problem"], "properties": {"parameter": text, "problem": text}
        }}
    }})
}

pub(super) fn run(context: Context<'_>, arguments: &Map<String, Value>) -> Result<Reply, Refusal> {
    let name = text(arguments, "operation").unwrap_or_default();
    let (document, operation) = context.library.operation(name)?;
    let values = arguments.get("values").and_then(Value::as_object);
    let wish = text(arguments, "language").unwrap_or(Language::Rust.key());
    let language = LANGUAGES
        .into_iter()
        .find(|language| language.key() == wish);
    let language = language.unwrap_or(Language::Rust);
    let package = &context.library.api.package;
    let call = build(
        document,
        operation,
        package,
        values.unwrap_or(&Map::new()),
        language,
    );
    let call = call.ok_or_else(|| Refusal::new(format!("`{}` has no accessors.", operation.id)))?;
    Ok(Reply {
        text: vec![markdown(&call, language)],
        structured: json!(call),
    })
}

fn markdown(call: &BuiltCall, language: Language) -> String {
    let mut text = fenced(language.code(), &call.code);
    let request = &call.request;
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| format!("\n{name}: {value}"));
    let headers: String = headers.collect();
    let body = request.body.as_ref().map(|body| format!("\n\n{body}"));
    let request = format!(
        "{} {}{headers}{}",
        request.method,
        request.url,
        body.unwrap_or_default()
    );
    text.push_str(&format!("\n\nSends:\n\n{}", fenced("http", &request)));
    if !call.problems.is_empty() {
        let problems = call.problems.iter();
        let problems =
            problems.map(|problem| format!("\n- `{}`: {}", problem.parameter, problem.problem));
        text.push_str(&format!("\n\nProblems:\n{}", problems.collect::<String>()));
    }
    text
}

/// A block of code, whose fence is longer than any in it.
fn fenced(language: &str, code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", code.trim_end())
}
