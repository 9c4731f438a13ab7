//! The API's own errors, in both shapes that it publishes, and whatever else a
//! gateway in between may answer.
//!
//! It may not know how the call was made.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use super::super::client::Mask;
use super::super::model::{Codec, Field, Fields, from_text};
use super::super::wire::Operation;
use super::super::wire::{Answer, request_id};
use super::excerpt;

/// The most that a line shows of the details, in characters.
const DETAILS_CHARS: usize = 200;

/// The API answered with a status other than 2xx.
///
/// The message, the details and the body are the server's own words and may
/// repeat values of the request. `Display` prints the message and the details,
/// shortened, and never the body of an error that the API itself wrote. Should the
/// server repeat the credentials of the request, there are asterisks in their place
/// everywhere in this error.
pub struct ApiError {
    operation: &'static Operation,
    attempts: u32,
    retry_after: Option<Duration>,
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    error_body: ErrorBody,
}

/// The members of the body, in either shape. They are untyped so that one odd
/// value does not spoil the others.
#[derive(Default)]
struct ErrorBody {
    code: Option<Value>,
    message: Option<Value>,
    detail: Option<Value>,
    title: Option<Value>,
    more_info: Option<Value>,
    kind: Option<Value>,
    details: Option<Value>,
    errors: Option<Value>,
    user_error: Option<Value>,
}

impl Codec for ErrorBody {
    fn slot(&mut self, key: &str) -> Option<&mut dyn Field> {
        Some(match key {
            "code" => &mut self.code,
            "message" => &mut self.message,
            "detail" => &mut self.detail,
            "title" => &mut self.title,
            "more_info" => &mut self.more_info,
            "type" => &mut self.kind,
            "details" => &mut self.details,
            "errors" => &mut self.errors,
            "user_error" => &mut self.user_error,
            _ => return None,
        })
    }

    fn view<'a>(&'a self, _: &mut Fields<'a>) {}
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ErrorBody")
    }
}

impl ErrorBody {
    fn mask(&mut self, mask: &Mask) {
        for value in [
            &mut self.code,
            &mut self.message,
            &mut self.detail,
            &mut self.title,
            &mut self.more_info,
            &mut self.kind,
            &mut self.details,
            &mut self.errors,
            &mut self.user_error,
        ] {
            *value = value.take().map(|value| mask.json(value));
        }
    }

    fn code(&self) -> Option<i64> {
        match self.code.as_ref()? {
            Value::Number(code) => code.as_i64(),
            Value::String(code) => code.parse().ok(),
            _ => None,
        }
    }

    fn message(&self) -> Option<&str> {
        text(&self.message)
            .or_else(|| text(&self.detail))
            .or_else(|| text(&self.title))
    }

    fn more_info(&self) -> Option<&str> {
        // In RFC 9457 the page is the `type`, and `about:blank` means none.
        text(&self.more_info).or_else(|| text(&self.kind).filter(|page| page.starts_with("http")))
    }

    fn details(&self) -> Option<&Value> {
        something(&self.details)
            .or_else(|| something(&self.errors))
            .or_else(|| something(&self.user_error))
    }
}

fn text(value: &Option<Value>) -> Option<&str> {
    value.as_ref()?.as_str().filter(|text| !text.is_empty())
}

fn something(value: &Option<Value>) -> Option<&Value> {
    value.as_ref().filter(|value| match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    })
}

impl ApiError {
    pub(crate) fn new(answer: Answer, retry_after: Option<Duration>) -> Self {
        let mut error_body: ErrorBody = std::str::from_utf8(&answer.body)
            .ok()
            .and_then(|text| from_text(text).ok())
            .unwrap_or_default();
        error_body.mask(&answer.mask);
        let body = answer.masked_body().clone();
        Self {
            operation: answer.operation,
            attempts: answer.attempts,
            retry_after,
            status: answer.status,
            headers: answer.headers,
            body,
            error_body,
        }
    }

    /// The HTTP status, such as 404.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Twilio's error code, such as 20404, as listed in their error dictionary.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.error_body.code()
    }

    /// The server's description of the error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.error_body.message()
    }

    /// The address of a page that explains the error.
    #[must_use]
    pub fn more_info(&self) -> Option<&str> {
        self.error_body.more_info()
    }

    /// Further details, as JSON: `details` or `user_error` in the older shape,
    /// `errors` in the newer one.
    #[must_use]
    pub fn details(&self) -> Option<&Value> {
        self.error_body.details()
    }

    /// The id that Twilio gave the request; their support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The target of a redirect. Redirects are never followed.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION)?.to_str().ok()
    }

    /// The reply's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body, as it came but for credentials.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The number of attempts made, from 1.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the server asked to wait before the next attempt, by `Retry-After`,
    /// counted from this reply. A call whose policy does not allow such a long wait,
    /// or that has not so much time left, ends with this error at once.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    fn reason(&self) -> &'static str {
        StatusCode::from_u16(self.status)
            .ok()
            .and_then(|status| status.canonical_reason())
            .unwrap_or("unusual status")
    }

    /// Describes a reply whose body has neither shape.
    fn describe_unknown_body(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if (300..400).contains(&self.status) {
            let target = self.location().map(|to| {
                super::super::wire::address::host_of(to)
                    .unwrap_or_else(|| "another path".to_owned())
            });
            return match target {
                Some(target) => write!(f, ": a redirect to {target}, which is not followed"),
                None => f.write_str(": a redirect to nowhere, which is not followed"),
            };
        }
        match excerpt::beginning(&self.body) {
            Some(beginning) => write!(f, ": the reply is not an error of the API: {beginning}"),
            None => f.write_str(": the reply is empty"),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.operation, self.status, self.reason())?;
        match (self.code(), self.message()) {
            (Some(code), Some(message)) => write!(f, ": {code} {}", excerpt::line(message))?,
            (Some(code), None) => write!(f, ": {code}")?,
            (None, Some(message)) => write!(f, ": {}", excerpt::line(message))?,
            (None, None) => self.describe_unknown_body(f)?,
        }
        if let Some(details) = self.details() {
            let text = details.to_string();
            write!(f, "; details: {}", excerpt::shortened(&text, DETAILS_CHARS))?;
        }
        let mut more = String::new();
        if let Some(id) = self.request_id() {
            more = format!("request {id}");
        }
        if let Some(page) = self.more_info() {
            more = excerpt::append_item(more, page);
        }
        if self.attempts > 1 {
            more = excerpt::append_item(more, &format!("{} attempts", self.attempts));
        }
        if let Some(wait) = self.retry_after {
            let asked = format!("retry after {:.0} s", wait.as_secs_f64().ceil());
            more = excerpt::append_item(more, &asked);
        }
        if more.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", excerpt::line(&more))
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", self.operation)
            .field("status", &self.status)
            .field("code", &self.code())
            .field("message", &self.message())
            .field("more_info", &self.more_info())
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}

impl StdError for ApiError {}
