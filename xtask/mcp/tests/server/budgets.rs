//! What answers cost their readers, in tokens of four bytes.

use serde_json::json;

use crate::client::{Client, Generation, shared};
use crate::tokens;

#[test]
fn the_tools_are_listed_in_fifteen_hundred_tokens() {
    let mut client = shared();
    let tools = client.result("tools/list", json!({})).to_string().len();
    assert!(tools <= 6_000, "{tools} bytes");
}

#[test]
fn a_search_takes_six_hundred_tokens_at_most() {
    let mut client = shared();
    for query in [
        "list interactions",
        "insights questionnaires category",
        "PageToken",
        "sid",
        "status",
        "KC",
        "a",
    ] {
        let size = client
            .call("search", json!({"query": query, "limit": 20}))
            .to_string()
            .len();
        assert!(size <= 2_400, "{query}: {size} bytes");
    }
}

#[test]
fn reading_an_operation_takes_two_thousand_tokens_at_most() {
    let mut client = shared();
    let mut cursor = json!(null);
    let mut operations = 0;
    while let Some(arguments) = match &cursor {
        serde_json::Value::Null if operations == 0 => Some(json!({"kind": "operation"})),
        serde_json::Value::Null => None,
        cursor => Some(json!({"kind": "operation", "cursor": cursor})),
    } {
        let list = client.answer("browse", arguments);
        for page in list["pages"].as_array().unwrap() {
            let result = client.call("read", json!({"id": page["id"]}));
            let (text, structured) = tokens(&result);
            assert!(
                text.max(structured) <= 2_000,
                "{page}: {text}, {structured}"
            );
            operations += 1;
        }
        cursor = list["cursor"].clone();
    }
    assert_eq!(operations, 101);
}

#[test]
#[cfg(target_os = "linux")]
fn it_needs_sixty_megabytes_at_most() {
    for mut client in [
        Client::stdio(Generation::New, &[]),
        Client::http(Generation::New, &[]),
    ] {
        client.call("search", json!({"query": "list interactions"}));
        let status = std::fs::read_to_string(format!("/proc/{}/status", client.process())).unwrap();
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .unwrap();
        let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(peak <= 60_000, "{peak} kB");
    }
}
