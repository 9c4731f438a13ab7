//! Checks the tree of a document against the tables of `objects`, so that every problem has its place:
//! serde knows none.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::rules;
use super::section::Section;
use super::shape::{Object, Shape, Twilio};
use super::suggest::{Suggest, list};
use super::tables::{DOCUMENT, PATH_ITEM};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::load::node_path;
use crate::load::node_path::{Step, Token};
use crate::load::pointer::Pointer;
use crate::load::problems::Problems;
use crate::load::reference::follow;
use crate::load::twilio;
use crate::load::yaml::mark::location;
use crate::load::yaml::node::{Entry, Kind, Mark, Node};

/// Walks the tree. Recursion is bounded by the depth that the parser lets through.
pub(crate) struct Checker<'a> {
    file: &'a Arc<str>,
    pub(crate) problems: Problems,
    pub(crate) suggest: Suggest,
    path: Vec<Step<'a>>,
    root: &'a Node,
    /// Keys of `x-twilio` that nothing is known about: where the first one is, and how many there are.
    unknown: BTreeMap<String, (Location, usize)>,
}

/// Checks a document.
pub(crate) fn check(file: &Arc<str>, root: &Node, problems: &mut Problems) {
    let mut checker = Checker {
        file,
        problems: std::mem::replace(problems, Problems::new(Arc::clone(file))),
        suggest: Suggest::new(),
        path: Vec::new(),
        root,
        unknown: BTreeMap::new(),
    };
    checker.value(Shape::Object(&DOCUMENT), root);
    for (key, (location, count)) in std::mem::take(&mut checker.unknown) {
        let problem = match count {
            1 => format!("`x-twilio` has the key `{key}`, which means nothing to the generator"),
            _ => format!(
                "`x-twilio` has the key `{key}`, which means nothing to the generator, in {count} places; this is the first"
            ),
        };
        checker
            .problems
            .push(Diagnostic::warning(Code::TwilioKey, &location, problem));
    }
    *problems = checker.problems;
}

impl<'a> Checker<'a> {
    /// Checks a value where the path leads now.
    fn value(&mut self, shape: Shape, node: &'a Node) {
        match shape {
            Shape::Any | Shape::ByRule => {}
            Shape::Text => self.expect(node, Kind::Text, "a text"),
            Shape::Flag => self.expect(node, Kind::Bool, "true or false"),
            Shape::Number => self.expect(node, Kind::Number, "a number"),
            Shape::Natural => rules::natural(self, node),
            Shape::OneOf(values) => rules::one_of(self, node, Code::UnknownValue, values),
            Shape::List(shape) => {
                self.expect(node, Kind::List, "a list");
                for (index, item) in node.items().iter().enumerate() {
                    self.step(Token::Index(index), item.mark, |checker| {
                        checker.item(*shape, item)
                    });
                }
            }
            Shape::Map(shape) => {
                self.expect(node, Kind::Map, "a map");
                for entry in node.map_entries() {
                    self.down(entry, |checker| checker.item(*shape, &entry.value));
                }
            }
            Shape::Object(object) => self.object(object, node),
            Shape::Referable(section) => match node.entry("$ref") {
                Some(reference) => self.reference(section, reference),
                None => self.object(section.object(), node),
            },
            Shape::FlagOrSchema => {
                if node.as_bool().is_none() {
                    self.value(Shape::Referable(Section::Schemas), node);
                }
            }
            Shape::Paths => self.paths(node),
            Shape::Responses => self.responses(node),
            Shape::LeftOut(why) => {
                let location = self.location(node);
                self.problems.push(Diagnostic::warning(
                    Code::LeftOut,
                    &location,
                    format!("this is left out: {why}"),
                ));
            }
            Shape::Refused(why) => self.problem(node, Code::ReferenceForm, why, None),
        }
    }

    /// An entry of a list or of a map with free keys. It cannot be absent, so nothing is not allowed.
    fn item(&mut self, shape: Shape, node: &'a Node) {
        if node.kind() == Kind::Null && !matches!(shape, Shape::Any) {
            self.problem(
                node,
                Code::WrongType,
                "there is nothing here",
                Some("give it a value, or take it out"),
            );
        } else {
            self.value(shape, node);
        }
    }

