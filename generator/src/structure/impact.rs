//! What a change of a document does to the Rust code that calls the crate made from it.
//!
//! Knows how structure becomes API: replies are structs of optional fields, enums are open, required parameters are
//! arguments, optional ones are setters, and nothing is checked against bounds. Any change that it does not know
//! counts as breaking.

use super::grammar::ObjectKind;
use super::pair_path::{PathSegment, PointerToken};
use super::walk::{Difference, DifferenceKind, NodeEntry};
use crate::load::Node;

/// Whether callers have to change their code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// Code may no longer compile, or requests may no longer be accepted.
    Breaking,
    /// Existing code keeps working unchanged.
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

/// What happened to an entry or a value between the old document (right) and the new one (left).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    Removed,
    Added,
    Changed,
}

impl Edit {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Added => "added",
            Self::Changed => "changed",
        }
    }
}

/// The impact of a difference, where the left document is the new one.
pub(super) fn impact(difference: &Difference<'_>) -> Impact {
    let pair_path = difference.pair_path.as_slice();
    if pair_path
        .iter()
        .any(|segment| segment.kind == ObjectKind::Header)
    {
        // Reply headers are not part of the API.
        return Impact::Compatible;
    }
    let breaking = match &difference.kind {
        DifferenceKind::Missing(entry) => entry_breaks(pair_path, entry, Edit::Removed),
        DifferenceKind::Extra(entry) => entry_breaks(pair_path, entry, Edit::Added),
        DifferenceKind::Changed => value_breaks(pair_path),
        DifferenceKind::Order(_) => order_breaks(pair_path),
    };
    if breaking {
        Impact::Breaking
    } else {
        Impact::Compatible
    }
}

