//! Rust calls: `session.participants().create()` as the accessors that it goes through.

use super::words;

/// The methods of a call, with the variable that it begins with; nothing if the text is not a call.
pub(crate) fn call_names(text: &str) -> Vec<String> {
    let code = last_assigned(text);
    let mut names: Vec<String> = Vec::new();
    let mut name = String::new();
    let mut depth = 0usize;
    let mut has_call = false;
    for letter in code.chars() {
        match letter {
            '(' => {
                has_call |= !name.is_empty();
                depth += 1;
            }
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '.' | ':' => take(&mut names, &mut name),
            '?' | ';' | '&' | ' ' => {}
            letter if letter == '_' || letter.is_ascii_alphanumeric() => name.push(letter),
            _ => return Vec::new(),
        }
    }
    take(&mut names, &mut name);
    let is_path = code.contains('.') && !code.contains(' ');
    // What begins with a capital is a type, and its parts are not calls.
    let is_type = names
        .first()
        .is_none_or(|name| name.starts_with(|letter: char| letter.is_ascii_uppercase()));
    if !(has_call || is_path) || is_type {
        return Vec::new();
    }
    names.retain(|name| {
        !matches!(
            name.as_str(),
            "client" | "await" | "wait" | "items" | "send"
        )
    });
    names
}

fn take(names: &mut Vec<String>, name: &mut String) {
    if !name.is_empty() {
        names.push(std::mem::take(name));
    }
}

/// What stands right of the first `=` outside of brackets.
fn last_assigned(text: &str) -> &str {
    let before_call = text.find('(').unwrap_or(text.len());
    match text.find('=') {
        Some(at) if at < before_call => text.get(at + 1..).unwrap_or(text),
        _ => text,
    }
}

/// How well a call goes the way of an entry: the better, the more of the way it names. Nothing if it goes elsewhere.
pub(super) fn score(call: &[String], way: &[String], is_operation: bool) -> Option<i64> {
    let mut best: Option<i64> = None;
    for end in 0..call.len() {
        let common = call
            .iter()
            .enumerate()
            .take(end + 1)
            .rev()
            .zip(way.iter().rev())
            .take_while(|((at, name), step)| goes(name, step, *at == 0))
            .count();
        let after = call.len() - 1 - end;
        let before = end + 1 - common;
        // `create` alone says nothing, and setters follow operations only.
        if common == 0 || (is_operation && common < 2) || (!is_operation && after > 0) {
            continue;
        }
        let whole = if common == way.len() { 100 } else { 0 };
        let score = 9400 + 40 * count(common) + whole
            - 60 * count(before)
            - 30 * count(after)
            - 2 * count(way.len() - common);
        best = best.max(Some(score));
    }
    best
}

/// Whether a call takes that step; its first name may be a variable, called after one or many.
fn goes(name: &str, step: &str, is_first: bool) -> bool {
    let name = name.strip_suffix("_named").unwrap_or(name);
    name == step || (is_first && words::stem(name) == words::stem(step))
}

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX / 1000)
}
