//! Makes a client: what can be configured, and which configurations are refused.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::super::call::{Attempt, AttemptHook};
use super::super::call::{RetryBudget, RetryPolicy};
use super::super::error::{ConfigError, Error};
#[cfg(feature = "reqwest")]
use super::super::transport::HttpSettings;
use super::super::transport::Transport;
use super::super::wire::Request;
use super::super::wire::address::{Base, without_secrets};
use super::credentials::Credentials;
use super::environment;
use super::hosts::{Hosts, Product, Region};
use super::limits::Limits;
use super::requests::RequestSettings;
use super::shared::{Client, Randomness, Shared};

/// The name and version of the crate that this is compiled into.
const AGENT: &str = concat!(
    env!("CARGO_PKG_NAME"),
    "/",
    env!("CARGO_PKG_VERSION"),
    " (Rust)"
);

/// How many further attempts all calls of a client may make before some succeed.
const RETRY_BUDGET: u32 = 100;

/// Configures and makes a [`Client`].
#[derive(Clone)]
#[must_use = "a builder makes a client when it is built"]
pub struct ClientBuilder {
    credentials: Credentials,
    region: Option<Region>,
    base: Option<String>,
    bases: Vec<(Product, String)>,
    plain_hosts: Vec<String>,
    pub(super) limits: Limits,
    retry: RetryPolicy,
    retry_budget: u32,
    hook: Option<AttemptHook>,
    pub(super) requests: RequestSettings,
    randomness: Option<Randomness>,
    agent: Option<String>,
    #[cfg(feature = "reqwest")]
    pub(super) http: HttpSettings,
}

impl Client {
    /// A builder of a client with these credentials.
    pub fn builder(credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(credentials)
    }

