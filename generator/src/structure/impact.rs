//! What a change of a document does to the Rust code that calls the crate made from it.
//!
//! Knows how the design turns structure into API: replies are structs of optional fields, enums are open, required
//! parameters are arguments, optional ones are setters, nothing is checked against bounds. What it does not know it
//! calls breaking.

use super::grammar::Kind;
use super::trail::{Step, Token};
use super::walk::{Difference, Entry, What};
use crate::load::Node;

/// Whether callers have to change their code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// Code that compiled, or requests that were sent, may not be any more.
    Breaking,
    /// Existing code goes on as it is.
    Compatible,
}

impl Impact {
    /// `breaking` or `compatible`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
        }
    }
}

/// What happened to an entry or a value, from the old document (right) to the new one (left).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Event {
    Removed,
    Added,
    Changed,
}

/// What a difference does, the left document being the new one.
pub(super) fn impact(difference: &Difference<'_>) -> Impact {
    let trail = difference.trail.as_slice();
    if trail.iter().any(|step| step.kind == Kind::Header) {
        // Reply headers are no part of the API.
        return Impact::Compatible;
    }
    let breaking = match &difference.what {
        What::Missing(entry) => entry_breaks(trail, entry, Event::Removed),
        What::Extra(entry) => entry_breaks(trail, entry, Event::Added),
        What::Changed => value_breaks(trail),
        What::Order(_) => order_breaks(trail),
    };
    if breaking {
        Impact::Breaking
    } else {
        Impact::Compatible
    }
}

