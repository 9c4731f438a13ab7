//! Every example of the documents is decoded into its operation's reply type, and every operation's request is
//! built from its example body. Nothing is sent: the transport answers with the example.

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

/// Sends the call and says what went wrong.
struct Decoded;

impl Sink for Decoded {
    type Out = Result<(), String>;

    fn one<T: Reply + Serialize + Debug>(self, call: Call<T>) -> Self::Out {
        finish(call.retry(RetryPolicy::never()).into_future()).map(drop)
    }

    fn list<T: Datum + Serialize + Debug + 'static>(self, call: Call<Page<T>>) -> Self::Out {
        finish(call.retry(RetryPolicy::never()).into_future()).map(drop)
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
            replies += 1;
            *payload.0.lock().expect("the payload") = example.to_string();
            let outcome = dispatch(&client, document, id, &inputs, Decoded);
            if let Err(problem) = flatten(outcome) {
                failures.push(format!("{id}, reply {name}: {problem}"));
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

fn flatten(outcome: Result<Result<(), String>, Refusal>) -> Result<(), String> {
    match outcome {
        Ok(result) => result,
        Err(Refusal(problem)) => Err(problem),
    }
}
