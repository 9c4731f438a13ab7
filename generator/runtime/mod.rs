//! The hand-written part of the client: how calls are made, sent, repeated,
//! paged and reported, and what their replies are read into.
//!
//! It knows no product and no operation: the emitted code above it does, and
//! hands over constants. It stands in two places, as a crate of its own where it
//! is tested and as a module of each emitted crate, so it refers to itself by
//! relative paths only.

#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
mod error;
mod future;
pub mod model;
mod reply;
#[cfg(feature = "testing")]
pub mod testing;
mod transport;
#[cfg(feature = "webhooks")]
pub mod webhooks;
mod wire;

pub use call::{ApiPath, Attempt, Call, Decision, FailedAttempt, Failure, Pending, RetryPolicy};
pub use client::{
    Authorization, Client, ClientBuilder, Credentials, CredentialsProvider, Product, Region,
    RegionError,
};
pub use error::{
    ApiError, CallError, ConfigError, CredentialsError, Error, HookError, MissingProperty,
    PagingError, ReplyError, RequestError, required,
};
pub use future::BoxFuture;
pub use reply::{Cursor, CursorError, Items, List, Page, Pages, RawReply, Reply};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{Transport, TransportError, TransportErrorKind, TransportReply};
pub use wire::{Method, Operation, Request, Style};
// As the emitted crate has it in its root, for the examples.
pub use http;
#[cfg(feature = "reqwest")]
pub use reqwest;