    /// A client with the default configuration.
    ///
    /// # Errors
    ///
    /// If the credentials cannot be sent in a header, or the system's certificates
    /// cannot be read.
    #[cfg(feature = "reqwest")]
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Self::builder(credentials).build()
    }

    /// A client that is configured by environment variables; see
    /// [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// If a variable is missing or malformed, which the error names, or if the
    /// system's certificates cannot be read.
    #[cfg(feature = "reqwest")]
    #[inline]
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// A builder of a client with these credentials and the defaults otherwise.
    pub fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            region: None,
            base: None,
            bases: Vec::new(),
            plain_hosts: Vec::new(),
            limits: Limits::default(),
            retry: RetryPolicy::default(),
            retry_budget: RETRY_BUDGET,
            hook: None,
            requests: RequestSettings::default(),
            randomness: None,
            agent: None,
            #[cfg(feature = "reqwest")]
            http: HttpSettings::default(),
        }
    }

    /// A builder with credentials and region from environment variables:
    ///
    /// - `TWILIO_API_KEY` and `TWILIO_API_SECRET`, with or without
    ///   `TWILIO_ACCOUNT_SID`; or `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN`;
    /// - optionally `TWILIO_REGION`, and `TWILIO_EDGE` along with it. An edge without a
    ///   region means `us1`, whose hosts are the same for all edges.
    ///
    /// An empty variable counts as not set.
    ///
    /// # Errors
    ///
    /// If a variable is missing or malformed; the error names it.
    #[inline]
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    /// As [`from_env`](Self::from_env), with a function that looks up a variable by
    /// its name.
    ///
    /// # Errors
    ///
    /// If a variable is missing or malformed; the error names it.
    #[inline]
    pub fn from_variables(
        lookup: impl Fn(&str) -> Option<std::ffi::OsString>,
    ) -> Result<Self, Error> {
        let mut builder = Self::new(environment::credentials(&lookup)?);
        builder.region = environment::region(&lookup)?;
        Ok(builder)
    }

    /// Sets the region whose hosts are used. Credentials belong to one region.
    /// Without it, the hosts are those in the United States.
    pub fn region(mut self, region: Region) -> Self {
        self.region = Some(region);
        self
    }

    /// Sends everything, credentials included, to this base URL in place of
    /// Twilio's hosts, for instance to a gateway or a test server. A path of the
    /// URL is put before the path of each request.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self
    }

    /// Sets the base URL of one product, in place of [`base_url`](Self::base_url).
    pub fn base_url_for(mut self, product: Product, url: impl Into<String>) -> Self {
        self.bases.retain(|(of, _)| *of != product);
        self.bases.push((product, url.into()));
        self
    }

    /// Allows base URLs with `http` on this host. By default they are allowed on
    /// this machine only, since anybody on the way can read the credentials.
    pub fn allow_plain_http_to(mut self, host: impl Into<String>) -> Self {
        self.plain_hosts.push(host.into().to_ascii_lowercase());
        self
    }

    /// Limits the time of one attempt. The default is 35 seconds, since Twilio
    /// itself gives up after about 30.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt_timeout = timeout;
        self
    }

    /// Limits the time of a call, with all its attempts and the waits between
    /// them. The default is 2 minutes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Limits the body of a reply, in bytes. The default is 32 MiB.
    pub fn max_reply_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_reply_bytes = bytes;
        self
    }

    /// Sets a header that each request has, such as the key of a gateway, unless the call
    /// sets it. It is taken for a secret, and is not printed. For the credentials of the
    /// API there are [`Credentials`](super::Credentials).
    ///
    /// ```
    /// # fn example(builder: twilio_runtime::ClientBuilder) -> twilio_runtime::ClientBuilder {
    /// builder
    ///     .base_url("https://gateway.example/twilio")
    ///     .default_header("X-Gateway-Key", "0123456789abcdef")
    /// # }
    /// ```
    pub fn default_header(mut self, name: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        self.requests.set_header(name.as_ref(), text.as_ref());
        self
    }

    /// Adds a function that gets each request before it is sent: that of every page and of
    /// every attempt, with its credentials. It may read all of it and add headers, or
    /// change what else it needs to. An error ends the call with
    /// [`Error::Hook`](super::super::Error::Hook). Hooks run in the order in which they
    /// were added; each should return quickly, since the call waits for it.
    ///
    /// ```
    /// use twilio_runtime::http::HeaderValue;
    ///
    /// # fn example(builder: twilio_runtime::ClientBuilder) -> twilio_runtime::ClientBuilder {
    /// builder.on_request(|request| {
    ///     let tenant = HeaderValue::from_str(&format!("desk-{}", request.operation().id()))?;
    ///     request.headers_mut().insert("x-tenant", tenant);
    ///     Ok(())
    /// })
    /// # }
    /// ```
    pub fn on_request<F>(mut self, hook: F) -> Self
    where
        F: Fn(&mut Request) -> Result<(), Box<dyn std::error::Error + Send + Sync>>
            + Send
            + Sync
            + 'static,
    {
        self.requests.add_hook(hook);
        self
    }

    /// Sets when a call is tried again. See [`RetryPolicy`] for the default.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Limits the further attempts that all calls of the client make together while the
    /// API fails. Each takes one; a call that succeeds gives back that of its last
    /// attempt, or a fifth of one if it was the first. When none is left, failures are
    /// reported at once. The default is 100; with `u32::MAX` there is no limit in
    /// practice.
    pub fn retry_budget(mut self, attempts: u32) -> Self {
        self.retry_budget = attempts;
        self
    }

    /// Sets a function that is called with each attempt as it ends. It should
    /// return quickly, since the call waits for it.
    pub fn on_attempt(mut self, hook: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.hook = Some(AttemptHook(Arc::new(hook)));
        self
    }

    /// Sets the source of the random numbers, from 0 to 1, that scale the waits
    /// between attempts. Tests use it to make the waits predictable.
    pub fn randomness(mut self, source: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.randomness = Some(Arc::new(source));
        self
    }

    /// Appends a name, such as `my-app/1.2`, to the `User-Agent` header.
    pub fn user_agent_suffix(mut self, product: impl Into<String>) -> Self {
        self.agent = Some(product.into());
        self
    }

    /// Makes a client over another transport.
    ///
    /// # Errors
    ///
    /// If a base URL, a header or the credentials cannot be used, or if something is set
    /// that only the default transport has, such as a proxy.
    pub fn build_with(self, transport: impl Transport) -> Result<Client, Error> {
        #[cfg(feature = "reqwest")]
        self.http.refuse_with_another()?;
        self.finish(Box::new(transport))
    }

    pub(super) fn finish(self, transport: Box<dyn Transport>) -> Result<Client, Error> {
        if let Some(problem) = self.credentials.problem() {
            return Err(ConfigError::new(problem).into());
        }
        let hosts = Hosts {
            region: self.region,
            base: self
                .base
                .as_deref()
                .map(|url| self.parse_base(url))
                .transpose()?,
            bases: self
                .bases
                .iter()
                .map(|(product, url)| Ok((*product, self.parse_base(url)?)))
                .collect::<Result<_, Error>>()?,
        };
        let agent = match &self.agent {
            Some(product) => format!("{AGENT} {product}"),
            None => AGENT.to_owned(),
        };
        let user_agent = HeaderValue::from_str(&agent)
            .map_err(|_| ConfigError::new("the user agent holds more than plain ASCII"))?;
        Ok(Client::from_shared(Shared {
            credentials: self.credentials,
            hosts,
            limits: self.limits,
            retry: self.retry,
            retry_budget: RetryBudget::new(self.retry_budget),
            hook: self.hook,
            requests: self.requests.checked()?,
            randomness: self.randomness,
            user_agent,
            transport,
        }))
    }

    fn parse_base(&self, url: &str) -> Result<Base, ConfigError> {
        let public = without_secrets(url);
        let refused = |problem: &str| ConfigError::new(format!("base URL {public:?}: {problem}"));
        let base = Base::parse(url).map_err(refused)?;
        let origin = &base.origin;
        let may_be_plain =
            origin.is_loopback() || self.plain_hosts.iter().any(|host| host == origin.host());
        if origin.is_secure() || may_be_plain {
            return Ok(base);
        }
        Err(refused(
            "credentials would be sent without encryption; use https, or allow_plain_http_to",
        ))
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("region", &self.region)
            .field("base_url", &self.base.as_deref().map(without_secrets))
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}
