//! Walks the tree of a document by a table and reports whatever departs from it. serde could not say where a problem
//! is; the tree can.
//!
//! It knows the terms in which tables are written, and no table.

use super::prose::check_prose;
use super::rule::Reporter;
use super::section::Section;
use super::shape::{KeyShape, ObjectShape, Shape};
use super::status::parse_status;
use super::suggest::{Suggest, quote_alternatives};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::files::Files;
use crate::load::node_path::{NodePath, PathSegment};
use crate::load::pointer::Pointer;
use crate::load::problems::Problems;
use crate::load::reference::follow_reference;
use crate::load::twilio::{ExtensionKind, LocatedEntry, check_extension};
use crate::load::yaml::node::{MapEntry, Node, NodeKind, Value};
use std::collections::BTreeMap;

/// Checks a document by the table of its root, and yields what only advises and has to be left out.
pub(in crate::load) fn check(
    files: &Files,
    root: &Node,
    table: &'static ObjectShape,
    problems: &mut Problems,
) -> Vec<Pointer> {
    let mut checker = Checker {
        files,
        problems,
        suggest: Suggest::new(),
        path: NodePath::default(),
        root,
        advice: None,
        left_out: Vec::new(),
        unknown_keys: BTreeMap::new(),
    };
    checker.check_object(table, root);
    checker.report_unknown_extension_keys();
    checker.left_out
}

/// Walks the tree. The parser's limit on nesting bounds the recursion.
struct Checker<'a, 'p> {
    files: &'a Files,
    problems: &'p mut Problems,
    suggest: Suggest,
    path: NodePath<'a>,
    root: &'a Node,
    /// The innermost value that is being checked and only advises.
    advice: Option<Pointer>,
    /// The values that only advise and cannot be read.
    left_out: Vec<Pointer>,
    /// The keys of `x-twilio` that the generator does not know: where each stands first, and how often it occurs.
    unknown_keys: BTreeMap<String, (Location, usize)>,
}

