//! What a client does to each of its requests: headers that all of them have, and hooks
//! that see each before it is sent.
//!
//! It may not know calls.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::super::error::ConfigError;
use super::super::wire::{RESERVED_HEADERS, Request};

/// Any error of a hook.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What is done to each request of a client.
#[derive(Clone, Default)]
pub(crate) struct RequestSettings {
    pub(crate) headers: HeaderMap,
    /// The first header that cannot be sent, and why.
    problem: Option<String>,
    hooks: Vec<Arc<RequestHook>>,
}

type RequestHook = dyn Fn(&mut Request) -> Result<(), BoxError> + Send + Sync;

impl RequestSettings {
    pub(crate) fn set_header(&mut self, name: &str, text: &str) {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(format!("{name:?} is not the name of a header"));
        };
        if name == header::AUTHORIZATION {
            return self.refuse("the header authorization is set by credentials".to_owned());
        }
        if RESERVED_HEADERS.contains(&name) {
            return self.refuse(format!("the header {name} is set by the client alone"));
        }
        match HeaderValue::from_bytes(text.as_bytes()) {
            Ok(mut value) if !text.chars().any(char::is_control) => {
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header {name} holds a control character")),
        }
    }

    pub(crate) fn add_hook(
        &mut self,
        hook: impl Fn(&mut Request) -> Result<(), BoxError> + Send + Sync + 'static,
    ) {
        self.hooks.push(Arc::new(hook));
    }

    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    /// The settings, unless a header cannot be sent.
    pub(crate) fn checked(self) -> Result<Self, ConfigError> {
        match self.problem {
            Some(problem) => Err(ConfigError::new(problem)),
            None => Ok(self),
        }
    }

    /// Shows a request to each hook.
    pub(crate) fn run_hooks(&self, request: &mut Request) -> Result<(), BoxError> {
        self.hooks.iter().try_for_each(|hook| hook(request))
    }
}

/// Shows the names of the headers and no values.
impl fmt::Debug for RequestSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("RequestSettings")
            .field("headers", &headers)
            .field("hooks", &self.hooks.len())
            .finish_non_exhaustive()
    }
}
