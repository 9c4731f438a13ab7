//! Every example of the documents is decoded into its operation's reply type and encoded again as it was, also with
//! each property missing, null or of another type; and every operation's request is built from its example body.
//! Nothing is sent: the transport answers with the example.

mod dispatch;

use std::fmt::Debug;
use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde_json::{Map, Value};
use twilio_client_crate::http::HeaderMap;
use twilio_client_crate::runtime::model::Datum;
use twilio_client_crate::{
    BoxFuture, Call, Client, Credentials, Page, Reply, Request, RetryPolicy, Transport,
    TransportError, TransportReply,
};

use self::dispatch::{Inputs, Refusal, Sink, dispatch};

/// Answers every request with the same payload, at once.
#[derive(Clone, Default)]
struct Payload(Arc<Mutex<String>>);

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Payload")
    }
}

impl Transport for Payload {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
        let body = self.0.lock().map(|body| body.clone()).unwrap_or_default();
        Box::pin(async move { Ok(TransportReply::new(200, HeaderMap::new(), body)) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
}

/// Sends the call and encodes what the reply is read into, or says what went wrong.
struct Decoded;

impl Sink for Decoded {
    type Out = Result<Value, String>;

    fn one<T: Reply + Serialize + Debug>(self, call: Call<T>) -> Self::Out {
        let reply = finish(call.retry(RetryPolicy::never()).into_future())?;
        serde_json::to_value(reply).map_err(|error| error.to_string())
    }

    fn list<T: Datum + Serialize + Debug + 'static>(self, call: Call<Page<T>>) -> Self::Out {
        let page = finish(call.retry(RetryPolicy::never()).into_future())?;
        serde_json::to_value(page.items()).map_err(|error| error.to_string())
    }
}

/// What would be sent.
struct Built;

impl Sink for Built {
    type Out = Result<Request, String>;

    fn one<T: Reply + Serialize + Debug>(self, call: Call<T>) -> Self::Out {
        call.request().map_err(|error| error.to_string())
    }

    fn list<T: Datum + Serialize + Debug + 'static>(self, call: Call<Page<T>>) -> Self::Out {
        call.request().map_err(|error| error.to_string())
    }
}

/// Runs a future that never has to wait.
#[allow(dead_code, reason = "a crate without operations has nothing to prove")]
fn finish<T, E: std::fmt::Display>(
    future: impl Future<Output = Result<T, E>>,
) -> Result<T, String> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result.map_err(|error| error.to_string());
        }
    }
    Err(String::from("the call waits for something"))
}

