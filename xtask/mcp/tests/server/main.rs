//! The server as its clients meet it: the built program, over standard input and output and over HTTP, spoken to in
//! both generations of the protocol. Nothing here knows its insides.

mod budgets;
mod client;
mod errors;
mod fuzz;
mod limits;
mod pages;
mod schema;
mod site;
mod transcript;
mod usage;

use serde_json::Value;

/// The page that many tests look at.
const PAGE: &str = "proxy_v1/operations/ListInteraction";

/// The texts of a tool's answer.
fn texts(result: &Value) -> Vec<&str> {
    let content = result["content"].as_array().unwrap();
    content
        .iter()
        .map(|block| block["text"].as_str().unwrap())
        .collect()
}

/// The tokens of either side of a tool's answer: what a model reads of it.
fn tokens(result: &Value) -> (usize, usize) {
    let text = texts(result).concat().len();
    let structured = result
        .get("structuredContent")
        .map_or(0, |value| value.to_string().len());
    (text.div_ceil(4), structured.div_ceil(4))
}
