//! URLs and paths: `GET /v1/Services/KS…/Sessions` compared with the templates of a document.

use super::calls::count;
use super::distance::{Letters, tolerance};

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/// The second segment of a page's id, which is not a path.
const PAGES: [&str; 5] = ["operations", "models", "enums", "sids", "resources"];

/// A URL or a path that somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PathQuery {
    /// In capitals.
    pub(crate) method: Option<String>,
    /// In lower case.
    pub(crate) host: Option<String>,
    /// As written.
    pub(crate) segments: Vec<String>,
}

/// How a path stands to a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Overlap {
    Longer,
    Beginning,
    End,
    Whole,
}

impl PathQuery {
    /// The path in a text, if one is in it.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut tokens = text
            .split_ascii_whitespace()
            .map(|token| token.trim_matches(['"', '\'', '`']));
        let method = tokens
            .clone()
            .map(str::to_ascii_uppercase)
            .find(|token| METHODS.contains(&token.as_str()));
        let url = tokens.find(|token| token.contains('/'))?;
        let (scheme, rest) = match url.split_once("://") {
            Some((_, rest)) => (true, rest),
            None => (false, url),
        };
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let rest = rest.strip_suffix(".json").unwrap_or(rest);
        let mut segments: Vec<String> = rest
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned)
            .collect();
        let is_page = segments
            .get(1)
            .is_some_and(|segment| PAGES.contains(&segment.as_str()));
        let begins_with_host =
            !rest.starts_with('/') && segments.first().is_some_and(|first| first.contains('.'));
        if segments.is_empty() || (is_page && !scheme) {
            return None;
        }
        let host = (scheme || begins_with_host).then(|| segments.remove(0).to_ascii_lowercase());
        Some(Self {
            method,
            host,
            segments,
        })
    }

    /// How well the path fits an operation or a resource, whose method (if it has one) and template are one text.
    pub(super) fn score(&self, detail: &str, host: &str) -> Option<i64> {
        let (method, template) = match detail.split_once(' ') {
            Some((method, template)) => (Some(method), template),
            None => (None, detail),
        };
        let template = template.strip_suffix(".json").unwrap_or(template);
        let steps: Vec<&str> = template
            .split('/')
            .filter(|step| !step.is_empty())
            .collect();
        let (overlap, fit) = self.overlap(&steps)?;
        let rank = match overlap {
            Overlap::Whole => 12_000,
            Overlap::End => 11_500,
            Overlap::Beginning => 11_200,
            Overlap::Longer => 11_000,
        };
        let apart = 10 * count(steps.len().abs_diff(self.segments.len()));
        let by_method = match (self.method.as_deref(), method) {
            (Some(own), Some(other)) if own == other => 300,
            (Some(_), Some(_)) => -1500,
            (None, Some("GET")) => 200,
            (None, Some("POST")) => 100,
            _ => 0,
        };
        let by_host = match &self.host {
            Some(_) if self.is_on_other_host(host) => -100,
            Some(_) => 100,
            None => 0,
        };
        Some(rank + fit - apart + by_method + by_host)
    }

    /// Whether the path names the host of another product; regions and edges stand behind the first label.
    pub(crate) fn is_on_other_host(&self, host: &str) -> bool {
        let label = |host: &str| host.split('.').next().map(str::to_owned);
        self.host
            .as_deref()
            .is_some_and(|own| label(own) != label(host))
    }

    /// The values of a template's parameters, if the path is one of its.
    pub(crate) fn captures(&self, template: &str) -> Option<Vec<(String, String)>> {
        let template = template.strip_suffix(".json").unwrap_or(template);
        let steps: Vec<&str> = template
            .split('/')
            .filter(|step| !step.is_empty())
            .collect();
        if steps.len() != self.segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for (segment, step) in self.segments.iter().zip(steps) {
            match step
                .strip_prefix('{')
                .and_then(|step| step.strip_suffix('}'))
            {
                Some(_) if is_placeholder(segment) => {}
                Some(name) => values.push((name.to_owned(), segment.clone())),
                None if step.eq_ignore_ascii_case(segment) => {}
                None => return None,
            }
        }
        Some(values)
    }

    fn overlap(&self, steps: &[&str]) -> Option<(Overlap, i64)> {
        let own = self.segments.len();
        if own == 0 {
            return None;
        }
        if own == steps.len() {
            return Some((Overlap::Whole, fit(&self.segments, steps)?));
        }
        if own > steps.len() {
            let beginning = self.segments.get(..steps.len())?;
            return Some((Overlap::Longer, fit(beginning, steps)?)).filter(|_| steps.len() > 1);
        }
        let end = steps
            .get(steps.len() - own..)
            .and_then(|end| fit(&self.segments, end));
        let beginning = steps
            .get(..own)
            .and_then(|beginning| fit(&self.segments, beginning));
        let end = end.filter(|fit| *fit > 0).map(|fit| (Overlap::End, fit));
        end.or(beginning.map(|fit| (Overlap::Beginning, fit)))
    }
}

/// How well segments fit steps of a template, of the same number: nothing if they do not.
fn fit(segments: &[String], steps: &[&str]) -> Option<i64> {
    let mut sum = 0;
    for (segment, step) in segments.iter().zip(steps) {
        sum += fit_one(segment, step)?;
    }
    Some(sum)
}

fn fit_one(segment: &str, step: &str) -> Option<i64> {
    if step.starts_with('{') {
        return Some(if is_placeholder(segment) { 5 } else { 0 });
    }
    if is_placeholder(segment) {
        return None;
    }
    let letters = |text: &str| Letters::new(&text.to_ascii_lowercase());
    let (segment, step) = (letters(segment), letters(step));
    if segment == step {
        return Some(20);
    }
    segment.slips(&step, tolerance(step.len())).map(|_| -50)
}

/// `{Sid}`, `:sid`, `<sid>`, `…`: a value that is left open.
fn is_placeholder(segment: &str) -> bool {
    segment.starts_with(['{', ':', '<', '[', '$', '*', '\u{2026}']) || segment.starts_with("...")
}
