//! Content: what replies and bodies share, their media types and their example payloads.

use openapiv3::MediaType;

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
