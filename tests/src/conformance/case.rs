//! A case: which operation is called with which values, what the server replies, and what must be sent.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::calls::ListExtent;
use crate::dispatch::Inputs;
use crate::document::{Operation, Parameter, ParameterLocation, Reply};
use crate::loopback::Answer;
use crate::sample;

/// One line of a corpus.
#[derive(Debug, Clone)]
pub struct Case(Value);

/// A line that does not hold a case.
#[derive(Debug)]
pub struct Malformed {
    line: usize,
    problem: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for Malformed {}

impl Case {
    /// Reads a corpus.
    ///
    /// # Errors
    ///
    /// Names the first line that does not hold a case.
    pub fn read_all(text: &str) -> Result<Vec<Self>, Malformed> {
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(at, line)| {
                Self::read(line).map_err(|problem| Malformed {
                    line: at + 1,
                    problem,
                })
            })
            .collect()
    }

    fn read(line: &str) -> Result<Self, String> {
        let row: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let texts = ["spec", "operation_id", "case"];
        if let Some(missing) = texts.into_iter().find(|key| !row[key].is_string()) {
            return Err(format!("`{missing}` must be a text"));
        }
        if !row["inputs"].is_object() {
            return Err(String::from("`inputs` must be an object"));
        }
        let expects = row["request"].is_object() && row["normative"].is_object();
        if !expects && row["library_error"].is_null() {
            return Err(String::from(
                "expected `request` and `normative`, or `library_error`",
            ));
        }
        Ok(Self(row))
    }

    /// A case of an operation in which every parameter and every property of the reply is set.
    pub fn everything(operation: &Operation<'_>) -> Self {
        Self::new(operation, false)
    }

    /// The same, with a text for each parameter that has no type.
    pub fn everything_as_text(operation: &Operation<'_>) -> Self {
        Self::new(operation, true)
    }

    fn new(operation: &Operation<'_>, untyped_as_text: bool) -> Self {
        let mut inputs = Map::new();
        let mut request = Expected::new(operation);
        for parameter in operation.parameters() {
            let value = sample::parameter(&parameter, untyped_as_text);
            request.add(&parameter, &value);
            inputs.insert(parameter.name.to_owned(), value);
        }
        if operation.takes_json() {
            request.body = Some(sample::body());
            inputs.insert("$body".into(), sample::body());
        }
        let reply = operation.reply();
        let body = reply.body().map_or(Value::Null, |schema| {
            last_page(&reply, sample::reply(schema))
        });
        let mut row = json!({
            "spec": operation.document.key,
            "operation_id": operation.id,
            "case": "everything",
            "inputs": inputs,
            "request": {"host": operation.document.host()},
            "normative": request.finish(),
            "response": {"status": operation.status(), "body": body},
        });
        if let Reply::Page { key, .. } = reply {
            row["result_count"] = json!(body[key].as_array().map(Vec::len));
        }
        Self(row)
    }

    /// The body of the recorded reply.
    pub fn reply_body(&self) -> &Value {
        &self.0["response"]["body"]
    }

    /// The whole line.
    pub fn row(&self) -> &Value {
        &self.0
    }

    /// The same case with another expectation, for tests of the judge.
    #[must_use]
    pub fn altered(&self, alter: impl FnOnce(&mut Value)) -> Self {
        let mut row = self.0.clone();
        alter(&mut row);
        Self(row)
    }

