//! A call with its values: the code, the request that it sends, and what is wrong with the values.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value};

use super::CallForm;
use super::parameters::{CallParameter, CallType};
use super::percent::url;
use super::piece::{Values, is_like_a_sid};
use super::problem::problem_of;
use super::style;
use crate::model::{Document, Operation};
use crate::reference::page::Language;

/// A call, ready to be copied.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BuiltCall {
    /// The code.
    pub code: String,
    /// What it sends.
    pub request: BuiltRequest,
    /// What is wrong with the values; the code is written all the same.
    pub problems: Vec<Problem>,
}

/// A request without credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuiltRequest {
    /// `POST`.
    pub method: String,
    /// With its query.
    pub url: String,
    /// The headers that the operation takes, and the content type.
    pub headers: IndexMap<String, String>,
    /// The body, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The parameter, as its value was given.
    pub parameter: String,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// Builds a call. Values that no parameter takes are problems; a required one that is not given is one too, and a
/// stand-in takes its place. None where the operation has no accessors.
pub fn build(
    document: &Document,
    operation: &Operation,
    crate_name: &str,
    values: &Map<String, Value>,
    language: Language,
) -> Option<BuiltCall> {
    let form = CallForm::new(document, operation, crate_name, false)?;
    let (values, mut problems) = values_of_json(&form.parameters, values);
    let is_named = form
        .parameters
        .iter()
        .filter(|parameter| parameter.location == "path")
        .any(|parameter| {
            let text = values.get(&parameter.key).and_then(|items| items.first());
            text.is_some_and(|text| !is_like_a_sid(text))
        });
    let form = match is_named {
        true => CallForm::new(document, operation, crate_name, true)?,
        false => form,
    };
    for parameter in &form.parameters {
        let items = values
            .get(&parameter.key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let missing = (items.is_empty() && parameter.required).then(|| String::from("Required."));
        let wrong = items.iter().find_map(|item| problem_of(parameter, item));
        if let Some(problem) = missing.or(wrong) {
            problems.push(Problem {
                parameter: parameter.key.clone(),
                problem,
            });
        }
    }
    for names in &operation.at_least_one_of {
        let is_given = |parameter: &&CallParameter| {
            names.contains(&parameter.name) && values.contains_key(&parameter.key)
        };
        if !form.parameters.iter().any(|parameter| is_given(&parameter)) {
            problems.push(Problem {
                parameter: names.join(", "),
                problem: String::from("At least one of these is required."),
            });
        }
    }
    Some(BuiltCall {
        code: form.code(language, &values),
        request: request(document, operation, &form.parameters, &values),
        problems,
    })
}

/// Values as text, by the key of their parameter; those that no parameter takes are problems.
pub fn values_of_json(
    parameters: &[CallParameter],
    given: &Map<String, Value>,
) -> (Values, Vec<Problem>) {
    let mut values = Values::new();
    let mut problems = Vec::new();
    for (name, value) in given {
        let parameter = parameters.iter().find(|parameter| parameter.key == *name);
        let Some(parameter) =
            parameter.or_else(|| parameters.iter().find(|parameter| parameter.name == *name))
        else {
            let keys: Vec<&str> = parameters
                .iter()
                .map(|parameter| parameter.key.as_str())
                .collect();
            let problem = format!(
                "There is no such parameter; there are: {}.",
                keys.join(", ")
            );
            problems.push(Problem {
                parameter: name.clone(),
                problem,
            });
            continue;
        };
        let items = match value {
            Value::Null => continue,
            Value::Array(items) if parameter.list => {
                items.iter().map(|item| text_of(parameter, item)).collect()
            }
            value => vec![text_of(parameter, value)],
        };
        values.insert(parameter.key.clone(), items);
    }
    (values, problems)
}

/// Untyped text goes out as it is; JSON of any other kind is compact.
fn text_of(parameter: &CallParameter, value: &Value) -> String {
    match value {
        Value::String(text) if parameter.ty != CallType::Json => text.clone(),
        // JSON may be given as it is or as text.
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(value) => value.to_string(),
            Err(_) => text.clone(),
        },
        value => value.to_string(),
    }
}

fn request(
    document: &Document,
    operation: &Operation,
    parameters: &[CallParameter],
    values: &Values,
) -> BuiltRequest {
    let sent = Sent { parameters, values };
    let query = match sent.pairs("query").as_str() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    let json = sent.within("body").next();
    let body = match json.map(|json| sent.items(json)) {
        Some(items) => Some(
            items
                .into_iter()
                .next()
                .unwrap_or_else(|| String::from("{}")),
        ),
        None => Some(sent.pairs("form")).filter(|form| !form.is_empty()),
    };
    let headers = sent.within("header");
    let mut headers: IndexMap<String, String> = headers
        .filter_map(|header| {
            let items = sent.items(header);
            (!items.is_empty()).then(|| (header.name.clone(), items.join(",")))
        })
        .collect();
    if let (Some(_), Some(media_type)) = (&body, &operation.body.media_type) {
        headers.insert(String::from("Content-Type"), media_type.clone());
    }
    BuiltRequest {
        method: operation.http_method.clone(),
        url: format!(
            "https://{}{}{query}",
            document.host,
            sent.path(&operation.path)
        ),
        headers,
        body,
    }
}

/// What a request is made of.
struct Sent<'a> {
    parameters: &'a [CallParameter],
    values: &'a Values,
}

impl Sent<'_> {
    fn within(&self, location: &'static str) -> impl Iterator<Item = &CallParameter> {
        let parameters = self.parameters.iter();
        parameters.filter(move |parameter| parameter.location == location)
    }

    /// The values, or what stands in for one that is required.
    fn items(&self, parameter: &CallParameter) -> Vec<String> {
        match self.values.get(&parameter.key) {
            Some(items) => items.clone(),
            None if parameter.required => vec![parameter.stand_in()],
            None => Vec::new(),
        }
    }

    fn pairs(&self, location: &'static str) -> String {
        let pairs = self.within(location).flat_map(|parameter| {
            let pairs = style::pairs(parameter, &self.items(parameter));
            (!pairs.is_empty()).then_some(pairs)
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    fn path(&self, template: &str) -> String {
        self.within("path")
            .fold(template.to_owned(), |path, parameter| {
                let value = self.items(parameter).concat();
                path.replace(&format!("{{{}}}", parameter.name), &url(&value))
            })
    }
}
