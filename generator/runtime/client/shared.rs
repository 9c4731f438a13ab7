//! The client: what all calls share, behind one pointer.
//!
//! It may not know how a client is configured, nor any product.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue};

use super::super::call::{Attempt, AttemptHook};
use super::super::call::{RetryBudget, RetryPolicy};
use super::super::transport::Transport;
use super::super::wire::Request;
use super::credentials::Credentials;
use super::hosts::Hosts;
use super::limits::Limits;
use super::requests::RequestSettings;

/// A client of the API. It is cheap to clone, and clones share connections.
///
/// ```no_run
/// use std::time::Duration;
/// use twilio_runtime::{Client, Credentials, Error};
///
/// fn client(account_sid: &str, token: &str) -> Result<Client, Error> {
///     Client::builder(Credentials::auth_token(account_sid, token))
///         .timeout(Duration::from_secs(20))
///         .build()
/// }
/// ```
///
/// A connection belongs to the async runtime that opened it. A program with
/// several runtimes should make a client for each, unless all of them run all the
/// time: a call cannot use a connection whose runtime is not running.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) credentials: Credentials,
    pub(crate) hosts: Hosts,
    pub(crate) limits: Limits,
    pub(crate) retry: RetryPolicy,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) hook: Option<AttemptHook>,
    pub(crate) requests: RequestSettings,
    pub(crate) randomness: Option<Randomness>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) transport: Box<dyn Transport>,
}

/// A source of random numbers from 0 to 1.
pub(crate) type Randomness = Arc<dyn Fn() -> f64 + Send + Sync>;

impl Client {
    /// The SID of the account that the credentials belong to, if it is known.
    #[must_use]
    pub fn account_sid(&self) -> Option<&str> {
        self.0.credentials.account_sid()
    }

    pub(crate) fn from_shared(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    pub(crate) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn retry_policy(&self) -> &RetryPolicy {
        &self.0.retry
    }

    pub(crate) fn user_agent(&self) -> HeaderValue {
        self.0.user_agent.clone()
    }

    pub(crate) fn retry_budget(&self) -> &RetryBudget {
        &self.0.retry_budget
    }

    pub(crate) fn default_headers(&self) -> &HeaderMap {
        &self.0.requests.headers
    }

    /// Shows the request of an attempt to each hook, which may change it or stop it.
    pub(crate) fn prepare(
        &self,
        request: &mut Request,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.0.requests.run_hooks(request)
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }

    pub(crate) fn jitter(&self) -> f64 {
        match &self.0.randomness {
            Some(randomness) => randomness(),
            None => fastrand::f64(),
        }
    }

    pub(crate) fn report(&self, attempt: &Attempt<'_>) {
        if let Some(AttemptHook(hook)) = &self.0.hook {
            hook(attempt);
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("credentials", &self.0.credentials)
            .field("hosts", &self.0.hosts)
            .field("limits", &self.0.limits)
            .field("retry", &self.0.retry)
            .finish_non_exhaustive()
    }
}