fn entry_breaks(pair_path: &[PathSegment<'_>], entry: &NodeEntry<'_>, edit: Edit) -> bool {
    use ObjectKind as K;
    let Some(container) = pair_path.last() else {
        return true;
    };
    let removed = edit == Edit::Removed;
    match (container.kind, entry.kind) {
        (K::Names(K::Header | K::SecurityScheme), _) | (K::List(K::Tag | K::Server), _) => false,
        (_, K::Operation | K::PathItem | K::Response | K::MediaType) => removed,
        (_, K::RequestBody) => removed || demands(entry.node),
        (K::List(K::Parameter), _) => removed || is_true(entry.node, "required"),
        (K::Names(K::Schema), _) => removed || is_required(pair_path, &entry.label),
        (K::Names(K::Dependent), _) => removed,
        (K::Names(_), _) => removed,
        (K::Data, _) if matches!(entry.token, PointerToken::Item(_)) => {
            item_breaks(pair_path, edit)
        }
        _ => field_breaks(pair_path, &entry.label, edit),
    }
}

/// Whether adding or removing an item of a list of plain values breaks callers.
fn item_breaks(pair_path: &[PathSegment<'_>], edit: Edit) -> bool {
    let label = pair_path.last().map(|list| list.label.as_str());
    match label {
        // Enums are open, so a new value is only a new variant.
        Some("enum") if is_in_schema(pair_path) => edit == Edit::Removed,
        Some("required") if is_in_schema(pair_path) => !is_reply(pair_path),
        _ => value_breaks(pair_path),
    }
}

/// Whether a difference only repeats another: a property that was added or removed is also in the list of required
/// ones.
pub(super) fn is_repetition(difference: &Difference<'_>) -> bool {
    let (DifferenceKind::Missing(entry) | DifferenceKind::Extra(entry)) = &difference.kind else {
        return false;
    };
    let pair_path = difference.pair_path.as_slice();
    let declares = |node: &Node| {
        let properties = node.get("properties");
        properties.is_some_and(|properties| properties.get(&entry.label).is_some())
    };
    pair_path
        .last()
        .is_some_and(|list| list.label == "required" && list.kind == ObjectKind::Data)
        && is_in_schema(pair_path)
        && pair_path
            .iter()
            .nth_back(1)
            .is_some_and(|schema| declares(schema.left.node) != declares(schema.right.node))
}

/// Whether a changed plain value breaks callers: it counts as a change of the field that holds it.
fn value_breaks(pair_path: &[PathSegment<'_>]) -> bool {
    let field = pair_path
        .iter()
        .position(|segment| segment.kind == ObjectKind::Data);
    field.is_none_or(|at| {
        let (owner, rest) = pair_path.split_at(at);
        let label = rest.first().map(|segment| segment.label.as_str());
        field_breaks(owner, label.unwrap_or_default(), Edit::Changed)
    })
}

/// Whether a change of a field of an OpenAPI object breaks callers.
fn field_breaks(owner: &[PathSegment<'_>], field: &str, edit: Edit) -> bool {
    let Some(kind) = owner.last().map(|segment| segment.kind) else {
        return true;
    };
    match kind {
        ObjectKind::Schema => match field {
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
            | "minLength" | "maxLength" | "minItems" | "maxItems" | "uniqueItems"
            | "minProperties" | "maxProperties" | "default" | "nullable" | "title"
            | "deprecated" | "readOnly" | "writeOnly" | "xml" | "x-twilio" => false,
            "required" => !is_reply(owner),
            _ => !field.starts_with("x-"),
        },
        ObjectKind::Parameter => !matches!(
            field,
            "deprecated" | "allowEmptyValue" | "allowReserved" | "x-twilio"
        ),
        ObjectKind::Operation => !matches!(field, "tags" | "security" | "servers" | "deprecated"),
        ObjectKind::PathItem => field == "parameters",
        ObjectKind::Extension => match field {
            "conditional" | "pathType" | "ignoreFormat" => true,
            "dependentProperties" => edit != Edit::Added,
            _ => false,
        },
        ObjectKind::Dependent | ObjectKind::Names(_) => true,
        ObjectKind::Response | ObjectKind::MediaType | ObjectKind::RequestBody => {
            !matches!(field, "links" | "headers" | "encoding")
        }
        // Sections: their contents are judged one by one.
        ObjectKind::Document | ObjectKind::Components => {
            edit == Edit::Removed
                && !matches!(
                    field,
                    "servers" | "tags" | "security" | "externalDocs" | "securitySchemes"
                )
        }
        ObjectKind::Data | ObjectKind::List(_) => true,
        // Who publishes the API, at which host, and how clients authenticate.
        ObjectKind::Info
        | ObjectKind::Header
        | ObjectKind::Tag
        | ObjectKind::Server
        | ObjectKind::SecurityScheme
        | ObjectKind::ExternalDocs => false,
    }
}

/// Whether a new order of entries is a new order of arguments.
fn order_breaks(pair_path: &[PathSegment<'_>]) -> bool {
    let Some(list) = pair_path.last() else {
        return true;
    };
    match list.kind {
        ObjectKind::List(ObjectKind::Parameter) => {
            // Arguments follow the order of the required parameters; those in the path follow the URL.
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
        ObjectKind::Data if list.label == "required" => !is_reply(pair_path),
        _ => false,
    }
}

fn is_in_schema(pair_path: &[PathSegment<'_>]) -> bool {
    let owner = pair_path.iter().nth_back(1);
    owner.is_some_and(|owner| owner.kind == ObjectKind::Schema)
}

/// Whether a path leads into a reply, which is decoded leniently whatever it requires. A component may be part of
/// requests too, so it does not count as one.
fn is_reply(pair_path: &[PathSegment<'_>]) -> bool {
    pair_path
        .iter()
        .any(|segment| segment.kind == ObjectKind::Response)
}

/// Whether the new schema at the end of the path requires callers to send this property.
fn is_required(pair_path: &[PathSegment<'_>], property: &str) -> bool {
    let schema = pair_path.iter().nth_back(1);
    let required = schema.and_then(|schema| schema.left.node.get("required"));
    let names = required.map(Node::items).unwrap_or_default();
    !is_reply(pair_path) && names.iter().any(|name| name.as_str() == Some(property))
}

/// Whether a request body that was added must be sent.
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
