//! The example of each operation: what a user would write, compiled with the crate's tests.
//!
//! ```text
//! /// ```no_run
//! /// # async fn example(client: twilio_flex_proxy::Client) -> Result<(), Box<dyn std::error::Error>> {
//! /// let session = client
//! ///     .proxy()
//! ///     .v1()
//! ///     .service("KS0123456789abcdef0123456789abcdef".parse()?)
//! ///     .sessions()
//! ///     .create()
//! ///     .unique_name("order-1234")
//! ///     .await?;
//! /// # Ok(())
//! /// # }
//! /// ```
//! ```

use std::collections::{BTreeMap, HashMap};

use heck::ToSnakeCase;
use serde_json::Value;

use super::builders::takes_body_setter;
use super::scope::Lookup;
use crate::diagnostic::is_hidden;
use crate::lower::{is_keyword, singular};
use crate::model::{BodyKind, Document, IdArgument, Operation, Parameter, Reply, Resource, Type};

/// How the examples of one document reach its handles.
pub(crate) struct Examples<'a> {
    crate_name: &'a str,
    document: &'a Document,
    pub(crate) lookup: &'a Lookup<'a>,
    /// Handle → the accessors that lead to it, as they are written.
    ways: HashMap<&'a str, Vec<String>>,
}

/// At most so many optional setters are shown.
const MOST_SETTERS: usize = 3;

impl<'a> Examples<'a> {
    /// Finds the way to each handle.
    pub(crate) fn new(crate_name: &'a str, document: &'a Document, lookup: &'a Lookup<'a>) -> Self {
        let mut ways: HashMap<&'a str, Vec<String>> = HashMap::new();
        let by_handle: HashMap<&str, &Resource> = document
            .resources
            .iter()
            .map(|resource| (resource.handle.as_str(), resource))
            .collect();
        let mut open: Vec<&str> = Vec::new();
        if let Some(root) = document.resources.first() {
            ways.insert(
                &root.handle,
                vec![
                    format!(".{}()", document.product.ident),
                    format!(".{}()", document.version.ident),
                ],
            );
            open.push(&root.handle);
        }
        while let Some(handle) = open.pop() {
            let way = ways.get(handle).cloned().unwrap_or_default();
            let Some(resource) = by_handle.get(handle) else {
                continue;
            };
            for link in &resource.links {
                if ways.contains_key(link.handle.as_str()) {
                    continue;
                }
                let mut step = way.clone();
                let argument = link
                    .id
                    .as_ref()
                    .map(|id| id_text(document, id))
                    .unwrap_or_default();
                step.push(format!(".{}({argument})", link.ident));
                ways.insert(&link.handle, step);
                open.push(&link.handle);
            }
        }
        Self {
            crate_name,
            document,
            lookup,
            ways,
        }
    }

    /// The example of an operation on a handle, as doc lines.
    pub(crate) fn lines(&self, handle: &str, operation: &Operation) -> Vec<String> {
        let Some(way) = self.ways.get(handle) else {
            return Vec::new();
        };
        let example = operation
            .body
            .examples
            .first()
            .map(|example| &example.value);
        let mut steps = way.clone();
        let mut prelude: Vec<String> = Vec::new();
        steps.push(format!(
            ".{}({})",
            operation.method_ident,
            self.arguments(operation, example)
        ));
        if let Some(Value::Object(members)) = example {
            let shown = operation
                .optional()
                .filter_map(|parameter| {
                    Some((
                        parameter,
                        setter_value(parameter, members.get(&parameter.name.wire)?)?,
                    ))
                })
                .take(MOST_SETTERS);
            for (parameter, value) in shown {
                steps.push(format!(".{}({value})", parameter.name.ident));
            }
        }
        if takes_body_setter(operation) && operation.body.kind == BodyKind::Json {
            let body = example.map_or_else(|| String::from("{}"), ToString::to_string);
            if body.len() < 400 && is_plain(&body) && example.is_none_or(|body| is_literal(body, 0))
            {
                steps.push(format!(".body(serde_json::json!({body}))"));
            }
        }
        let (binding, then) = self.binding(operation);
        let crate_path = self.crate_name.replace('-', "_");
        prelude.push(String::from("```no_run"));
        if let Some(required) = &operation.required_struct {
            let (product, version) = (&self.document.product.ident, &self.document.version.ident);
            prelude.push(format!(
                "use {crate_path}::{product}::{version}::{required};"
            ));
            prelude.push(String::new());
        }
        prelude.push(format!(
            "# async fn example(client: {crate_path}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
        ));
        if operation.is_paged() {
            steps.push(String::from(".limit(20)"));
            prelude.push(format!("let mut {binding} = client"));
            steps.push(String::from(".items();"));
        } else {
            prelude.push(if binding.is_empty() {
                String::from("client")
            } else {
                format!("let {binding} = client")
            });
            steps.push(String::from(".await?;"));
        }
        let lines = steps.iter().flat_map(|step| step.lines());
        prelude.extend(lines.map(|line| format!("    {line}")));
        prelude.extend(then);
        prelude.push(String::from("# Ok(())"));
        prelude.push(String::from("# }"));
        prelude.push(String::from("```"));
        prelude
    }

