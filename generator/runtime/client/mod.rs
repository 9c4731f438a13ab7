//! The client: how one is made, whom it acts for, and which hosts it talks to.

mod builder;
#[allow(
    clippy::module_inception,
    reason = "the file is named after the type that it defines"
)]
mod client;
mod credentials;
mod environment;
mod hosts;
mod limits;
mod secret;

pub use builder::ClientBuilder;
pub use client::Client;
pub(crate) use credentials::AuthorizationSource;
pub use credentials::{Authorization, Credentials, CredentialsProvider};
pub(crate) use hosts::Destination;
pub use hosts::{Product, Region, RegionError};
#[cfg(feature = "webhooks")]
pub(crate) use secret::Secret;
