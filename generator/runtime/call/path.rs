//! The path of a resource, and the client to call it with.
//!
//! It may not know operations.

use std::fmt;

use super::super::client::Client;
use super::super::client::Product;
use super::super::wire::encode;

/// The path of a resource in the API, and the client to call it with.
///
/// Each handle holds one. It is cheap to clone.
#[derive(Clone)]
pub struct ApiPath {
    pub(crate) client: Client,
    pub(crate) product: Product,
    pub(crate) path: PathText,
}

/// The text of a path, percent-encoded, without the suffix of an operation.
#[derive(Clone, Default)]
pub(crate) struct PathText {
    text: String,
    segments: usize,
    /// The segments that are arguments, by their numbers from 1.
    arguments: Vec<usize>,
    /// The first argument that cannot be a segment, by its number, and why.
    problem: Option<(usize, &'static str)>,
}

impl ApiPath {
    /// The root of a product.
    #[must_use]
    pub fn root(client: &Client, product: Product) -> Self {
        Self {
            client: client.clone(),
            product,
            path: PathText::default(),
        }
    }

    /// The root of the same product, with the same client.
    #[must_use]
    pub fn top(&self) -> Self {
        Self::root(&self.client, self.product)
    }

    /// This path with one or more fixed segments appended, as in `Sessions`.
    #[must_use]
    pub fn then(&self, segments: &'static str) -> Self {
        let mut path = self.clone();
        path.path.push_fixed(segments);
        path
    }

    /// This path with an argument appended as one segment. An argument that is
    /// empty, `.` or `..` would lead to another path, and makes calls on this one
    /// fail unsent.
    #[must_use]
    pub fn id(mut self, argument: impl AsRef<str>) -> Self {
        self.path.push_argument(argument.as_ref());
        self
    }

    /// The client to call it with.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }
}

impl PathText {
    fn push_fixed(&mut self, segments: &'static str) {
        for segment in segments.split('/').filter(|segment| !segment.is_empty()) {
            self.segments += 1;
            self.text.push('/');
            self.text.push_str(segment);
        }
    }

    fn push_argument(&mut self, argument: &str) {
        self.segments += 1;
        self.arguments.push(self.segments);
        let problem = match argument {
            "" => Some("is empty"),
            "." => Some("is `.`, which names another path"),
            ".." => Some("is `..`, which names another path"),
            _ => None,
        };
        if let (Some(problem), None) = (problem, self.problem) {
            self.problem = Some((self.segments, problem));
        }
        self.text.push('/');
        encode::push(&mut self.text, argument);
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn problem(&self) -> Option<(usize, &'static str)> {
        self.problem
    }
}

/// Shows `{}` in place of the arguments, which may be personal.
impl fmt::Debug for PathText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.text.split('/').enumerate().skip(1) {
            let segment = if self.arguments.contains(&index) {
                "{}"
            } else {
                segment
            };
            write!(f, "/{segment}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiPath({} {:?})", self.product.name(), self.path)
    }
}