    /// The variable that takes the reply, and what is done with it.
    fn binding(&self, operation: &Operation) -> (String, Vec<String>) {
        match &operation.reply {
            Reply::Empty => (String::new(), Vec::new()),
            Reply::Page {
                item: Type::Struct(ident),
                ..
            } => {
                let name = variable(ident);
                // A model that is named in the plural holds one record all the same.
                let one = variable(&singular(&name, &BTreeMap::new()));
                let many = match one == name {
                    false => name,
                    true if one.ends_with('s') => format!("{one}_items"),
                    true => format!("{one}s"),
                };
                let shown = self.shown(ident, &format!("{one}?"));
                (
                    many.clone(),
                    vec![
                        format!("while let Some({one}) = {many}.next().await {{"),
                        format!("    {shown}"),
                        String::from("}"),
                    ],
                )
            }
            Reply::Page { .. } => (
                String::from("items"),
                vec![
                    String::from("while let Some(item) = items.next().await {"),
                    String::from("    println!(\"{:?}\", item?);"),
                    String::from("}"),
                ],
            ),
            Reply::One {
                ty: Type::Struct(ident),
                ..
            } => {
                let name = variable(ident);
                let shown = self.shown(ident, &name);
                (name, vec![shown])
            }
            Reply::One { .. } => (
                String::from("reply"),
                vec![String::from("println!(\"{reply:?}\");")],
            ),
        }
    }

    /// One property of a model, printed.
    fn shown(&self, ident: &str, expression: &str) -> String {
        let model = self.lookup.structs.get(ident);
        if let Some(identity) = model.and_then(|model| model.identity.as_ref()) {
            return format!("println!(\"{{}}\", {expression}.{});", identity.ident);
        }
        let field = model.and_then(|model| {
            let mut plain = model
                .fields
                .iter()
                .filter(|field| field.constraints.pii.is_none());
            plain.find(|field| field.name.wire != "account_sid" && field.name.wire != "url")
        });
        match field {
            Some(field) => format!("println!(\"{{:?}}\", {expression}.{});", field.name.ident),
            None => format!("println!(\"{{:?}}\", {expression});"),
        }
    }

    /// The arguments of the method.
    fn arguments(&self, operation: &Operation, example: Option<&Value>) -> String {
        let member = |wire: &str| example.and_then(|example| example.get(wire));
        if let Some(required) = &operation.required_struct {
            let fields: Vec<String> = operation
                .required()
                .map(|parameter| {
                    let value = member(&parameter.name.wire);
                    let value = self.owned_value(parameter, value);
                    format!("    {}: {value},\n", parameter.name.ident)
                })
                .collect();
            return format!("{required} {{\n{}}}", fields.concat());
        }
        let mut arguments: Vec<String> = operation
            .required()
            .map(|parameter| {
                let value =
                    member(&parameter.name.wire).and_then(|value| setter_value(parameter, value));
                value.unwrap_or_else(|| self.invented(&parameter.ty, &parameter.name.wire))
            })
            .collect();
        if operation.body.kind == BodyKind::Model && !takes_body_setter(operation) {
            arguments.push(match &operation.body.ty {
                Some(Type::Struct(_)) => {
                    let body = example.map_or_else(|| String::from("{}"), ToString::to_string);
                    let body = if is_plain(&body) {
                        body
                    } else {
                        String::from("{}")
                    };
                    format!("serde_json::from_str(r##\"{body}\"##)?")
                }
                _ => String::from("serde_json::from_str(\"[]\")?"),
            });
        }
        arguments.join(", ")
    }

    /// A value with its own type, for a struct of required parameters.
    fn owned_value(&self, parameter: &Parameter, value: Option<&Value>) -> String {
        let shown = value
            .and_then(|value| setter_value(parameter, value))
            .unwrap_or_else(|| self.invented(&parameter.ty, &parameter.name.wire));
        match &parameter.ty {
            Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date => format!("{shown}.into()"),
            Type::List(_) => format!("Vec::from({shown}.map(Into::into))"),
            Type::Json => format!("serde_json::json!({shown})"),
            _ => shown,
        }
    }