    /// `flex_v1/CreateChannel/minimal`.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.document(), self.operation(), self.name())
    }

    /// The document's short name.
    pub fn document(&self) -> &str {
        self.0["spec"].as_str().unwrap_or_default()
    }

    /// The operation's id.
    pub fn operation(&self) -> &str {
        self.0["operation_id"].as_str().unwrap_or_default()
    }

    /// The name of the case.
    pub fn name(&self) -> &str {
        self.0["case"].as_str().unwrap_or_default()
    }

    /// Whether no client has to reproduce it.
    pub fn is_advisory(&self) -> bool {
        !self.0["advisory"].is_null()
    }

    /// Whether the client has credentials.
    pub(super) fn has_credentials(&self) -> bool {
        self.name() != "authorization_no_credentials"
    }

    /// The host that the document names, if the corpus has it.
    pub(super) fn host(&self) -> Option<&str> {
        self.0["request"]["host"].as_str()
    }

    /// What the call is built from.
    pub(crate) fn inputs(&self) -> Inputs {
        let mut values = self.0["inputs"].as_object().cloned().unwrap_or_default();
        if let Some(size) = self.0["call"].get("page_size") {
            values.insert("PageSize".into(), size.clone());
        }
        // The recorded libraries overwrite this parameter with basic authorization. Ours sends it, so to send what
        // they send it has to be left out; `tests/operations.rs` shows that it is sent.
        if self.0["normative"]["auth"] == "basic" {
            values.remove("Authorization");
        }
        // Two cases have the same inputs, one as a point in time and one as a text: only their names differ.
        let times_as_text = self.name() == "datetime_text";
        Inputs {
            values,
            times_as_text,
        }
    }

    /// How much of a list the call reads.
    pub(super) fn list_extent(&self) -> ListExtent {
        let limit = self.0["call"]["limit"].as_u64();
        ListExtent::Items(limit.and_then(|limit| usize::try_from(limit).ok()))
    }

    /// The recorded replies, in order.
    pub(super) fn answers(&self) -> Vec<Answer> {
        let exchanges = self.0["exchanges"].as_array();
        let replies: Vec<&Value> = match exchanges {
            Some(exchanges) => exchanges
                .iter()
                .map(|exchange| &exchange["response"])
                .collect(),
            None => self.0.get("response").into_iter().collect(),
        };
        replies.into_iter().map(answer).collect()
    }
}

fn answer(reply: &Value) -> Answer {
    let status = reply["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    let body = reply
        .get("body")
        .filter(|body| !body.is_null() && *body != "");
    Answer {
        status: status.unwrap_or(200),
        body: body.cloned(),
    }
}

/// Makes a page the last one of its list.
fn last_page(reply: &Reply<'_>, mut body: Value) -> Value {
    if let Reply::Page { key, .. } = reply {
        body["meta"]["next_page_url"] = Value::Null;
        body["meta"]["key"] = json!(key);
    }
    body
}

/// What the document says that a request must be.
struct Expected<'d> {
    method: &'d str,
    path: String,
    query: Vec<Value>,
    form: Vec<Value>,
    json_fields: Vec<&'d str>,
    headers: Map<String, Value>,
    auth: Value,
    body: Option<Value>,
}

impl<'d> Expected<'d> {
    fn new(operation: &Operation<'d>) -> Self {
        Self {
            method: operation.method,
            path: operation.path.to_owned(),
            query: Vec::new(),
            form: Vec::new(),
            json_fields: Vec::new(),
            headers: Map::new(),
            auth: json!("basic"),
            body: None,
        }
    }

    fn add(&mut self, parameter: &Parameter<'d>, value: &Value) {
        let name = parameter.name;
        let texts: Vec<String> = match value {
            Value::Array(values) => values.iter().map(wire_text).collect(),
            value => vec![wire_text(value)],
        };
        match parameter.location {
            ParameterLocation::Path => {
                let all = percent_encoding::NON_ALPHANUMERIC;
                let segment =
                    percent_encoding::utf8_percent_encode(&texts.concat(), all).to_string();
                self.path = self.path.replace(&format!("{{{name}}}"), &segment);
            }
            ParameterLocation::Query => self
                .query
                .extend(texts.into_iter().map(|text| json!([name, text]))),
            ParameterLocation::Form => {
                let holds_json = match value {
                    Value::Array(values) => values.iter().all(Value::is_object),
                    value => value.is_object(),
                };
                if holds_json {
                    self.json_fields.push(name);
                }
                self.form
                    .extend(texts.into_iter().map(|text| json!([name, text])));
            }
            // It replaces the client's credentials.
            ParameterLocation::Header if name == "Authorization" => {
                self.auth = json!({"header": value})
            }
            ParameterLocation::Header => {
                self.headers.insert(name.to_owned(), value.clone());
            }
        }
    }

    fn finish(self) -> Value {
        let mut row = json!({
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "headers": self.headers,
            "auth": self.auth,
            "content_type": null,
        });
        if let Some(body) = self.body {
            row["json"] = body;
            row["content_type"] = json!("application/json");
        } else if !self.form.is_empty() {
            row["form"] = json!(self.form);
            row["json_fields"] = json!(self.json_fields);
            row["content_type"] = json!("application/x-www-form-urlencoded");
        }
        row
    }
}

/// A single value on the wire: a text as it is, everything else as JSON.
fn wire_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
