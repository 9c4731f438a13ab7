//! Credentials, and the `Authorization` header that is made of them.
//!
//! Secrets are never printed, and their memory is wiped when the last copy is
//! dropped. The header of a request is a further copy that belongs to the HTTP
//! library, which does not wipe it; it is marked as sensitive, so that other
//! libraries do not print it either.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use zeroize::Zeroizing;

use super::super::future::BoxFuture;
use super::secret::Secret;

/// The credentials of a client. They are cheap to clone.
#[derive(Clone)]
pub struct Credentials {
    kind: Arc<CredentialKind>,
    account: Option<Arc<str>>,
}

enum CredentialKind {
    Fixed(Authorization),
    Provider(Box<dyn CredentialsProvider>),
    None,
}

/// The value of an `Authorization` header. `Debug` does not show it.
#[derive(Clone)]
pub struct Authorization(Scheme);

#[derive(Clone)]
enum Scheme {
    Basic {
        user: String,
        password: Secret,
    },
    Bearer(Secret),
    /// The whole header, as the caller wrote it.
    Verbatim(Secret),
}

/// A source of credentials that change, such as a vault or tokens that expire.
///
/// It is asked before each attempt; caching is up to it. The client waits for it
/// no longer than the call may take overall.
pub trait CredentialsProvider: Send + Sync + 'static {
    /// The credentials for the next attempt.
    ///
    /// # Errors
    ///
    /// Any error ends the call; the attempt is not sent.
    fn authorization(
        &self,
    ) -> BoxFuture<'_, Result<Authorization, Box<dyn StdError + Send + Sync>>>;
}

impl Credentials {
    /// The SID of an account and its auth token.
    #[must_use]
    pub fn auth_token(account_sid: impl Into<String>, auth_token: impl Into<String>) -> Self {
        let account_sid = account_sid.into();
        let account = Arc::from(account_sid.as_str());
        let mut credentials = Self::fixed(Authorization::basic(account_sid, auth_token));
        credentials.account = Some(account);
        credentials
    }

    /// The SID of an API key and its secret.
    #[must_use]
    pub fn api_key(key_sid: impl Into<String>, secret: impl Into<String>) -> Self {
        Self::fixed(Authorization::basic(key_sid, secret))
    }

    /// A bearer token.
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::fixed(Authorization::bearer(token))
    }

    /// A provider that is asked before each attempt.
    #[must_use]
    pub fn provider(provider: impl CredentialsProvider) -> Self {
        Self::from_kind(CredentialKind::Provider(Box::new(provider)))
    }

    /// No credentials, for use with a gateway that adds them or with calls that
    /// each set their own [`authorization`](super::super::Call::authorization).
    #[must_use]
    pub fn none() -> Self {
        Self::from_kind(CredentialKind::None)
    }

    /// Sets the SID of the account that an API key, a token or a provider acts for.
    #[must_use]
    pub fn for_account(mut self, account_sid: impl Into<String>) -> Self {
        self.account = Some(Arc::from(account_sid.into()));
        self
    }

    /// The SID of the account, if it is known.
    #[must_use]
    pub fn account_sid(&self) -> Option<&str> {
        self.account.as_deref()
    }

    fn fixed(authorization: Authorization) -> Self {
        Self::from_kind(CredentialKind::Fixed(authorization))
    }

    fn from_kind(kind: CredentialKind) -> Self {
        Self {
            kind: Arc::new(kind),
            account: None,
        }
    }

    /// Why fixed credentials cannot be sent. Those of a provider are checked when
    /// it has been asked.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        match &*self.kind {
            CredentialKind::Fixed(authorization) => authorization.problem(),
            CredentialKind::Provider(_) | CredentialKind::None => None,
        }
    }

    /// What a caller would have to know to send the same credentials.
    pub(crate) fn form(&self) -> CredentialForm {
        match &*self.kind {
            CredentialKind::Fixed(Authorization(Scheme::Basic { user, .. })) => {
                match user.starts_with("SK") {
                    true => CredentialForm::ApiKey,
                    false => CredentialForm::Account,
                }
            }
            CredentialKind::Fixed(_) => CredentialForm::Bearer,
            CredentialKind::Provider(_) => CredentialForm::Provider,
            CredentialKind::None => CredentialForm::None,
        }
    }

    /// The fixed credentials, or the provider to ask.
    pub(crate) fn source(&self) -> AuthorizationSource<'_> {
        match &*self.kind {
            CredentialKind::Fixed(authorization) => AuthorizationSource::Fixed(authorization),
            CredentialKind::Provider(provider) => AuthorizationSource::Provider(&**provider),
            CredentialKind::None => AuthorizationSource::None,
        }
    }
}

