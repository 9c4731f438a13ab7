//! A call: a request builder and the type of the reply.
//!
//! Every method here is thin, since it is compiled for each type of reply. What it
//! does is done by `request_builder` and `send`, which are compiled once.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use serde::Serialize;

use super::super::error::Error;
use super::super::reply::{RawReply, Reply};
use super::super::wire::Operation;
use super::super::wire::Request;
use super::curl;
use super::path::ApiPath;
use super::pending::Pending;
use super::request_builder::RequestBuilder;
use super::retry::RetryPolicy;
use super::send;

/// A call that has not been sent: an operation, its arguments, and how to send
/// it. Awaiting it sends it, and so does [`send`](Self::send).
///
/// Setters return no errors. If an argument cannot be sent, awaiting the call
/// yields an [`Error::Request`] and nothing is sent.
///
/// `Debug` shows what would be sent: method, URL, query, form, JSON body and the
/// headers that are parameters. What the document marks as personal data or as
/// secret is `[redacted]` in it, and so are credentials, the path of a base URL, and
/// headers that were set by [`header`](Self::header).
///
/// Whatever the document does not know can be sent too, as in this call of an
/// operation that the crate has no builder for:
///
/// ```no_run
/// use serde_json::Value;
/// use twilio_runtime::{ApiPath, Call, Client, Error, Method, Operation, Product};
///
/// const PRODUCT: Product = Product::new("proxy", "proxy.twilio.com");
/// const LIST_RULE: Operation =
///     Operation::new("proxy_v1", "ListRule", Method::Get, "/v1/Services/{Sid}/Rules");
///
/// async fn rules(client: &Client, service: &str) -> Result<Value, Error> {
///     let path = ApiPath::root(client, PRODUCT).then("v1/Services").id(service).then("Rules");
///     Call::new(&path, &LIST_RULE).query("Kind", "beta").await
/// }
/// ```
#[must_use = "a call is sent when it is awaited"]
pub struct Call<T> {
    pub(crate) builder: Box<RequestBuilder>,
    reply: PhantomData<fn() -> T>,
}

impl<T> Call<T> {
    /// A call of an operation on the resource at a path.
    pub fn new(path: &ApiPath, operation: &'static Operation) -> Self {
        Self {
            builder: Box::new(RequestBuilder::new(path, operation)),
            reply: PhantomData,
        }
    }

    /// Sets the whole `Authorization` header of this call, in place of the client's
    /// credentials.
    pub fn authorization(mut self, text: impl AsRef<str>) -> Self {
        self.builder.set_authorization(text.as_ref());
        self
    }

    /// Sets the whole body, which is sent as JSON.
    pub fn json(mut self, body: impl Serialize) -> Self {
        self.builder.set_json_body(serde_json::to_vec(&body));
        self
    }

    /// Limits the time of the whole call, with all its attempts and the waits
    /// between them. For a list, it limits the time of each page. The default is
    /// the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.builder.options.timeout = Some(timeout);
        self
    }

    /// Limits the time of one attempt. The default is the client's.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.builder.options.attempt_timeout = Some(timeout);
        self
    }

    /// Limits the body of the reply, in bytes. The default is the client's.
    pub fn max_reply_bytes(mut self, bytes: usize) -> Self {
        self.builder.options.max_reply_bytes = Some(bytes);
        self
    }

    /// Sets when the call is tried again. The default is the client's.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.builder.options.retry = Some(policy);
        self
    }

    /// Allows this call to be repeated even if an earlier attempt may have been
    /// carried out. Only then is a `POST` or `PATCH` tried again after a broken
    /// connection, a timeout or a failure of the server. It may then be carried
    /// out twice.
    pub fn replayable(mut self) -> Self {
        self.builder.options.replayable = true;
        self
    }

    /// Sends the call even if none of a group of parameters is set of which the
    /// document demands at least one, and leaves the decision to the API.
    pub fn allow_incomplete(mut self) -> Self {
        self.builder.options.incomplete = true;
        self
    }

    /// Sets a value if there is one, by a setter or by a closure.
    ///
    /// ```
    /// use twilio_runtime::Call;
    ///
    /// fn with_beta<T>(call: Call<T>, beta: Option<bool>) -> Call<T> {
    ///     call.maybe(beta, |call, beta| call.form("Beta", beta))
    /// }
    /// ```
    pub fn maybe<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }

    /// The request of the first attempt, without credentials.
    ///
    /// # Errors
    ///
    /// If an argument cannot be sent.
    pub fn request(&self) -> Result<Request, Error> {
        self.builder.request()
    }

    /// A command for a POSIX shell that sends the same request with curl.
    ///
    /// Secrets are variables of the shell in it: `$TWILIO_ACCOUNT_SID` and
    /// `$TWILIO_AUTH_TOKEN`, or `$TWILIO_API_KEY` and `$TWILIO_API_SECRET` for an API
    /// key, `$TWILIO_ACCESS_TOKEN` for a bearer token, and `$AUTHORIZATION` for the
    /// header of a call that has its own. All else is there as it would be sent,
    /// personal data included.
    ///
    /// ```no_run
    /// # fn example<T>(call: twilio_runtime::Call<T>) -> Result<(), twilio_runtime::Error> {
    /// eprintln!("{}", call.to_curl()?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If an argument cannot be sent.
    pub fn to_curl(&self) -> Result<String, Error> {
        curl::command(&self.builder)
    }
}

impl<T: Reply> Call<T> {
    /// Sends the call, as awaiting it does. What is returned is `Send` and `'static`,
    /// for functions that take a future, such as tokio's `spawn` and `timeout` or
    /// `join_all` of the crate futures. Nothing is sent until it is polled.
    ///
    /// ```no_run
    /// use twilio_runtime::{Call, Pending, Reply};
    ///
    /// /// For `futures::future::join_all`.
    /// fn all<T: Reply>(calls: Vec<Call<T>>) -> Vec<Pending<T>> {
    ///     calls.into_iter().map(Call::send).collect()
    /// }
    /// ```
    pub fn send(self) -> Pending<T> {
        Pending::new(send::deliver(self.builder), T::read)
    }

    /// Sends the call and yields the reply as it came, with its status, headers and
    /// body. The typed value is read on demand.
    pub fn raw(self) -> Pending<RawReply<T>> {
        Pending::new(send::deliver(self.builder), |answer| {
            Ok(RawReply::new(answer))
        })
    }
}

impl<T: Reply> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = Pending<T>;

    fn into_future(self) -> Pending<T> {
        self.send()
    }
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self {
            builder: self.builder.clone(),
            reply: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.builder.fmt(f)
    }
}
