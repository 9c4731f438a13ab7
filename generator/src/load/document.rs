//! A loaded document: what it says as openapiv3, and where it says it.

use std::borrow::Borrow;
use std::sync::Arc;

use openapiv3::{Example, Header, OpenAPI, Parameter, ReferenceOr, RequestBody, Response, Schema};

use super::check::section::Component;
use super::check::suggest::Suggest;
use super::pointer::Pointer;
use super::reference::follow;
use super::twilio;
use super::twilio::{At, OperationExtension, PathExtension, SchemaExtension};
use super::yaml::mark::location;
use super::yaml::node::{Entry, Kind, Node};
use crate::diagnostic::{Code, Diagnostic, Location};

/// A document that can be lowered: its shape is that of OpenAPI 3.0, its references lead somewhere, and
/// its `x-twilio` can be read.
#[derive(Debug)]
pub struct Document {
    pub(crate) file: Arc<str>,
    pub(crate) source: Arc<str>,
    pub(crate) root: Node,
    pub(crate) openapi: OpenAPI,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// What a reference leads to, or what stood there without one.
#[derive(Debug, Clone)]
pub struct Resolved<'a, T> {
    value: &'a T,
    pointer: Pointer,
    component: Option<&'a str>,
}

impl<'a, T> Resolved<'a, T> {
    /// The value.
    pub fn value(&self) -> &'a T {
        self.value
    }

    /// Where it really stands.
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
        &self.file
    }

    /// The text, without a byte order mark.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What the document says. Callbacks, links and server variables are left out.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// What is worth knowing about the document and stops nothing.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Where a pointer leads: to a scalar itself, to the key of a map or list (which itself begins on the
    /// next line), or to the nearest thing above that exists.
    pub fn location(&self, pointer: &Pointer) -> Location {
        match self.find(pointer) {
            (Some(entry), node) if matches!(node.kind(), Kind::Map | Kind::List | Kind::Null) => {
                self.at(entry.key_mark, pointer)
            }
            (_, node) => self.at(node.mark, pointer),
        }
    }

    /// Where the key of a pointer stands; for the item of a list, where the item starts.
    pub fn location_of_key(&self, pointer: &Pointer) -> Location {
        match self.find(pointer) {
            (Some(entry), _) => self.at(entry.key_mark, pointer),
            (None, node) => self.at(node.mark, pointer),
        }
    }

    /// The tree as it is written: siblings of `$ref`, the order of keys.
    pub fn node(&self, pointer: &Pointer) -> Option<&Node> {
        let mut node = &self.root;
        for token in pointer.tokens() {
            node = step(node, &token)?.1;
        }
        Some(node)
    }

    /// The text that stands at a pointer, if one does.
    pub fn text(&self, pointer: &Pointer) -> Option<&str> {
        self.node(pointer).and_then(Node::as_str)
    }

    /// The schema that stands here or that is referred to.
    ///
    /// # Errors
    ///
    /// If the reference cannot be followed; not for references of a loaded document.
    pub fn schema<'a, S: Borrow<Schema>>(
        &'a self,
        schema: &'a ReferenceOr<S>,
        at: &Pointer,
    ) -> Result<Resolved<'a, Schema>, Diagnostic> {
        self.resolve(schema, at)
    }

    /// The parameter that stands here or that is referred to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn parameter<'a>(
        &'a self,
        parameter: &'a ReferenceOr<Parameter>,
        at: &Pointer,
    ) -> Result<Resolved<'a, Parameter>, Diagnostic> {
        self.resolve(parameter, at)
    }

    /// The header that stands here or that is referred to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn header<'a>(
        &'a self,
        header: &'a ReferenceOr<Header>,
        at: &Pointer,
    ) -> Result<Resolved<'a, Header>, Diagnostic> {
        self.resolve(header, at)
    }

    /// The reply that stands here or that is referred to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn response<'a>(
        &'a self,
        response: &'a ReferenceOr<Response>,
        at: &Pointer,
    ) -> Result<Resolved<'a, Response>, Diagnostic> {
        self.resolve(response, at)
    }

    /// The request body that stands here or that is referred to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn request_body<'a>(
        &'a self,
        body: &'a ReferenceOr<RequestBody>,
        at: &Pointer,
    ) -> Result<Resolved<'a, RequestBody>, Diagnostic> {
        self.resolve(body, at)
    }

    /// The example that stands here or that is referred to.
    ///
    /// # Errors
    ///
    /// As [`Document::schema`].
    pub fn example<'a>(
        &'a self,
        example: &'a ReferenceOr<Example>,
        at: &Pointer,
    ) -> Result<Resolved<'a, Example>, Diagnostic> {
        self.resolve(example, at)
    }

    /// `x-twilio` of the path item at a pointer; empty if it has none.
    ///
    /// # Errors
    ///
    /// Every value that cannot be read; none in a loaded document.
    pub fn path_extension(&self, path_item: &Pointer) -> Result<PathExtension, Vec<Diagnostic>> {
        self.extension(path_item, twilio::path)
    }

    /// `x-twilio` of the operation at a pointer; empty if it has none.
    ///
    /// # Errors
    ///
    /// Every value that cannot be read; none in a loaded document.
    pub fn operation_extension(
        &self,
        operation: &Pointer,
    ) -> Result<OperationExtension, Vec<Diagnostic>> {
        self.extension(operation, twilio::operation)
    }

    /// `x-twilio` of the schema or parameter at a pointer; empty if it has none.
    ///
    /// # Errors
    ///
    /// Every value that cannot be read; none in a loaded document.
    pub fn schema_extension(&self, schema: &Pointer) -> Result<SchemaExtension, Vec<Diagnostic>> {
        self.extension(schema, twilio::schema)
    }

    fn extension<T: Default>(
        &self,
        holder: &Pointer,
        read: fn(&At<'_>) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        match self.node(holder).and_then(|node| node.entry("x-twilio")) {
            Some(entry) => read(&At {
                file: &self.file,
                pointer: holder.join("x-twilio"),
                entry,
            }),
            None => Ok(T::default()),
        }
    }

    fn resolve<'a, T: Component, S: Borrow<T>>(
        &'a self,
        found: &'a ReferenceOr<S>,
        at: &Pointer,
    ) -> Result<Resolved<'a, T>, Diagnostic> {
        let target = match found {
            ReferenceOr::Item(item) => {
                return Ok(Resolved {
                    value: item.borrow(),
                    pointer: at.clone(),
                    component: None,
                });
            }
            ReferenceOr::Reference { reference } => reference,
        };
        let location = || self.location(&at.join("$ref"));
        let name = follow(&self.root, target, T::SECTION, &mut Suggest::new())
            .map_err(|broken| broken.at(&location()))?;
        let components = self.openapi.components.as_ref();
        match components.and_then(|components| T::find(components, name)) {
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
            // The tree and openapiv3 hold the same components.
            _ => Err(Diagnostic::error(
                Code::UnknownReference,
                &location(),
                format!("`{target}` leads nowhere"),
            )),
        }
    }

    /// The node at a pointer, or the nearest above it, with its entry if it is in a map.
    fn find(&self, pointer: &Pointer) -> (Option<&Entry>, &Node) {
        let mut found = (None, &self.root);
        for token in pointer.tokens() {
            match step(found.1, &token) {
                Some(next) => found = next,
                None => break,
            }
        }
        found
    }

    fn at(&self, mark: super::yaml::node::Mark, pointer: &Pointer) -> Location {
        location(&self.file, mark).with_pointer(pointer.shared())
    }
}

fn step<'n>(node: &'n Node, token: &str) -> Option<(Option<&'n Entry>, &'n Node)> {
    if node.kind() == Kind::List {
        let item = node.items().get(token.parse::<usize>().ok()?)?;
        return Some((None, item));
    }
    let entry = node.entry(token)?;
    Some((Some(entry), &entry.value))
}