    fn object(&mut self, object: &'static Object, node: &'a Node) {
        if node.kind() != Kind::Map {
            self.wrong_type(node, &format!("{} (a map)", object.name));
            return;
        }
        for entry in node.map_entries() {
            let field = object.keys.iter().find(|field| field.key == &*entry.key);
            match field {
                Some(field)
                    if entry.value.kind() == Kind::Null && !matches!(field.shape, Shape::Any) =>
                {
                    if field.required {
                        self.down(entry, |checker| {
                            checker.problem(
                                &entry.value,
                                Code::MissingKey,
                                format!(
                                    "`{}` has no value, and {} must have one",
                                    field.key, object.name
                                ),
                                None,
                            );
                        });
                    }
                }
                Some(field) => self.down(entry, |checker| checker.value(field.shape, &entry.value)),
                None if &*entry.key == "x-twilio" => self.twilio(object.twilio, entry),
                None if entry.key.starts_with("x-") => {}
                None => self.unknown_key(object, entry),
            }
        }
        for field in object.keys {
            if field.required && node.entry(field.key).is_none() {
                let problem = format!("{} has no `{}`", object.name, field.key);
                self.problem(node, Code::MissingKey, problem, None);
            }
        }
        if let Some(rule) = object.rule {
            rule(self, node);
        }
    }

    /// A key that is nearly a known one is a slip of the pen, and what it holds would be lost; any other
    /// has no meaning to lose.
    fn unknown_key(&mut self, object: &'static Object, entry: &'a Entry) {
        let location = self.key_location(entry);
        let absent = object.keys.iter().map(|field| field.key);
        let found = match self.suggest.nearest(&entry.key, absent) {
            Some(meant) => Diagnostic::error(
                Code::UnknownKey,
                &location,
                format!("{} has no key `{}`", object.name, entry.key),
            )
            .help(format!("did you mean `{meant}`?")),
            None => Diagnostic::warning(
                Code::UnknownKey,
                &location,
                format!(
                    "OpenAPI 3.0 knows no key `{}` in {}; it is left out",
                    entry.key, object.name
                ),
            ),
        };
        self.problems.push(found);
    }

    fn paths(&mut self, node: &'a Node) {
        self.expect(node, Kind::Map, "a map");
        for entry in node.map_entries() {
            if entry.key.starts_with('/') {
                self.down(entry, |checker| {
                    checker.item(Shape::Object(&PATH_ITEM), &entry.value)
                });
            } else if !entry.key.starts_with("x-") {
                let location = self.key_location(entry);
                self.problems.push(
                    Diagnostic::error(
                        Code::PathSlash,
                        &location,
                        format!("the path `{}` does not begin with a slash", entry.key),
                    )
                    .help(format!("write `/{}`", entry.key)),
                );
            }
        }
    }

    fn responses(&mut self, node: &'a Node) {
        self.expect(node, Kind::Map, "a map");
        for entry in node.map_entries() {
            if entry.key.starts_with("x-") {
                continue;
            }
            if &*entry.key == "default" || rules::status(&entry.key).is_some() {
                self.down(entry, |checker| {
                    checker.item(Shape::Referable(Section::Responses), &entry.value)
                });
                continue;
            }
            let location = self.key_location(entry);
            self.problems.push(
                Diagnostic::error(
                    Code::StatusCode,
                    &location,
                    format!("`{}` is no HTTP status", entry.key),
                )
                .help("write a status from 100 to 599, a range such as 2XX, or `default`"),
            );
        }
    }

    fn reference(&mut self, section: Section, entry: &'a Entry) {
        self.down(entry, |checker| match entry.value.as_str() {
            Some(target) => {
                if let Err(broken) = follow(checker.root, target, section, &mut checker.suggest) {
                    let location = checker.location(&entry.value);
                    checker.problems.push(broken.at(&location));
                }
            }
            None => checker.wrong_type(&entry.value, "a text"),
        });
    }