/// Proves the operations of one document; every failure is listed.
#[allow(dead_code, reason = "a crate without operations has nothing to prove")]
fn prove(document: &str, payloads: &str) {
    let payload = Payload::default();
    let client = Client::builder(Credentials::bearer("token"))
        .build_with(payload.clone())
        .expect("a client");
    let operations: Vec<Value> = serde_json::from_str(payloads).expect("payloads");
    let (mut replies, mut requests, mut failures) = (0, 0, Vec::new());
    for operation in &operations {
        let id = operation["operation"].as_str().expect("an operation");
        let values = operation["inputs"].as_object().cloned().unwrap_or_default();
        let inputs = Inputs {
            values,
            ..Inputs::default()
        };
        for (name, example) in operation["replies"].as_object().into_iter().flatten() {
            let read = |reply: &Value| {
                *payload.0.lock().expect("the payload") = reply.to_string();
                match dispatch(&client, document, id, &inputs, Decoded) {
                    Ok(result) => result,
                    Err(Refusal(problem)) => Err(problem),
                }
            };
            for reply in replies_like(operation, example) {
                replies += 1;
                if let Err(problem) = comes_back(&reply, operation["list"].as_str(), read) {
                    failures.push(format!("{id}, reply {name}: {problem}\n{reply}"));
                    break;
                }
            }
        }
        let bodies = operation["bodies"].as_object().cloned().unwrap_or_default();
        let built = std::iter::once((String::from("required only"), None))
            .chain(bodies.into_iter().map(|(name, body)| (name, Some(body))));
        for (name, body) in built {
            requests += 1;
            if let Err(problem) = build(&client, document, operation, &inputs, body) {
                failures.push(format!("{id}, body {name}: {problem}"));
            }
        }
    }
    println!("{document}: {replies} replies decoded, {requests} requests built");
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// The reply of an example, and others in which one property is missing, null or of another type.
#[allow(dead_code, reason = "a crate without operations has nothing to prove")]
fn replies_like(operation: &Value, example: &Value) -> Vec<Value> {
    let mut replies = vec![example.clone()];
    // What is not a model has nowhere to keep what does not fit.
    let Some(identity) = operation["identity"].as_str() else {
        return replies;
    };
    match operation["list"].as_str() {
        None => replies.extend(otherwise(example, identity)),
        Some(list) => {
            for item in otherwise(&example[list][0], identity) {
                let mut reply = example.clone();
                reply[list][0] = item;
                replies.push(reply);
            }
        }
    }
    replies
}

/// Values that differ from this one in one member, other than the one that must be there, or in their first item.
fn otherwise(value: &Value, identity: &str) -> Vec<Value> {
    let odd = [
        Value::Null,
        Value::from("a value that nobody has seen yet"),
        Value::from(1.5),
        serde_json::json!([[]]),
        serde_json::json!({"undeclared by the document": [null]}),
    ];
    let mut others = Vec::new();
    match value {
        Value::Object(members) => {
            let mut more = members.clone();
            more.insert(String::from("undeclared by the document"), odd[4].clone());
            others.push(Value::Object(more));
            for (name, member) in members.iter().filter(|(name, _)| *name != identity) {
                let mut less = members.clone();
                less.remove(name);
                others.push(Value::Object(less));
                for other in odd.iter().cloned().chain(otherwise(member, "")) {
                    let mut changed = members.clone();
                    changed.insert(name.clone(), other);
                    others.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for other in odd.iter().cloned().chain(otherwise(&items[0], "")) {
                let mut changed = items.clone();
                changed[0] = other;
                others.push(Value::Array(changed));
            }
        }
        _ => {}
    }
    others
}

/// Reads a reply and compares what is written for it.
fn comes_back(
    reply: &Value,
    list: Option<&str>,
    read: impl Fn(&Value) -> Result<Value, String>,
) -> Result<(), String> {
    let written = read(reply)?;
    let came = match list {
        None => reply.clone(),
        Some(list) => match (&reply[list], &reply["meta"]["key"]) {
            (Value::Array(items), _) => Value::from(items.clone()),
            (Value::Null, Value::String(named)) if reply[named].is_array() => reply[named].clone(),
            _ => Value::Array(Vec::new()),
        },
    };
    if is_same(&written, &came) {
        return Ok(());
    }
    Err(format!("written as {written}"))
}

/// Whether what was written is what came. A declared property that was null may be absent.
fn is_same(written: &Value, came: &Value) -> bool {
    match (written, came) {
        (Value::Object(written), Value::Object(came)) => {
            written.keys().all(|key| came.contains_key(key))
                && came.iter().all(|(key, came)| match written.get(key) {
                    Some(written) => is_same(written, came),
                    None => came.is_null(),
                })
        }
        (Value::Array(written), Value::Array(came)) => {
            written.len() == came.len()
                && written
                    .iter()
                    .zip(came)
                    .all(|(written, came)| is_same(written, came))
        }
        (written, came) => written == came,
    }
}

/// Builds a request and looks for every member of the body in it.
fn build(
    client: &Client,
    document: &str,
    operation: &Value,
    inputs: &Inputs,
    body: Option<Value>,
) -> Result<(), String> {
    let id = operation["operation"].as_str().unwrap_or_default();
    let form: Vec<&str> = operation["form"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut inputs = inputs.clone();
    let given = body.clone().unwrap_or_default();
    let members: Map<String, Value> = match (&given, form.is_empty()) {
        (Value::Object(members), false) => members.clone(),
        _ => Map::new(),
    };
    if form.is_empty() {
        inputs
            .values
            .extend(body.map(|body| (String::from("$body"), body)));
    }
    for (name, value) in &members {
        // A null says that the member is not given.
        if !value.is_null() {
            inputs.values.insert(name.clone(), value.clone());
        }
    }
    let outcome = dispatch(client, document, id, &inputs, Built);
    let request = match outcome {
        Ok(request) => request,
        Err(Refusal(problem)) => return Err(problem),
    }?;
    if form.is_empty() {
        return match (given, request.json()) {
            (Value::Null, _) => Ok(()),
            (given, Some(sent)) if covers(&sent, &given) => Ok(()),
            (given, sent) => Err(format!("sent {sent:?} for {given}")),
        };
    }
    for (name, value) in members
        .iter()
        .filter(|(name, value)| form.contains(&name.as_str()) && !value.is_null())
        .filter(|(name, _)| !is_styled(operation, name))
    {
        let expected = match value {
            Value::Array(items) => items.len(),
            _ => 1,
        };
        let sent = request.form_values(name).len();
        if sent != expected {
            return Err(format!("{name} was sent {sent} time(s), not {expected}"));
        }
    }
    Ok(())
}

/// Whether a field is sent in a style of its own, which decides its names and how often they come.
fn is_styled(operation: &Value, name: &str) -> bool {
    let mut styled = operation["styled"].as_array().into_iter().flatten();
    styled.any(|styled| styled == name)
}

/// Whether what was sent holds all that was given, nulls aside.
fn covers(sent: &Value, given: &Value) -> bool {
    match (sent, given) {
        (Value::Object(sent), Value::Object(given)) => given.iter().all(|(key, value)| {
            value.is_null() || sent.get(key).is_none_or(|sent| covers(sent, value))
        }),
        (Value::Array(sent), Value::Array(given)) => {
            sent.len() == given.len()
                && sent
                    .iter()
                    .zip(given)
                    .all(|(sent, given)| covers(sent, given))
        }
        (sent, given) => {
            sent == given || sent.as_f64().is_some() && sent.as_f64() == given.as_f64()
        }
    }
}
