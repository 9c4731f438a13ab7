//! `x-twilio`, read into types.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;

use super::check::shape::Twilio;
use super::check::suggest::list;
use super::pointer::Pointer;
use super::yaml::mark::location;
use super::yaml::node::{Entry, Kind, Mark, Node};
use crate::diagnostic::{Code, Diagnostic};

/// `x-twilio` of a path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PathExtension {
    /// Whether the path is that of a list or of one thing.
    pub path_type: Option<PathType>,
    /// The path of the resource that this one belongs to, without the version, with parameter names of
    /// its own.
    pub parent: Option<String>,
    /// What Twilio's libraries call the accessor.
    pub mount_name: Option<String>,
    /// What Twilio's libraries call the class.
    pub class_name: Option<String>,
    /// The properties that Twilio's command line shows.
    pub default_output_properties: Vec<String>,
    /// Resources that a fetched one leads to.
    pub dependent_properties: IndexMap<String, Dependent>,
}

/// The scope of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathType {
    /// Many things.
    List,
    /// One thing.
    Instance,
}

/// A resource below a fetched one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dependent {
    /// Parameter of the path → property of the fetched resource that it is taken from.
    pub mapping: IndexMap<String, String>,
    /// The path, with parameters.
    pub resource_url: String,
}

/// `x-twilio` of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OperationExtension {
    /// Groups of parameters of which at least one must be given.
    pub conditional: Vec<Vec<String>>,
    /// What Twilio's libraries call the accessor.
    pub mount_name: Option<String>,
    /// What Twilio's libraries call the class.
    pub class_name: Option<String>,
}

/// `x-twilio` of a schema or a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SchemaExtension {
    /// Whether it is personal data.
    pub pii: Option<Pii>,
    /// The declared format is not checked.
    pub ignore_format: bool,
    /// A title.
    pub short_description: Option<String>,
}

/// Personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pii {
    /// Its class.
    pub handling: Handling,
    /// Days until it is deleted after the resource is.
    pub delete_sla: Option<i64>,
}

/// A class of personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handling {
    /// Personal data.
    Standard,
    /// What people say to each other, and the like.
    Sensitive,
    /// A class that was not known when this was written.
    Other(String),
}

impl fmt::Display for Handling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "standard",
            Self::Sensitive => "sensitive",
            Self::Other(other) => other,
        })
    }
}

/// A key of the document with its value, and where it is.
pub(crate) struct At<'a> {
    pub(crate) file: &'a Arc<str>,
    pub(crate) pointer: Pointer,
    pub(crate) entry: &'a Entry,
}

/// Every problem of an extension.
type Problems = Vec<Diagnostic>;

/// The extension of a path.
pub(crate) fn path(at: &At<'_>) -> Result<PathExtension, Problems> {
    let mut reader = Reader::default();
    let mut found = PathExtension::default();
    for child in reader.map(at) {
        match &*child.entry.key {
            "pathType" => found.path_type = reader.path_type(&child),
            "parent" => found.parent = reader.text(&child),
            "mountName" => found.mount_name = reader.text(&child),
            "className" => found.class_name = reader.text(&child),
            "defaultOutputProperties" => found.default_output_properties = reader.texts(&child),
            "dependentProperties" => {
                for dependent in reader.map(&child) {
                    let value = reader.dependent(&dependent);
                    found
                        .dependent_properties
                        .insert(dependent.entry.key.to_string(), value);
                }
            }
            _ => {}
        }
    }
    reader.finish(found)
}

/// The extension of an operation.
pub(crate) fn operation(at: &At<'_>) -> Result<OperationExtension, Problems> {
    let mut reader = Reader::default();
    let mut found = OperationExtension::default();
    for child in reader.map(at) {
        match &*child.entry.key {
            "conditional" => found.conditional = reader.groups(&child),
            "mountName" => found.mount_name = reader.text(&child),
            "className" => found.class_name = reader.text(&child),
            _ => {}
        }
    }
    reader.finish(found)
}

/// The extension of a schema or a parameter.
pub(crate) fn schema(at: &At<'_>) -> Result<SchemaExtension, Problems> {
    let mut reader = Reader::default();
    let mut found = SchemaExtension::default();
    for child in reader.map(at) {
        match &*child.entry.key {
            "pii" => found.pii = reader.pii(&child),
            "ignoreFormat" => found.ignore_format = reader.flag(&child),
            "shortDescription" => found.short_description = reader.text(&child),
            _ => {}
        }
    }
    reader.finish(found)
}

/// The keys that [`path`], [`operation`] and [`schema`] do not read.
pub(crate) fn unknown_keys(level: Twilio, node: &Node) -> impl Iterator<Item = &Entry> {
    let known: &[&str] = match level {
        Twilio::Unread => &[],
        Twilio::Path => &[
            "pathType",
            "parent",
            "mountName",
            "className",
            "defaultOutputProperties",
            "dependentProperties",
        ],
        Twilio::Operation => &["conditional", "mountName", "className"],
        Twilio::Schema => &["pii", "ignoreFormat", "shortDescription"],
    };
    node.map_entries()
        .iter()
        .filter(move |entry| !known.contains(&&*entry.key))
}

