//! The tree of handles: the client mirrors the URL.
//!
//! A static segment is an accessor; a segment followed by `{…}` has a second accessor, in the singular,
//! that takes the parameter. Parameters are one thing by position, never by name.

use std::collections::{BTreeSet, HashMap};

use crate::load::{PathType, Pointer};
use crate::lower::context::LowerContext;
use crate::lower::operations::paths;
use crate::lower::room;
use crate::model::{IdArgument, Operation, ParameterLocation};
use crate::names::ident::value_ident;

/// A place while the tree grows.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// `Sessions`, or `{}`; with a slash in front where it stands beside the document's prefix instead of below it.
    pub(crate) segment: String,
    pub(crate) path: String,
    /// The path with nothing in its braces: names of parameters differ from operation to operation.
    pub(crate) place: String,
    pub(crate) children: Vec<Node>,
    /// Segment → index of the child.
    by_segment: HashMap<String, usize>,
    /// Indices of the operations right here.
    pub(crate) operations: Vec<usize>,
    /// Indices of the operations here and below.
    pub(crate) below: BTreeSet<usize>,
    /// Whether `x-twilio.pathType` calls it an instance.
    pub(crate) instance: bool,
    /// For a parameter: what each operation through here says of it.
    pub(crate) ids: Vec<(usize, IdArgument)>,
}

impl Node {
    pub(crate) fn is_item(&self) -> bool {
        self.segment == "{}"
    }

    /// The parameter below, if there is one.
    pub(crate) fn item(&self) -> Option<&Node> {
        self.children.iter().find(|child| child.is_item())
    }

    /// Whether there is anything to do with the place itself, apart from taking a parameter.
    pub(crate) fn has_handle(&self) -> bool {
        !self.operations.is_empty()
            || self.is_item()
            || self.children.iter().any(|child| !child.is_item())
    }

    /// The index of the child of a segment, made now if there was none.
    fn child(&mut self, segment: &str, path: &str) -> usize {
        if let Some(index) = self.by_segment.get(segment) {
            return *index;
        }
        self.children.push(Node {
            segment: segment.to_owned(),
            path: path.to_owned(),
            place: append_segment(&self.place, segment),
            ..Node::default()
        });
        let index = self.children.len() - 1;
        self.by_segment.insert(segment.to_owned(), index);
        index
    }
}

impl LowerContext<'_> {
    /// The tree of the paths of all operations; tells every operation its suffix.
    pub(crate) fn grow_tree(&mut self, operations: &mut [Operation], prefix: &str) -> Node {
        let mut root = Node {
            path: prefix.to_owned(),
            place: prefix.to_owned(),
            ..Node::default()
        };
        // Each file says whose it is.
        let title = self.document.openapi().info.title.len();
        for (index, operation) in operations.iter_mut().enumerate() {
            let inside = paths::strip_prefix_segment(&operation.path, prefix);
            let (segments, suffix) = paths::segments(inside.unwrap_or(&operation.path));
            let at = Pointer::root().join("paths").join(&operation.path);
            let extension = self.document.path_extension(&at);
            let instance = extension.path_type == Some(PathType::Instance);
            let mut node = &mut root;
            node.below.insert(index);
            let mut path = inside.map_or("", |_| prefix).to_owned();
            for segment in &segments {
                let outside = path.is_empty() && !prefix.is_empty();
                path.push('/');
                path.push_str(segment);
                let inner = paths::parameter(segment);
                let key = match inner {
                    Some(_) => "{}",
                    None if outside => path.as_str(),
                    None => segment,
                };
                let count = node.children.len();
                let child = node.child(key, &path);
                let needed = room::OF_PLACE + title + room::of_text(&path);
                if node.children.len() > count && !self.take_room(needed, &at) {
                    break;
                }
                let Some(child) = node.children.get_mut(child) else {
                    break;
                };
                node = child;
                node.below.insert(index);
                if let Some(id) = inner.and_then(|wire| id_argument(operation, wire)) {
                    node.ids.push((index, id));
                }
            }
            if node.operations.is_empty() {
                // The node's own operations know best what the last parameter is called.
                node.path = path;
            }
            node.operations.push(index);
            node.instance |= instance;
            operation.suffix = suffix.to_owned();
        }
        root
    }
}

/// What an operation says of the parameter of its path that is called so.
fn id_argument(operation: &Operation, wire: &str) -> Option<IdArgument> {
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|parameter| {
        parameter.location == ParameterLocation::Path && parameter.name.wire == wire
    })?;
    Some(IdArgument {
        ident: value_ident(wire),
        wire: wire.to_owned(),
        ty: parameter.ty.clone(),
        docs: parameter.docs.clone(),
    })
}

/// A place and a segment below it, or beside the prefix.
pub(crate) fn append_segment(place: &str, segment: &str) -> String {
    if segment.starts_with('/') {
        segment.to_owned()
    } else {
        format!("{place}/{segment}")
    }
}
