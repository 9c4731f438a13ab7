//! What an operation of a document is, as far as sending it goes: constant data,
//! one value per operation, never built at run time.

use std::fmt;

use super::method::Method;

/// One operation of the API: its id, method, path and rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    id: &'static str,
    document: &'static str,
    method: Method,
    path: &'static str,
    suffix: &'static str,
    json: bool,
    one_of: &'static [&'static [&'static str]],
    page: Option<&'static str>,
    page_size: &'static str,
    largest_page: usize,
    page_token: &'static str,
    anonymous: bool,
}

impl Operation {
    /// An operation of a document, as in `proxy_v1`, by its id there, method and
    /// path template.
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
            one_of: &[],
            page: None,
            page_size: "PageSize",
            largest_page: 1000,
            page_token: "PageToken",
            anonymous: false,
        }
    }

    /// As [`new`](Self::new); answers with pages of a list that stands under `key`.
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

    /// Names the parameters of a list that say how large a page is, at most how
    /// large it may be, and which page it is; an empty name stands for none.
    /// Without it these are `PageSize`, 1000 and `PageToken`.
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

    /// Is sent without the client's credentials.
    #[must_use]
    pub const fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Appends a text, such as `.json`, to the path.
    #[must_use]
    pub const fn suffix(mut self, suffix: &'static str) -> Self {
        self.suffix = suffix;
        self
    }

    /// Sends a JSON body, `{}` where none is given.
    #[must_use]
    pub const fn json_body(mut self) -> Self {
        self.json = true;
        self
    }

    /// Demands that of each group of parameters at least one is given.
    #[must_use]
    pub const fn at_least_one_of(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.one_of = groups;
        self
    }

    /// The id in the document, as in `CreateSession`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The document, as in `proxy_v1`.
    #[must_use]
    pub const fn document_name(&self) -> &'static str {
        self.document
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The path template, as in `/v1/Services/{ServiceSid}/Sessions`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The key under which the items of a page stand, for lists.
    #[must_use]
    pub const fn page_key(&self) -> Option<&'static str> {
        self.page
    }

    pub(crate) const fn path_suffix(&self) -> &'static str {
        self.suffix
    }

    /// The parameter that says how large a page is, and the most that it may say.
    pub(crate) const fn page_size(&self) -> (&'static str, usize) {
        (self.page_size, self.largest_page)
    }

    /// The parameter that says which page it is.
    pub(crate) const fn page_token(&self) -> &'static str {
        self.page_token
    }

    pub(crate) const fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    pub(crate) const fn takes_json(&self) -> bool {
        self.json
    }

    pub(crate) const fn groups(&self) -> &'static [&'static [&'static str]] {
        self.one_of
    }

    /// What the template has in place of the segment at `index`, counted from 1.
    pub(crate) fn segment(&self, index: usize) -> &'static str {
        self.path
            .split('/')
            .nth(index)
            .unwrap_or("a path parameter")
    }
}

/// `POST /v1/Services/{ServiceSid}/Sessions`: how errors begin.
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
