//! Webhooks in axum: an extractor that hands on genuine requests only.
//!
//! It may not know what a request holds: the extractor within it reads that.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRef, FromRequest, OriginalUri, Request};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{StatusCode, Uri};

use super::super::error::ConfigError;
use super::incoming::Incoming;
use super::validator::{Rejected, Validator};

/// The default limit on the length of a body.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// What [`Signed`] needs to know: the address that Twilio was given for this server, and
/// a validator. It is the state of a router, or a part of it by [`FromRef`]. Clones
/// share it.
///
/// A server behind a proxy sees another scheme and another host than Twilio, and Twilio
/// signs the URL that it was given. So the address is given once, here, and the path and
/// the query of each request are put behind it.
#[derive(Clone, Debug)]
pub struct Endpoint(Arc<EndpointSettings>);

#[derive(Clone, Debug)]
struct EndpointSettings {
    /// Without a slash at its end.
    public_url: String,
    validator: Validator,
    max_body_bytes: usize,
}

impl Endpoint {
    /// An endpoint below a public URL: scheme and host, such as `https://example.com`.
    /// If a proxy takes a prefix off the paths of requests, the URL has it, as in
    /// `https://example.com/twilio`.
    ///
    /// # Errors
    ///
    /// If the URL is not absolute, is neither `https` nor `http`, or has a query or a
    /// fragment.
    pub fn new(public_url: &str, validator: Validator) -> Result<Self, ConfigError> {
        let uri = public_url.parse::<Uri>().ok();
        let is_base = |uri: &Uri| {
            let scheme = uri.scheme_str().unwrap_or_default();
            matches!(scheme, "https" | "http") && uri.query().is_none()
        };
        if !uri.as_ref().is_some_and(is_base) || public_url.contains('#') {
            return Err(ConfigError::new(
                "the public URL of webhooks cannot be used: expected an absolute one without \
                 query and fragment, such as https://example.com",
            ));
        }
        Ok(Self(Arc::new(EndpointSettings {
            public_url: public_url.trim_end_matches('/').to_owned(),
            validator,
            max_body_bytes: MAX_BODY_BYTES,
        })))
    }

    /// Limits the length of any body, in bytes. A longer one is not read to its end, and
    /// the answer is 413. The default is 1 MiB. It takes the place of axum's
    /// `DefaultBodyLimit`; the limits of the validator on forms hold beside it.
    #[must_use]
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        Arc::make_mut(&mut self.0).max_body_bytes = bytes;
        self
    }

    /// The URL to which Twilio sent a request.
    fn url_of(&self, parts: &Parts) -> String {
        // A nested router takes its prefix off the URI, and keeps the original.
        let original = parts.extensions.get::<OriginalUri>();
        let uri = original.map_or(&parts.uri, |original| &original.0);
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        format!("{}{path}", self.0.public_url)
    }

    /// The request with its whole body, if it is genuine.
    async fn genuine<R>(&self, request: Request) -> Result<Request, SignedRejection<R>> {
        let (parts, body) = request.into_parts();
        if !parts.headers.contains_key("x-twilio-signature") {
            return Err(SignedRejection::NotGenuine(Rejected::Signature));
        }
        let limit = DefaultBodyLimit::max(self.0.max_body_bytes);
        let mut limited = Request::new(body);
        limit.apply(&mut limited);
        let body = Bytes::from_request(limited, &()).await;
        let body = body.map_err(SignedRejection::Body)?;
        let header = |name: &str| parts.headers.get(name)?.to_str().ok();
        let incoming = Incoming::new(parts.method.as_str(), self.url_of(&parts), header, &body);
        let verdict = self.0.validator.validate(&incoming);
        verdict.map_err(SignedRejection::NotGenuine)?;
        let mut request = Request::from_parts(parts, Body::from(body));
        limit.apply(&mut request);
        Ok(request)
    }
}

/// An extractor around another one, which sees a request only if Twilio signed it:
/// `Signed<Form<T>>`, `Signed<Json<T>>`, or `Signed<Bytes>` for the body as it is.
///
/// The signature covers the body, so the body is read as a whole first, up to
/// [`Endpoint::max_body_bytes`]. `Form` reads the query of a `GET`, which is signed too.
/// The router's state is an [`Endpoint`], or has one by [`FromRef`].
///
/// ```
/// use std::collections::HashMap;
///
/// use axum::routing::post;
/// use axum::{Form, Router};
/// use twilio_runtime::webhooks::{Endpoint, Signed, Validator};
///
/// async fn message(Signed(Form(message)): Signed<Form<HashMap<String, String>>>) -> String {
///     format!("{} parameters", message.len())
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let endpoint = Endpoint::new("https://example.com", Validator::new("the-auth-token"))?;
/// let app: Router = Router::new()
///     .route("/hooks/messages", post(message))
///     .with_state(endpoint);
/// # Ok(())
/// # }
/// ```
///
/// Whoever sends something else than Twilio gets no reason, only 403. With the feature
/// `tracing`, an event at the level `DEBUG` has it; a handler gets it by taking
/// `Result<Signed<T>, SignedRejection<T::Rejection>>`. A genuine request may be a
/// repeat, see [`Validator`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signed<T>(pub T);

impl<S, T> FromRequest<S> for Signed<T>
where
    S: Send + Sync,
    T: FromRequest<S>,
    Endpoint: FromRef<S>,
{
    type Rejection = SignedRejection<T::Rejection>;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let request = Endpoint::from_ref(state).genuine(request).await?;
        let content = T::from_request(request, state).await;
        content.map(Self).map_err(SignedRejection::Content)
    }
}

/// Why [`Signed`] hands nothing on.
#[derive(Debug)]
#[non_exhaustive]
pub enum SignedRejection<R> {
    /// The body is too long, which is answered with 413, or broke off.
    Body(BytesRejection),
    /// The request is not Twilio's. The answer is 403, and 413 if it is
    /// [`Rejected::TooLarge`].
    NotGenuine(Rejected),
    /// The request is genuine, and the extractor within did not take it. The answer is
    /// that extractor's, such as 415 for another content type.
    Content(R),
}

impl<R: IntoResponse> IntoResponse for SignedRejection<R> {
    fn into_response(self) -> Response {
        match self {
            Self::Body(rejection) => rejection.into_response(),
            Self::NotGenuine(rejected) => {
                #[cfg(feature = "tracing")]
                tracing::debug!(reason = %rejected, "a webhook request is not genuine");
                match rejected {
                    Rejected::TooLarge => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
                    _ => StatusCode::FORBIDDEN.into_response(),
                }
            }
            Self::Content(rejection) => rejection.into_response(),
        }
    }
}

impl<R> fmt::Display for SignedRejection<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Body(_) => "the body of a webhook request cannot be read",
            Self::NotGenuine(_) => "a webhook request is not genuine",
            Self::Content(_) => "a genuine webhook request is not of the expected form",
        })
    }
}

impl<R: Error + 'static> Error for SignedRejection<R> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(rejection) => Some(rejection),
            Self::NotGenuine(rejected) => Some(rejected),
            Self::Content(rejection) => Some(rejection),
        }
    }
}
