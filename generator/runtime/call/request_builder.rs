//! Builds the request of a call from its path, parameters, headers and body.
//!
//! The first problem with an argument is kept and reported when the call is sent,
//! so that setters return no `Result`. It may not know about replies.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::super::client::Authorization;
use super::super::client::Client;
use super::super::client::{Destination, Product};
use super::super::error::excerpt;
use super::super::error::{Error, RequestError};
use super::super::wire::Operation;
use super::super::wire::address;
use super::super::wire::encode;
use super::super::wire::{RESERVED_HEADERS, Request};
use super::options::{CallOptions, ListOptions};
use super::parameters::Parameters;
use super::path::{ApiPath, PathText};

/// Where a parameter goes.
#[derive(Clone, Copy)]
pub(crate) enum ParameterLocation {
    Query,
    Form,
}

#[derive(Clone)]
pub(crate) struct RequestBuilder {
    pub(crate) client: Client,
    pub(crate) product: Product,
    pub(crate) operation: &'static Operation,
    pub(super) path: PathText,
    /// The path and query of a later page, in place of `path` and `query`.
    pub(super) target: Option<String>,
    pub(super) query: Parameters,
    pub(super) form: Parameters,
    pub(super) headers: HeaderMap,
    /// Headers that are parameters of the operation. Later pages do not repeat them.
    pub(super) header_parameters: Vec<(Cow<'static, str>, String)>,
    pub(super) json: Option<Bytes>,
    pub(super) problem: Option<String>,
    pub(crate) authorization: Option<Authorization>,
    pub(crate) options: CallOptions,
    pub(crate) listing: ListOptions,
}

impl RequestBuilder {
    pub(crate) fn new(path: &ApiPath, operation: &'static Operation) -> Self {
        let problem = path.path.problem().map(|(segment, problem)| {
            format!(
                "the path parameter {} {problem}",
                operation.segment(segment)
            )
        });
        Self {
            client: path.client.clone(),
            product: path.product,
            operation,
            path: path.path.clone(),
            target: None,
            query: Parameters::default(),
            form: Parameters::default(),
            headers: HeaderMap::new(),
            header_parameters: Vec::new(),
            json: None,
            problem,
            authorization: None,
            options: CallOptions::default(),
            listing: ListOptions::default(),
        }
    }

    /// Keeps a problem, unless there is one already.
    pub(crate) fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn parameters(&mut self, location: ParameterLocation) -> &mut Parameters {
        match location {
            ParameterLocation::Query => &mut self.query,
            ParameterLocation::Form => &mut self.form,
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, text: &str, parameter: bool) {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            // Escaped, since the name may hold anything.
            return self.refuse(format!("{name:?} is not the name of a header"));
        };
        if name == header::AUTHORIZATION {
            return self.set_authorization(text);
        }
        if RESERVED_HEADERS.contains(&name) {
            return self.refuse(format!("the header {name} is set by the client alone"));
        }
        match HeaderValue::from_bytes(text.as_bytes()) {
            Ok(value) if !text.chars().any(char::is_control) => {
                if parameter {
                    let name = Cow::Owned(name.as_str().to_owned());
                    self.header_parameters.retain(|(set, _)| *set != name);
                    return self.header_parameters.push((name, text.to_owned()));
                }
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header {name} holds a control character")),
        }
    }

    /// Takes a header parameter back.
    pub(crate) fn clear_header(&mut self, name: &str) {
        self.header_parameters
            .retain(|(set, _)| !set.eq_ignore_ascii_case(name));
    }

    pub(crate) fn set_authorization(&mut self, text: &str) {
        let authorization = Authorization::verbatim(text);
        match authorization.problem() {
            None => self.authorization = Some(authorization),
            Some(_) if text.is_empty() => {
                self.refuse("the header authorization is empty".to_owned());
            }
            Some(_) => {
                self.refuse("the header authorization holds a control character".to_owned());
            }
        }
    }

    pub(crate) fn set_json_body(&mut self, body: serde_json::Result<Vec<u8>>) {
        match body {
            Ok(body) => self.json = Some(body.into()),
            Err(error) => self.refuse(format!("the body cannot be written as JSON: {error}")),
        }
    }

    /// Turns to a page of the same list, by its path and query. These hold the
    /// parameters already. Header parameters are not repeated, unless the page is
    /// asked for by a token; other headers and the authorization are.
    pub(crate) fn turn_to(&mut self, target: String) {
        self.query.clear();
        self.listing.skip = 0;
        self.target = Some(target);
    }

    pub(crate) fn destination(&self) -> Destination {
        self.client.hosts().destination(self.product)
    }

    /// The request, without credentials.
    pub(crate) fn request(&self) -> Result<Request, Error> {
        let mut request = self.bare_request()?;
        let headers = &mut request.headers;
        for (name, value) in self.client.default_headers() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if !headers.contains_key(header::USER_AGENT) {
            headers.insert(header::USER_AGENT, self.client.user_agent());
        }
        if !headers.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        }
        Ok(request)
    }

