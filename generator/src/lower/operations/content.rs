//! Content: what replies and bodies share, their media types and their example payloads; and which replies succeed.

use openapiv3::{MediaType, Responses, StatusCode};

use crate::load::Pointer;
use crate::lower::context::LowerContext;
use crate::lower::room;
use crate::model::{Counts, Example};

impl LowerContext<'_> {
    /// The example payloads of a reply or a body; `one` is what counts for one of them.
    pub(crate) fn examples_of(
        &mut self,
        media: &MediaType,
        at: &Pointer,
        one: Counts,
    ) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = &media.example
            && self.take_room(room::of_example(value), at)
        {
            let origin = self.origin(&at.join("example"));
            examples.push(Example {
                name: String::from("example"),
                value: value.clone(),
                origin,
            });
        }
        for (name, example) in &media.examples {
            let at = at.join("examples").join(name);
            match self.document.example(example, &at) {
                Ok(resolved) => match &resolved.value().value {
                    Some(value) if !self.take_room(room::of_example(value), &at) => break,
                    Some(value) => {
                        let origin = self.origin(&at);
                        examples.push(Example {
                            name: name.clone(),
                            value: value.clone(),
                            origin,
                        });
                    }
                    None => self.skip(&at, format!("example {name}"), "it has no `value`", one),
                },
                Err(problem) => self.problems.push(problem),
            }
        }
        examples
    }
}

/// JSON, or a media type built on it.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or("").trim();
    essence == "application/json" || essence.ends_with("+json")
}

/// The redirects that an operation answers with when it succeeds: where it has no other success.
pub(crate) fn redirects_of(replies: &Responses) -> Vec<u16> {
    let numbers = replies.responses.keys().map(number_of);
    if numbers.clone().any(|number| (200..300).contains(&number)) {
        return Vec::new();
    }
    let mut redirects: Vec<u16> = Vec::new();
    for status in replies.responses.keys() {
        match status {
            StatusCode::Code(code) if (300..400).contains(code) => redirects.push(*code),
            StatusCode::Range(3) => redirects.extend([300, 301, 302, 303, 307, 308]),
            _ => {}
        }
    }
    redirects.sort_unstable();
    redirects.dedup();
    redirects
}

/// The lowest status that a key stands for.
pub(crate) fn number_of(status: &StatusCode) -> u16 {
    match status {
        StatusCode::Code(code) => *code,
        StatusCode::Range(range) => range.saturating_mul(100),
    }
}
