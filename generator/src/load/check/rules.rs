//! What the tables of `objects` cannot say: values that depend on other values.

use super::engine::Checker;
use crate::diagnostic::Code;
use crate::load::yaml::node::{Kind, Node, Value};

/// The types of OpenAPI 3.0.
const TYPES: [&str; 6] = ["string", "number", "integer", "object", "array", "boolean"];

/// The version is 3.0 and something.
pub(crate) fn document<'a>(checker: &mut Checker<'a>, node: &'a Node) {
    checker.below(node, "openapi", |checker, version| {
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
        checker.problem(
            version,
            Code::OpenapiVersion,
            format!("the version of OpenAPI is {written}, and 3.0 is expected"),
            Some(help),
        );
    });
    if node
        .get("openapi")
        .is_none_or(|version| version.kind() == Kind::Null)
    {
        let (problem, help) = match node.get("swagger") {
            Some(_) => (
                "this is a document of Swagger 2, and OpenAPI 3.0 is expected",
                "convert the document to OpenAPI 3.0",
            ),
            None => (
                "the document does not say its version of OpenAPI",
                "is this an OpenAPI document? It would begin with `openapi: 3.0.1`",
            ),
        };
        checker.problem(node, Code::OpenapiVersion, problem, Some(help));
    }
}

/// A parameter's place decides its styles, and it has either a schema or content.
pub(crate) fn parameter<'a>(checker: &mut Checker<'a>, node: &'a Node) {
    checker.below(node, "in", |checker, location| {
        one_of(
            checker,
            location,
            Code::UnknownIn,
            &["query", "header", "path", "cookie"],
        )
    });
    let styles: &[&str] = match node.get("in").and_then(Node::as_str) {
        Some("path") => &["simple", "label", "matrix"],
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    };
    checker.below(node, "style", |checker, style| {
        one_of(checker, style, Code::UnknownValue, styles)
    });
    schema_or_content(checker, node, "a parameter");
}

/// A header has either a schema or content.
pub(crate) fn header<'a>(checker: &mut Checker<'a>, node: &'a Node) {
    schema_or_content(checker, node, "a header");
}

fn schema_or_content(checker: &mut Checker<'_>, node: &Node, what: &str) {
    let has = |key| {
        node.get(key)
            .is_some_and(|value: &Node| value.kind() != Kind::Null)
    };
    match (has("schema"), has("content")) {
        (false, false) => checker.problem(
            node,
            Code::MissingKey,
            format!("{what} has no `schema`"),
            Some("write `schema: {}` if anything may be sent"),
        ),
        (true, true) => checker.problem(
            node,
            Code::UnknownKey,
            format!("{what} has both `schema` and `content`, and one is allowed"),
            None,
        ),
        _ => {}
    }
}

/// The type is one of six, and limits and literals fit it.
pub(crate) fn schema<'a>(checker: &mut Checker<'a>, node: &'a Node) {
    checker.below(node, "type", schema_type);
    let name = node
        .get("type")
        .and_then(Node::as_str)
        .filter(|name| TYPES.contains(name));
    if name == Some("integer") {
        for key in ["minimum", "maximum", "multipleOf"] {
            checker.below(node, key, |checker, limit| {
                if limit.kind() == Kind::Number && limit.as_i64().is_none() {
                    checker.problem(
                        limit,
                        Code::NumberRange,
                        format!("`{key}` of an integer must be a whole number of 64 bits"),
                        None,
                    );
                }
            });
        }
    }
    checker.below(node, "enum", |checker, literals| {
        if literals.kind() != Kind::List {
            checker.wrong_type(literals, "a list");
        }
        let Some(name) = name else { return };
        checker.each_item(literals, |checker, literal| {
            let fits = match name {
                "string" => literal.kind() == Kind::Text,
                "number" => literal.kind() == Kind::Number,
                "integer" => literal.as_i64().is_some(),
                "boolean" => literal.kind() == Kind::Bool,
                "array" => literal.kind() == Kind::List,
                _ => literal.kind() == Kind::Map,
            };
            if !fits && literal.kind() != Kind::Null {
                let help = (name == "string").then_some("put it into quotes");
                let problem = format!(
                    "this literal is {}, and the type is {name}",
                    literal.kind().with_article()
                );
                checker.problem(literal, Code::WrongType, problem, help);
            }
        });
    });
}

fn schema_type<'a>(checker: &mut Checker<'a>, node: &'a Node) {
    match node.as_str() {
        Some(name) if TYPES.contains(&name) => {}
        Some("null") => {
            checker.problem(
                node,
                Code::UnknownType,
                "OpenAPI 3.0 has no type `null`",
                Some("give the type that it has otherwise, and `nullable: true`"),
            );
        }
        Some(name) => checker.unknown_value(
            node,
            Code::UnknownType,
            &format!("there is no type `{name}`"),
            &TYPES,
        ),
        None if node.kind() == Kind::List => {
            checker.problem(
                node,
                Code::UnknownType,
                "OpenAPI 3.0 has one type for a schema, and not a list",
                Some("write one type, and `nullable: true` for `null`; `oneOf` for several"),
            );
        }
        None => checker.wrong_type(node, "a text"),
    }
}

/// What a security scheme needs depends on its type.
pub(crate) fn security_scheme<'a>(checker: &mut Checker<'a>, node: &'a Node) {
    checker.below(node, "type", |checker, name| {
        one_of(
            checker,
            name,
            Code::UnknownValue,
            &["apiKey", "http", "oauth2", "openIdConnect"],
        );
    });
    let needed: &[&str] = match node.get("type").and_then(Node::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    };
    for key in needed {
        if node.get(key).is_none_or(|value| value.kind() == Kind::Null) {
            checker.problem(
                node,
                Code::MissingKey,
                format!("a security scheme of this type has no `{key}`"),
                None,
            );
        }
    }
}

/// A whole number from 0.
pub(crate) fn natural(checker: &mut Checker<'_>, node: &Node) {
    match &node.value {
        Value::Number(number)
            if number
                .as_u64()
                .is_some_and(|value| usize::try_from(value).is_ok()) => {}
        Value::Number(number) => {
            let problem = format!("this must be a whole number from 0, and it is {number}");
            checker.problem(node, Code::WrongType, problem, None);
        }
        _ => checker.wrong_type(node, "a whole number"),
    }
}

/// A text of a list.
pub(crate) fn one_of(checker: &mut Checker<'_>, node: &Node, code: Code, allowed: &[&str]) {
    match node.as_str() {
        Some(text) if allowed.contains(&text) => {}
        Some(text) => checker.unknown_value(
            node,
            code,
            &format!("`{text}` is not allowed here"),
            allowed,
        ),
        None => checker.wrong_type(node, "a text"),
    }
}

/// A status or a range of them: `204`, `2XX`.
pub(crate) fn status(key: &str) -> Option<openapiv3::StatusCode> {
    let (class, rest) = key.split_at_checked(1)?;
    let class: u16 = class.parse().ok().filter(|class| (1..=5).contains(class))?;
    match rest {
        "XX" => Some(openapiv3::StatusCode::Range(class)),
        _ if rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            let rest: u16 = rest.parse().ok()?;
            Some(openapiv3::StatusCode::Code(class * 100 + rest))
        }
        _ => None,
    }
}
