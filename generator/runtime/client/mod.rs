//! The client: how one is made, whom it acts for, and which hosts it talks to.

mod builder;
mod credentials;
mod environment;
mod hosts;
mod limits;
mod mask;
mod requests;
mod secret;
mod shared;
#[cfg(feature = "reqwest")]
mod transport;

pub use builder::ClientBuilder;
pub use credentials::{Authorization, Credentials, CredentialsProvider};
pub(crate) use credentials::{AuthorizationSource, CredentialForm};
pub(crate) use hosts::Destination;
pub use hosts::{Product, Region, RegionError};
pub(crate) use limits::Limits;
pub(crate) use mask::Mask;
#[cfg(feature = "webhooks")]
pub(crate) use secret::Secret;
pub use shared::Client;
