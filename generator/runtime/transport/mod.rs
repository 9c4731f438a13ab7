//! Transports: what sends a request, and the default one.

#[cfg(feature = "reqwest")]
mod connections;
#[cfg(feature = "reqwest")]
mod reqwest;
#[allow(
    clippy::module_inception,
    reason = "the file is named after the type that it defines"
)]
mod transport;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub use transport::{Transport, TransportError, TransportErrorKind, TransportReply};
