//! What can be given for a call: the parameters of an operation, its form fields and its JSON body.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Number, Value};

use crate::model::declared::Schema;
use crate::model::{
    BodyKind, Document, Operation, Parameter, ParameterLocation, ParameterStyle, Type,
};

/// The key of a JSON body among the parameters.
pub(super) const BODY: &str = "body";

/// More values than these do not help in a form. Any value can still be given.
const MOST_VALUES: usize = 100;

/// Something that can be given for a call.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CallParameter {
    /// Its name on the wire.
    pub name: String,
    /// Its name, with its place where the name alone is not unique: `query.Name`.
    #[serde(skip)]
    pub key: String,
    /// `path`, `query`, `header`, `form` or `body`.
    #[serde(rename = "in")]
    pub location: &'static str,
    /// What a value is.
    #[serde(rename = "type")]
    pub ty: CallType,
    /// Whether it holds several values.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub list: bool,
    /// How a list or an object is written.
    #[serde(skip_serializing_if = "ParameterStyle::is_plain")]
    pub style: ParameterStyle,
    /// Whether a call without it is refused.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// A regular expression that a value matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Bounds: `minLength`, `maximum`, `exclusiveMinimum` and the like.
    #[serde(flatten)]
    pub bounds: IndexMap<&'static str, Number>,
    /// The documented values; others are sent as they are. On pages they are the keys of the variants.
    #[serde(skip)]
    pub values: Vec<String>,
    /// Their names in Rust.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub variants: IndexMap<String, String>,
    /// What stands in code while no value is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
}

/// What a value is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CallType {
    /// Any text.
    #[default]
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// JSON, as text.
    Json,
}

impl CallParameter {
    /// What stands in code while no value is given.
    pub(super) fn stand_in(&self) -> String {
        let usual = match self.ty {
            CallType::Integer => "1",
            CallType::Number => "1.5",
            CallType::Boolean => "true",
            CallType::Json => "{}",
            CallType::String => {
                return self
                    .sample
                    .clone()
                    .unwrap_or_else(|| format!("{{{}}}", self.name));
            }
        };
        self.sample.clone().unwrap_or_else(|| usual.to_owned())
    }
}

/// Everything that can be given. What an object spreads over several names of the query has no single value, and is
/// left out.
pub(super) fn parameters(document: &Document, operation: &Operation) -> Vec<CallParameter> {
    let sent = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.map_prefix.is_none());
    let mut parameters: Vec<CallParameter> = sent
        .map(|sent| parameter(document, operation, sent))
        .collect();
    if matches!(operation.body.kind, BodyKind::Json | BodyKind::Model) {
        parameters.push(CallParameter {
            name: BODY.to_owned(),
            location: "body",
            ty: CallType::Json,
            required: operation.body.required && operation.body.kind == BodyKind::Model,
            ..CallParameter::default()
        });
    }
    let names: Vec<String> = parameters
        .iter()
        .map(|parameter| parameter.name.clone())
        .collect();
    for parameter in &mut parameters {
        let is_unique = names.iter().filter(|name| **name == parameter.name).count() == 1;
        parameter.key = match is_unique {
            true => parameter.name.clone(),
            false => format!("{}.{}", parameter.location, parameter.name),
        };
    }
    parameters
}

fn parameter(document: &Document, operation: &Operation, parameter: &Parameter) -> CallParameter {
    let (item, list) = match &parameter.ty {
        Type::List(item) => (item.as_ref(), true),
        ty => (ty, false),
    };
    let schema = declared_schema(document, operation, parameter);
    let schema = match (schema, list) {
        (Some(schema), true) => schema.items.as_deref(),
        (schema, _) => schema,
    };
    let list_of_values = match item {
        Type::Enum(name) => document.enums.iter().find(|list| list.name.ident == *name),
        _ => None,
    };
    let names = list_of_values.into_iter().flat_map(|list| {
        let name = &list.name.ident;
        let variant = move |ident: &str| format!("{name}::{ident}");
        list.values
            .iter()
            .map(move |value| (value.name.wire.clone(), variant(&value.name.ident)))
    });
    let variants: IndexMap<String, String> = names.take(MOST_VALUES).collect();
    CallParameter {
        name: parameter.name.wire.clone(),
        key: String::new(),
        location: place(parameter.location),
        ty: call_type(item),
        list,
        style: parameter.style,
        required: parameter.required,
        pattern: schema.and_then(pattern),
        bounds: schema.map(bounds).unwrap_or_default(),
        values: variants.keys().cloned().collect(),
        sample: sample(item, variants.keys().next()),
        variants,
    }
}

fn place(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Form => "form",
    }
}

fn call_type(ty: &Type) -> CallType {
    match ty {
        Type::Integer => CallType::Integer,
        Type::Number => CallType::Number,
        Type::Bool => CallType::Boolean,
        Type::Json
        | Type::Model(_)
        | Type::Boxed(_)
        | Type::Union(_)
        | Type::Map(_)
        | Type::List(_) => CallType::Json,
        Type::Text | Type::Timestamp | Type::Date | Type::Sid(_) | Type::Enum(_) => {
            CallType::String
        }
    }
}

fn declared_schema<'d>(
    document: &'d Document,
    operation: &Operation,
    parameter: &Parameter,
) -> Option<&'d Schema> {
    let declared = document.declared.operations.get(&operation.id)?;
    let wire = &parameter.name.wire;
    if parameter.location != ParameterLocation::Form {
        let location = place(parameter.location);
        let mut parameters = declared.parameters.iter();
        return Some(
            &parameters
                .find(|sent| sent.name == *wire && sent.location == location)?
                .schema,
        );
    }
    let content = declared.body.iter().flat_map(|body| &body.content);
    let mut schemas = content.map(|media| match &media.schema.reference {
        Some(name) => document.declared.schemas.get(name),
        None => Some(&media.schema),
    });
    schemas.find_map(|schema| schema?.properties.get(wire))
}

fn pattern(schema: &Schema) -> Option<String> {
    schema.limits.get("pattern")?.as_str().map(str::to_owned)
}

/// The bounds as JSON Schema writes them since 2019: an exclusive bound is a number.
fn bounds(schema: &Schema) -> IndexMap<&'static str, Number> {
    let exclusive = |flag: &str| schema.limits.get(flag) == Some(&Value::Bool(true));
    let names = [
        ("minLength", "minLength"),
        ("maxLength", "maxLength"),
        (
            "minimum",
            if exclusive("exclusiveMinimum") {
                "exclusiveMinimum"
            } else {
                "minimum"
            },
        ),
        (
            "maximum",
            if exclusive("exclusiveMaximum") {
                "exclusiveMaximum"
            } else {
                "maximum"
            },
        ),
    ];
    let bound = |(from, to): (&str, &'static str)| match schema.limits.get(from)? {
        Value::Number(number) => Some((to, number.clone())),
        _ => None,
    };
    names.into_iter().filter_map(bound).collect()
}

/// What stands in code for a value that has a form of its own.
pub(super) fn sample(ty: &Type, first_value: Option<&String>) -> Option<String> {
    match ty {
        Type::Sid(marker) => {
            let prefix = marker.get(..2).unwrap_or("AC").to_ascii_uppercase();
            Some(format!("{prefix}0123456789abcdef0123456789abcdef"))
        }
        Type::Timestamp => Some(String::from("2026-06-01T08:00:00Z")),
        Type::Date => Some(String::from("2026-06-01")),
        Type::Enum(_) => first_value.cloned(),
        _ => None,
    }
}
