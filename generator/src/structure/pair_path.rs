//! The path from the roots of two documents down to a pair of nodes, the JSON pointers that it stands for, and a name
//! for where it ends.

use super::grammar::{METHODS, ObjectKind};
use super::view::shown;
use crate::load::{Node, Pointer};

/// One level of the path, and the pair of nodes that it leads to.
#[derive(Clone)]
pub(super) struct PathSegment<'a> {
    pub(super) kind: ObjectKind,
    /// The key, or what distinguishes the item of a list from its neighbours.
    pub(super) label: String,
    /// Whether the segment leads to an item of a list.
    pub(super) is_item: bool,
    pub(super) left: Side<'a>,
    pub(super) right: Side<'a>,
}

/// The segments from the roots down.
pub(super) type PairPath<'a> = Vec<PathSegment<'a>>;

/// One of the two nodes that a segment leads to.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) node: &'a Node,
    pub(super) token: PointerToken<'a>,
    /// The name of the shared header, if the document has a reference to one here.
    pub(super) shared: Option<&'a str>,
}

/// A reference token of a JSON pointer.
#[derive(Clone, Copy)]
pub(super) enum PointerToken<'a> {
    Root,
    Key(&'a str),
    Item(usize),
}

/// Extends a pointer by a token.
pub(super) fn append_token(pointer: &Pointer, token: PointerToken<'_>) -> Pointer {
    match token {
        PointerToken::Root => pointer.clone(),
        PointerToken::Key(key) => pointer.join(key),
        PointerToken::Item(position) => pointer.join(&position.to_string()),
    }
}

/// The pointer to the left or the right node at the end of a path.
pub(super) fn pointer_of<'a>(
    pair_path: &[PathSegment<'a>],
    side: impl Fn(&PathSegment<'a>) -> Side<'a>,
) -> Pointer {
    pair_path
        .iter()
        .map(side)
        .fold(Pointer::root(), |at, side| {
            match side.shared {
                // A shared header is defined elsewhere, and so is everything in it.
                Some(name) => Pointer::root()
                    .join("components")
                    .join("headers")
                    .join(name),
                None => append_token(&at, side.token),
            }
        })
}

/// The part of a document that differences are grouped by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Document,
    Path(String),
    Operation(String),
    Schema(String),
}

/// What people call a node.
pub(super) struct Subject {
    pub(super) group: Group,
    /// The nearest thing with a name: `CreateSession.Ttl`, `path /v1/Services`.
    pub(super) name: String,
    /// The fields below it, with dots: `x-twilio.pii`, `maximum`; empty for the thing itself.
    pub(super) field: String,
}

/// Names the end of a path.
pub(super) fn subject_of(pair_path: &[PathSegment<'_>]) -> Subject {
    let mut subject = Subject {
        group: Group::Document,
        name: "the document".to_owned(),
        field: String::new(),
    };
    let mut parents = [None, None];
    for segment in pair_path {
        let [grandparent, parent] = parents;
        if let Some(parent) = parent {
            extend_subject(&mut subject, grandparent, parent, segment);
        }
        parents = [parent, Some(segment)];
    }
    subject
}

fn extend_subject(
    subject: &mut Subject,
    above: Option<&PathSegment<'_>>,
    parent: &PathSegment<'_>,
    segment: &PathSegment<'_>,
) {
    use ObjectKind as K;
    let label = segment.label.as_str();
    let in_components = above.is_some_and(|above| above.kind == K::Components);
    match (parent.kind, segment.kind) {
        (K::Names(K::PathItem), _) => {
            subject.group = Group::Path(label.to_owned());
            subject.name = format!("path {label}");
        }
        (_, K::Operation) => {
            let path = subject.name.trim_start_matches("path ");
            let id = operation_name(segment.left.node, label, path);
            subject.name = shown(&id);
            subject.group = Group::Operation(id);
        }
        (K::Names(K::Schema), _) if in_components => {
            subject.group = Group::Schema(label.to_owned());
            subject.name = label.to_owned();
        }
        (K::Names(K::Schema), _) | (K::List(K::Parameter), _) => {
            // Form parameters read like query parameters: `CreateSession.Ttl`.
            let owner = subject.name.strip_suffix(" body").unwrap_or(&subject.name);
            subject.name = format!("{owner}.{label}");
        }
        (K::List(K::Schema), _) => subject.name = format!("{} {label}", subject.name),
        (K::Names(K::Response), _) => subject.name = format!("{} response {label}", subject.name),
        (K::Names(K::Header), _) if segment.left.shared.is_some() => {
            // It is one definition, whichever reply led here.
            subject.group = Group::Document;
            subject.name = format!("shared header {}", segment.left.shared.unwrap_or_default());
        }
        (K::Names(K::Header), _) => subject.name = format!("{} header {label}", subject.name),
        (K::Names(_), _) if in_components => subject.name = format!("component {label}"),
        (_, K::RequestBody) => subject.name.push_str(" body"),
        (K::Schema, K::Schema) if label == "items" => subject.name.push_str("[]"),
        (K::Schema, K::Schema) => subject.name = format!("{}.{label}", subject.name),
        (K::Names(K::MediaType), _) | (_, K::Schema | K::Components) => {}
        (_, K::Names(kind)) if *kind != K::Data && *kind != K::Dependent => {}
        (_, K::List(K::Schema | K::Parameter)) => {}
        _ if segment.is_item => {}
        _ => {
            if !subject.field.is_empty() {
                subject.field.push('.');
            }
            subject.field.push_str(label);
        }
    }
}

/// The id of an operation, or its method and path where it has none.
pub(super) fn operation_name(node: &Node, method: &str, path: &str) -> String {
    match node.get("operationId").and_then(Node::as_str) {
        Some(id) => id.to_owned(),
        None => format!("{} {path}", method.to_uppercase()),
    }
}

/// The operations of a path item, in the specification's order of methods.
pub(super) fn operations(item: &Node) -> impl Iterator<Item = (&'static str, &Node)> {
    METHODS
        .iter()
        .filter_map(|method| item.get(method).map(|operation| (*method, operation)))
}
