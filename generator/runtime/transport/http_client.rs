//! The HTTP client of the default transport, and what can be configured of it.
//!
//! It speaks HTTP/1.1, so that no call waits for another on the same connection
//! and `h2` need not be compiled. TLS uses ring, which is set for this client
//! only and not for the whole program, and the certificates of the operating
//! system. A proxy from the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`)
//! is used for https only, where it cannot see the content.
//!
//! It may not know requests.

use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::Verifier;

use super::super::error::ConfigError;
use super::connections::Gates;

/// What is configured of the HTTP client, or one that the user brought.
#[derive(Clone)]
pub(crate) struct HttpSettings {
    pub(crate) client: Option<reqwest::Client>,
    /// The time to connect, TLS included.
    pub(crate) connect_timeout: Duration,
    pub(crate) max_connections_per_host: usize,
    proxy: ProxySetting,
    /// PEM texts.
    root_certificates: Vec<Vec<u8>>,
}

#[derive(Clone, Default)]
enum ProxySetting {
    #[default]
    Environment,
    None,
    Url(String),
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self::new(Duration::from_secs(5), 64)
    }
}

impl HttpSettings {
    pub(crate) fn new(connect_timeout: Duration, max_connections_per_host: usize) -> Self {
        Self {
            client: None,
            connect_timeout,
            max_connections_per_host,
            proxy: ProxySetting::default(),
            root_certificates: Vec::new(),
        }
    }

    pub(crate) fn set_proxy(&mut self, url: String) {
        self.proxy = ProxySetting::Url(url);
    }

    pub(crate) fn set_no_proxy(&mut self) {
        self.proxy = ProxySetting::None;
    }

    pub(crate) fn add_root_certificate(&mut self, pem: Vec<u8>) {
        self.root_certificates.push(pem);
    }

    /// Refuses settings that would be without effect.
    pub(crate) fn refuse_with_another(&self) -> Result<(), ConfigError> {
        if self.client.is_some() || self.is_configured() {
            let problem = "http_client, proxy and root_certificate are for the default transport: \
                           use build(), or configure the transport given to build_with()";
            return Err(ConfigError::new(problem));
        }
        Ok(())
    }

    fn is_configured(&self) -> bool {
        !matches!(self.proxy, ProxySetting::Environment) || !self.root_certificates.is_empty()
    }

    pub(crate) fn http_client(&self) -> Result<reqwest::Client, ConfigError> {
        if let Some(client) = &self.client {
            if self.is_configured() {
                let problem = "proxy and root_certificate do not apply to the client given to \
                               http_client: configure that one";
                return Err(ConfigError::new(problem));
            }
            return Ok(client.clone());
        }
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls()?)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.connect_timeout)
            .pool_max_idle_per_host(self.max_connections_per_host.max(1))
            .connector_layer(Gates)
            .no_proxy();
        if let Some(proxy) = self.proxy()? {
            builder = builder.proxy(proxy);
        }
        builder
            .build()
            .map_err(|error| ConfigError::caused("the transport cannot be made", error))
    }

    fn tls(&self) -> Result<rustls::ClientConfig, ConfigError> {
        let refused = |error| ConfigError::new(format!("TLS cannot be set up: {error}"));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = verifier(self.roots()?, &provider).map_err(refused)?;
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(refused)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        Ok(config.with_no_client_auth())
    }

    fn roots(&self) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
        let mut roots = Vec::new();
        for pem in &self.root_certificates {
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let refused =
                    |error| ConfigError::new(format!("a root certificate is not PEM: {error}"));
                roots.push(certificate.map_err(refused)?);
            }
            if roots.len() == before {
                let problem = "a root certificate is not PEM: expected BEGIN CERTIFICATE";
                return Err(ConfigError::new(problem));
            }
        }
        Ok(roots)
    }

    fn proxy(&self) -> Result<Option<reqwest::Proxy>, ConfigError> {
        match &self.proxy {
            ProxySetting::None => Ok(None),
            ProxySetting::Url(url) => proxy(url, "the proxy").map(Some),
            ProxySetting::Environment => {
                let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
                let mut urls = names.iter().filter_map(|name| std::env::var(name).ok());
                let Some(url) = urls.find(|url| !url.is_empty()) else {
                    return Ok(None);
                };
                let proxy = proxy(&url, "the proxy of the environment")?;
                Ok(Some(proxy.no_proxy(reqwest::NoProxy::from_env())))
            }
        }
    }
}

/// Judges certificates by the operating system's store and by other authorities.
#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: &Arc<rustls::crypto::CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    match roots.is_empty() {
        true => Verifier::new(Arc::clone(provider)),
        false => Verifier::new_with_extra_roots(roots, Arc::clone(provider)),
    }
}

#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: &Arc<rustls::crypto::CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        return Verifier::new(Arc::clone(provider));
    }
    let problem = "root certificates cannot be added on Android";
    Err(rustls::Error::General(problem.to_owned()))
}

/// The proxy at a URL, which may hold a password: no error shows it.
fn proxy(url: &str, name: &str) -> Result<reqwest::Proxy, ConfigError> {
    // reqwest would treat it as a proxy that speaks HTTP.
    if url.starts_with("socks") {
        let problem = format!("{name} speaks SOCKS, and the transport HTTP only: use http_client");
        return Err(ConfigError::new(problem));
    }
    reqwest::Proxy::https(url)
        .map_err(|error| ConfigError::caused(format!("{name} is not usable"), error.without_url()))
}
