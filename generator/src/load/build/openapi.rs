//! The document as a whole: its paths and its components.

use openapiv3::{Components, OpenAPI, Paths, ReferenceOr};
use serde_yaml::Value;

use super::builder::{OpenApiBuilder, empty_map, value};
use crate::load::files::Files;
use crate::load::problems::Problems;
use crate::load::yaml::node::Node;

/// Builds an OpenAPI document from a tree that has passed all checks.
pub(in crate::load) fn build(
    files: &Files,
    root: &Node,
    problems: &mut Problems,
) -> Option<OpenAPI> {
    OpenApiBuilder { files, problems }.document(root)
}

impl OpenApiBuilder<'_> {
    fn document(&mut self, root: &Node) -> Option<OpenAPI> {
        let without = ["info", "paths", "components", "servers"];
        let info = [("title", ""), ("version", "")].map(|(key, text)| (key.into(), text.into()));
        let stand_ins = [
            ("info", Value::Mapping(info.into_iter().collect())),
            ("paths", empty_map()),
        ];
        let mut openapi: OpenAPI =
            self.flat_object(root, "an OpenAPI document", &without, &stand_ins)?;
        if let Some(info) = value(root, "info") {
            let empty = || Value::String(String::new());
            let stand_ins = [("title", empty()), ("version", empty())];
            openapi.info = self.flat_object(info, "`info`", &[], &stand_ins)?;
        }
        openapi.servers = self.servers(root)?;
        if let Some(paths) = value(root, "paths") {
            openapi.paths = self.paths(paths)?;
        }
        if let Some(components) = value(root, "components") {
            openapi.components = Some(self.components(components)?);
        }
        Some(openapi)
    }

    fn paths(&mut self, node: &Node) -> Option<Paths> {
        let mut paths = Paths {
            extensions: self.extensions(node)?,
            ..Paths::default()
        };
        for (path, child) in node.entries().filter(|(key, _)| key.starts_with('/')) {
            let item = ReferenceOr::Item(self.path_item(child)?);
            paths.paths.insert(path.to_owned(), item);
        }
        Some(paths)
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
                builder.flat_object(node, "a security scheme", &[], &[])
            })?,
            extensions: self.extensions(node)?,
            ..Components::default()
        })
    }
}
