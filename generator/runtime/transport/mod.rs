//! Transports: what sends a request, and the default one.

#[cfg(feature = "reqwest")]
mod connections;
#[cfg(feature = "reqwest")]
mod http_client;
mod interface;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "reqwest")]
pub(crate) use http_client::HttpSettings;
pub use interface::{Transport, TransportError, TransportErrorKind, TransportReply};
