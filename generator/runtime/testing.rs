//! A scripted transport for tests of code that uses the client. It answers calls by
//! a script, records the requests, and never touches a network.
//!
//! Waits between attempts take no time. They are recorded, and the clock of the
//! script advances by them.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};

use super::client::Client;
use super::client::ClientBuilder;
use super::client::Credentials;
use super::error::Error;
use super::future::BoxFuture;
use super::transport::{Transport, TransportError, TransportErrorKind, TransportReply};
use super::wire::Operation;
use super::wire::Request;

#[cfg(feature = "webhooks")]
pub use super::webhooks::sign::{sign, with_body_hash};

/// A script of expected calls and their answers. Clones share it.
///
/// Each attempt of a call takes the first remaining expectation of its operation.
/// Calls of different operations may come in any order.
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<ScriptState>>);

#[derive(Default)]
struct ScriptState {
    expected: Vec<ExpectedCall>,
    requests: Vec<Request>,
    unexpected: Vec<&'static str>,
    unwritable: Vec<String>,
    waits: Vec<Duration>,
    clock: Duration,
}

struct ExpectedCall {
    operation: Expects,
    answer: ScriptedAnswer,
    headers: HeaderMap,
}

enum ScriptedAnswer {
    Json(u16, Value),
    Text(u16, String),
    Page { items: Vec<Value>, more: bool },
    Failure(TransportErrorKind),
}

/// The operation of an expectation. It is given by its id, as in `CreateSession`,
/// or by its constant, as in `&CreateSession::OPERATION`. The constant tells it
/// from an operation of another document that has the same id.
#[derive(Clone, Debug)]
pub struct Expects {
    id: String,
    document: Option<&'static str>,
}

impl Expects {
    fn matches(&self, operation: &Operation) -> bool {
        let document = self.document.unwrap_or(operation.document_name());
        self.id == operation.id() && document == operation.document_name()
    }
}

impl From<&str> for Expects {
    fn from(id: &str) -> Self {
        Self::from(id.to_owned())
    }
}

impl From<String> for Expects {
    fn from(id: String) -> Self {
        Self { id, document: None }
    }
}

impl From<&Operation> for Expects {
    fn from(operation: &Operation) -> Self {
        Self {
            id: operation.id().to_owned(),
            document: Some(operation.document_name()),
        }
    }
}

/// An expected call that has no answer yet. Each method that sets the answer adds
/// the expectation to the script.
#[must_use = "an expectation counts once its answer is given"]
pub struct Expectation {
    script: Script,
    operation: Expects,
    headers: HeaderMap,
}

impl Script {
    /// An empty script, which expects no calls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A client that follows the script, with made-up credentials.
    ///
    /// # Errors
    ///
    /// None, unless the defaults of the client cannot be used.
    pub fn client(&self) -> Result<Client, Error> {
        self.builder().build_with(self.clone())
    }

    /// A builder of such a client, with made-up credentials. To finish it, call
    /// `build_with(script.clone())`.
    pub fn builder(&self) -> ClientBuilder {
        let account = "AC00000000000000000000000000000000";
        Client::builder(Credentials::auth_token(account, "scripted"))
    }

    /// Expects one attempt of a call of an operation, which is given by its id or
    /// its constant. An answer that leads to another attempt, such as 503 to a
    /// `GET`, needs an expectation for that attempt too, or a client with
    /// `RetryPolicy::never()`.
    pub fn expect(&self, operation: impl Into<Expects>) -> Expectation {
        Expectation {
            script: self.clone(),
            operation: operation.into(),
            headers: HeaderMap::new(),
        }
    }

    /// The requests so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    /// The latest request of an operation.
    #[must_use]
    pub fn last(&self, operation: impl Into<Expects>) -> Option<Request> {
        let operation = operation.into();
        let state = self.state();
        let mut latest_first = state.requests.iter().rev();
        latest_first
            .find(|request| operation.matches(request.operation()))
            .cloned()
    }

    /// The waits between attempts so far, in order.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// Checks that the calls were the expected ones.
    ///
    /// # Errors
    ///
    /// If an expected call was not made, another one was made, or an answer could not
    /// be written.
    pub fn verify(&self) -> Result<(), ScriptError> {
        let state = self.state();
        let missing = state.expected.iter().map(|left| left.operation.id.clone());
        let error = ScriptError {
            missing: missing.collect(),
            unexpected: state.unexpected.clone(),
            unwritable: state.unwritable.clone(),
        };
        if error.is_empty() { Ok(()) } else { Err(error) }
    }

