//! What the parts of lowering one document share: the document, the names, the types found so far and
//! the problems.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::types::sids::Seen;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Document, Pointer};
use crate::model::{Counts, Enum, Model, Origin, Skip};
use crate::names::registry::Registry;

/// The state of lowering one document.
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document,
    pub(crate) config: &'a Config,
    pub(crate) registry: &'a mut Registry,
    pub(crate) problems: &'a mut Vec<Diagnostic>,
    /// `proxy_v1`.
    pub(crate) key: String,
    pub(crate) models: Vec<Model>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) skips: Vec<Skip>,
    pub(crate) sids: IndexMap<String, Seen>,
    /// Component schema → what it became.
    pub(crate) components: HashMap<String, Component>,
    /// Format of shared inline enums (`http-method`) → its index among the enums.
    pub(crate) shared_enums: HashMap<String, usize>,
    /// Types written in place that were made or are being made.
    pub(crate) made: HashSet<String>,
    /// Schemas that are read as any JSON, and were noted as such.
    pub(crate) unread: HashSet<(String, &'static str)>,
    /// Schemas of request bodies that are left out.
    pub(crate) left_out: HashSet<String>,
    /// How many schemas are open, one within the other.
    pub(crate) depth: usize,
}

/// What a component schema became.
#[derive(Debug, Clone)]
pub(crate) enum Component {
    /// A model of this Rust name.
    Model(String),
    /// An enum of this Rust name.
    Enum(String),
    /// Something without a name of its own (a text, a list): it is spelled out where it is used.
    Alias,
}

impl Context<'_> {
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

    /// Notes something worth knowing.
    pub(crate) fn warning(&mut self, code: Code, at: &Pointer, problem: impl Into<String>) {
        let location = self.document.location(at);
        self.problems
            .push(Diagnostic::warning(code, &location, problem.into()));
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

    /// A name in the scope of the document's types, for a schema.
    pub(crate) fn claim_type(&mut self, at: &Pointer, candidates: &[String]) -> String {
        let scope = format!("{} type", self.key);
        let location = self.lasting(at);
        self.registry.claim(&scope, &location, candidates)
    }

    /// A pointer that still leads to the same thing when something is put before it: parameters stand in lists, and
    /// are known by place and name instead of by number.
    fn lasting(&self, at: &Pointer) -> String {
        let mut way = Pointer::root();
        let mut location = Pointer::root();
        let mut in_list = false;
        for token in at.tokens() {
            way = way.join(&token);
            let named = in_list && token.bytes().all(|byte| byte.is_ascii_digit());
            let parameter = |key| named.then(|| self.document.text(&way.join(key))).flatten();
            location = match (parameter("in"), parameter("name")) {
                (Some(kind), Some(name)) => location.join(&format!("{kind} {name}")),
                _ => location.join(&token),
            };
            in_list = token == "parameters";
        }
        location.to_string()
    }

    /// A name in a scope below a thing of the document.
    pub(crate) fn claim(&mut self, scope: &str, location: &str, candidates: &[String]) -> String {
        let scope = format!("{} {scope}", self.key);
        self.registry.claim(&scope, location, candidates)
    }

    /// Keeps a name out of a scope.
    pub(crate) fn reserve(&mut self, scope: &str, ident: &str) {
        let scope = format!("{} {scope}", self.key);
        self.registry.reserve(&scope, ident);
    }
}
