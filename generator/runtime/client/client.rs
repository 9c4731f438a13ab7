//! The client: what all calls share, behind one pointer.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use super::super::call::RetryPolicy;
use super::super::call::{Attempt, AttemptHook};
use super::super::transport::Transport;
use super::credentials::Credentials;
use super::hosts::Hosts;
use super::limits::Limits;

/// The way into the API. Cheap to clone; clones share connections.
///
/// A connection belongs to the async runtime that opened it. Where a program has
/// several, and one of them may stand still while another is in use, each is best
/// given a client of its own.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) credentials: Credentials,
    pub(crate) hosts: Hosts,
    pub(crate) limits: Limits,
    pub(crate) retry: RetryPolicy,
    pub(crate) hook: Option<AttemptHook>,
    pub(crate) randomness: Option<Randomness>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) transport: Box<dyn Transport>,
}

/// A source of random numbers from 0 to 1.
pub(crate) type Randomness = Arc<dyn Fn() -> f64 + Send + Sync>;

impl Client {
    /// The account that the credentials belong to, where it is known.
    #[must_use]
    pub fn account_sid(&self) -> Option<&str> {
        self.0.credentials.account_sid()
    }

    pub(crate) fn of(shared: Shared) -> Self {
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

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }

    pub(crate) fn jitter(&self) -> f64 {
        match &self.0.randomness {
            Some(randomness) => randomness(),
            None => fastrand::f64(),
        }
    }

    pub(crate) fn show(&self, attempt: &Attempt<'_>) {
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
