//! `x-twilio`, Twilio's extension of OpenAPI, as types.

use indexmap::IndexMap;
use std::fmt;

use super::check::suggest::quote_alternatives;
use super::files::Files;
use super::pointer::Pointer;
use super::yaml::mark::Mark;
use super::yaml::node::{MapEntry, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic};

/// `x-twilio` of a path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PathExtension {
    /// Whether the path leads to a list or to one resource.
    pub path_type: Option<PathType>,
    /// The path of the resource that this one belongs to, without the version. Its parameters may have other names
    /// than in this path.
    pub parent: Option<String>,
    /// What Twilio's libraries call the accessor.
    pub mount_name: Option<String>,
    /// What Twilio's libraries call the class.
    pub class_name: Option<String>,
    /// The properties that Twilio's command line prints.
    pub default_output_properties: Vec<String>,
    /// The resources that a fetched one leads to, by name.
    pub dependent_properties: IndexMap<String, Dependent>,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathType {
    /// A list of resources.
    List,
    /// One resource.
    Instance,
}

/// A resource that a fetched one leads to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dependent {
    /// Where the parameters of the path come from: the property of the fetched resource, by parameter.
    pub mapping: IndexMap<String, String>,
    /// The path with its parameters.
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
    /// The personal data that it holds, if any.
    pub pii: Option<Pii>,
    /// Whether values need not have the declared format.
    pub ignore_format: bool,
    /// A short title.
    pub short_description: Option<String>,
}

/// How personal data is to be handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pii {
    /// The class of the data.
    pub handling: Handling,
    /// How many days after its resource it is deleted.
    pub delete_sla: Option<i64>,
}

/// A class of personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handling {
    /// Personal data such as names and phone numbers.
    Standard,
    /// Data that needs more care, such as what people write to each other.
    Sensitive,
    /// A class that the generator does not know.
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

/// Which objects an extension belongs to; each kind has keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExtensionKind {
    /// Path items.
    Path,
    /// Operations.
    Operation,
    /// Schemas and parameters.
    Schema,
}

/// An entry of a map in the document, and where it is.
pub(super) struct LocatedEntry<'a> {
    pub(super) files: &'a Files,
    pub(super) pointer: Pointer,
    pub(super) entry: &'a MapEntry,
}

/// What is wrong with an extension.
pub(super) struct ExtensionProblems<'a> {
    /// Values that cannot be used, and are left out.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Keys that the generator does not know.
    pub(super) unknown_keys: Vec<&'a MapEntry>,
}

/// Reads an extension, and reports what cannot be used.
pub(super) fn check_extension<'a>(
    kind: ExtensionKind,
    extension: &LocatedEntry<'a>,
) -> ExtensionProblems<'a> {
    match kind {
        ExtensionKind::Path => read_extension::<PathExtension>(extension).1,
        ExtensionKind::Operation => read_extension::<OperationExtension>(extension).1,
        ExtensionKind::Schema => read_extension::<SchemaExtension>(extension).1,
    }
}

/// Reads an extension: what can be used of it, and what is wrong with it.
pub(super) fn read_extension<'a, T: Extension>(
    extension: &LocatedEntry<'a>,
) -> (T, ExtensionProblems<'a>) {
    let mut reader = ExtensionReader::default();
    let (mut value, mut unknown_keys) = (T::default(), Vec::new());
    for entry in reader.map(extension) {
        if !value.read_key(&entry, &mut reader) {
            unknown_keys.push(entry.entry);
        }
    }
    let diagnostics = reader.diagnostics;
    let problems = ExtensionProblems {
        diagnostics,
        unknown_keys,
    };
    (value, problems)
}

/// An extension that is read key by key.
pub(super) trait Extension: Default {
    /// Reads the value of a key; false if the extension has no such key.
    fn read_key(&mut self, entry: &LocatedEntry<'_>, reader: &mut ExtensionReader) -> bool;
}

impl Extension for PathExtension {
    fn read_key(&mut self, entry: &LocatedEntry<'_>, reader: &mut ExtensionReader) -> bool {
        match &*entry.entry.key {
            "pathType" => self.path_type = reader.path_type(entry),
            "parent" => self.parent = reader.text(entry),
            "mountName" => self.mount_name = reader.text(entry),
            "className" => self.class_name = reader.text(entry),
            "defaultOutputProperties" => self.default_output_properties = reader.texts(entry),
            "dependentProperties" => {
                for dependent in reader.map(entry) {
                    let name = dependent.entry.key.to_string();
                    let dependent = reader.dependent(&dependent);
                    self.dependent_properties.insert(name, dependent);
                }
            }
            _ => return false,
        }
        true
    }
}

impl Extension for OperationExtension {
    fn read_key(&mut self, entry: &LocatedEntry<'_>, reader: &mut ExtensionReader) -> bool {
        match &*entry.entry.key {
            "conditional" => self.conditional = reader.groups(entry),
            "mountName" => self.mount_name = reader.text(entry),
            "className" => self.class_name = reader.text(entry),
            _ => return false,
        }
        true
    }
}

impl Extension for SchemaExtension {
    fn read_key(&mut self, entry: &LocatedEntry<'_>, reader: &mut ExtensionReader) -> bool {
        match &*entry.entry.key {
            "pii" => self.pii = reader.pii(entry),
            "ignoreFormat" => self.ignore_format = reader.flag(entry),
            "shortDescription" => self.short_description = reader.text(entry),
            _ => return false,
        }
        true
    }
}

/// Takes values out of nodes, and reports those that are not what they should be.
#[derive(Default)]
pub(super) struct ExtensionReader {
    diagnostics: Vec<Diagnostic>,
}

impl ExtensionReader {
    fn report(&mut self, entry: &LocatedEntry<'_>, mark: Mark, problem: String) {
        let location = mark.to_location(entry.files).with_pointer(&entry.pointer);
        self.diagnostics
            .push(Diagnostic::warning(Code::TwilioValue, &location, problem));
    }