    fn twilio(&mut self, level: Twilio, entry: &'a Entry) {
        let at = twilio::At {
            file: self.file,
            pointer: self.pointer().join(&entry.key),
            entry,
        };
        let problems = match level {
            Twilio::Unread => return,
            Twilio::Path => twilio::path(&at).err(),
            Twilio::Operation => twilio::operation(&at).err(),
            Twilio::Schema => twilio::schema(&at).err(),
        };
        for problem in problems.into_iter().flatten() {
            self.problems.push(problem);
        }
        for unknown in twilio::unknown_keys(level, &entry.value) {
            let location = location(self.file, unknown.key_mark)
                .with_pointer(at.pointer.join(&unknown.key).shared());
            self.unknown
                .entry(unknown.key.to_string())
                .or_insert((location, 0))
                .1 += 1;
        }
    }

    fn expect(&mut self, node: &Node, kind: Kind, expected: &str) {
        if node.kind() != kind {
            self.wrong_type(node, expected);
        }
    }

    /// Says what was expected and what stands here.
    pub(crate) fn wrong_type(&mut self, node: &Node, expected: &str) {
        let help = match node.kind() {
            _ if self.path.is_empty() => {
                Some("is this an OpenAPI document? It would begin with `openapi: 3.0.1`")
            }
            Kind::Number | Kind::Bool if expected == "a text" => Some("put it into quotes"),
            Kind::Text if expected != "a text" => {
                Some("is it in quotes by mistake, or indented wrongly?")
            }
            _ => None,
        };
        let what = match self.path.last() {
            Some(Step {
                token: Token::Key(key),
                ..
            }) => format!("`{key}`"),
            Some(Step {
                token: Token::Index(_),
                ..
            }) => String::from("this item"),
            None => String::from("the document"),
        };
        let problem = format!(
            "{what} must be {expected}, and it is {}",
            node.kind().with_article()
        );
        self.problem(node, Code::WrongType, problem, help);
    }

    /// Notes a problem with the node that the path leads to.
    pub(crate) fn problem(
        &mut self,
        node: &Node,
        code: Code,
        problem: impl Into<String>,
        help: Option<&str>,
    ) {
        if node.kind() == Kind::Refused {
            return;
        }
        let location = self.location(node);
        let found = Diagnostic::error(code, &location, problem);
        self.problems.push(match help {
            Some(help) => found.help(help),
            None => found,
        });
    }

    /// A text that is none of those allowed, with the one that was probably meant.
    pub(crate) fn unknown_value(
        &mut self,
        node: &Node,
        code: Code,
        problem: &str,
        allowed: &[&str],
    ) {
        let meant = node
            .as_str()
            .and_then(|text| self.suggest.nearest(text, allowed.iter().copied()));
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("expected {}", list(allowed)),
        };
        self.problem(node, code, problem, Some(&help));
    }

    /// Checks below a key: for rules that look at keys themselves.
    pub(crate) fn below(
        &mut self,
        node: &'a Node,
        key: &str,
        look: impl FnOnce(&mut Self, &'a Node),
    ) {
        if let Some(entry) = node.entry(key) {
            if entry.value.kind() != Kind::Null {
                self.down(entry, |checker| look(checker, &entry.value));
            }
        }
    }

    /// Checks the items of a list below a key.
    pub(crate) fn each_item(&mut self, node: &'a Node, mut look: impl FnMut(&mut Self, &'a Node)) {
        for (index, item) in node.items().iter().enumerate() {
            self.step(Token::Index(index), item.mark, |checker| {
                look(checker, item)
            });
        }
    }

    fn down(&mut self, entry: &'a Entry, look: impl FnOnce(&mut Self)) {
        self.step(Token::Key(&entry.key), entry.key_mark, look);
    }

    fn step(&mut self, token: Token<'a>, mark: Mark, look: impl FnOnce(&mut Self)) {
        self.path.push(Step { token, mark });
        look(self);
        self.path.pop();
    }

    fn pointer(&self) -> Pointer {
        node_path::pointer(&self.path)
    }

    /// A scalar's place is its own; that of a map or list is its key, since it begins on the next line.
    fn location(&self, node: &Node) -> Location {
        let mark = match (node.kind(), self.path.last()) {
            (Kind::List | Kind::Map | Kind::Null, Some(step)) => step.mark,
            _ => node.mark,
        };
        location(self.file, mark).with_pointer(self.pointer().shared())
    }

    fn key_location(&self, entry: &Entry) -> Location {
        location(self.file, entry.key_mark).with_pointer(self.pointer().join(&entry.key).shared())
    }
}
