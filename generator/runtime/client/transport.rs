//! What can be configured of the default transport, which is reqwest.

use std::time::Duration;

use super::super::error::Error;
use super::super::transport::ReqwestTransport;
use super::builder::ClientBuilder;
use super::shared::Client;

impl ClientBuilder {
    /// Limits the time that the default transport takes to connect, TLS included.
    /// The default is 5 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = timeout;
        self
    }

    /// Limits the connections that the default transport has to each host.
    /// Further calls wait until one is free. The default is 64; 0 counts as 1.
    pub fn max_connections_per_host(mut self, connections: usize) -> Self {
        self.http.max_connections_per_host = connections.max(1);
        self
    }

    /// Sends requests with this HTTP client in place of the default one, for instance one
    /// with a client certificate or over SOCKS.
    ///
    /// It has to follow no redirects, or credentials may go to another host: an attempt
    /// that was redirected ends with an error. It should not repeat requests by itself.
    /// Its proxy, certificates and time to connect are its own, and are not set here;
    /// [`max_connections_per_host`](Self::max_connections_per_host) limits the requests in
    /// progress then, and not the connections.
    ///
    /// ```
    /// use twilio_runtime::reqwest::{self, redirect::Policy};
    ///
    /// # fn example(builder: twilio_runtime::ClientBuilder) -> Result<(), Box<dyn std::error::Error>> {
    /// let http = reqwest::Client::builder().redirect(Policy::none()).https_only(true).build()?;
    /// let client = builder.http_client(http).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http.client = Some(client);
        self
    }

    /// Sends requests to `https` URLs through this HTTP proxy, in place of the one of the
    /// environment. The URL may hold a user name and a password, which are not printed.
    ///
    /// ```
    /// # fn example(builder: twilio_runtime::ClientBuilder) -> twilio_runtime::ClientBuilder {
    /// builder.proxy("http://proxy.example:3128")
    /// # }
    /// ```
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http.set_proxy(url.into());
        self
    }

    /// Uses no proxy, also if the environment names one.
    pub fn no_proxy(mut self) -> Self {
        self.http.set_no_proxy();
        self
    }

    /// Trusts these certificates of authorities too, beside those of the operating system:
    /// a PEM text with one or more. On Android there is no way to.
    ///
    /// ```no_run
    /// # fn example(builder: twilio_runtime::ClientBuilder) -> Result<(), Box<dyn std::error::Error>> {
    /// let client = builder.root_certificate(std::fs::read("gateway-ca.pem")?).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.add_root_certificate(pem.into());
        self
    }

    /// Makes a client over the default transport, which is reqwest.
    ///
    /// # Errors
    ///
    /// If a base URL, a header, a proxy or the credentials cannot be used, or
    /// certificates cannot be read.
    pub fn build(self) -> Result<Client, Error> {
        let transport = ReqwestTransport::configured(&self.http)?;
        self.finish(Box::new(transport))
    }
}
