//! The hand-written part of the client: how calls are made, sent, repeated,
//! paged and reported, and what their replies are read into.
//!
//! It knows no product and no operation: the emitted code above it does, and
//! hands over constants. It stands in two places, as a crate of its own where it
//! is tested and as a module of each emitted crate, so it refers to itself by
//! relative paths only.

mod address;
mod api_error;
mod at;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod call;
mod client;
#[cfg(feature = "reqwest")]
mod connections;
mod credentials;
mod cursor;
mod draft;
mod encode;
mod environment;
mod error;
mod excerpt;
mod hook;
mod hosts;
mod limits;
mod method;
mod missing;
pub mod model;
mod operation;
mod page;
mod pages;
mod pending;
mod reply;
mod reply_error;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod retry;
mod secret;
mod send;
mod spans;
#[cfg(feature = "testing")]
pub mod testing;
mod transport;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use api_error::ApiError;
pub use at::At;
pub use builder::ClientBuilder;
pub use call::Call;
pub use client::Client;
pub use credentials::{Authorization, BoxFuture, Credentials, CredentialsProvider};
pub use cursor::{Cursor, CursorError};
pub use error::{CallError, ConfigError, CredentialsError, Error, PagingError, RequestError};
pub use hook::Attempt;
pub use hosts::{Product, Region, RegionError};
pub use method::Method;
pub use missing::MissingProperty;
pub use operation::Operation;
pub use page::{List, Page};
pub use pages::{Items, Pages};
pub use pending::Pending;
pub use reply::{RawReply, Reply};
pub use reply_error::ReplyError;
pub use request::Request;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use retry::{Decision, Failed, Failure, RetryPolicy};
pub use transport::{Transport, TransportError, TransportErrorKind, TransportReply};
