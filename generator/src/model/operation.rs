//! Operations: what is sent, and what comes back.

use serde::Serialize;

use super::{Constraints, Name, Origin, Type};

/// What an operation does, by the prefix of its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// `List…`
    List,
    /// `Create…`
    Create,
    /// `Fetch…`
    Fetch,
    /// `Update…`
    Update,
    /// `Patch…`
    Patch,
    /// `Delete…`
    Delete,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Self; 6] = [
        Self::List,
        Self::Create,
        Self::Fetch,
        Self::Update,
        Self::Patch,
        Self::Delete,
    ];

    /// The prefix in an operation id.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Create => "Create",
            Self::Fetch => "Fetch",
            Self::Update => "Update",
            Self::Patch => "Patch",
            Self::Delete => "Delete",
        }
    }

    /// The method on a handle.
    pub fn method(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Create => "create",
            Self::Fetch => "fetch",
            Self::Update => "update",
            Self::Patch => "patch",
            Self::Delete => "delete",
        }
    }
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// The Rust name of its builder.
    pub builder: String,
    /// What it does.
    pub verb: Verb,
    /// The method on its handle: `create`, or `create_new_key` beside another `create`.
    pub method_ident: String,
    /// `GET`, `POST`, `PUT`, `PATCH`, `DELETE`.
    pub http_method: String,
    /// The path template.
    pub path: String,
    /// What follows the path of the handle: `.json`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// The one-line description.
    pub summary: String,
    /// Docs, one line each.
    pub docs: Vec<String>,
    /// Path, query and header parameters and form fields, in document order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Body,
    /// The reply.
    pub reply: Reply,
    /// Wire names of which at least one must be given, one list per condition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at_least_one_of: Vec<Vec<String>>,
    /// For a list of pages: how one is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
    /// The redirects that it answers with when it succeeds, where it has no other success.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redirects: Vec<u16>,
    /// Whether the document wants no credentials with it: `security: []`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
    /// Whether the document marks it as deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The Rust name of the struct that takes the required parameters, where there are more than three.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_struct: Option<String>,
    /// The module that emits it.
    pub module: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
}

impl Operation {
    /// The parameters that an argument of the method takes, in order.
    pub fn required(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.required && parameter.location != ParameterLocation::Path)
    }

    /// The parameters that a setter takes, in order.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| {
            !parameter.required && parameter.location != ParameterLocation::Path
        })
    }

    /// Whether the reply is one page of a list.
    pub fn is_paged(&self) -> bool {
        matches!(self.reply, Reply::Page { .. })
    }
}

/// What a page of a list says of the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NextPage {
    /// Its address.
    Address,
    /// Its token, in the property of this wire name.
    Token(String),
    /// Nothing: the first page is the whole list.
    Nowhere,
}

/// How a page of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// What a reply says of the next page.
    pub next: NextPage,
    /// The wire name of the parameter that says how many items a page has, if there is one.
    pub size: Option<String>,
    /// The most that it may say.
    pub largest: u64,
    /// The wire name of the parameter that takes the token of a page, if there is one.
    pub token: Option<String>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a form body.
    Form,
}

/// How a list or an object is written where it is more than one value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterStyle {
    /// One value as its text; a list as the parameter again for each item, an object as JSON text.
    #[default]
    Plain,
    /// An entry of an object as a parameter of its own: `form`, exploded.
    Spread,
    /// Joined by commas: `form` or `simple`, not exploded.
    Comma,
    /// Joined by spaces: `spaceDelimited`.
    Space,
    /// Joined by bars: `pipeDelimited`.
    Pipe,
    /// An entry of an object with its key in brackets: `deepObject`.
    Deep,
    /// As JSON text, whatever it is.
    Json,
}

impl ParameterStyle {
    /// How a list or an object is written, if not in the plain way.
    pub fn in_words(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Spread => Some("each entry by its own name"),
            Self::Comma => Some("joined by commas"),
            Self::Space => Some("joined by spaces"),
            Self::Pipe => Some("joined by bars"),
            Self::Deep => Some("each entry by its name in brackets"),
            Self::Json => Some("as JSON text"),
        }
    }

    pub(crate) fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

/// One parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// The two names.
    pub name: Name,
    /// Where it travels.
    pub location: ParameterLocation,
    /// What it holds.
    #[serde(rename = "type")]
    pub ty: Type,
    /// How it is written.
    #[serde(skip_serializing_if = "ParameterStyle::is_plain")]
    pub style: ParameterStyle,
    /// Whether a call without it is refused.
    pub required: bool,
    /// The method that sends it empty, which clears it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clear: Option<String>,
    /// For an object in the query: the text before each key (`AddOns`), keys joined by dots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map_prefix: Option<String>,
    /// Docs, one line each.
    pub docs: Vec<String>,
    /// Limits.
    pub constraints: Constraints,
    /// Whether the document marks it as deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// How the body is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// No body.
    None,
    /// `application/x-www-form-urlencoded`; its fields are parameters.
    Form,
    /// JSON of any shape.
    Json,
    /// JSON of a model.
    Model,
}

/// A request body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// How it is written.
    pub kind: BodyKind,
    /// The media type, if there is a body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// The media types that the document describes as well, and that are not sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// What a JSON body holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ty: Option<Type>,
    /// Whether a call without it is refused.
    pub required: bool,
    /// Example payloads.
    pub examples: Vec<Example>,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reply {
    /// Nothing.
    Empty,
    /// One value.
    One {
        /// Its type.
        #[serde(rename = "type")]
        ty: Type,
        /// Example payloads.
        examples: Vec<Example>,
    },
    /// One page of a list.
    Page {
        /// The key of the list in the envelope.
        key: String,
        /// The type of an item.
        item: Type,
        /// Example payloads.
        examples: Vec<Example>,
    },
}

impl Reply {
    /// Takes over the example payloads of another reply of the same shape.
    pub(crate) fn add_examples(&mut self, other: Self) {
        let (Self::One { examples, .. } | Self::Page { examples, .. }) = self else {
            return;
        };
        match other {
            Self::Empty => {}
            Self::One { examples: more, .. } | Self::Page { examples: more, .. } => {
                examples.extend(more)
            }
        }
    }

    /// Example payloads.
    pub fn examples(&self) -> &[Example] {
        match self {
            Self::Empty => &[],
            Self::One { examples, .. } | Self::Page { examples, .. } => examples,
        }
    }
}

/// An example payload.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// Its name in the document.
    pub name: String,
    /// The payload.
    pub value: serde_json::Value,
    /// Where it stands.
    pub origin: Origin,
}
