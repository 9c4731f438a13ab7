//! The tools: what they are called, what they take and what they answer. All of them only read.

mod browse;
mod build_call;
mod changes;
mod identify;
mod read;
mod search;

use std::sync::Arc;

use rmcp::model::{CallToolResult, JsonObject, Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use crate::library::Library;
use crate::reply::{Limit, Refusal, Reply};
use crate::schema;

/// What every tool answers from.
#[derive(Clone, Copy)]
pub(crate) struct Context<'l> {
    pub(crate) library: &'l Library,
    pub(crate) limit: Limit,
}

/// A tool.
struct ReadOnlyTool {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    input: fn() -> Value,
    output: fn() -> Value,
    run: fn(Context<'_>, &Map<String, Value>) -> Result<Reply, Refusal>,
}

/// All tools, in the order in which they are listed.
const TOOLS: [ReadOnlyTool; 6] = [
    ReadOnlyTool {
        name: "search",
        title: "Search",
        description: "Finds operations, models, enums, SIDs, parameters, properties and values by any words or names.",
        input: search::input,
        output: search::output,
        run: search::run,
    },
    ReadOnlyTool {
        name: "read",
        title: "Read pages",
        description: "The Markdown of pages, cut at a section where it is too long.",
        input: read::input,
        output: read::output,
        run: read::run,
    },
    ReadOnlyTool {
        name: "browse",
        title: "Browse",
        description: "What lies below a page: APIs, then their resources, then operations. With kind: all of a kind.",
        input: browse::input,
        output: browse::output,
        run: browse::run,
    },
    ReadOnlyTool {
        name: "identify",
        title: "Identify",
        description: "Says what a SID, prefix, URL, path, enum value, name or Rust call is.",
        input: identify::input,
        output: identify::output,
        run: identify::run,
    },
    ReadOnlyTool {
        name: "build_call",
        title: "Build a call",
        description: "Writes the code that calls an operation and checks the values. Sends nothing.",
        input: build_call::input,
        output: build_call::output,
        run: build_call::run,
    },
    ReadOnlyTool {
        name: "changes",
        title: "Changes",
        description: "What changed between versions of the documents, the newest first.",
        input: changes::input,
        output: changes::output,
        run: changes::run,
    },
];

/// The tools as the protocol lists them.
pub(crate) fn list() -> Vec<Tool> {
    let tools = TOOLS.iter().map(|tool| {
        let annotations = ToolAnnotations::new().read_only(true).open_world(false);
        Tool::new(tool.name, tool.description, object((tool.input)()))
            .with_title(tool.title)
            .with_raw_output_schema(object((tool.output)()))
            .with_annotations(annotations)
    });
    tools.collect()
}

fn object(schema: Value) -> Arc<JsonObject> {
    match schema {
        Value::Object(schema) => Arc::new(schema),
        _ => Arc::default(),
    }
}

/// Calls a tool; none if there is no such tool.
pub(crate) fn call(
    context: Context<'_>,
    name: &str,
    arguments: &Map<String, Value>,
) -> Option<CallToolResult> {
    let tool = TOOLS.iter().find(|tool| tool.name == name)?;
    let schema = (tool.input)();
    let reply = match schema::problem(&schema, arguments) {
        Some(problem) => Err(Refusal::new(format!(
            "{problem} `{name}` accepts:\n{}",
            schema::accepted(&schema)
        ))),
        None => (tool.run)(context, arguments),
    };
    Some(context.limit.result(reply))
}

/// The names of all tools.
pub(crate) fn names() -> String {
    let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
    names.join(", ")
}

/// An argument that is text.
fn text<'a>(arguments: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    arguments.get(key).and_then(Value::as_str)
}

/// An argument that is one text or a list of texts.
fn texts(argument: Option<&Value>) -> Vec<&str> {
    match argument {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// An argument that counts something.
fn count(arguments: &Map<String, Value>, key: &str, usual: usize) -> usize {
    let count = arguments.get(key).and_then(Value::as_u64);
    count
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(usual)
}

/// The schema of a list of objects whose fields are all text.
fn list_of(fields: &[&str], name: &str) -> Value {
    let properties = fields
        .iter()
        .map(|field| ((*field).to_owned(), json!({"type": "string"})));
    let properties: Map<String, Value> = properties.collect();
    json!({"type": "object", "required": [name], "properties": {
        name: {"type": "array", "items": {"type": "object", "required": fields, "properties": properties}}
    }})
}
