//! How the parameters of a call get their values.
//!
//! Compiled once, whatever the values' types are. It may not know about replies.

use std::borrow::Cow;

use serde_json::Value;

use super::super::model::Scalar;
use super::super::wire::encode;
use super::super::wire::style::{self, Style};
use super::request_builder::{ParameterLocation, RequestBuilder};

impl RequestBuilder {
    /// Sets a parameter to one value, in place of earlier ones.
    pub(crate) fn set_scalar(
        &mut self,
        location: ParameterLocation,
        name: Cow<'static, str>,
        value: &dyn Scalar,
    ) {
        let text = self.text(&name, value);
        self.set(location, name, vec![text]);
    }

    /// The text of a parameter's value.
    pub(crate) fn text(&mut self, name: &str, value: &dyn Scalar) -> String {
        if let Some(problem) = value.refusal() {
            self.refuse(format!("{name} cannot be sent: {problem}"));
        }
        value.wire_text().into_owned()
    }

    /// Sets a parameter to these values, in place of earlier ones.
    pub(crate) fn set(
        &mut self,
        location: ParameterLocation,
        name: Cow<'static, str>,
        values: Vec<String>,
    ) {
        let pairs = values.iter().map(|value| style::pair(&name, value));
        let pairs = pairs.collect();
        self.parameters(location).set(name, pairs);
    }

    /// Sets a parameter to a list of values, written in a style.
    pub(crate) fn set_list(
        &mut self,
        location: ParameterLocation,
        name: &'static str,
        style: Style,
        values: &[String],
    ) {
        let pairs = style::list(name, style, values);
        self.set_pairs(location, name, pairs);
    }

    /// Sets a parameter from the JSON of its value, written in a style.
    pub(crate) fn set_styled(
        &mut self,
        location: ParameterLocation,
        name: &'static str,
        style: Style,
        json: serde_json::Result<String>,
    ) {
        match json {
            Ok(json) => {
                let value = encode::json(json.as_bytes()).unwrap_or_default();
                self.set_pairs(location, name, style::value(name, style, &value));
            }
            Err(error) => self.refuse_json(name, &error),
        }
    }

    fn set_pairs(
        &mut self,
        location: ParameterLocation,
        name: &'static str,
        pairs: Result<Vec<String>, &'static str>,
    ) {
        match pairs {
            Ok(pairs) => self.parameters(location).set(name.into(), pairs),
            Err(problem) => self.refuse(format!("{name} cannot be sent: {problem}")),
        }
    }

    /// Sets a parameter to JSON text.
    pub(crate) fn set_content(
        &mut self,
        location: ParameterLocation,
        name: &'static str,
        json: serde_json::Result<String>,
    ) {
        match json {
            Ok(json) => self.set(location, name.into(), vec![json]),
            Err(error) => self.refuse_json(name, &error),
        }
    }

    fn refuse_json(&mut self, name: &str, error: &serde_json::Error) {
        self.refuse(format!("{name} cannot be written as JSON: {error}"));
    }

    /// Sets a parameter from the JSON of its values. A string is sent as it is,
    /// `null` is not sent, and everything else is sent as JSON.
    pub(crate) fn set_json_values(
        &mut self,
        location: ParameterLocation,
        name: &'static str,
        values: Vec<serde_json::Result<String>>,
    ) {
        let mut texts = Vec::with_capacity(values.len());
        for value in values {
            let text = value.map(|json| match json.as_bytes() {
                b"null" => None,
                [b'"', ..] => match encode::json(json.as_bytes()) {
                    Some(Value::String(text)) => Some(text),
                    _ => Some(json),
                },
                _ => Some(json),
            });
            match text {
                Ok(text) => texts.extend(text),
                Err(error) => self.refuse_json(name, &error),
            }
        }
        self.set(location, name.into(), texts);
    }

    /// Sets a header parameter to a list. An empty one is nothing.
    pub(crate) fn set_header_list(&mut self, name: &str, values: &[String]) {
        match style::header_list(values) {
            _ if values.is_empty() => self.clear_header(name),
            Ok(text) => self.set_header(name, &text, true),
            Err(problem) => self.refuse(format!("{name} cannot be sent: {problem}")),
        }
    }

    /// Sets a header parameter to JSON text.
    pub(crate) fn set_header_content(&mut self, name: &str, json: serde_json::Result<String>) {
        match json {
            Ok(json) => self.set_header(name, &json, true),
            Err(error) => self.refuse_json(name, &error),
        }
    }
}