    /// The request with the caller's headers alone, without credentials.
    pub(super) fn bare_request(&self) -> Result<Request, Error> {
        if let Some(problem) = self.problem() {
            let error = RequestError::new(self.operation, problem);
            return Err(Error::Request(Box::new(error)));
        }
        let limits = self.client.limits();
        let mut request = Request {
            operation: self.operation,
            base: self.destination().base.url(""),
            target: self.whole_target(),
            headers: self.headers.clone(),
            body: None,
            timeout: self
                .options
                .attempt_timeout
                .unwrap_or(limits.attempt_timeout),
            max_reply_bytes: self
                .options
                .max_reply_bytes
                .unwrap_or(limits.max_reply_bytes),
        };
        let headers = &mut request.headers;
        let is_sent = self.target.is_none() || self.listing.repeats_headers;
        for (name, text) in self.header_parameters.iter().filter(|_| is_sent) {
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(text.as_bytes())) {
                headers.insert(name, value);
            }
        }
        if let Some(json) = &self.json {
            request.set_json(json.clone());
        } else if self.operation.takes_json() {
            request.set_json(Bytes::from_static(b"{}"));
        } else if !self.form.is_empty() {
            request.set_form(self.form.text());
        }
        Ok(request)
    }

    /// Whether the body, if there is one, is a form.
    pub(super) fn sends_form(&self) -> bool {
        self.json.is_none() && !self.operation.takes_json()
    }

    pub(super) fn problem(&self) -> Option<String> {
        if let Some(problem) = &self.problem {
            return Some(problem.clone());
        }
        if self.options.incomplete || self.target.is_some() {
            return None;
        }
        let missing_group = self
            .operation
            .at_least_one_of_groups()
            .iter()
            .find(|group| {
                let is_set = |name: &&str| {
                    self.form.has(name) || self.query.has(name) || self.json_has(name)
                };
                !group.iter().any(is_set)
            })?;
        let names = missing_group
            .iter()
            .copied()
            .fold(String::new(), excerpt::append_item);
        Some(format!("at least one of {names} has to be given"))
    }

    fn json_has(&self, name: &str) -> bool {
        let body = self.json.as_deref().and_then(encode::json);
        body.is_some_and(|body| body.get(name).is_some())
    }

    pub(super) fn whole_target(&self) -> String {
        if let Some(target) = &self.target {
            return target.clone();
        }
        let mut target = format!("{}{}", self.path.as_str(), self.operation.path_suffix());
        let mut query = self.query.text();
        if let Some((name, size)) = self.page_size_for_limit() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&format!("{name}={size}"));
        }
        if !query.is_empty() {
            target.push('?');
            target.push_str(&query);
        }
        target
    }

    /// The parameter for the page size and its value: with a limit, pages need not be
    /// larger than that.
    fn page_size_for_limit(&self) -> Option<(&'static str, usize)> {
        let limit = self.listing.limit?;
        let (size, largest) = self.operation.page_size();
        let is_set = self.query.has(size);
        let applies = !is_set && !size.is_empty() && self.operation.page_key().is_some();
        applies.then(|| (size, limit.min(largest).max(1)))
    }

    /// Continues a list from the parts of a cursor.
    pub(crate) fn resume(&mut self, operation: &str, skip: usize, target: &str) {
        let path = format!("{}{}", self.path.as_str(), self.operation.path_suffix());
        if operation != self.operation.id()
            || !address::is_target(target)
            || !address::is_page_of(target, &path, self.operation.path())
        {
            return self.refuse(format!(
                "the cursor is not one of this {}",
                self.operation.id()
            ));
        }
        self.turn_to(target.to_owned());
        self.listing.skip = skip;
    }
}