fn entry_breaks(trail: &[Step<'_>], entry: &Entry<'_>, event: Event) -> bool {
    use Kind as K;
    let Some(container) = trail.last() else {
        return true;
    };
    let removed = event == Event::Removed;
    match (container.kind, entry.kind) {
        (K::Names(K::Header | K::SecurityScheme), _) | (K::List(K::Tag | K::Server), _) => false,
        (_, K::Operation | K::PathItem | K::Response | K::MediaType) => removed,
        (_, K::RequestBody) => removed || demands(entry.node),
        (K::List(K::Parameter), _) => removed || is_true(entry.node, "required"),
        (K::Names(K::Schema), _) => removed || is_required(trail, &entry.label),
        (K::Names(K::Dependent), _) => removed,
        (K::Names(_), _) => removed,
        (K::Data, _) if matches!(entry.token, Token::Item(_)) => item_breaks(trail, event),
        _ => field_breaks(trail, &entry.label, event),
    }
}

/// An item of a list of plain values.
fn item_breaks(trail: &[Step<'_>], event: Event) -> bool {
    let label = trail.last().map(|list| list.label.as_str());
    match label {
        // The enums are open: a new literal is a new variant.
        Some("enum") if is_in_schema(trail) => event == Event::Removed,
        Some("required") if is_in_schema(trail) => !is_reply(trail),
        _ => value_breaks(trail),
    }
}

/// Whether a difference only repeats another: the demand for a property that came or went as a whole.
pub(super) fn is_repetition(difference: &Difference<'_>) -> bool {
    let (What::Missing(entry) | What::Extra(entry)) = &difference.what else {
        return false;
    };
    let trail = difference.trail.as_slice();
    let declares = |node: &Node| {
        let properties = node.get("properties");
        properties.is_some_and(|properties| properties.get(&entry.label).is_some())
    };
    trail
        .last()
        .is_some_and(|list| list.label == "required" && list.kind == Kind::Data)
        && is_in_schema(trail)
        && trail
            .iter()
            .nth_back(1)
            .is_some_and(|schema| declares(schema.left.node) != declares(schema.right.node))
}

/// A plain value that is another one now: it counts as the field that it is in.
fn value_breaks(trail: &[Step<'_>]) -> bool {
    let field = trail.iter().position(|step| step.kind == Kind::Data);
    field.is_none_or(|at| {
        let (owner, rest) = trail.split_at(at);
        let label = rest.first().map(|step| step.label.as_str());
        field_breaks(owner, label.unwrap_or_default(), Event::Changed)
    })
}

/// A field of an object with a fixed vocabulary.
fn field_breaks(owner: &[Step<'_>], field: &str, event: Event) -> bool {
    let Some(kind) = owner.last().map(|step| step.kind) else {
        return true;
    };
    match kind {
        Kind::Schema => match field {
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
            | "minLength" | "maxLength" | "minItems" | "maxItems" | "uniqueItems"
            | "minProperties" | "maxProperties" | "default" | "nullable" | "title"
            | "deprecated" | "readOnly" | "writeOnly" | "xml" | "x-twilio" => false,
            "required" => !is_reply(owner),
            _ => !field.starts_with("x-"),
        },
        Kind::Parameter => !matches!(
            field,
            "deprecated" | "allowEmptyValue" | "allowReserved" | "x-twilio"
        ),
        Kind::Operation => !matches!(field, "tags" | "security" | "servers" | "deprecated"),
        Kind::PathItem => field == "parameters",
        Kind::Extension => match field {
            "conditional" | "pathType" | "ignoreFormat" => true,
            "dependentProperties" => event != Event::Added,
            _ => false,
        },
        Kind::Dependent | Kind::Names(_) => true,
        Kind::Response | Kind::MediaType | Kind::RequestBody => {
            !matches!(field, "links" | "headers" | "encoding")
        }
        // Whole sections; what is in them is judged piece by piece.
        Kind::Document | Kind::Components => {
            event == Event::Removed
                && !matches!(
                    field,
                    "servers" | "tags" | "security" | "externalDocs" | "securitySchemes"
                )
        }
        Kind::Data | Kind::List(_) => true,
        // Who publishes it, where, and how one signs in.
        Kind::Info
        | Kind::Header
        | Kind::Tag
        | Kind::Server
        | Kind::SecurityScheme
        | Kind::ExternalDocs => false,
    }
}

/// Whether another order of entries is another order of arguments.
fn order_breaks(trail: &[Step<'_>]) -> bool {
    let Some(list) = trail.last() else {
        return true;
    };
    match list.kind {
        Kind::List(Kind::Parameter) => {
            // Arguments stand in the order of the required parameters; those of the path are the URL's.
            let arguments = |node: &Node| -> Vec<String> {
                let is_argument = |item: &&Node| {
                    let location = item.get("in").and_then(Node::as_str);
                    is_true(item, "required") && location != Some("path")
                };
                let items = node.items().iter().filter(is_argument);
                items
                    .filter_map(|item| item.get("name")?.as_str().map(str::to_owned))
                    .collect()
            };
            arguments(list.left.node) != arguments(list.right.node)
        }
        Kind::Data if list.label == "required" => !is_reply(trail),
        _ => false,
    }
}

fn is_in_schema(trail: &[Step<'_>]) -> bool {
    let owner = trail.iter().nth_back(1);
    owner.is_some_and(|owner| owner.kind == Kind::Schema)
}

/// Replies are read leniently, whatever they demand. A component may serve as both, so it is none.
fn is_reply(trail: &[Step<'_>]) -> bool {
    trail.iter().any(|step| step.kind == Kind::Response)
}

/// Whether the new schema that the trail's properties belong to demands this one of callers.
fn is_required(trail: &[Step<'_>], property: &str) -> bool {
    let schema = trail.iter().nth_back(1);
    let required = schema.and_then(|schema| schema.left.node.get("required"));
    let names = required.map(Node::items).unwrap_or_default();
    !is_reply(trail) && names.iter().any(|name| name.as_str() == Some(property))
}

/// Whether a new request body must be given.
fn demands(body: &Node) -> bool {
    let content = body.get("content");
    let mut media = content.into_iter().flat_map(Node::entries);
    is_true(body, "required")
        || media.any(|(_, media)| {
            let schema = media.get("schema");
            let required = schema.and_then(|schema| schema.get("required"));
            required.is_some_and(|required| !required.items().is_empty())
        })
}

fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool) == Some(true)
}
