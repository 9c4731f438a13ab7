//! The operations of a document, as far as sending them is concerned. Each is a
//! constant.
//!
//! It may not know clients, parameters' values or replies.

use std::fmt;

use super::method::Method;

/// An operation of the API: its id, method, path template and rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    id: &'static str,
    document: &'static str,
    method: Method,
    path: &'static str,
    suffix: &'static str,
    json: bool,
    at_least_one_of: &'static [&'static [&'static str]],
    page: Option<&'static str>,
    page_size: &'static str,
    largest_page: usize,
    page_token: &'static str,
    anonymous: bool,
    redirects: &'static [u16],
    private: &'static [&'static str],
}

impl Operation {
    /// An operation of a document such as `proxy_v1`, with its id there, its method
    /// and its path template.
    #[must_use]
    pub const fn new(
        document: &'static str,
        id: &'static str,
        method: Method,
        path: &'static str,
    ) -> Self {
        Self {
            id,
            document,
            method,
            path,
            suffix: "",
            json: false,
            at_least_one_of: &[],
            page: None,
            page_size: "PageSize",
            largest_page: 1000,
            page_token: "PageToken",
            anonymous: false,
            redirects: &[],
            private: &[],
        }
    }

    /// An operation that answers with the pages of a list, whose items are the value
    /// of `key` in the reply.
    #[must_use]
    pub const fn list(
        document: &'static str,
        id: &'static str,
        method: Method,
        path: &'static str,
        key: &'static str,
    ) -> Self {
        let mut operation = Self::new(document, id, method, path);
        operation.page = Some(key);
        operation
    }

    /// Sets, for a list, the name of the parameter for the page size, the largest
    /// page size, and the name of the parameter for the page token. An empty name
    /// stands for no such parameter. The defaults are `PageSize`, 1000 and
    /// `PageToken`.
    #[must_use]
    pub const fn paged_by(
        mut self,
        size: &'static str,
        largest: usize,
        token: &'static str,
    ) -> Self {
        self.page_size = size;
        self.largest_page = largest;
        self.page_token = token;
        self
    }

    /// Sends the operation without the client's credentials.
    #[must_use]
    pub const fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Takes replies of these statuses as successes. None of them is followed.
    #[must_use]
    pub const fn redirects(mut self, statuses: &'static [u16]) -> Self {
        self.redirects = statuses;
        self
    }

    /// Appends a text such as `.json` to the path.
    #[must_use]
    pub const fn suffix(mut self, suffix: &'static str) -> Self {
        self.suffix = suffix;
        self
    }

    /// Sends a JSON body, which is `{}` if none is set.
    #[must_use]
    pub const fn json_body(mut self) -> Self {
        self.json = true;
        self
    }

    /// Demands that at least one parameter of each group is set.
    #[must_use]
    pub const fn at_least_one_of(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.at_least_one_of = groups;
        self
    }

    /// Keeps the values of these parameters out of `Debug`, and those of the members of
    /// JSON that have these names: personal data and secrets.
    #[must_use]
    pub const fn private(mut self, names: &'static [&'static str]) -> Self {
        self.private = names;
        self
    }

    /// The id in the document, such as `CreateSession`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The name of the document, such as `proxy_v1`.
    #[must_use]
    pub const fn document_name(&self) -> &'static str {
        self.document
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The path template, such as `/v1/Services/{ServiceSid}/Sessions`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// For a list, the key of the items in a page.
    #[must_use]
    pub const fn page_key(&self) -> Option<&'static str> {
        self.page
    }

    pub(crate) const fn path_suffix(&self) -> &'static str {
        self.suffix
    }

    /// The parameter for the page size, and the largest page size.
    pub(crate) const fn page_size(&self) -> (&'static str, usize) {
        (self.page_size, self.largest_page)
    }

    /// The parameter for the page token.
    pub(crate) const fn page_token(&self) -> &'static str {
        self.page_token
    }

    /// Whether a reply of this status is a success.
    pub(crate) fn succeeds_with(&self, status: u16) -> bool {
        (200..300).contains(&status) || self.redirects.contains(&status)
    }

    pub(crate) const fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    pub(crate) const fn takes_json(&self) -> bool {
        self.json
    }

    pub(crate) const fn at_least_one_of_groups(&self) -> &'static [&'static [&'static str]] {
        self.at_least_one_of
    }

    /// Whether the value of a parameter or of a member with this name is kept out of
    /// `Debug`.
    pub(crate) fn is_private(&self, name: &str) -> bool {
        let mut private = self.private.iter();
        private.any(|private| private.eq_ignore_ascii_case(name))
    }

    /// The segment of the template with this number, from 1.
    pub(crate) fn segment(&self, index: usize) -> &'static str {
        self.path
            .split('/')
            .nth(index)
            .unwrap_or("a path parameter")
    }
}

/// The method and the path template, with which errors begin:
/// `POST /v1/Services/{ServiceSid}/Sessions`.
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operation({}: {self})", self.id)
    }
}