impl<'a> Checker<'a, '_> {
    /// Checks the value that the path leads to.
    fn check_value(&mut self, shape: Shape, node: &'a Node) {
        match shape {
            Shape::Any | Shape::ByRule => {}
            Shape::Text => self.expect_kind(node, NodeKind::Text, "a text"),
            Shape::Prose(limit) => {
                self.expect_kind(node, NodeKind::Text, "a text");
                if let Some(too_long) = check_prose(limit, node, || self.location(node)) {
                    self.problems.push(too_long);
                }
            }
            Shape::Flag => self.expect_kind(node, NodeKind::Bool, "true or false"),
            Shape::Number => self.expect_kind(node, NodeKind::Number, "a number"),
            Shape::Natural => self.check_natural(node),
            Shape::OneOf(allowed) => self.expect_one_of(node, Code::UnknownValue, allowed),
            Shape::List(shape) => {
                self.expect_kind(node, NodeKind::List, "a list");
                for (index, item) in node.items().iter().enumerate() {
                    self.check_item(*shape, PathSegment::Index(index, item.mark), item);
                }
            }
            Shape::Map(shape) => {
                self.expect_kind(node, NodeKind::Map, "a map");
                for entry in node.map_entries() {
                    self.check_item(*shape, key_segment(entry), &entry.value);
                }
            }
            Shape::Object(object) => self.check_object(object, node),
            Shape::Referable(section, object) => match node.entry("$ref") {
                Some(reference) => self.check_reference(section, reference),
                None => self.check_object(object, node),
            },
            Shape::FlagOr(shape) => {
                if node.as_bool().is_none() {
                    self.check_value(*shape, node);
                }
            }
            Shape::Advice(shape) => {
                let outer = self.advice.replace(self.path.to_pointer());
                self.check_value(*shape, node);
                self.advice = outer;
            }
            Shape::Paths(shape) => self.check_paths(*shape, node),
            Shape::Responses(shape) => self.check_responses(*shape, node),
            Shape::LeftOut(reason) => {
                let problem = format!("this is left out: {reason}");
                let location = self.location(node);
                self.problems
                    .push(Diagnostic::warning(Code::LeftOut, &location, problem));
            }
            Shape::Refused(reason) => {
                self.report(node, Code::ReferenceForm, reason.to_owned(), None);
            }
        }
    }

    /// Checks an item of a list or a value of a map. It is there, so it has to have a value.
    fn check_item(&mut self, shape: Shape, segment: PathSegment<'a>, node: &'a Node) {
        self.enter(segment);
        if node.kind() == NodeKind::Null {
            let problem = String::from("there is no value here");
            let help = "give it a value, or take it out";
            self.report(node, Code::WrongType, problem, Some(help));
        } else {
            self.check_value(shape, node);
        }
        self.leave();
    }

    fn check_object(&mut self, object: &'static ObjectShape, node: &'a Node) {
        if node.kind() != NodeKind::Map {
            self.report_type(node, &format!("{} (a map)", object.name));
            return;
        }
        for entry in node.map_entries() {
            match object.keys.iter().find(|key| key.key == &*entry.key) {
                Some(key) => self.check_entry(object, key, entry),
                None if &*entry.key == "x-twilio" => {
                    if let Some(kind) = object.extension {
                        self.check_extension(kind, entry);
                    }
                }
                None if entry.key.starts_with("x-") => {}
                None => self.report_unknown_key(object, entry),
            }
        }
        for key in object.keys {
            if key.required && node.entry(key.key).is_none() {
                let problem = format!("{} has no `{}`", object.name, key.key);
                self.report_missing_key(key, node, problem);
            }
        }
        if let Some(rule) = object.rule {
            rule(self, node);
        }
    }

    /// Checks the value of a key of an object. Without a value the key counts as absent.
    fn check_entry(
        &mut self,
        object: &'static ObjectShape,
        key: &'static KeyShape,
        entry: &'a MapEntry,
    ) {
        self.enter(key_segment(entry));
        if entry.value.kind() != NodeKind::Null {
            self.check_value(key.shape, &entry.value);
        } else if key.required {
            let problem = format!(
                "`{}` has no value, and {} must have one",
                key.key, object.name
            );
            self.report_missing_key(key, &entry.value, problem);
        }
        self.leave();
    }

    /// Reports a key that is missing. Where it only advises, there is something that stands in for it.
    fn report_missing_key(&mut self, key: &'static KeyShape, node: &Node, problem: String) {
        match key.shape {
            Shape::Advice(_) => {
                let warning = Diagnostic::warning(Code::Advice, &self.location(node), problem);
                self.problems.push(warning);
            }
            _ => self.report(node, Code::MissingKey, problem, None),
        }
    }

    /// Reports a key that an object does not have. One that resembles a key of the object is a typing mistake, and its
    /// value would be lost; any other has no meaning to lose.
    fn report_unknown_key(&mut self, object: &'static ObjectShape, entry: &'a MapEntry) {
        let location = self.key_location(entry);
        let (name, key) = (object.name, &entry.key);
        let candidates = object.keys.iter().map(|key| key.key);
        let diagnostic = match self.suggest.nearest(key, candidates) {
            Some(nearest) if self.advice.is_none() => {
                let problem = format!("{name} has no key `{key}`");
                Diagnostic::error(Code::UnknownKey, &location, problem)
                    .help(format!("did you mean `{nearest}`?"))
            }
            _ => {
                let problem =
                    format!("OpenAPI 3.0 defines no key `{key}` in {name}; it is left out");
                Diagnostic::warning(Code::UnknownKey, &location, problem)
            }
        };
        self.problems.push(diagnostic);
    }

    fn check_paths(&mut self, shape: Shape, node: &'a Node) {
        self.expect_kind(node, NodeKind::Map, "a map");
        for entry in node.map_entries() {
            if entry.key.starts_with('/') {
                self.check_item(shape, key_segment(entry), &entry.value);
            } else if !entry.key.starts_with("x-") {
                let problem = format!("the path `{}` does not begin with a slash", entry.key);
                let help = format!("write `/{}`", entry.key);
                self.report_key(entry, Code::PathSlash, problem, help);
            }
        }
    }

    fn check_responses(&mut self, shape: Shape, node: &'a Node) {
        self.expect_kind(node, NodeKind::Map, "a map");
        for entry in node.map_entries() {
            if &*entry.key == "default" || parse_status(&entry.key).is_some() {
                self.check_item(shape, key_segment(entry), &entry.value);
            } else if !entry.key.starts_with("x-") {
                let problem = format!("`{}` is not an HTTP status", entry.key);
                let help = "write a status from 100 to 599, a range such as 2XX, or `default`";
                self.report_key(entry, Code::StatusCode, problem, help);
            }
        }
    }

    fn check_reference(&mut self, section: Section, entry: &'a MapEntry) {
        self.enter(key_segment(entry));
        match entry.value.as_str() {
            Some(target) => {
                let component = follow_reference(self.root, target, section, &mut self.suggest);
                if let Err(broken) = component {
                    let location = self.location(&entry.value);
                    self.problems.push(broken.into_diagnostic(&location));
                }
            }
            None => self.report_type(&entry.value, "a text"),
        }
        self.leave();
    }

    fn check_natural(&mut self, node: &'a Node) {
        let Value::Number(number) = &node.value else {
            return self.report_type(node, "a whole number");
        };
        let natural = number.as_u64().map(usize::try_from);
        if !matches!(natural, Some(Ok(_))) {
            let problem = format!("this must be a whole number, 0 or more, and it is {number}");
            self.report(node, Code::WrongType, problem, None);
        }
    }

    fn check_extension(&mut self, kind: ExtensionKind, entry: &'a MapEntry) {
        let extension = LocatedEntry {
            files: self.files,
            pointer: self.path.to_pointer().join(&entry.key),
            entry,
        };
        let problems = check_extension(kind, &extension);
        for diagnostic in problems.diagnostics {
            self.problems.push(diagnostic);
        }
        for unknown in problems.unknown_keys {
            let pointer = extension.pointer.join(&unknown.key);
            let location = unknown
                .key_mark
                .to_location(self.files)
                .with_pointer(&pointer);
            self.unknown_keys
                .entry(unknown.key.to_string())
                .or_insert((location, 0))
                .1 += 1;
        }
    }

    /// Warns of each unknown key of `x-twilio` once: if Twilio adds one, it stands in hundreds of places.
    fn report_unknown_extension_keys(&mut self) {
        for (key, (location, count)) in std::mem::take(&mut self.unknown_keys) {
            let places = match count {
                1 => String::new(),
                _ => format!(", in {count} places; this is the first"),
            };
            let problem = format!(
                "`x-twilio` has the key `{key}`, which the generator does not know{places}"
            );
            self.problems
                .push(Diagnostic::warning(Code::TwilioKey, &location, problem));
        }
    }

    fn expect_kind(&mut self, node: &Node, kind: NodeKind, expected: &str) {
        if node.kind() != kind {
            self.report_type(node, expected);
        }
    }

    fn report_key(
        &mut self,
        entry: &MapEntry,
        code: Code,
        problem: String,
        help: impl Into<String>,
    ) {
        let location = self.key_location(entry);
        self.problems
            .push(Diagnostic::error(code, &location, problem).help(help));
    }

    /// Where the node that the path leads to stands. A map or list begins on the line after its key, so its key is
    /// shown instead.
    fn location(&self, node: &Node) -> Location {
        let mark = match (node.kind(), self.path.last()) {
            (NodeKind::List | NodeKind::Map | NodeKind::Null, Some(segment)) => segment.mark(),
            _ => node.mark,
        };
        mark.to_location(self.files)
            .with_pointer(&self.path.to_pointer())
    }

    fn key_location(&self, entry: &MapEntry) -> Location {
        let pointer: Pointer = self.path.to_pointer().join(&entry.key);
        entry
            .key_mark
            .to_location(self.files)
            .with_pointer(&pointer)
    }
}

