//! `identify`: what a text is.

use generator::reference::identify::{Identified, identify};
use serde_json::{Map, Value, json};

use super::{Context, text};
use crate::listing::{self, Cut, Item};
use crate::reply::{Refusal, Reply};

/// So many tokens are answered with at most.
const MOST_TOKENS: usize = 1_000;

pub(super) fn input() -> Value {
    json!({"type": "object", "additionalProperties": false, "required": ["text"], "properties": {
        "text": {"type": "string", "maxLength": 2000}
    }})
}

pub(super) fn output() -> Value {
    let mut schema = super::list_of(&["id", "kind", "explanation"], "matches");
    schema["properties"]["matches"]["items"]["properties"]["values"] = json!({"type": "object"});
    schema
}

pub(super) fn run(context: Context<'_>, arguments: &Map<String, Value>) -> Result<Reply, Refusal> {
    let text = text(arguments, "text").unwrap_or_default();
    let matches = identify(context.library.reference.index(), text);
    if matches.is_empty() {
        return Err(context.library.unknown("thing", text, Vec::new()));
    }
    let items: Vec<Item> = matches.iter().map(item).collect();
    let cut = Cut {
        field: "matches",
        tokens: MOST_TOKENS,
        most: usize::MAX,
        cursor: None,
    };
    listing::reply(context.limit, "", &items, &cut)
}

fn item(identified: &Identified) -> Item {
    let (id, kind) = (&identified.id, identified.kind.word());
    let explanation = &identified.explanation;
    let values = identified.values.iter();
    let values: Vec<String> = values
        .map(|(name, value)| format!(" `{name}`: `{value}`."))
        .collect();
    let mut data = json!({"id": id, "kind": kind, "explanation": explanation});
    if !values.is_empty() {
        let values = identified.values.iter().cloned();
        data["values"] = values
            .map(|(name, value)| (name, Value::from(value)))
            .collect();
    }
    Item {
        line: format!("- `{id}`: {explanation}{}", values.concat()),
        data,
    }
}
