//! What is said in both generations of the protocol; the same over both transports.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::PAGE;
use crate::client::{Client, Generation, shared};
use crate::schema::assert_valid;

/// Requests of every kind, with small answers.
fn requests() -> Vec<(&'static str, Value)> {
    let call = |tool: &str, arguments: Value| {
        ("tools/call", json!({"name": tool, "arguments": arguments}))
    };
    let resource = json!({"uri": format!("reference:///{PAGE}x")});
    vec![
        ("tools/list", json!({})),
        call("search", json!({"query": "list interactions", "limit": 2})),
        call("search", json!({"query": "zzzzqqqq"})),
        call(
            "read",
            json!({"id": "proxy_v1/enums/InteractionType", "parts": ["values"]}),
        ),
        call(
            "read",
            json!({"id": PAGE, "parts": ["query", "samples"], "max_tokens": 250}),
        ),
        call("browse", json!({"id": "services.sessions"})),
        call(
            "identify",
            json!({"text": "KC0123456789abcdef0123456789abcdef"}),
        ),
        call(
            "build_call",
            json!({"operation": "CreateSession", "values": {"Ttl": "soon"}, "language": "curl"}),
        ),
        call("read", json!({"id": "ListInteractoin"})),
        call("search", json!({"query": "x", "limit": 0})),
        call("no_such_tool", json!({})),
        ("resources/templates/list", json!({})),
        ("resources/read", resource),
        (
            "completion/complete",
            json!({
                "ref": {"type": "ref/resource", "uri": "reference:///{+id}"},
                "argument": {"name": "id", "value": "proxy_v1/operations/ListI"}
            }),
        ),
        ("prompts/list", json!({})),
        ("no/such/method", json!({})),
    ]
}

fn transcript(client: &mut Client) -> String {
    let mut text = format!("greeting\n{:#}\n", client.greeting["result"]);
    for (method, params) in requests() {
        let answer = client.ask(method, params.clone());
        let answer = answer.get("result").or(answer.get("error")).unwrap();
        writeln!(text, "\n{method} {params}\n{answer:#}").unwrap();
    }
    text
}

#[test]
fn both_transports_say_the_same_in_the_old_generation() {
    let over_stdio = transcript(&mut Client::stdio(Generation::Old, &[]));
    let over_http = transcript(&mut Client::http(Generation::Old, &[]));
    assert_eq!(over_stdio, over_http);
    insta::assert_snapshot!("old", over_stdio);
}

#[test]
fn both_transports_say_the_same_in_the_new_generation() {
    let over_stdio = transcript(&mut Client::stdio(Generation::New, &[]));
    let over_http = transcript(&mut Client::http(Generation::New, &[]));
    assert_eq!(over_stdio, over_http);
    insta::assert_snapshot!("new", over_stdio);
}

#[test]
fn every_answer_is_what_its_tool_declares() {
    let mut client = shared();
    let tools = client.result("tools/list", json!({}))["tools"].take();
    let names: Vec<&str> = tools
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "search",
            "read",
            "browse",
            "identify",
            "build_call",
            "changes"
        ]
    );
    let url = "https://proxy.twilio.com/v1/Services/KS0123456789abcdef0123456789abcdef";
    let calls = [
        json!({"query": "session"}),
        json!({"id": [PAGE, "errors", "proxy_v1"], "max_tokens": 500}),
        json!({"kind": "operation"}),
        json!({"text": url}),
        json!({"operation": "CreateSession", "values": {"Ttl": "soon", "no": 1}}),
        json!({"document": "proxy_v1"}),
    ];
    for (tool, arguments) in tools.as_array().unwrap().iter().zip(calls) {
        let name = tool["name"].as_str().unwrap();
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{name}");
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{name}");
        assert!(
            tool["title"].is_string() && tool["description"].is_string(),
            "{name}"
        );
        let answer = client.answer(name, arguments);
        assert_valid(&tool["outputSchema"], &answer, name);
    }
}

#[test]
fn what_may_be_kept_says_for_how_long() {
    let mut client = shared();
    let mut results = vec![client.greeting["result"].clone()];
    for (method, params) in [
        ("tools/list", json!({})),
        ("resources/list", json!({})),
        ("resources/templates/list", json!({})),
        ("resources/read", json!({"uri": "reference:///errors"})),
    ] {
        results.push(client.result(method, params));
    }
    for result in results {
        assert_eq!(result["resultType"], "complete", "{result}");
        assert_eq!(result["cacheScope"], "public", "{result}");
        assert!(result["ttlMs"].as_u64().unwrap() > 0, "{result}");
    }
    assert_eq!(
        client.result("tools/list", json!({})),
        client.result("tools/list", json!({}))
    );
}

#[test]
fn it_ends_when_its_input_does() {
    assert!(Client::stdio(Generation::New, &[]).close());
    assert!(Client::stdio(Generation::Old, &[]).close());
}
