//! One object of openapiv3 from a node, without the objects inside it. It knows no particular object.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::load::files::Files;
use crate::load::problems::Problems;
use crate::load::yaml::node::{Node, NodeKind};

/// Builds the objects of openapiv3. Each method returns none after it has reported a problem.
pub(super) struct OpenApiBuilder<'a> {
    pub(super) files: &'a Files,
    pub(super) problems: &'a mut Problems,
}

impl OpenApiBuilder<'_> {
    /// An object without the keys that are added later, and with stand-ins for those that are not there and that serde
    /// insists on.
    /// `name` is what the object is called in a sentence.
    pub(super) fn flat_object<T: DeserializeOwned>(
        &mut self,
        node: &Node,
        name: &str,
        without: &[&str],
        stand_ins: &[(&str, Value)],
    ) -> Option<T> {
        let mut mapping = Mapping::new();
        for (key, child) in node.entries() {
            if child.kind() != NodeKind::Null && !without.contains(&key) {
                mapping.insert(Value::String(key.to_owned()), child.to_value());
            }
        }
        for (key, stand_in) in stand_ins {
            let key = Value::String((*key).to_owned());
            mapping.entry(key).or_insert_with(|| stand_in.clone());
        }
        self.deserialize(Value::Mapping(mapping), node, name)
    }

    fn deserialize<T: DeserializeOwned>(
        &mut self,
        value: Value,
        node: &Node,
        name: &str,
    ) -> Option<T> {
        match serde_yaml::from_value(value) {
            Ok(object) => Some(object),
            Err(error) => {
                // The checks let nothing through that fails here. Should they, this names the object.
                let problem = format!("{name} cannot be read: {error}");
                let location = node.mark.to_location(self.files);
                self.problems
                    .push(Diagnostic::error(Code::Unreadable, &location, problem));
                None
            }
        }
    }

    /// The `x-…` keys of a map whose other keys are read one by one.
    pub(super) fn extensions(
        &mut self,
        node: &Node,
    ) -> Option<IndexMap<String, serde_json::Value>> {
        let mut extensions = IndexMap::new();
        for (key, child) in node.entries().filter(|(key, _)| key.starts_with("x-")) {
            let extension = self.deserialize(child.to_value(), child, "an extension")?;
            extensions.insert(key.to_owned(), extension);
        }
        Some(extensions)
    }

    /// The values of a map, each built in the same way.
    pub(super) fn map<T>(
        &mut self,
        node: &Node,
        mut build: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<IndexMap<String, T>> {
        let mut map = IndexMap::with_capacity(node.entries().count());
        for (key, child) in node.entries() {
            map.insert(key.to_owned(), build(self, child)?);
        }
        Some(map)
    }

    /// The map under a key, whose values are objects or references.
    pub(super) fn referable_map<T>(
        &mut self,
        node: &Node,
        key: &str,
        mut build: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<IndexMap<String, ReferenceOr<T>>> {
        match value(node, key) {
            Some(map) => self.map(map, |builder, node| builder.referable(node, &mut build)),
            None => Some(IndexMap::new()),
        }
    }

    /// An object, or the reference that stands in its place.
    pub(super) fn referable<T>(
        &mut self,
        node: &Node,
        build: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        match node.get("$ref").and_then(Node::as_str) {
            Some(reference) => Some(ReferenceOr::Reference {
                reference: reference.to_owned(),
            }),
            None => build(self, node).map(ReferenceOr::Item),
        }
    }
}

/// The value of a key, unless it is null.
pub(super) fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.get(key).filter(|value| value.kind() != NodeKind::Null)
}

/// A stand-in for an object that is added later.
pub(super) fn empty_map() -> Value {
    Value::Mapping(Mapping::new())
}
