//! What the parts of lowering one document share: the document, the names, the types found so far and
//! the problems.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;

use super::operations::taken_over::Sizes;
use super::room::Room;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Document, Node, Pointer};
use crate::model::{Counts, Enum, Model, Origin, Skip, Type, Union, Untyped};
use crate::names::registry::Registry;
use crate::names::scope::Scope;

/// The state of lowering one document.
pub(crate) struct LowerContext<'a> {
    pub(crate) document: &'a Document,
    pub(crate) config: &'a Config,
    pub(crate) registry: &'a mut Registry,
    pub(crate) problems: &'a mut Vec<Diagnostic>,
    pub(crate) room: &'a mut Room,
    /// `proxy_v1`.
    pub(crate) key: String,
    pub(crate) models: Vec<Model>,
    pub(crate) unions: Vec<Union>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) skips: Vec<Skip>,
    /// By pointer.
    pub(crate) untyped: IndexMap<String, Untyped>,
    /// Prefix → what the document says of the SIDs that have it.
    pub(crate) sids: IndexMap<String, SidUsage>,
    /// Component schema → what it became.
    pub(crate) components: HashMap<String, Component>,
    /// Format of shared inline enums (`http-method`) → the one of it.
    pub(crate) shared_enums: HashMap<String, SharedEnum>,
    /// How large it is what operations refer to.
    pub(crate) sizes: Sizes,
    /// Types written in place that are lowered already, or are being lowered.
    pub(crate) inline_types: HashSet<String>,
    /// The names of types that an earlier run gave.
    pub(crate) named_before: HashSet<String>,
    /// What was reported already, by place and subject; see [`LowerContext::once`].
    reported: HashSet<(String, &'static str)>,
    /// Schemas of request bodies that are left out.
    pub(crate) left_out: HashSet<String>,
    /// How many properties objects took over from referenced parts.
    pub(crate) taken_over: usize,
    /// How many schemas are open, one within the other.
    pub(crate) depth: usize,
}

/// The enum that all places with a format share.
pub(crate) struct SharedEnum {
    /// Its index among the enums.
    pub(crate) index: usize,
    /// The values that it has so far.
    pub(crate) values: HashSet<String>,
}

/// What a document says of one kind of SID.
#[derive(Debug, Clone)]
pub(crate) struct SidUsage {
    /// The name of the kind: `KS`, `SmOrMm`.
    pub(crate) kind: String,
    pub(crate) prefixes: Vec<String>,
    pub(crate) pattern: String,
    /// The names of the properties and parameters that hold such a SID, each with how many there are.
    pub(crate) holders: BTreeMap<String, usize>,
}

/// What a component schema became.
#[derive(Debug, Clone)]
pub(crate) enum Component {
    /// A model of this Rust name.
    Model(String),
    /// An enum of this Rust name.
    Enum(String),
    /// A union of this Rust name.
    Union(String),
    /// Something without a name of its own (a text, a list): it is spelled out where it is used.
    Alias,
}

impl<'a> LowerContext<'a> {
    /// A document of which nothing is lowered yet.
    pub(crate) fn new(
        document: &'a Document,
        config: &'a Config,
        registry: &'a mut Registry,
        problems: &'a mut Vec<Diagnostic>,
        room: &'a mut Room,
        key: String,
    ) -> Self {
        let types = format!("{key} {}", Scope::Types);
        let named_before = registry.idents(&types).map(str::to_owned).collect();
        Self {
            document,
            config,
            registry,
            problems,
            room,
            key,
            models: Vec::new(),
            unions: Vec::new(),
            enums: Vec::new(),
            skips: Vec::new(),
            untyped: IndexMap::new(),
            sids: IndexMap::new(),
            components: HashMap::new(),
            shared_enums: HashMap::new(),
            sizes: Sizes::new(),
            inline_types: HashSet::new(),
            named_before,
            reported: HashSet::new(),
            left_out: HashSet::new(),
            taken_over: 0,
            depth: 0,
        }
    }

    /// Whether something is to be reported for the first time: a schema is met as often as it is used.
    pub(crate) fn once(&mut self, place: &str, subject: &'static str) -> bool {
        self.reported.insert((place.to_owned(), subject))
    }

    /// The value, or nothing and one problem more.
    pub(crate) fn accept<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    /// Whether a node of the document is marked as deprecated. What stands beside a `$ref` speaks of the place that
    /// refers, as a description there does.
    pub(crate) fn is_deprecated(&self, at: &Pointer) -> bool {
        let mark = self.document.node(&at.join("deprecated"));
        mark.and_then(Node::as_bool) == Some(true)
    }

