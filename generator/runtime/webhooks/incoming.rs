//! A request that claims to come from Twilio, as a server has it.
//!
//! It may not know secrets.

use std::borrow::Cow;
use std::fmt;

use http::header;

/// A request as it came in, before anything has parsed or changed it.
///
/// [`from_http`](Self::from_http) makes one of a request of the crate `http`, as axum
/// and hyper have them, and [`new`](Self::new) one of the parts that any server has.
#[derive(Clone)]
#[non_exhaustive]
pub struct Incoming<'a> {
    /// The HTTP method, as in `POST`.
    pub method: &'a str,
    /// The URL to which Twilio sent the request, with scheme, host and query. If a
    /// proxy of yours changes the URL, this is the one before the change. A user, a
    /// password and a fragment may be there; Twilio does not sign them.
    pub url: Cow<'a, str>,
    /// The text of the header `X-Twilio-Signature`, or empty if there is none.
    pub signature: &'a str,
    /// The text of the header `X-Twilio-Webhooks-Signature-Settings`, or `None` if
    /// there is none. It names the shared key and the algorithm of the signature.
    pub signature_settings: Option<&'a str>,
    /// The text of the header `Content-Type`, or `None` if there is none.
    pub content_type: Option<&'a str>,
    /// The raw body. Empty for a `GET`.
    pub body: &'a [u8],
}

impl<'a> Incoming<'a> {
    /// A request with this method, URL and body, and with the headers that a function
    /// looks up by their names, whose letter case does not matter.
    #[must_use]
    pub fn new(
        method: &'a str,
        url: impl Into<Cow<'a, str>>,
        header: impl Fn(&str) -> Option<&'a str>,
        body: &'a [u8],
    ) -> Self {
        Self {
            method,
            url: url.into(),
            signature: header("x-twilio-signature").unwrap_or_default(),
            signature_settings: header("x-twilio-webhooks-signature-settings"),
            content_type: header("content-type"),
            body,
        }
    }

    /// A request of the crate `http`, whose body has been read as a whole.
    ///
    /// Most servers see no scheme and no host in the URL. Then the scheme is `https`
    /// and the host that of the header `Host`. Where a proxy or a router in front of
    /// the handler changes one of them or the path, set the URL that Twilio was told
    /// with [`with_url`](Self::with_url).
    #[must_use]
    pub fn from_http<B: AsRef<[u8]>>(request: &'a http::Request<B>) -> Self {
        let header = |name: &str| request.headers().get(name)?.to_str().ok();
        let uri = request.uri();
        let url = match uri.authority() {
            Some(_) => uri.to_string(),
            None => {
                let host = header(header::HOST.as_str()).unwrap_or_default();
                format!("https://{host}{uri}")
            }
        };
        let body = request.body().as_ref();
        Self::new(request.method().as_str(), url, header, body)
    }

    /// Sets the URL to which Twilio sent the request.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<Cow<'a, str>>) -> Self {
        self.url = url.into();
        self
    }

    /// Whether the body is a form, whose parameters are signed.
    pub(super) fn is_form(&self) -> bool {
        let kind = self.content_type.unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }

    /// Whether the request has no body by its method. Its URL may carry the hash of a
    /// body all the same, which is then not the hash of nothing.
    pub(super) fn is_bodiless(&self) -> bool {
        matches!(self.method, "GET" | "HEAD") && self.body.is_empty()
    }
}

/// Shows only what is not personal.
impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("method", &self.method)
            .field("content_type", &self.content_type)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