/// What a client's credentials consist of.
pub(crate) enum CredentialForm {
    /// The SID of an account and its token.
    Account,
    /// The SID of an API key and its secret.
    ApiKey,
    Bearer,
    /// Whatever a provider yields.
    Provider,
    None,
}

/// Where the header of the next attempt comes from.
pub(crate) enum AuthorizationSource<'a> {
    Fixed(&'a Authorization),
    Provider(&'a dyn CredentialsProvider),
    None,
}

impl Authorization {
    /// Basic authentication with a user name and a password: the SID of an account
    /// and its auth token, or the SID of an API key and its secret.
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Scheme::Basic {
            user: user.into(),
            password: Secret::new(password),
        })
    }

    /// Bearer authentication with a token.
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(Scheme::Bearer(Secret::new(token)))
    }

    pub(crate) fn verbatim(header: impl Into<String>) -> Self {
        Self(Scheme::Verbatim(Secret::new(header)))
    }

    /// Why it cannot be a header, if it cannot. The text shows no value.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let (user, secret) = match &self.0 {
            Scheme::Basic { user, password } => (user.as_str(), password),
            Scheme::Bearer(secret) | Scheme::Verbatim(secret) => ("-", secret),
        };
        if user.is_empty() {
            Some("the user name of the credentials is empty")
        } else if user.contains(':') {
            Some("the user name of the credentials holds a colon")
        } else if secret.expose().is_empty() {
            Some("the secret of the credentials is empty")
        } else if user
            .chars()
            .chain(secret.expose().chars())
            .any(char::is_control)
        {
            Some("the credentials hold a control character, perhaps a line break at their end")
        } else {
            None
        }
    }

    /// The header, marked as sensitive, or `None` if there is a
    /// [`problem`](Self::problem).
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        if self.problem().is_some() {
            return None;
        }
        let text = match &self.0 {
            Scheme::Basic { user, password } => {
                let pair = Zeroizing::new(format!("{user}:{}", password.expose()));
                let mut text = Zeroizing::new(String::with_capacity(pair.len() * 2));
                text.push_str("Basic ");
                STANDARD.encode_string(pair.as_bytes(), &mut text);
                text
            }
            Scheme::Bearer(token) => Zeroizing::new(format!("Bearer {}", token.expose())),
            Scheme::Verbatim(header) => Zeroizing::new(header.expose().to_owned()),
        };
        let mut value = HeaderValue::from_bytes(text.as_bytes()).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Scheme::Basic { .. } => "Authorization(Basic [secret])",
            Scheme::Bearer(_) => "Authorization(Bearer [secret])",
            Scheme::Verbatim(_) => "Authorization([secret])",
        })
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &*self.kind {
            CredentialKind::Fixed(Authorization(Scheme::Basic { .. })) => "basic",
            CredentialKind::Fixed(_) => "bearer",
            CredentialKind::Provider(_) => "provider",
            CredentialKind::None => "none",
        };
        f.debug_struct("Credentials")
            .field("kind", &kind)
            .field("account_sid", &self.account)
            .finish_non_exhaustive()
    }
}
