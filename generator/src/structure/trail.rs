//! The way from the root of two documents to a pair of nodes: its pointers, and how people name its end.

use super::grammar::{Kind, METHODS};
use crate::load::{Node, Pointer};

/// One step down.
#[derive(Clone)]
pub(super) struct Step<'a> {
    pub(super) kind: Kind,
    /// The key, or what tells the item of a list from its neighbours.
    pub(super) label: String,
    /// Whether the step leads to an item of a list.
    pub(super) is_item: bool,
    pub(super) left: Side<'a>,
    pub(super) right: Side<'a>,
}

/// One of the two nodes that a step leads to.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) node: &'a Node,
    pub(super) token: Token<'a>,
    /// The name of the shared header that stands for the node, if it is only referred to.
    pub(super) shared: Option<&'a str>,
}

/// A step of a pointer.
#[derive(Clone, Copy)]
pub(super) enum Token<'a> {
    Root,
    Key(&'a str),
    Item(usize),
}

/// Adds a step to a pointer.
pub(super) fn join(pointer: &Pointer, token: Token<'_>) -> Pointer {
    match token {
        Token::Root => pointer.clone(),
        Token::Key(key) => pointer.join(key),
        Token::Item(position) => pointer.join(&position.to_string()),
    }
}

/// The pointer to one side's node.
pub(super) fn pointer<'a>(trail: &[Step<'a>], side: impl Fn(&Step<'a>) -> Side<'a>) -> Pointer {
    trail.iter().map(side).fold(Pointer::root(), |at, side| {
        match side.shared {
            // The header stands elsewhere: so do the places of everything in it.
            Some(name) => Pointer::root()
                .join("components")
                .join("headers")
                .join(name),
            None => join(&at, side.token),
        }
    })
}

/// What a piece of a document belongs to; findings are grouped by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Document,
    Path(String),
    Operation(String),
    Schema(String),
}

/// How people name a node.
pub(super) struct Subject {
    pub(super) group: Group,
    /// The nearest thing with a name: `CreateSession.Ttl`, `path /v1/Services`.
    pub(super) name: String,
    /// The fields below it, with dots: `x-twilio.pii`, `maximum`; empty for the thing itself.
    pub(super) field: String,
}

/// Names the end of a trail.
pub(super) fn subject(trail: &[Step<'_>]) -> Subject {
    let mut subject = Subject {
        group: Group::Document,
        name: "the document".to_owned(),
        field: String::new(),
    };
    let mut parents = [None, None];
    for step in trail {
        let [grandparent, parent] = parents;
        if let Some(parent) = parent {
            name(&mut subject, grandparent, parent, step);
        }
        parents = [parent, Some(step)];
    }
    subject
}

fn name(subject: &mut Subject, above: Option<&Step<'_>>, parent: &Step<'_>, step: &Step<'_>) {
    use Kind as K;
    let label = step.label.as_str();
    let in_components = above.is_some_and(|above| above.kind == K::Components);
    match (parent.kind, step.kind) {
        (K::Names(K::PathItem), _) => {
            subject.group = Group::Path(label.to_owned());
            subject.name = format!("path {label}");
        }
        (_, K::Operation) => {
            let path = subject.name.trim_start_matches("path ");
            subject.name = operation(step.left.node, label, path);
            subject.group = Group::Operation(subject.name.clone());
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
        (K::Names(K::Header), _) if step.left.shared.is_some() => {
            // Whichever reply led here, it is one thing to mend.
            subject.group = Group::Document;
            subject.name = format!("shared header {}", step.left.shared.unwrap_or_default());
        }
        (K::Names(K::Header), _) => subject.name = format!("{} header {label}", subject.name),
        (K::Names(_), _) if in_components => subject.name = format!("component {label}"),
        (_, K::RequestBody) => subject.name.push_str(" body"),
        (K::Schema, K::Schema) if label == "items" => subject.name.push_str("[]"),
        (K::Schema, K::Schema) => subject.name = format!("{}.{label}", subject.name),
        (K::Names(K::MediaType), _) | (_, K::Schema | K::Components) => {}
        (_, K::Names(kind)) if *kind != K::Data && *kind != K::Dependent => {}
        (_, K::List(K::Schema | K::Parameter)) => {}
        _ if step.is_item => {}
        _ => {
            if !subject.field.is_empty() {
                subject.field.push('.');
            }
            subject.field.push_str(label);
        }
    }
}

/// An operation by its id, or by its method and path where it has none.
pub(super) fn operation(node: &Node, method: &str, path: &str) -> String {
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
