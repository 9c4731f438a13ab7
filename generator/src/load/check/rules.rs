//! What the tables cannot say: values that depend on other values.

use super::rule::Reporter;
use crate::diagnostic::Code;
use crate::load::node_path::PathSegment;
use crate::load::yaml::node::{Node, NodeKind, Value};

/// The types of OpenAPI 3.0.
const TYPES: [&str; 6] = ["string", "number", "integer", "object", "array", "boolean"];

/// The version of OpenAPI is 3.0.
pub(super) fn document<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    check_key(reporter, node, "openapi", check_version);
    if has_value(node, "openapi") {
        return;
    }
    let (problem, help) = match node.get("swagger") {
        Some(_) => (
            "this is a document of Swagger 2, and OpenAPI 3.0 is expected",
            "convert the document to OpenAPI 3.0",
        ),
        None => (
            "the document does not state its version of OpenAPI",
            "is this an OpenAPI document? It would begin with `openapi: 3.0.1`",
        ),
    };
    reporter.report(node, Code::OpenapiVersion, problem.to_owned(), Some(help));
}

fn check_version<'a>(reporter: &mut dyn Reporter<'a>, version: &'a Node) {
    let help = match version.as_str() {
        Some(text) if text == "3.0" || text.starts_with("3.0.") => return,
        Some(text) if text.starts_with("3.") => {
            "the generator reads OpenAPI 3.0; ask for that version, or convert the document"
        }
        Some(_) => "the generator reads OpenAPI 3.0, as Twilio publishes it",
        None => "write it in quotes: \"3.0.1\"",
    };
    let written = match &version.value {
        Value::Text(text) => format!("`{text}`"),
        Value::Number(number) => format!("the number {number}"),
        _ => version.kind().with_article().to_owned(),
    };
    let problem = format!("the version of OpenAPI is {written}, and 3.0 is expected");
    reporter.report(version, Code::OpenapiVersion, problem, Some(help));
}

/// The place of a parameter decides its styles, and it has either a schema or content.
pub(super) fn parameter<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    check_key(reporter, node, "in", |reporter, location| {
        let allowed = ["query", "header", "path", "cookie"];
        reporter.expect_one_of(location, Code::UnknownIn, &allowed);
    });
    let styles: &[&str] = match node.get("in").and_then(Node::as_str) {
        Some("path") => &["simple", "label", "matrix"],
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    };
    check_key(reporter, node, "style", |reporter, style| {
        reporter.expect_one_of(style, Code::UnknownValue, styles);
    });
    check_schema_or_content(reporter, node, "a parameter");
}

/// A header has either a schema or content.
pub(super) fn header<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    check_schema_or_content(reporter, node, "a header");
}

fn check_schema_or_content(reporter: &mut dyn Reporter<'_>, node: &Node, object: &str) {
    let (code, problem, help) = match (has_value(node, "schema"), has_value(node, "content")) {
        (false, false) => (
            Code::MissingKey,
            format!("{object} has no `schema`"),
            Some("write `schema: {}` if anything may be sent"),
        ),
        (true, true) => (
            Code::UnknownKey,
            format!("{object} has both `schema` and `content`, and only one is allowed"),
            None,
        ),
        _ => return,
    };
    reporter.report(node, code, problem, help);
}

/// The type is one of six, and bounds and enum values fit it.
pub(super) fn schema<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    check_key(reporter, node, "type", check_type);
    let type_name = node
        .get("type")
        .and_then(Node::as_str)
        .filter(|name| TYPES.contains(name));
    if type_name == Some("integer") {
        for key in ["minimum", "maximum", "multipleOf"] {
            check_key(reporter, node, key, |reporter, bound| {
                if bound.kind() == NodeKind::Number && bound.as_i64().is_none() {
                    let problem =
                        format!("`{key}` of an integer must be a whole number of 64 bits");
                    reporter.report(bound, Code::NumberRange, problem, None);
                }
            });
        }
    }
    check_key(reporter, node, "enum", |reporter, values| {
        if values.kind() != NodeKind::List {
            reporter.report_type(values, "a list");
        }
        if let Some(name) = type_name {
            check_items(reporter, values, |reporter, value| {
                check_enum_value(reporter, value, name);
            });
        }
    });
}

fn check_enum_value(reporter: &mut dyn Reporter<'_>, value: &Node, type_name: &str) {
    let fits = match type_name {
        "string" => value.kind() == NodeKind::Text,
        "number" => value.kind() == NodeKind::Number,
        "integer" => value.as_i64().is_some(),
        "boolean" => value.kind() == NodeKind::Bool,
        "array" => value.kind() == NodeKind::List,
        _ => value.kind() == NodeKind::Map,
    };
    if fits || value.kind() == NodeKind::Null {
        return;
    }
    let kind = value.kind().with_article();
    let problem = format!("this value is {kind}, and the type is {type_name}");
    let help = (type_name == "string").then_some("put it into quotes");
    reporter.report(value, Code::WrongType, problem, help);
}

fn check_type<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    let (problem, help) = match node.as_str() {
        Some(name) if TYPES.contains(&name) => return,
        Some("null") => (
            "OpenAPI 3.0 has no type `null`",
            "write the type of the other values, and `nullable: true`",
        ),
        Some(name) => {
            let problem = format!("there is no type `{name}`");
            return reporter.report_value(node, Code::UnknownType, problem, &TYPES);
        }
        None if node.kind() == NodeKind::List => (
            "in OpenAPI 3.0 a schema has one type, not a list of types",
            "write one type, and `nullable: true` for `null`; `oneOf` for several",
        ),
        None => return reporter.report_type(node, "a text"),
    };
    reporter.report(node, Code::UnknownType, problem.to_owned(), Some(help));
}

/// Which keys a security scheme needs depends on its type.
pub(super) fn security_scheme<'a>(reporter: &mut dyn Reporter<'a>, node: &'a Node) {
    check_key(reporter, node, "type", |reporter, name| {
        let allowed = ["apiKey", "http", "oauth2", "openIdConnect"];
        reporter.expect_one_of(name, Code::UnknownValue, &allowed);
    });
    let required: &[&str] = match node.get("type").and_then(Node::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    };
    for key in required {
        if !has_value(node, key) {
            let problem = format!("a security scheme of this type has no `{key}`");
            reporter.report(node, Code::MissingKey, problem, None);
        }
    }
}

fn has_value(node: &Node, key: &str) -> bool {
    node.get(key)
        .is_some_and(|value| value.kind() != NodeKind::Null)
}

/// Checks the value of a key, unless it has none.
fn check_key<'a>(
    reporter: &mut dyn Reporter<'a>,
    node: &'a Node,
    key: &str,
    check: impl FnOnce(&mut dyn Reporter<'a>, &'a Node),
) {
    if let Some(entry) = node.entry(key)
        && entry.value.kind() != NodeKind::Null
    {
        reporter.enter(PathSegment::Key(&entry.key, entry.key_mark));
        check(reporter, &entry.value);
        reporter.leave();
    }
}

/// Checks the items of a list.
fn check_items<'a>(
    reporter: &mut dyn Reporter<'a>,
    list: &'a Node,
    check: impl Fn(&mut dyn Reporter<'a>, &'a Node),
) {
    for (index, item) in list.items().iter().enumerate() {
        reporter.enter(PathSegment::Index(index, item.mark));
        check(reporter, item);
        reporter.leave();
    }
}
