//! Marked tree → openapiv3, one object at a time.
//!
//! openapiv3 reads references and extensions through untagged and flattened types, which copy everything
//! below them at each level and, when they fail, try again in another way: a whole document takes time
//! and memory in proportion to its depth, a broken one exponentially, and some broken ones panic. So
//! serde only ever sees one object without those below it, and they are put in afterwards. That takes
//! linear time, and an object that serde cannot read is known by its place.

mod operations;
mod schema;

use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr};
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::load::problems::Problems;
use crate::load::yaml::mark::location;
use crate::load::yaml::node::{Kind, Node};

/// Makes an OpenAPI document of a tree that has passed all checks.
pub(crate) fn build(file: &Arc<str>, root: &Node, problems: &mut Problems) -> Option<OpenAPI> {
    let mut builder = Builder { file, problems };
    let without = ["paths", "components", "servers"];
    let mut openapi: OpenAPI = builder.flat(
        root,
        "an OpenAPI document",
        &without,
        &[("paths", empty_map())],
    )?;
    openapi.servers = builder.servers(root)?;
    if let Some(paths) = value(root, "paths") {
        openapi.paths.paths = builder.each(
            paths,
            |builder, node| builder.path_item(node).map(ReferenceOr::Item),
            |key| key.starts_with('/'),
        )?;
        openapi.paths.extensions = builder.extensions(paths)?;
    }
    if let Some(components) = value(root, "components") {
        openapi.components = Some(builder.components(components)?);
    }
    Some(openapi)
}

struct Builder<'a> {
    file: &'a Arc<str>,
    problems: &'a mut Problems,
}

impl Builder<'_> {
    /// An object without the keys that are filled in later, with stand-ins for those that serde insists on.
    fn flat<T: DeserializeOwned>(
        &mut self,
        node: &Node,
        what: &str,
        without: &[&str],
        stand_ins: &[(&str, Value)],
    ) -> Option<T> {
        let mut mapping = Mapping::new();
        for (key, child) in node.entries() {
            if child.kind() != Kind::Null && !without.contains(&key) {
                mapping.insert(Value::String(key.to_owned()), child.to_value());
            }
        }
        for (key, stand_in) in stand_ins {
            mapping.insert(Value::String((*key).to_owned()), stand_in.clone());
        }
        self.read(Value::Mapping(mapping), node, what)
    }

    fn read<T: DeserializeOwned>(&mut self, value: Value, node: &Node, what: &str) -> Option<T> {
        match serde_yaml::from_value(value) {
            Ok(found) => Some(found),
            Err(error) => {
                // The checks let nothing through that ends here; if they do, the object is named.
                let problem = format!("{what} cannot be read: {error}");
                self.problems.push(Diagnostic::error(
                    Code::Unreadable,
                    &location(self.file, node.mark),
                    problem,
                ));
                None
            }
        }
    }

    /// The `x-…` keys of a map whose other keys are read one by one.
    fn extensions(&mut self, node: &Node) -> Option<IndexMap<String, serde_json::Value>> {
        let mut found = IndexMap::new();
        for (key, child) in node.entries().filter(|(key, _)| key.starts_with("x-")) {
            found.insert(
                key.to_owned(),
                self.read(child.to_value(), child, "an extension")?,
            );
        }
        Some(found)
    }

    /// The values of a map.
    fn each<T>(
        &mut self,
        node: &Node,
        mut make: impl FnMut(&mut Self, &Node) -> Option<T>,
        wanted: impl Fn(&str) -> bool,
    ) -> Option<IndexMap<String, T>> {
        let mut found = IndexMap::with_capacity(node.entries().count());
        for (key, child) in node.entries().filter(|(key, _)| wanted(key)) {
            found.insert(key.to_owned(), make(self, child)?);
        }
        Some(found)
    }

    /// A map of objects or references, below a key.
    fn referable_map<T>(
        &mut self,
        node: &Node,
        key: &str,
        mut make: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<IndexMap<String, ReferenceOr<T>>> {
        match value(node, key) {
            Some(map) => self.each(
                map,
                |builder, node| referable(builder, node, &mut make),
                |_| true,
            ),
            None => Some(IndexMap::new()),
        }
    }

    fn components(&mut self, node: &Node) -> Option<Components> {
        Some(Components {
            schemas: self.referable_map(node, "schemas", Self::schema)?,
            responses: self.referable_map(node, "responses", Self::response)?,
            parameters: self.referable_map(node, "parameters", Self::parameter)?,
            examples: self.referable_map(node, "examples", Self::example)?,
            request_bodies: self.referable_map(node, "requestBodies", Self::request_body)?,
            headers: self.referable_map(node, "headers", Self::header)?,
            security_schemes: self.referable_map(node, "securitySchemes", |builder, node| {
                builder.flat(node, "a security scheme", &[], &[])
            })?,
            extensions: self.extensions(node)?,
            ..Components::default()
        })
    }
}

/// The value of a key, unless it has none.
fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.get(key).filter(|value| value.kind() != Kind::Null)
}

/// An object, or the reference that stands in its place.
fn referable<B, T>(
    builder: &mut B,
    node: &Node,
    make: impl FnOnce(&mut B, &Node) -> Option<T>,
) -> Option<ReferenceOr<T>> {
    match node.get("$ref").and_then(Node::as_str) {
        Some(reference) => Some(ReferenceOr::Reference {
            reference: reference.to_owned(),
        }),
        None => make(builder, node).map(ReferenceOr::Item),
    }
}

fn empty_map() -> Value {
    Value::Mapping(Mapping::new())
}
