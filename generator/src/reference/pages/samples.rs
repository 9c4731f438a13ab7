//! The code on an operation's page.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::super::call::{CallForm, Values, values_of_json};
use super::super::page::{Language, Sample};
use super::scope::Scope;
use crate::diagnostic::is_hidden;
use crate::model::Operation;

/// More samples than these say nothing new, nor does more code; one there is always.
const MOST_SAMPLES: usize = 10;
const MOST_CODE: usize = 8_000;

/// A longer value would hide the code around it, as would one with characters that nobody sees; the example itself
/// stands on the page.
const LONGEST_VALUE: usize = 2_000;

/// A form that takes more bytes than these has too many fields to be filled in.
const LARGEST_FORM: usize = 20_000;

/// One sample for each named example of the request, and the form that changes them.
pub(crate) fn samples(scope: &Scope<'_>, operation: &Operation) -> (Vec<Sample>, Option<String>) {
    let Some(form) = CallForm::new(scope.document, operation, &scope.api.package, false) else {
        return (Vec::new(), None);
    };
    let sample = |name: &str, values: &Values| Sample {
        name: name.to_owned(),
        codes: [Language::Rust, Language::Blocking, Language::Curl]
            .map(|language| (language, form.code(language, values)))
            .to_vec(),
    };
    let examples = operation
        .body
        .examples
        .iter()
        .take(MOST_SAMPLES)
        .map(|example| {
            let values = example_values(&form, &example.value);
            sample(&example.name, &values)
        });
    let mut code = 0;
    let samples = examples.take_while(|sample| {
        let is_first = code == 0;
        code += sample
            .codes
            .iter()
            .map(|(_, text)| text.len())
            .sum::<usize>();
        is_first || code <= MOST_CODE
    });
    let mut samples: Vec<Sample> = samples.collect();
    match samples.as_mut_slice() {
        [] => samples.push(sample("", &Values::new())),
        [only] => only.name.clear(),
        _ => {}
    }
    let description = serde_json::to_string(&form).ok();
    let description = description.map(|json| inert(&json));
    let description = description.filter(|json| json.len() <= LARGEST_FORM);
    (samples, description)
}

/// The values of an example: those of a form's fields, or a whole JSON body.
fn example_values(form: &CallForm, example: &Value) -> Values {
    let has_body = form
        .parameters
        .iter()
        .any(|parameter| parameter.location == "body");
    let given = match example {
        example if has_body => Map::from_iter([(String::from("body"), example.clone())]),
        Value::Object(fields) => fields.clone(),
        _ => Map::new(),
    };
    let (mut values, _) = values_of_json(&form.parameters, &given);
    values.retain(|_, items| {
        let length: usize = items.iter().map(String::len).sum();
        let is_visible = |item: &String| {
            !item
                .chars()
                .any(|c| is_hidden(c) && !matches!(c, '\n' | '\t'))
        };
        length <= LONGEST_VALUE && items.iter().all(is_visible)
    });
    values
}

/// JSON that neither ends the element it stands in nor holds characters that nobody sees.
fn inert(json: &str) -> String {
    let mut inert = String::with_capacity(json.len());
    for character in json.chars() {
        if character == '<' || is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(inert, "\\u{unit:04x}");
            }
        } else {
            inert.push(character);
        }
    }
    inert
}
