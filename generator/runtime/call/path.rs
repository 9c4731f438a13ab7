//! A place in the API's tree: the path so far, and the client to call it with.

use std::fmt;

use super::super::client::Client;
use super::super::client::Product;
use super::super::wire::encode;

/// A place in the API's tree. Handles are made of one; it is cheap to clone.
#[derive(Clone)]
pub struct ApiPath {
    pub(crate) client: Client,
    pub(crate) product: Product,
    pub(crate) path: PathText,
}

/// A path under construction, escaped.
#[derive(Clone, Default)]
pub(crate) struct PathText {
    text: String,
    segments: usize,
    /// Which segments are arguments, by their number from 1.
    arguments: Vec<usize>,
    /// The first argument that would change the path, and what it is.
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

    /// The place below this one, by one or more fixed segments.
    #[must_use]
    pub fn then(&self, segments: &'static str) -> Self {
        let mut place = self.clone();
        place.path.push_fixed(segments);
        place
    }

    /// The place below this one that an argument names. An argument that is
    /// empty, `.` or `..` is reported by the call that is made from here.
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

/// The path with `{}` in place of its arguments, which may be personal.
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
