//! A loaded document: its content as openapiv3, and where each part of it stands.

use std::borrow::Borrow;
use std::sync::Arc;

use openapiv3::{Example, Header, OpenAPI, Parameter, ReferenceOr, RequestBody, Response, Schema};

use super::check::section::Component;
use super::check::suggest::Suggest;
use super::files::Files;
use super::pointer::Pointer;
use super::reference::follow_reference;
use super::twilio::{
    Extension, LocatedEntry, OperationExtension, PathExtension, SchemaExtension, read_extension,
};
use super::yaml::mark::Mark;
use super::yaml::node::{MapEntry, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, Location};

/// A document that can be lowered: it has the shape of OpenAPI 3.0, its references lead to components, and its
/// `x-twilio` can be read.
#[derive(Debug)]
pub struct Document {
    pub(super) files: Files,
    pub(super) source: Arc<str>,
    pub(super) root: Node,
    pub(super) openapi: OpenAPI,
    pub(super) warnings: Vec<Diagnostic>,
}

/// An object that stands in the document itself, or that a reference leads to.
#[derive(Debug, Clone)]
pub struct Resolved<'a, T> {
    value: &'a T,
    pointer: Pointer,
    component: Option<&'a str>,
}

impl<'a, T> Resolved<'a, T> {
    /// The object.
    pub fn value(&self) -> &'a T {
        self.value
    }

    /// Where it stands: the pointer of the component, if a reference led to it.
    pub fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// The name of the component, if a reference led to it.
    pub fn component(&self) -> Option<&'a str> {
        self.component
    }
}

impl Document {
    /// The file, as it was given.
    pub fn file(&self) -> &str {
        self.files.document()
    }

    /// The text, without a byte order mark.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The content of the document, without callbacks, links and server variables.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// The problems of the document that do not stop a run.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Where the value at a pointer stands. For a map or list, which begins on the next line, that is its key; for a
    /// pointer that leads nowhere, it is the nearest value above.
    pub fn location(&self, pointer: &Pointer) -> Location {
        let mark = match self.nearest_node(pointer) {
            (Some(entry), node)
                if matches!(node.kind(), NodeKind::Map | NodeKind::List | NodeKind::Null) =>
            {
                entry.key_mark
            }
            (_, node) => node.mark,
        };
        self.locate_mark(mark, pointer)
    }

    /// Where the key that a pointer ends with stands. For an item of a list, that is where the item starts.
    pub fn location_of_key(&self, pointer: &Pointer) -> Location {
        let mark = match self.nearest_node(pointer) {
            (Some(entry), _) => entry.key_mark,
            (None, node) => node.mark,
        };
        self.locate_mark(mark, pointer)
    }

    /// The node at a pointer. Unlike openapiv3, the tree keeps the siblings of `$ref` and the order of keys.
    pub fn node(&self, pointer: &Pointer) -> Option<&Node> {
        let mut node = &self.root;
        for token in pointer.tokens() {
            node = descend(node, &token)?.1;
        }
        Some(node)
    }

    /// The text at a pointer, if there is one.
    pub fn text(&self, pointer: &Pointer) -> Option<&str> {
        self.node(pointer).and_then(Node::as_str)
    }

