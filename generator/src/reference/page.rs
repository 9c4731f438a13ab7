//! A page as plain data: what stands on it, in order, each fact once.
//!
//! Both renderings of a page and whatever else reads it start from here. Nothing in this module knows OpenAPI, HTML or
//! Markdown.

use super::id::PageId;

/// A page of the reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What it is called everywhere.
    pub id: PageId,
    /// What it is about.
    pub kind: PageKind,
    /// The heading.
    pub title: String,
    /// One line of plain text, for lists of pages.
    pub summary: String,
    /// The key of the document that it belongs to.
    pub document: Option<String>,
    /// The way down to it, from the page of its API.
    pub crumbs: Vec<Link>,
    /// What is written about it.
    pub lead: Vec<Block>,
    /// For an operation, what is sent where.
    pub request: Option<Request>,
    /// What is good to know at a glance.
    pub facts: Vec<Fact>,
    /// The rest, under headings.
    pub sections: Vec<Section>,
    /// For an operation, code that calls it: one for each named example of its request.
    pub samples: Vec<Sample>,
    /// For an operation, the description of its call as JSON, which a form is made of.
    pub call: Option<String>,
    /// Where it comes from, such as `specs/twilio_proxy_v1.yaml:186`.
    pub source: Option<String>,
}

impl Page {
    /// A page of which all but its title is still to come.
    pub(crate) fn new(id: PageId, kind: PageKind, title: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            title: title.into(),
            summary: String::new(),
            document: None,
            crumbs: Vec::new(),
            lead: Vec::new(),
            request: None,
            facts: Vec::new(),
            sections: Vec::new(),
            samples: Vec::new(),
            call: None,
            source: None,
        }
    }
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// All APIs.
    Home,
    /// One API, which is one document.
    Api,
    /// An operation.
    Operation,
    /// The places of the URL tree that share their static segments.
    Resource,
    /// A model.
    Model,
    /// An enum.
    Enum,
    /// A kind of SID.
    Sid,
    /// Errors and retries.
    Errors,
    /// What changed from version to version.
    Changes,
    /// The answer to an address without a page.
    NotFound,
}

impl PageKind {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Api => "API",
            Self::Operation => "operation",
            Self::Resource => "resource",
            Self::Model => "model",
            Self::Enum => "enum",
            Self::Sid => "SID",
            Self::Errors => "errors",
            Self::Changes => "changes",
            Self::NotFound => "not found",
        }
    }
}

/// What is sent where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`.
    pub method: String,
    /// `https://proxy.twilio.com`.
    pub host: String,
    /// The path template.
    pub path: String,
}

/// One thing to know at a glance.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is about, in a word or two.
    pub label: String,
    /// What there is to know.
    pub text: Vec<Inline>,
}

/// A part of a page under a heading of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The fragment of its address.
    pub anchor: String,
    /// Its heading.
    pub title: String,
    /// What stands beside the heading in small print.
    pub note: String,
    /// Whether it stands beside the others where there is room: examples.
    pub beside: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// Something that stands on lines of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading within a section.
    Heading {
        /// The fragment of its address; none where it is empty.
        anchor: String,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether its items are counted.
        ordered: bool,
        /// What each item holds.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A block of code.
    Code(Code),
    /// A table.
    Table {
        /// The headings of its columns.
        head: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Parameters, headers, properties or values.
    Members(Members),
    /// A picture, with what it shows in words.
    Picture {
        /// Its SVG, which this crate draws.
        svg: String,
        /// What it shows.
        caption: String,
    },
    /// What is left out here, and where it is.
    Note(Vec<Inline>),
}

/// Code or an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// `rust`, `json`, `sh`, or nothing.
    pub language: &'static str,
    /// The code.
    pub text: String,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Code.
    Code(String),
    /// What matters.
    Strong(Vec<Inline>),
    /// What is stressed.
    Emphasis(Vec<Inline>),
    /// A link.
    Link(Link),
    /// An HTTP method.
    Method(String),
    /// The end of a line.
    Break,
}

