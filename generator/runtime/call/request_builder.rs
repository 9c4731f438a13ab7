//! Builds the request of a call from its path, parameters, headers and body.
//!
//! The first problem with an argument is kept and reported when the call is sent,
//! so that setters return no `Result`. It may not know about replies.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::Value;

use super::super::client::Authorization;
use super::super::client::Client;
use super::super::client::{Destination, Product};
use super::super::error::excerpt;
use super::super::error::{Error, RequestError};
use super::super::model::Scalar;
use super::super::wire::Operation;
use super::super::wire::Request;
use super::super::wire::address;
use super::super::wire::encode;
use super::options::{CallOptions, ListOptions};
use super::path::{ApiPath, PathText};

/// Headers that decide how a message is framed or where it goes, which callers
/// may not set.
const RESERVED: [HeaderName; 6] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::EXPECT,
];

type Pairs = Vec<(Cow<'static, str>, String)>;

/// Where a parameter goes.
#[derive(Clone, Copy)]
pub(crate) enum ParameterLocation {
    Query,
    Form,
    Header,
}

#[derive(Clone)]
pub(crate) struct RequestBuilder {
    pub(crate) client: Client,
    pub(crate) product: Product,
    pub(crate) operation: &'static Operation,
    path: PathText,
    /// The path and query of a later page, in place of `path` and `query`.
    target: Option<String>,
    query: Pairs,
    form: Pairs,
    headers: HeaderMap,
    /// Headers that are parameters of the operation. Later pages do not repeat them.
    header_parameters: Pairs,
    json: Option<Bytes>,
    problem: Option<String>,
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
            query: Pairs::new(),
            form: Pairs::new(),
            headers: HeaderMap::new(),
            header_parameters: Pairs::new(),
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

    /// Sets a parameter to one value, in place of earlier ones.
    pub(crate) fn set_scalar(
        &mut self,
        location: ParameterLocation,
        name: Cow<'static, str>,
        value: &dyn Scalar,
    ) {
        let text = self.text(&name, value);
        self.set(location, name, vec![text]);
    }

    /// The text of a parameter's value.
    pub(crate) fn text(&mut self, name: &str, value: &dyn Scalar) -> String {
        if let Some(problem) = value.refusal() {
            self.refuse(format!("{name} cannot be sent: {problem}"));
        }
        value.wire_text().into_owned()
    }

    /// Sets a parameter to these values, in place of earlier ones.
    pub(crate) fn set(
        &mut self,
        location: ParameterLocation,
        name: Cow<'static, str>,
        values: Vec<String>,
    ) {
        let pairs = match location {
            ParameterLocation::Query => &mut self.query,
            ParameterLocation::Form => &mut self.form,
            ParameterLocation::Header => &mut self.header_parameters,
        };
        pairs.retain(|(set, _)| *set != name);
        for value in values {
            pairs.push((name.clone(), value));
        }
    }

    /// Sets a parameter from the JSON of its values. A string is sent as it is,
    /// `null` is not sent, and everything else is sent as JSON.
    pub(crate) fn set_json_values(
        &mut self,
        location: ParameterLocation,
        name: &'static str,
        values: Vec<serde_json::Result<String>>,
    ) {
        let mut texts = Vec::with_capacity(values.len());
        for value in values {
            let text = value.map(|json| match json.as_bytes() {
                b"null" => None,
                [b'"', ..] => match encode::json(json.as_bytes()) {
                    Some(Value::String(text)) => Some(text),
                    _ => Some(json),
                },
                _ => Some(json),
            });
            match text {
                Ok(text) => texts.extend(text),
                Err(error) => self.refuse(format!("{name} cannot be written as JSON: {error}")),
            }
        }
        self.set(location, name.into(), texts);
    }

    pub(crate) fn set_header(&mut self, name: &str, text: &str, parameter: bool) {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            // Escaped, since the name may hold anything.
            return self.refuse(format!("{name:?} is not the name of a header"));
        };
        if name == header::AUTHORIZATION {
            return self.set_authorization(text);
        }
        if RESERVED.contains(&name) {
            return self.refuse(format!("the header {name} is set by the client alone"));
        }
        match HeaderValue::from_bytes(text.as_bytes()) {
            Ok(value) if !text.chars().any(char::is_control) => {
                if parameter {
                    let texts = vec![text.to_owned()];
                    return self.set(
                        ParameterLocation::Header,
                        name.as_str().to_owned().into(),
                        texts,
                    );
                }
                self.headers.insert(name, value);
            }
            _ => self.refuse(format!("the header {name} holds a control character")),
        }
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
        for (name, text) in borrowed(&self.header_parameters).filter(|_| is_sent) {
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(text.as_bytes())) {
                headers.insert(name, value);
            }
        }
        if !headers.contains_key(header::USER_AGENT) {
            headers.insert(header::USER_AGENT, self.client.user_agent());
        }
        if !headers.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        }
        if let Some(json) = &self.json {
            request.set_json(json.clone());
        } else if self.operation.takes_json() {
            request.set_json(Bytes::from_static(b"{}"));
        } else if !self.form.is_empty() {
            request.set_form(encode::pairs(borrowed(&self.form)));
        }
        Ok(request)
    }

    fn problem(&self) -> Option<String> {
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
                    let has = |pairs: &Pairs| pairs.iter().any(|(set, _)| set == name);
                    has(&self.form) || has(&self.query) || self.json_has(name)
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

    fn whole_target(&self) -> String {
        if let Some(target) = &self.target {
            return target.clone();
        }
        let mut target = format!("{}{}", self.path.as_str(), self.operation.path_suffix());
        let mut query = encode::pairs(borrowed(&self.query));
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
        let is_set = self.query.iter().any(|(name, _)| name == size);
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

fn borrowed(pairs: &Pairs) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (&**name, value.as_str()))
}

/// The names of parameters, for `Debug`. Of names that hold a key of a caller's
/// map, only the prefix.
fn names(pairs: &Pairs) -> String {
    let mut names = String::new();
    for (name, _) in pairs {
        let name = match name {
            Cow::Borrowed(name) => name,
            Cow::Owned(name) => name.split('.').next().unwrap_or_default(),
        };
        names.push_str(name);
        names.push(' ');
    }
    names
}

/// Shows the names of the parameters that are set, but no values.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", self.operation)
            .field("query", &names(&self.query))
            .field("form", &names(&self.form))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