impl<'a> Reporter<'a> for Checker<'a, '_> {
    fn enter(&mut self, segment: PathSegment<'a>) {
        self.path.push(segment);
    }

    fn leave(&mut self) {
        self.path.pop();
    }

    fn report(&mut self, node: &Node, code: Code, problem: String, help: Option<&str>) {
        if node.kind() == NodeKind::Refused {
            return;
        }
        let location = self.location(node);
        let diagnostic = match &self.advice {
            Some(advice) => {
                self.left_out.push(advice.clone());
                let problem = format!("{problem}; it is left out");
                Diagnostic::warning(Code::Advice, &location, problem)
            }
            None => Diagnostic::error(code, &location, problem),
        };
        self.problems.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    fn report_type(&mut self, node: &Node, expected: &str) {
        let (subject, at_root) = match self.path.last() {
            Some(PathSegment::Key(key, _)) => (format!("`{key}`"), false),
            Some(PathSegment::Index(..)) => (String::from("this item"), false),
            None => (String::from("the document"), true),
        };
        let help = match node.kind() {
            _ if at_root => {
                Some("is this an OpenAPI document? It would begin with `openapi: 3.0.1`")
            }
            NodeKind::Number | NodeKind::Bool if expected == "a text" => Some("put it into quotes"),
            NodeKind::Text if expected != "a text" => {
                Some("is it in quotes by mistake, or indented wrongly?")
            }
            _ => None,
        };
        let kind = node.kind().with_article();
        let problem = format!("{subject} must be {expected}, and it is {kind}");
        self.report(node, Code::WrongType, problem, help);
    }

    fn report_value(&mut self, node: &Node, code: Code, problem: String, allowed: &[&str]) {
        let nearest = node
            .as_str()
            .and_then(|text| self.suggest.nearest(text, allowed.iter().copied()));
        let help = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("expected {}", quote_alternatives(allowed)),
        };
        self.report(node, code, problem, Some(&help));
    }
}

fn key_segment(entry: &MapEntry) -> PathSegment<'_> {
    PathSegment::Key(&entry.key, entry.key_mark)
}
