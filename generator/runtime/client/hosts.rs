//! Products, regions, and the host at which a product is reached.
//!
//! Every host that this yields is either one that Twilio operates or part of a
//! base URL that the user set. It may not know requests.

use std::fmt;
use std::str::FromStr;

use super::super::wire::address::{Base, Origin};

/// A product of the API: its name and its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    name: &'static str,
    host: &'static str,
}

impl Product {
    /// A product with this name and this host, as its OpenAPI document has them.
    #[must_use]
    pub const fn new(name: &'static str, host: &'static str) -> Self {
        Self { name, host }
    }

    /// The name, as in `proxy`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The host, as in `proxy.twilio.com`.
    #[must_use]
    pub const fn host(&self) -> &'static str {
        self.host
    }
}

/// A region in which Twilio keeps and processes data. Credentials belong to one
/// region.
///
/// A client without a region uses the plain host of the product, which is in the
/// United States.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// The United States: `product.us1.twilio.com`.
    Us1,
    /// Ireland, through Dublin: `product.dublin.ie1.twilio.com`.
    Ie1,
    /// Australia, through Sydney: `product.sydney.au1.twilio.com`.
    Au1,
}

impl Region {
    /// All regions.
    pub const ALL: &'static [Self] = &[Self::Us1, Self::Ie1, Self::Au1];

    /// The name, as in `ie1`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Us1 => "us1",
            Self::Ie1 => "ie1",
            Self::Au1 => "au1",
        }
    }

    /// The edge through which the region is reached, if the host has to name it.
    #[must_use]
    pub const fn edge(self) -> Option<&'static str> {
        match self {
            Self::Us1 => None,
            Self::Ie1 => Some("dublin"),
            Self::Au1 => Some("sydney"),
        }
    }

    /// The host of a product in this region.
    #[must_use]
    pub fn host(self, product: Product) -> String {
        // Only hosts below twilio.com have regions.
        let Some(label) = product.host.strip_suffix(".twilio.com") else {
            return product.host.to_owned();
        };
        match self.edge() {
            Some(edge) => format!("{label}.{edge}.{}.twilio.com", self.as_str()),
            None => format!("{label}.{}.twilio.com", self.as_str()),
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not the name of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionError(());

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a region: expected us1, ie1 or au1")
    }
}

impl std::error::Error for RegionError {}

impl FromStr for Region {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|region| region.as_str() == text)
            .ok_or(RegionError(()))
    }
}

/// The configuration of a client that decides where requests go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts {
    pub(crate) region: Option<Region>,
    pub(crate) base: Option<Base>,
    pub(crate) bases: Vec<(Product, Base)>,
}

/// Where the requests of one product go.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    /// Where they are sent.
    pub(crate) base: Base,
    /// If the base URL is one that the user set: the origin of the API itself,
    /// which is the one that addresses in replies have.
    pub(crate) published: Option<Origin>,
}

impl Hosts {
    pub(crate) fn destination(&self, product: Product) -> Destination {
        let host = match self.region {
            Some(region) => region.host(product),
            None => product.host.to_owned(),
        };
        let published = Origin::https(host);
        let base = self
            .bases
            .iter()
            .find(|(of, _)| *of == product)
            .map(|(_, base)| base)
            .or(self.base.as_ref());
        match base {
            Some(base) => Destination {
                base: base.clone(),
                published: Some(published),
            },
            None => Destination {
                base: Base::root(published),
                published: None,
            },
        }
    }
}
