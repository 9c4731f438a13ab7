//! Transports: what sends a request, and the default one.

#[cfg(feature = "reqwest")]
mod connections;
mod interface;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub use interface::{Transport, TransportError, TransportErrorKind, TransportReply};