/// Takes values out of nodes, and notes where they are not what they should be.
#[derive(Default)]
struct Reader {
    problems: Problems,
}

impl Reader {
    fn finish<T>(self, found: T) -> Result<T, Problems> {
        if self.problems.is_empty() {
            Ok(found)
        } else {
            Err(self.problems)
        }
    }

    fn wrong(&mut self, at: &At<'_>, mark: Mark, problem: String) {
        let location = location(at.file, mark).with_pointer(at.pointer.shared());
        self.problems
            .push(Diagnostic::error(Code::TwilioValue, &location, problem));
    }

    fn expected(&mut self, at: &At<'_>, node: &Node, expected: &str) {
        if node.kind() == Kind::Refused {
            return;
        }
        let mark = if matches!(node.kind(), Kind::Map | Kind::List | Kind::Null) {
            at.entry.key_mark
        } else {
            node.mark
        };
        let problem = format!(
            "`{}` must be {expected}, and it is {}",
            at.entry.key,
            node.kind().with_article()
        );
        self.wrong(at, mark, problem);
    }

    fn map<'a>(&mut self, at: &At<'a>) -> Vec<At<'a>> {
        if at.entry.value.kind() != Kind::Map {
            self.expected(at, &at.entry.value, "a map");
        }
        let entries = at.entry.value.map_entries().iter();
        entries
            .map(|entry| At {
                file: at.file,
                pointer: at.pointer.join(&entry.key),
                entry,
            })
            .collect()
    }

    fn text(&mut self, at: &At<'_>) -> Option<String> {
        self.text_of(at, &at.entry.value)
    }

    fn text_of(&mut self, at: &At<'_>, node: &Node) -> Option<String> {
        if node.as_str().is_none() {
            self.expected(at, node, "a text");
        }
        node.as_str().map(str::to_owned)
    }

    fn texts(&mut self, at: &At<'_>) -> Vec<String> {
        self.texts_of(at, &at.entry.value, "a list of texts")
    }

    fn texts_of(&mut self, at: &At<'_>, node: &Node, expected: &str) -> Vec<String> {
        if node.kind() != Kind::List {
            self.expected(at, node, expected);
        }
        node.items()
            .iter()
            .filter_map(|item| self.text_of(at, item))
            .collect()
    }

    fn groups(&mut self, at: &At<'_>) -> Vec<Vec<String>> {
        const EXPECTED: &str = "a list of lists of texts";
        if at.entry.value.kind() != Kind::List {
            self.expected(at, &at.entry.value, EXPECTED);
        }
        at.entry
            .value
            .items()
            .iter()
            .map(|group| self.texts_of(at, group, EXPECTED))
            .collect()
    }

    fn flag(&mut self, at: &At<'_>) -> bool {
        if at.entry.value.as_bool().is_none() {
            self.expected(at, &at.entry.value, "true or false");
        }
        at.entry.value.as_bool().unwrap_or_default()
    }

    fn path_type(&mut self, at: &At<'_>) -> Option<PathType> {
        match self.text(at)?.as_str() {
            "list" => Some(PathType::List),
            "instance" => Some(PathType::Instance),
            other => {
                let problem = format!(
                    "`pathType` must be {}, and it is `{other}`",
                    list(&["list", "instance"])
                );
                self.wrong(at, at.entry.value.mark, problem);
                None
            }
        }
    }

    fn dependent(&mut self, at: &At<'_>) -> Dependent {
        let mut found = Dependent::default();
        for child in self.map(at) {
            match &*child.entry.key {
                "mapping" => {
                    for pair in self.map(&child) {
                        if let Some(property) = self.text(&pair) {
                            found.mapping.insert(pair.entry.key.to_string(), property);
                        }
                    }
                }
                "resource_url" => found.resource_url = self.text(&child).unwrap_or_default(),
                _ => {}
            }
        }
        if at.entry.value.kind() == Kind::Map && at.entry.value.get("resource_url").is_none() {
            self.wrong(
                at,
                at.entry.key_mark,
                format!("`{}` has no `resource_url`", at.entry.key),
            );
        }
        found
    }

    fn pii(&mut self, at: &At<'_>) -> Option<Pii> {
        let (mut handling, mut delete_sla) = (None, None);
        for child in self.map(at) {
            match &*child.entry.key {
                "handling" => {
                    handling = self.text(&child).map(|text| match text.as_str() {
                        "standard" => Handling::Standard,
                        "sensitive" => Handling::Sensitive,
                        _ => Handling::Other(text),
                    });
                }
                "deleteSla" => {
                    delete_sla = child.entry.value.as_i64();
                    if delete_sla.is_none() {
                        self.expected(&child, &child.entry.value, "a whole number of days");
                    }
                }
                _ => {}
            }
        }
        if handling.is_none()
            && at.entry.value.get("handling").is_none()
            && at.entry.value.kind() == Kind::Map
        {
            self.wrong(
                at,
                at.entry.key_mark,
                String::from("`pii` has no `handling`"),
            );
        }
        Some(Pii {
            handling: handling?,
            delete_sla,
        })
    }
}
