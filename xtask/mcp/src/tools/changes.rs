//! `changes`: what changed from version to version.

use generator::reference::{Change, Release};
use serde_json::{Map, Value, json};

use super::{Context, text};
use crate::listing::{self, Cut, Item};
use crate::reply::{Refusal, Reply};

/// So many tokens are answered with at most.
const MOST_TOKENS: usize = 1_500;

pub(super) fn input() -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": {
        "document": {"type": "string", "maxLength": 100},
        "operation": {"type": "string", "maxLength": 200},
        "version": {"type": "string", "maxLength": 50},
        "breaking": {"type": "boolean", "description": "only what breaks callers"},
        "cursor": {"type": "string", "maxLength": 20}
    }})
}

pub(super) fn output() -> Value {
    let mut schema = super::list_of(
        &["document", "version", "date", "impact", "change"],
        "changes",
    );
    schema["properties"]["cursor"] = json!({"type": "string"});
    schema
}

pub(super) fn run(context: Context<'_>, arguments: &Map<String, Value>) -> Result<Reply, Refusal> {
    let library = context.library;
    let operation = text(arguments, "operation").map(|operation| library.operation(operation));
    let operation = operation.transpose()?;
    let document = match (text(arguments, "document"), operation) {
        (Some(document), _) => Some(library.document(document)?),
        (None, operation) => operation.map(|(document, _)| document),
    };
    let version = text(arguments, "version");
    let is_breaking = arguments.get("breaking") == Some(&Value::Bool(true));
    let releases = library.changes.releases.iter().filter(|release| {
        document.is_none_or(|document| document.key == release.document)
            && version.is_none_or(|version| version == release.version)
    });
    let mut items = Vec::new();
    for release in releases {
        let changes = release.changes.iter().filter(|change| {
            (!is_breaking || change.impact.as_str() == "breaking")
                && operation
                    .is_none_or(|(_, operation)| change.operation.as_ref() == Some(&operation.id))
        });
        items.extend(changes.map(|change| item(release, change)));
    }
    let heading = match items.is_empty() {
        true => "No such changes are recorded.",
        false => "",
    };
    let cut = Cut {
        field: "changes",
        tokens: MOST_TOKENS,
        most: usize::MAX,
        cursor: Some(text(arguments, "cursor")),
    };
    listing::reply(context.limit, heading, &items, &cut)
}

fn item(release: &Release, change: &Change) -> Item {
    let Release {
        document,
        version,
        date,
        ..
    } = release;
    let impact = change.impact.as_str();
    let what = match &change.operation {
        Some(operation) => format!("{operation}: {}", change.what),
        None => change.what.clone(),
    };
    let what = crate::reply::fitting(&what, 500);
    Item {
        line: format!("- {document} {version} ({date}), {impact}: {what}"),
        data: json!({"document": document, "version": version, "date": date, "impact": impact, "change": what}),
    }
}