    /// The schema at a pointer, or the one that the reference there leads to.
    ///
    /// # Errors
    ///
    /// If the reference cannot be followed. Those of a loaded document can.
    pub fn schema<'a, S: Borrow<Schema>>(
        &'a self,
        schema: &'a ReferenceOr<S>,
        pointer: &Pointer,
    ) -> Result<Resolved<'a, Schema>, Diagnostic> {
        self.resolve(schema, pointer)
    }

    /// The parameter at a pointer, or the one that the reference there leads to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn parameter<'a>(
        &'a self,
        parameter: &'a ReferenceOr<Parameter>,
        pointer: &Pointer,
    ) -> Result<Resolved<'a, Parameter>, Diagnostic> {
        self.resolve(parameter, pointer)
    }

    /// The header at a pointer, or the one that the reference there leads to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn header<'a>(
        &'a self,
        header: &'a ReferenceOr<Header>,
        pointer: &Pointer,
    ) -> Result<Resolved<'a, Header>, Diagnostic> {
        self.resolve(header, pointer)
    }

    /// The response at a pointer, or the one that the reference there leads to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn response<'a>(
        &'a self,
        response: &'a ReferenceOr<Response>,
        pointer: &Pointer,
    ) -> Result<Resolved<'a, Response>, Diagnostic> {
        self.resolve(response, pointer)
    }

    /// The request body at a pointer, or the one that the reference there leads to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn request_body<'a>(
        &'a self,
        body: &'a ReferenceOr<RequestBody>,
        pointer: &Pointer,
    ) -> Result<Resolved<'a, RequestBody>, Diagnostic> {
        self.resolve(body, pointer)
    }

    /// The example at a pointer, or the one that the reference there leads to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn example<'a>(
        &'a self,
        example: &'a ReferenceOr<Example>,
        pointer: &Pointer,
    ) -> Result<Resolved<'a, Example>, Diagnostic> {
        self.resolve(example, pointer)
    }

    /// `x-twilio` of the path item at a pointer, as far as it can be read; empty if it has none.
    pub fn path_extension(&self, path_item: &Pointer) -> PathExtension {
        self.extension(path_item)
    }

    /// `x-twilio` of the operation at a pointer, as far as it can be read; empty if it has none.
    pub fn operation_extension(&self, operation: &Pointer) -> OperationExtension {
        self.extension(operation)
    }

    /// `x-twilio` of the schema or parameter at a pointer, as far as it can be read; empty if it has none.
    pub fn schema_extension(&self, schema: &Pointer) -> SchemaExtension {
        self.extension(schema)
    }

    fn extension<T: Extension>(&self, holder: &Pointer) -> T {
        let Some(entry) = self.node(holder).and_then(|node| node.entry("x-twilio")) else {
            return T::default();
        };
        // What cannot be used was told when the document was checked.
        let (extension, _) = read_extension(&LocatedEntry {
            files: &self.files,
            pointer: holder.join("x-twilio"),
            entry,
        });
        extension
    }

    fn resolve<'a, T: Component, S: Borrow<T>>(
        &'a self,
        object: &'a ReferenceOr<S>,
        pointer: &Pointer,
    ) -> Result<Resolved<'a, T>, Diagnostic> {
        let target = match object {
            ReferenceOr::Item(item) => {
                return Ok(Resolved {
                    value: item.borrow(),
                    pointer: pointer.clone(),
                    component: None,
                });
            }
            ReferenceOr::Reference { reference } => reference,
        };
        let location = || self.location(&pointer.join("$ref"));
        let name = follow_reference(&self.root, target, T::SECTION, &mut Suggest::new())
            .map_err(|broken| broken.into_diagnostic(&location()))?;
        let components = self.openapi.components.as_ref();
        match components.and_then(|components| T::find_in(components, name)) {
            Some(ReferenceOr::Item(value)) => {
                let pointer = Pointer::root()
                    .join("components")
                    .join(T::SECTION.key())
                    .join(name);
                Ok(Resolved {
                    value,
                    pointer,
                    component: Some(name),
                })
            }
            // Never happens: the tree and openapiv3 have the same components.
            _ => Err(Diagnostic::error(
                Code::UnknownReference,
                &location(),
                format!("`{target}` leads nowhere"),
            )),
        }
    }

    /// The node at a pointer or the nearest above it, with its entry if it is the value of a map.
    fn nearest_node(&self, pointer: &Pointer) -> (Option<&MapEntry>, &Node) {
        let mut nearest = (None, &self.root);
        for token in pointer.tokens() {
            match descend(nearest.1, &token) {
                Some(next) => nearest = next,
                None => break,
            }
        }
        nearest
    }

    fn locate_mark(&self, mark: Mark, pointer: &Pointer) -> Location {
        mark.to_location(&self.files).with_pointer(pointer)
    }
}

/// The item or value that a token of a pointer leads to, with its entry if it is the value of a map.
fn descend<'n>(node: &'n Node, token: &str) -> Option<(Option<&'n MapEntry>, &'n Node)> {
    if node.kind() == NodeKind::List {
        let item = node.items().get(token.parse::<usize>().ok()?)?;
        return Some((None, item));
    }
    let entry = node.entry(token)?;
    Some((Some(entry), &entry.value))
}