    fn state(&self) -> MutexGuard<'_, ScriptState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Expectation {
    /// Adds a header to the answer. An invalid header is left out, and
    /// [`Script::verify`] reports it.
    pub fn header(mut self, name: &str, text: &str) -> Self {
        let header_name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(text)) = (header_name, HeaderValue::from_str(text)) {
            self.headers.append(name, text);
        } else {
            let problem = format!("{}: the header {name:?} cannot be sent", self.operation.id);
            self.script.state().unwritable.push(problem);
        }
        self
    }

    /// Answers with status 200 and a value as JSON, such as a model.
    pub fn answer(self, value: impl Serialize) {
        self.answer_with(200, value);
    }

    /// Answers with a status and a value as JSON, such as a model.
    pub fn answer_with(self, status: u16, value: impl Serialize) {
        match serde_json::to_value(value) {
            Ok(value) => self.add(ScriptedAnswer::Json(status, value)),
            Err(error) => self.cannot_write(&error),
        }
    }

    /// Answers with the last page of a list.
    pub fn page<T: Serialize>(self, items: impl IntoIterator<Item = T>) {
        self.add_page(items, false);
    }

    /// Answers with a page of a list that is followed by another page.
    pub fn page_with_more<T: Serialize>(self, items: impl IntoIterator<Item = T>) {
        self.add_page(items, true);
    }

    /// Answers with a status and a text, which may be empty.
    pub fn text(self, status: u16, body: impl Into<String>) {
        self.add(ScriptedAnswer::Text(status, body.into()));
    }

    /// Answers with an error of the API.
    pub fn error(self, status: u16, code: i64, message: &str) {
        let body = json!({
            "code": code,
            "message": message,
            "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
            "status": status,
        });
        self.add(ScriptedAnswer::Json(status, body));
    }

    /// Gives no answer: the transport fails in this way.
    pub fn fail(self, kind: TransportErrorKind) {
        self.add(ScriptedAnswer::Failure(kind));
    }

    fn add_page<T: Serialize>(self, items: impl IntoIterator<Item = T>, more: bool) {
        let items: Result<Vec<Value>, _> = items.into_iter().map(serde_json::to_value).collect();
        match items {
            Ok(items) => self.add(ScriptedAnswer::Page { items, more }),
            Err(error) => self.cannot_write(&error),
        }
    }

    fn add(self, answer: ScriptedAnswer) {
        self.script.state().expected.push(ExpectedCall {
            operation: self.operation,
            answer,
            headers: self.headers,
        });
    }

    fn cannot_write(self, error: &serde_json::Error) {
        let problem = format!("{}: no JSON can be made: {error}", self.operation.id);
        self.script.state().unwritable.push(problem);
    }
}

impl ScriptState {
    fn reply(&mut self, request: Request) -> Result<TransportReply, TransportError> {
        let operation = request.operation();
        let index = self
            .expected
            .iter()
            .position(|next| next.operation.matches(operation));
        let before = self.requests.last().map(Request::operation);
        let again = !self.waits.is_empty() && before == Some(operation);
        self.requests.push(request.clone());
        let Some(index) = index else {
            let id = operation.id();
            self.unexpected.push(id);
            let mut problem = format!("the script expects no call of {id} here");
            if again {
                problem += ", which is another attempt after a failure: \
                            expect each attempt, or use RetryPolicy::never()";
            }
            return Err(TransportError::caused(TransportErrorKind::Other, problem));
        };
        let expected = self.expected.remove(index);
        let (status, body) = match expected.answer {
            ScriptedAnswer::Json(status, value) => (status, value.to_string()),
            ScriptedAnswer::Text(status, text) => (status, text),
            ScriptedAnswer::Page { items, more } => {
                (200, page(&request, items, more, self.requests.len()))
            }
            ScriptedAnswer::Failure(kind) => return Err(TransportError::new(kind)),
        };
        Ok(TransportReply::new(status, expected.headers, body))
    }
}

/// A page in the envelope that the API puts around it.
fn page(request: &Request, items: Vec<Value>, more: bool, number: usize) -> String {
    let key = request.operation().page_key().unwrap_or("items");
    let next = more.then(|| {
        let (base, path) = (&request.base, request.path());
        format!("{base}{path}?Page={number}&PageToken=scripted")
    });
    let mut envelope = json!({"meta": {"key": key, "next_page_url": next}});
    if let Value::Object(members) = &mut envelope {
        members.insert(key.to_owned(), Value::Array(items));
    }
    envelope.to_string()
}

impl Transport for Script {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<TransportReply, TransportError>> {
        Box::pin(std::future::ready(self.state().reply(request)))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // The wait counts only once it ends. A sleep that limits the time of something
        // else is dropped when that is done.
        let mut polls = 0;
        Box::pin(std::future::poll_fn(move |context| {
            // Gives what it limits the chance to finish first.
            polls += 1;
            if polls <= 100 {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let mut state = self.state();
            state.waits.push(duration);
            state.clock = state.clock.saturating_add(duration);
            Poll::Ready(())
        }))
    }

    fn now(&self) -> SystemTime {
        // A day in 2026, the same in every run.
        const START: Duration = Duration::from_secs(1_772_352_000);
        UNIX_EPOCH + START.saturating_add(self.state().clock)
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Script")
            .field("expected", &state.expected.len())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expectation({})", self.operation.id)
    }
}

/// The calls differ from the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    missing: Vec<String>,
    unexpected: Vec<&'static str>,
    unwritable: Vec<String>,
}

impl ScriptError {
    fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.unexpected.is_empty() && self.unwritable.is_empty()
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut problems = Vec::new();
        if !self.missing.is_empty() {
            problems.push(format!(
                "expected and not called: {}",
                self.missing.join(", ")
            ));
        }
        if !self.unexpected.is_empty() {
            problems.push(format!(
                "called and not expected: {}",
                self.unexpected.join(", ")
            ));
        }
        if !self.unwritable.is_empty() {
            problems.push(format!(
                "cannot be answered: {}",
                self.unwritable.join(", ")
            ));
        }
        f.write_str(&problems.join("; "))
    }
}

impl std::error::Error for ScriptError {}