impl Inline {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Code.
    pub fn code(text: impl Into<String>) -> Self {
        Self::Code(text.into())
    }

    /// What matters, as text.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::Strong(vec![Self::text(text)])
    }

    /// A link to a page.
    pub fn page(text: impl Into<String>, id: &PageId) -> Self {
        Self::Link(Link::page(text, id))
    }
}

/// The text of a line without its marks.
pub fn plain(line: &[Inline]) -> String {
    line.iter()
        .map(|piece| match piece {
            Inline::Text(text) | Inline::Code(text) | Inline::Method(text) => text.clone(),
            Inline::Strong(inner) | Inline::Emphasis(inner) => plain(inner),
            Inline::Link(link) => plain(&link.text),
            Inline::Break => String::from(" "),
        })
        .collect()
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is read.
    pub text: Vec<Inline>,
    /// Where it leads.
    pub target: Target,
}

impl Link {
    /// A link to a page.
    pub fn page(text: impl Into<String>, id: &PageId) -> Self {
        Self::part(text, id, "")
    }

    /// A link to a part of a page.
    pub fn part(text: impl Into<String>, id: &PageId, anchor: impl Into<String>) -> Self {
        Self {
            text: vec![Inline::text(text)],
            target: Target::Page(id.clone(), anchor.into()),
        }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a page and an anchor on it, which may be empty.
    Page(PageId, String),
    /// To an address elsewhere: `https://…`.
    Web(String),
}

/// Parameters, headers, properties or values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Members {
    /// Those that are listed.
    pub members: Vec<Member>,
    /// How many more there are.
    pub left_out: usize,
    /// Set where they can be folded away: what they are, such as `headers`.
    pub folded: Option<Folded>,
}

/// How a list of members is folded away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// What stands there when it is folded.
    pub label: String,
    /// Whether it starts unfolded.
    pub open: bool,
}

/// A parameter, a header, a property or a value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Member {
    /// The fragment of its address.
    pub anchor: String,
    /// Its name on the wire.
    pub name: String,
    /// Its type in words: `string (uri) or null`.
    pub ty: Vec<Inline>,
    /// The Rust type, where it has a name of its own.
    pub named: Vec<Inline>,
    /// Marks such as `required`.
    pub marks: Vec<Mark>,
    /// What is written about it.
    pub description: Vec<Block>,
    /// Its limits, default and example, one each.
    pub rules: Vec<Vec<Inline>>,
    /// The values that it can have.
    pub values: Vec<String>,
    /// How many more values there are.
    pub values_left_out: usize,
    /// What it holds.
    pub attributes: Option<Members>,
}

/// A mark of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It must be given.
    Required,
    /// It should not be used any more.
    Deprecated,
    /// It is only in replies.
    ReadOnly,
    /// It is only in requests.
    WriteOnly,
    /// It is as good as a password.
    Secret,
    /// It is personal data, of this class.
    Personal(String),
}

impl Mark {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Required => String::from("required"),
            Self::Deprecated => String::from("deprecated"),
            Self::ReadOnly => String::from("only in replies"),
            Self::WriteOnly => String::from("only in requests"),
            Self::Secret => String::from("secret"),
            Self::Personal(class) if class.is_empty() => String::from("personal data"),
            Self::Personal(class) => format!("personal data ({class})"),
        }
    }
}

/// Code that makes a call, in several languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The name of the example that it sends; empty where there is one sample only.
    pub name: String,
    /// One for each language.
    pub codes: Vec<(Language, String)>,
}

/// A language of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Rust.
    Rust,
    /// Rust without async.
    Blocking,
    /// A shell.
    Curl,
}

impl Language {
    /// What it is called on pages.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Blocking => "Rust, blocking",
            Self::Curl => "curl",
        }
    }

    /// Its key in data: `rust`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Blocking => "blocking",
            Self::Curl => "curl",
        }
    }

    /// The language of a code block.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rust | Self::Blocking => "rust",
            Self::Curl => "sh",
        }
    }
}