    fn report_type(&mut self, entry: &LocatedEntry<'_>, node: &Node, expected: &str) {
        let mark = match node.kind() {
            NodeKind::Refused => return,
            // These begin on the line after their key, or nowhere.
            NodeKind::Map | NodeKind::List | NodeKind::Null => entry.entry.key_mark,
            _ => node.mark,
        };
        let (key, kind) = (&entry.entry.key, node.kind().with_article());
        let problem = format!("`{key}` must be {expected}, and it is {kind}");
        self.report(entry, mark, problem);
    }

    fn report_missing_key(&mut self, entry: &LocatedEntry<'_>, key: &str) {
        let value = &entry.entry.value;
        if value.kind() == NodeKind::Map && value.get(key).is_none() {
            let problem = format!("`{}` has no `{key}`", entry.entry.key);
            self.report(entry, entry.entry.key_mark, problem);
        }
    }

    fn map<'a>(&mut self, entry: &LocatedEntry<'a>) -> Vec<LocatedEntry<'a>> {
        let map = &entry.entry.value;
        if map.kind() != NodeKind::Map {
            self.report_type(entry, map, "a map");
        }
        let entries = map.map_entries().iter();
        entries
            .map(|child| LocatedEntry {
                files: entry.files,
                pointer: entry.pointer.join(&child.key),
                entry: child,
            })
            .collect()
    }

    fn list<'a>(
        &mut self,
        entry: &LocatedEntry<'_>,
        node: &'a Node,
        expected: &str,
    ) -> std::slice::Iter<'a, Node> {
        if node.kind() != NodeKind::List {
            self.report_type(entry, node, expected);
        }
        node.items().iter()
    }

    fn text(&mut self, entry: &LocatedEntry<'_>) -> Option<String> {
        self.text_of_node(entry, &entry.entry.value)
    }

    fn text_of_node(&mut self, entry: &LocatedEntry<'_>, node: &Node) -> Option<String> {
        if node.as_str().is_none() {
            self.report_type(entry, node, "a text");
        }
        node.as_str().map(str::to_owned)
    }

    fn texts(&mut self, entry: &LocatedEntry<'_>) -> Vec<String> {
        self.list(entry, &entry.entry.value, "a list of texts")
            .filter_map(|item| self.text_of_node(entry, item))
            .collect()
    }

    fn groups(&mut self, entry: &LocatedEntry<'_>) -> Vec<Vec<String>> {
        const EXPECTED: &str = "a list of lists of texts";
        self.list(entry, &entry.entry.value, EXPECTED)
            .map(|group| {
                self.list(entry, group, EXPECTED)
                    .filter_map(|item| self.text_of_node(entry, item))
                    .collect()
            })
            .collect()
    }

    fn flag(&mut self, entry: &LocatedEntry<'_>) -> bool {
        let value = &entry.entry.value;
        value.as_bool().unwrap_or_else(|| {
            self.report_type(entry, value, "true or false");
            false
        })
    }

    fn path_type(&mut self, entry: &LocatedEntry<'_>) -> Option<PathType> {
        match self.text(entry)?.as_str() {
            "list" => Some(PathType::List),
            "instance" => Some(PathType::Instance),
            other => {
                let allowed = quote_alternatives(&["list", "instance"]);
                let problem = format!(
                    "`pathType` must be {allowed}, and it is `{other}`; the path itself is followed"
                );
                self.report(entry, entry.entry.value.mark, problem);
                None
            }
        }
    }

    fn dependent(&mut self, entry: &LocatedEntry<'_>) -> Dependent {
        let mut dependent = Dependent::default();
        // Older documents give the mapping alone.
        if ["mapping", "resource_url"]
            .iter()
            .all(|key| entry.entry.value.get(key).is_none())
        {
            dependent.mapping = self.text_map(entry);
            return dependent;
        }
        for child in self.map(entry) {
            match &*child.entry.key {
                "mapping" => dependent.mapping = self.text_map(&child),
                "resource_url" => dependent.resource_url = self.text(&child).unwrap_or_default(),
                _ => {}
            }
        }
        self.report_missing_key(entry, "resource_url");
        dependent
    }

    fn text_map(&mut self, entry: &LocatedEntry<'_>) -> IndexMap<String, String> {
        let mut map = IndexMap::new();
        for pair in self.map(entry) {
            if let Some(text) = self.text(&pair) {
                map.insert(pair.entry.key.to_string(), text);
            }
        }
        map
    }

    fn pii(&mut self, entry: &LocatedEntry<'_>) -> Option<Pii> {
        let (mut handling, mut delete_sla) = (None, None);
        for child in self.map(entry) {
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
                        self.report_type(&child, &child.entry.value, "a whole number of days");
                    }
                }
                _ => {}
            }
        }
        self.report_missing_key(entry, "handling");
        Some(Pii {
            handling: handling?,
            delete_sla,
        })
    }
}
