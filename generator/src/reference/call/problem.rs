//! What is wrong with a value, in the words of `call.js`.

use serde_json::Number;

use super::parameters::{CallParameter, CallType};
use super::quote::{is_integer, is_json, is_number};
use super::style::has_no_form;

/// What is wrong with a value, if anything is. A pattern is left to the server: JavaScript's regular expressions, in
/// which documents are written, are not Rust's.
pub(super) fn problem_of(parameter: &CallParameter, text: &str) -> Option<String> {
    let expected = match parameter.ty {
        CallType::Integer if !is_integer(text) => "Expected an integer, such as 1.",
        CallType::Number if !is_number(text) => "Expected a number, such as 1.5.",
        CallType::Boolean if !matches!(text, "true" | "false") => "Expected true or false.",
        CallType::Json if !is_json(text) => "Expected JSON.",
        _ => "",
    };
    if !expected.is_empty() {
        return Some(expected.to_owned());
    }
    if has_no_form(parameter, text) {
        return Some(String::from(
            "A list or an object within it cannot be sent.",
        ));
    }
    if matches!(parameter.ty, CallType::Integer | CallType::Number) {
        return out_of_bounds(parameter, text);
    }
    let length = text.chars().count();
    let bound = |name: &str| parameter.bounds.get(name).and_then(Number::as_u64);
    if let Some(least) = bound("minLength").filter(|least| (length as u64) < *least) {
        return Some(format!(
            "Expected at least {least} characters, got {length}."
        ));
    }
    if let Some(most) = bound("maxLength").filter(|most| length as u64 > *most) {
        return Some(format!("Expected at most {most} characters, got {length}."));
    }
    let pattern = parameter.pattern.as_deref()?;
    let misses = sid_prefix(pattern).is_some_and(|prefix| !is_sid(text, prefix));
    misses.then(|| format!("Expected text that matches {pattern}."))
}

/// The prefix of a pattern such as `^KS[0-9a-fA-F]{32}$`; every pattern of a path is one.
fn sid_prefix(pattern: &str) -> Option<&str> {
    let prefix = pattern
        .strip_prefix('^')?
        .strip_suffix("[0-9a-fA-F]{32}$")?;
    (prefix.len() == 2 && prefix.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(prefix)
}

fn is_sid(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix);
    digits.is_some_and(|digits| {
        digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn out_of_bounds(parameter: &CallParameter, text: &str) -> Option<String> {
    let bound = |name: &str| {
        let bound = parameter.bounds.get(name)?;
        Some((bound, compare(text, &bound.to_string())?))
    };
    if let Some((least, order)) = bound("minimum")
        && order.is_lt()
    {
        return Some(format!("At least {least}."));
    }
    if let Some((most, order)) = bound("maximum")
        && order.is_gt()
    {
        return Some(format!("At most {most}."));
    }
    if let Some((floor, order)) = bound("exclusiveMinimum")
        && order.is_le()
    {
        return Some(format!("More than {floor}."));
    }
    let (ceiling, order) = bound("exclusiveMaximum")?;
    order.is_ge().then(|| format!("Less than {ceiling}."))
}

/// Compares numbers: exactly if both are whole.
fn compare(one: &str, other: &str) -> Option<std::cmp::Ordering> {
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => Some(one.cmp(&other)),
        _ => one
            .parse::<f64>()
            .ok()?
            .partial_cmp(&other.parse::<f64>().ok()?),
    }
}