    /// Where a pointer leads.
    pub(crate) fn origin(&self, at: &Pointer) -> Origin {
        Origin {
            pointer: at.to_string(),
            line: self.document.location(at).line(),
        }
    }

    /// Notes a problem.
    pub(crate) fn error(
        &mut self,
        code: Code,
        at: &Pointer,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        let location = self.document.location(at);
        let diagnostic = Diagnostic::error(code, &location, problem.into());
        let help = help.into();
        self.problems.push(if help.is_empty() {
            diagnostic
        } else {
            diagnostic.help(help)
        });
    }

    /// Takes room for so many bytes of code. Where there is none, this is reported once, and what asked for it is left
    /// out.
    pub(crate) fn take_room(&mut self, bytes: usize, at: &Pointer) -> bool {
        let Err(problem) = self.room.take(bytes) else {
            return true;
        };
        if let Some(problem) = problem {
            let help = "describe less, or in fewer places: \
                        what many places refer to is emitted for each of them";
            self.error(Code::LargeCrate, at, problem, help);
        }
        false
    }

    /// Whether something was left out because there was no room.
    pub(crate) fn is_room_gone(&self) -> bool {
        self.room.is_gone()
    }

    /// Notes something worth knowing.
    pub(crate) fn warning(&mut self, code: Code, at: &Pointer, problem: impl Into<String>) {
        let location = self.document.location(at);
        self.problems
            .push(Diagnostic::warning(code, &location, problem.into()));
    }

    /// The type of a schema that can only be read and written as any JSON, which is noted with the reason.
    pub(crate) fn untyped(&mut self, at: &Pointer, reason: &'static str) -> Type {
        if self.once(at.as_str(), "untyped") {
            let origin = self.origin(at);
            let place = Untyped {
                reason: reason.to_owned(),
                origin,
            };
            self.untyped.insert(at.to_string(), place);
        }
        Type::Json
    }

    /// Takes back that a schema has no type: something else says what it holds.
    pub(crate) fn typed_after_all(&mut self, at: &Pointer) {
        self.untyped.shift_remove(at.as_str());
    }

    /// Notes a part of the document that the crate leaves out.
    pub(crate) fn skip(
        &mut self,
        at: &Pointer,
        what: impl Into<String>,
        reason: impl Into<String>,
        counts: Counts,
    ) {
        let origin = self.origin(at);
        self.skips.push(Skip {
            what: what.into(),
            reason: reason.into(),
            origin,
            counts,
        });
    }

    /// A name among the document's types, for a schema.
    pub(crate) fn claim_type(&mut self, at: &Pointer, candidates: &[String]) -> String {
        let place = self.lasting_place(at);
        self.claim(Scope::Types, &place, candidates)
    }

    /// A pointer that still leads to the same thing when something is put before it: parameters stand in lists, and
    /// are known by location and name instead of by number.
    fn lasting_place(&self, at: &Pointer) -> String {
        let mut way = Pointer::root();
        let mut place = Pointer::root();
        let mut in_list = false;
        for token in at.tokens() {
            way = way.join(&token);
            let is_index = in_list && token.bytes().all(|byte| byte.is_ascii_digit());
            let text = |key| {
                is_index
                    .then(|| self.document.text(&way.join(key)))
                    .flatten()
            };
            place = match (text("in"), text("name")) {
                (Some(location), Some(name)) => place.join(&format!("{location} {name}")),
                _ => place.join(&token),
            };
            in_list = token == "parameters";
        }
        place.to_string()
    }

    /// A name for a place, in a scope of the document.
    pub(crate) fn claim(&mut self, scope: Scope<'_>, place: &str, candidates: &[String]) -> String {
        let scope = format!("{} {scope}", self.key);
        self.registry.claim(&scope, place, candidates)
    }

    /// Whether a name of a scope of the document is taken.
    pub(crate) fn is_taken(&self, scope: Scope<'_>, ident: &str) -> bool {
        let scope = format!("{} {scope}", self.key);
        self.registry.is_taken(&scope, ident)
    }

    /// Keeps a name out of a scope of the document.
    pub(crate) fn reserve(&mut self, scope: Scope<'_>, ident: &str) {
        let scope = format!("{} {scope}", self.key);
        self.registry.reserve(&scope, ident);
    }
}
