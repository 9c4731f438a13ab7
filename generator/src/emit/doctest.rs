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

use serde_json::Value;

use super::builders::takes_body_setter;
use super::models::MOST_ARGUMENTS;
use super::public::Public;
use super::samples::{
    id_text, is_literal, is_plain, names_type, quoted, setter_value, sid_text, variable,
};
use super::scope::Lookup;
use crate::model::{BodyKind, Document, Field, Operation, Parameter, Reply, Resource, Type};
use crate::names::singular::singular;

/// How the examples of one document reach its handles.
pub(crate) struct Examples<'a> {
    crate_name: &'a str,
    document: &'a Document,
    pub(crate) lookup: &'a Lookup<'a>,
    /// Handle → the accessors that lead to it, as they are written.
    ways: HashMap<&'a str, Vec<String>>,
}

/// A longer JSON body is not shown.
const LONGEST_BODY: usize = 400;

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
                let argument = link.id.as_ref().map(id_text).unwrap_or_default();
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
        let example = operation.body.examples.first();
        let example = example.map(|example| &example.value);
        let arguments = self.arguments(operation, example);
        let mut steps = way.clone();
        steps.push(format!(".{}({arguments})", operation.method_ident));
        steps.extend(self.setters(operation, example));
        let names = self.imported(operation, &steps);
        let (binding, then) = self.binding(operation);
        let start = match binding.as_str() {
            "" => String::from("client"),
            _ if operation.is_paged() => format!("let mut {binding} = client"),
            _ => format!("let {binding} = client"),
        };
        let end: &[&str] = match operation.is_paged() {
            true => &[".limit(20)", ".items();"],
            false => &[".await?;"],
        };
        steps.extend(end.iter().map(|step| (*step).to_owned()));
        let mut lines = vec![String::from("```no_run")];
        let is_deprecated = |name: &&str| self.lookup.deprecated.contains(*name);
        let mut arguments = operation.required();
        if operation.deprecated
            || names.iter().any(is_deprecated)
            || arguments.any(|parameter| parameter.deprecated)
        {
            lines.push(String::from("# #![allow(deprecated)]"));
        }
        lines.extend(self.imports(&names));
        lines.push(format!(
            "# async fn example(client: {}::Client) -> Result<(), Box<dyn std::error::Error>> {{",
            self.crate_path()
        ));
        lines.push(start);
        let chain = steps.iter().flat_map(|step| step.lines());
        lines.extend(chain.map(|line| format!("    {line}")));
        lines.extend(then);
        lines.extend(["# Ok(())", "# }", "```"].map(String::from));
        lines
    }

    fn crate_path(&self) -> String {
        self.crate_name.replace('-', "_")
    }

    /// The setters that an example body calls for, and that of a JSON body.
    fn setters(&self, operation: &Operation, example: Option<&Value>) -> Vec<String> {
        let mut setters = Vec::new();
        if let Some(Value::Object(members)) = example {
            let shown = operation
                .optional()
                .filter(|parameter| !parameter.deprecated);
            let spelled = shown.filter_map(|parameter| {
                let value = members.get(&parameter.name.wire)?;
                let value = self.spelled_value(parameter, value)?;
                Some(format!(".{}({value})", parameter.name.ident))
            });
            setters.extend(spelled.take(MOST_SETTERS));
        }
        if takes_body_setter(operation) && operation.body.kind == BodyKind::Json {
            let body = example.map_or_else(|| String::from("{}"), ToString::to_string);
            let is_same_in_rust = example.is_none_or(|body| is_literal(body, 0));
            if body.len() < LONGEST_BODY && is_plain(&body) && is_same_in_rust {
                setters.push(format!(".body(serde_json::json!({body}))"));
            }
        }
        setters
    }

    /// The `use` of the types that the steps name, by the module that has them, and the line below.
    fn imports(&self, names: &[&str]) -> Vec<String> {
        let (product, version) = (&self.document.product.ident, &self.document.version.ident);
        let version = format!("{}::{product}::{version}", self.crate_path());
        let imports = Public::ALL.into_iter().filter_map(|module| {
            let mut names = names.to_vec();
            names.retain(|name| self.lookup.public(name) == module);
            module.import(&version, &names)
        });
        let mut lines: Vec<String> = imports.collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// The variable that takes the reply, and what is done with it.
    fn binding(&self, operation: &Operation) -> (String, Vec<String>) {
        match &operation.reply {
            Reply::Empty => (String::new(), Vec::new()),
            Reply::Page {
                item: Type::Model(ident),
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
                let shown = self.print_of(ident, &format!("{one}?"));
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
                ty: Type::Model(ident),
                ..
            } => {
                let name = variable(ident);
                let shown = self.print_of(ident, &name);
                (name, vec![shown])
            }
            Reply::One { .. } => (
                String::from("reply"),
                vec![String::from("println!(\"{reply:?}\");")],
            ),
        }
    }

    /// One property of a model, printed.
    fn print_of(&self, ident: &str, expression: &str) -> String {
        let model = self.lookup.models.get(ident);
        if let Some(identity) = model.and_then(|model| model.identity.as_ref()) {
            return format!("println!(\"{{}}\", {expression}.{});", identity.ident);
        }
        let field = model.and_then(|model| {
            let mut plain = model
                .fields
                .iter()
                .filter(|field| !field.constraints.is_private() && !field.deprecated);
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
                let value = member(&parameter.name.wire)
                    .and_then(|value| self.spelled_value(parameter, value));
                value.unwrap_or_else(|| self.stand_in(&parameter.ty, &parameter.name.wire))
            })
            .collect();
        if operation.body.kind == BodyKind::Model && !takes_body_setter(operation) {
            arguments.push(match &operation.body.ty {
                Some(Type::Model(name)) => self.body(name, example),
                _ => String::from("serde_json::from_str(\"[]\")?"),
            });
        }
        arguments.join(", ")
    }

    /// A body: the document's example, else one with what it needs at least.
    fn body(&self, name: &str, example: Option<&Value>) -> String {
        let example = example
            .map(ToString::to_string)
            .filter(|body| is_plain(body));
        match (example, self.required_only(name)) {
            (Some(body), _) => format!("serde_json::from_str(r##\"{body}\"##)?"),
            (None, Some(body)) => body,
            (None, None) => String::from("serde_json::from_str(\"{}\")?"),
        }
    }

    /// A model as its constructor makes it, if that takes nothing but plain values.
    fn required_only(&self, name: &str) -> Option<String> {
        let model = self.lookup.models.get(name)?;
        let required: Vec<&Field> = model.fields.iter().filter(|field| field.required).collect();
        if required.is_empty() {
            return Some(format!("{name}::default()"));
        }
        let plain = required.iter().all(|field| field.ty.is_scalar());
        if required.len() > MOST_ARGUMENTS || !plain {
            return None;
        }
        let values: Vec<String> = required
            .iter()
            .map(|field| self.stand_in(&field.ty, &field.name.wire))
            .collect();
        Some(format!("{name}::new({})", values.join(", ")))
    }

    /// The types that the steps of an example name.
    fn imported(&self, operation: &'a Operation, steps: &[String]) -> Vec<&'a str> {
        let body = match &operation.body.ty {
            Some(Type::Model(name)) => Some(name.as_str()),
            _ => None,
        };
        let enums = self
            .document
            .enums
            .iter()
            .map(|list| list.name.ident.as_str());
        let paths = body.into_iter().chain(enums).map(|name| (name, "::"));
        let literal = operation
            .required_struct
            .as_deref()
            .map(|name| (name, " {"));
        let mut names: Vec<&str> = paths
            .chain(literal)
            .filter(|(name, next)| steps.iter().any(|step| names_type(step, name, next)))
            .map(|(name, _)| name)
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// An example value as an argument: a variant where the document knows the text, else as it is spelled.
    fn spelled_value(&self, parameter: &Parameter, value: &Value) -> Option<String> {
        match (&parameter.ty, value) {
            (Type::Enum(name), Value::String(text)) => self.variant(name, text),
            _ => None,
        }
        .or_else(|| setter_value(parameter, value))
    }

    fn variant(&self, name: &str, text: &str) -> Option<String> {
        let mut enums = self.document.enums.iter();
        let list = enums.find(|list| list.name.ident == name)?;
        let mut literals = list.values.iter();
        let literal = literals.find(|literal| literal.name.wire == text)?;
        Some(format!("{name}::{}", literal.name.ident))
    }

    /// A value with its own type, for a struct of required parameters.
    fn owned_value(&self, parameter: &Parameter, value: Option<&Value>) -> String {
        let shown = value
            .and_then(|value| self.spelled_value(parameter, value))
            .unwrap_or_else(|| self.stand_in(&parameter.ty, &parameter.name.wire));
        match &parameter.ty {
            Type::Enum(name) if names_type(&shown, name, "::") => shown,
            Type::Text | Type::Enum(_) | Type::Timestamp | Type::Date => format!("{shown}.into()"),
            Type::List(_) => format!("Vec::from({shown}.map(Into::into))"),
            Type::Json if !shown.starts_with("serde_json::") => {
                format!("serde_json::json!({shown})")
            }
            Type::Model(_) | Type::Boxed(_) | Type::Union(_) => {
                format!("serde_json::from_value({shown})?")
            }
            _ => shown,
        }
    }

    /// A value where the document has no example.
    fn stand_in(&self, ty: &Type, wire: &str) -> String {
        match ty {
            Type::Bool => String::from("true"),
            Type::Integer => String::from("10"),
            Type::Number => String::from("1.5"),
            Type::Timestamp => String::from("\"2026-06-01T08:00:00Z\""),
            Type::Date => String::from("\"2026-06-01\""),
            Type::Sid(marker) => sid_text(marker),
            Type::Enum(name) => {
                let mut enums = self.document.enums.iter();
                let list = enums.find(|list| list.name.ident == *name);
                let first = list.and_then(|list| list.values.first());
                first.map_or_else(
                    || quoted(""),
                    |literal| format!("{name}::{}", literal.name.ident),
                )
            }
            Type::List(item) => format!("[{}]", self.stand_in(item, wire)),
            Type::Map(_) => String::from("[(\"key\", \"value\")]"),
            Type::Text => quoted(&format!("my {}", super::samples::lower_words(wire))),
            Type::Json | Type::Model(_) | Type::Boxed(_) | Type::Union(_) => {
                String::from("serde_json::json!({})")
            }
        }
    }
}
