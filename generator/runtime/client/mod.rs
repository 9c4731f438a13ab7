//! The client: how one is made, whom it acts for, and which hosts it talks to.

mod builder;
mod credentials;
mod environment;
mod hosts;
mod limits;
mod mask;
mod secret;
mod shared;

pub use builder::ClientBuilder;
pub(crate) use credentials::AuthorizationSource;
pub use credentials::{Authorization, Credentials, CredentialsProvider};
pub(crate) use hosts::Destination;
pub use hosts::{Product, Region, RegionError};
pub(crate) use mask::Mask;
#[cfg(feature = "webhooks")]
pub(crate) use secret::Secret;
pub use shared::Client;
