//! Requests that Twilio's own Python library signed, recorded by `tests/record_webhooks.py`.

use serde_json::Value;

/// The auth token of their account.
pub(crate) const TOKEN: &str = "1c892n40nd03kdnc0112slzkl3091j20";

/// A request as Twilio sends it.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) content_type: Option<String>,
    pub(crate) body: String,
    pub(crate) signature: Option<String>,
}

/// All of them.
pub(crate) fn recorded() -> Vec<Recorded> {
    let lines = include_str!("requests.jsonl").lines();
    let requests: Vec<Recorded> = lines.map(read).collect();
    assert!(requests.len() > 10, "{}", requests.len());
    requests
}

fn read(line: &str) -> Recorded {
    let request: Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| request[key].as_str().map(str::to_owned);
    Recorded {
        name: text("name").unwrap(),
        method: text("method").unwrap(),
        url: text("url").unwrap(),
        content_type: text("content_type"),
        body: text("body").unwrap(),
        signature: text("signature"),
    }
}
