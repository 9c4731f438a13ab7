//! What the API says when it refuses: both published shapes of its errors, and
//! whatever else a gateway in between may answer.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use super::super::model::{Codec, Field, Fields, from_text};
use super::super::wire::Operation;
use super::super::wire::{Answer, request_id};
use super::excerpt;

/// How much of the details one line shows, in characters.
const DETAILS_SHOWN: usize = 200;

/// The API answered with something else than success.
///
/// The message, the details and the body are the server's own words. They may
/// repeat values of the request; only the message and the details are printed.
pub struct ApiError {
    operation: &'static Operation,
    attempts: u32,
    status: u16,
    headers: HeaderMap,
    body: Bytes,
    error_body: ErrorBody,
}

/// What the body says, in either shape. The texts are untyped so that one odd
/// value does not cost the others.
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
        // RFC 9457 has the explaining page as `type`, `about:blank` for none.
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
    pub(crate) fn new(answer: Answer) -> Self {
        let error_body = std::str::from_utf8(&answer.body)
            .ok()
            .and_then(|text| from_text(text).ok())
            .unwrap_or_default();
        Self {
            operation: answer.operation,
            attempts: answer.attempts,
            status: answer.status,
            headers: answer.headers,
            body: answer.body,
            error_body,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Twilio's error code, as listed in their error dictionary.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.error_body.code()
    }

    /// What is wrong, in the server's words.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.error_body.message()
    }

    /// A page that explains the code.
    #[must_use]
    pub fn more_info(&self) -> Option<&str> {
        self.error_body.more_info()
    }

    /// What else the server says: `details` or `user_error` of the older shape,
    /// `errors` of the newer.
    #[must_use]
    pub fn details(&self) -> Option<&Value> {
        self.error_body.details()
    }

    /// The id of the request at Twilio, which their support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Where a redirect points to. It was not followed.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION)?.to_str().ok()
    }

    /// The reply's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How often it was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
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

    /// What there is to say where the body is of neither shape.
    fn unexplained(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
            Some(beginning) => write!(f, ": the reply is no error of the API: {beginning}"),
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
            (None, None) => self.unexplained(f)?,
        }
        if let Some(details) = self.details() {
            let text = details.to_string();
            write!(f, "; details: {}", excerpt::shortened(&text, DETAILS_SHOWN))?;
        }
        let mut more = String::new();
        if let Some(id) = self.request_id() {
            more = format!("request {id}");
        }
        if let Some(page) = self.more_info() {
            more = excerpt::joined(more, page);
        }
        if self.attempts > 1 {
            more = excerpt::joined(more, &format!("{} attempts", self.attempts));
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
            .finish_non_exhaustive()
    }
}

impl StdError for ApiError {}