    /// A value where the document has no example.
    fn invented(&self, ty: &Type, wire: &str) -> String {
        match ty {
            Type::Bool => String::from("true"),
            Type::Integer => String::from("10"),
            Type::Number => String::from("1.5"),
            Type::Timestamp => String::from("\"2026-06-01T08:00:00Z\""),
            Type::Date => String::from("\"2026-06-01\""),
            Type::Sid(marker) => sid_text(marker),
            Type::Enum(name) => {
                let first = self
                    .document
                    .enums
                    .iter()
                    .find(|list| list.name.ident == *name);
                let wire = first
                    .and_then(|list| list.literals.first())
                    .map_or("", |literal| literal.name.wire.as_str());
                quoted(wire)
            }
            Type::List(item) => format!("[{}]", self.invented(item, wire)),
            Type::Map(_) => String::from("[(\"key\", \"value\")]"),
            Type::Text => quoted(&format!("my {}", super::words::lower_words(wire))),
            Type::Json | Type::Struct(_) | Type::Boxed(_) => String::from("serde_json::json!({})"),
        }
    }
}

/// An example value as the argument of a setter, if it has the declared type and is short enough to read.
fn setter_value(parameter: &Parameter, value: &Value) -> Option<String> {
    let shown = spelled(&parameter.ty, value)?;
    (shown.len() <= 120 && is_plain(&shown)).then_some(shown)
}

fn spelled(ty: &Type, value: &Value) -> Option<String> {
    match (ty, value) {
        (Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date, Value::String(text)) => {
            Some(quoted(text))
        }
        (Type::Bool, Value::Bool(flag)) => Some(flag.to_string()),
        (Type::Integer, Value::Number(number)) => number.as_i64().map(|number| number.to_string()),
        (Type::Number, Value::Number(number)) => {
            number.as_f64().map(|number| format!("{number:?}"))
        }
        (Type::Sid(marker), Value::String(text)) if is_sid(marker, text) => {
            Some(format!("{}.parse()?", quoted(text)))
        }
        (Type::List(item), Value::Array(values)) if !values.is_empty() => {
            let items: Option<Vec<String>> =
                values.iter().map(|value| spelled(item, value)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        (Type::Json, value) if is_literal(value, 0) => Some(format!("serde_json::json!({value})")),
        _ => None,
    }
}

fn is_sid(marker: &str, text: &str) -> bool {
    text.len() == 34
        && (marker == "AnyPrefix" || marker.len() != 2 || text.starts_with(marker))
        && text.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit())
}

/// The argument of an item accessor.
fn id_text(document: &Document, id: &IdArgument) -> String {
    let _ = document;
    match &id.ty {
        Type::Sid(marker) => sid_text(marker),
        _ => quoted(&format!(
            "my-{}",
            super::words::lower_words(&id.wire)
                .replace(' ', "-")
                .trim_end_matches("-sid")
        )),
    }
}

fn sid_text(marker: &str) -> String {
    let prefix = if marker.len() == 2 {
        marker
    } else {
        marker.get(..2).unwrap_or("AC")
    };
    let prefix = if prefix.bytes().all(|byte| byte.is_ascii_uppercase()) {
        prefix.to_owned()
    } else {
        prefix.to_ascii_uppercase()
    };
    format!("\"{prefix}0123456789abcdef0123456789abcdef\".parse()?")
}

/// A text as a Rust literal.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Whether a text can stand on one line of a doc comment as code.
fn is_plain(text: &str) -> bool {
    !text.contains("\"##") && !text.contains("```") && !text.chars().any(is_hidden)
}

/// Whether a value means in Rust what it means in JSON: whole numbers are `i32` there, escapes are others, and the
/// macro follows nested values only so far.
fn is_literal(value: &Value, depth: usize) -> bool {
    let plain = |text: &str| text.chars().all(|c| !c.is_control());
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => {
            number.is_f64() || number.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
        }
        Value::String(text) => plain(text),
        Value::Array(items) => depth < 8 && items.iter().all(|item| is_literal(item, depth + 1)),
        Value::Object(members) => {
            depth < 8
                && members
                    .iter()
                    .all(|(key, member)| plain(key) && is_literal(member, depth + 1))
        }
    }
}

/// A variable named after a model.
fn variable(ident: &str) -> String {
    let name = ident.to_snake_case();
    let last = name.rsplit('_').next().unwrap_or(&name).to_owned();
    let name = if matches!(last.as_str(), "client" | "reply" | "items") {
        name.clone()
    } else {
        last
    };
    if is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    }
}
