//! Pages: the same bytes by every way, all of them listed, and every fact in what is read.

use std::collections::HashSet;

use serde_json::json;

use crate::client::{Client, Generation, request, shared};
use crate::{PAGE, texts, tokens};

const LIMIT: u64 = 25_000;

#[test]
fn a_page_has_the_same_bytes_by_every_way() {
    let mut client = Client::http(Generation::New, &["--max-tokens", "100000"]);
    let pages = [
        (PAGE, "proxy_v1/operations/ListInteraction.md"),
        ("proxy_v1", "proxy_v1/index.md"),
        ("proxy_v1/models/Session", "proxy_v1/models/Session.md"),
        ("errors", "errors.md"),
        ("index", "index.md"),
        (
            "flex_v1/operations/FetchConfiguration",
            "flex_v1/operations/FetchConfiguration.md",
        ),
    ];
    for (id, twin) in pages {
        let twin = request(
            client.address(),
            "GET",
            &format!("/{twin}"),
            &[("Host", "localhost")],
            "",
        );
        assert_eq!(twin.status, 200, "{id}");
        let resource = client.result(
            "resources/read",
            json!({"uri": format!("reference:///{id}")}),
        );
        let resource = &resource["contents"].as_array().unwrap()[..];
        assert_eq!(resource.len(), 1, "{id}");
        assert_eq!(resource[0]["text"], twin.body, "{id}");
        let read = client.call("read", json!({"id": id, "max_tokens": LIMIT}));
        assert_eq!(texts(&read), [twin.body.as_str()], "{id}");
        assert_eq!(
            read["structuredContent"]["pages"][0]["markdown"], twin.body,
            "{id}"
        );
        assert!(read["structuredContent"].get("cursor").is_none(), "{id}");
    }
}

#[test]
fn what_is_cut_can_be_put_together_again() {
    let mut client = Client::http(Generation::New, &[]);
    let ids = [
        "flex_v1/operations/FetchConfiguration",
        "proxy_v1/models/Session",
        PAGE,
    ];
    for max_tokens in [200, 700, 2_000] {
        let mut arguments = json!({"id": ids, "max_tokens": max_tokens});
        let mut together = String::new();
        let mut calls = 0;
        loop {
            let result = client.call("read", arguments);
            assert_eq!(result["isError"], false, "{result}");
            let (text, structured) = tokens(&result);
            assert!(
                text.max(structured) <= max_tokens,
                "{text} and {structured} of {max_tokens}"
            );
            for page in result["structuredContent"]["pages"].as_array().unwrap() {
                together.push_str(page["markdown"].as_str().unwrap());
            }
            calls += 1;
            let Some(cursor) = result["structuredContent"].get("cursor") else {
                break;
            };
            arguments = json!({"cursor": cursor, "max_tokens": max_tokens});
        }
        assert!(calls > 2);
        let whole: String = ids
            .iter()
            .map(|id| {
                request(
                    client.address(),
                    "GET",
                    &format!("/{id}.md"),
                    &[("Host", "localhost")],
                    "",
                )
                .body
            })
            .collect();
        assert!(together == whole, "{max_tokens}");
    }
}

#[test]
fn a_long_resource_leads_on() {
    let mut client = Client::http(Generation::New, &["--max-tokens", "1000"]);
    let id = "flex_v1/operations/FetchConfiguration";
    let twin = request(
        client.address(),
        "GET",
        &format!("/{id}.md"),
        &[("Host", "localhost")],
        "",
    );
    let mut uri = format!("reference:///{id}");
    let mut together = String::new();
    loop {
        let result = client.result("resources/read", json!({"uri": uri}));
        assert!(
            result.to_string().len() <= 4_000,
            "{}",
            result.to_string().len()
        );
        together.push_str(result["contents"][0]["text"].as_str().unwrap());
        let Some(rest) = result["contents"].get(1) else {
            break;
        };
        uri = rest["uri"].as_str().unwrap().to_owned();
    }
    assert!(together == twin.body);
}

#[test]
fn parts_are_read_by_their_anchors() {
    let mut client = shared();
    let mut read = |arguments| client.answer("read", arguments)["pages"][0]["markdown"].take();
    let query = read(json!({"id": PAGE, "parts": ["query"]}));
    assert!(
        query.as_str().unwrap().starts_with("## Query parameters\n"),
        "{query}"
    );
    assert!(!query.as_str().unwrap().contains("## Reply"), "{query}");
    // A property's anchor stands for the part that holds it, and may be written as search writes it.
    let reply = read(json!({"id": PAGE, "parts": ["reply.interactions.type"]}));
    assert_eq!(
        read(json!({"id": format!("{PAGE}#reply.interactions.type")})),
        reply
    );
    assert!(
        reply.as_str().unwrap().starts_with("## Reply (200"),
        "{reply}"
    );
    let both = read(json!({"id": PAGE, "parts": ["samples", "top"]}));
    assert!(
        both.as_str().unwrap().starts_with("# List interactions"),
        "{both}"
    );
    assert!(both.as_str().unwrap().contains("## Samples"), "{both}");
}

#[test]
fn every_part_of_every_page_begins_with_a_heading() {
    let mut client = Client::stdio(Generation::Old, &[]);
    let mut cursor = None;
    let mut ids = Vec::new();
    loop {
        let list = client.result(
            "resources/list",
            cursor.map_or(json!({}), |cursor| json!({"cursor": cursor})),
        );
        for resource in list["resources"].as_array().unwrap() {
            assert_eq!(
                resource["uri"],
                format!("reference:///{}", resource["name"].as_str().unwrap())
            );
            ids.push(resource["name"].as_str().unwrap().to_owned());
        }
        match list.get("nextCursor") {
            Some(next) => cursor = Some(next.clone()),
            None => break,
        }
    }
    assert!(ids.len() > 280);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    for id in ids.iter().step_by(23) {
        let mut arguments = json!({"id": id, "max_tokens": 150});
        loop {
            let answer = client.answer("read", arguments);
            let page = &answer["pages"][0];
            let text = page["markdown"].as_str().unwrap();
            let fences = text.lines().filter(|line| line.starts_with("```")).count();
            // What ends between two sections ends outside of code.
            let is_whole = text.ends_with("\n\n") || page.get("left").is_none();
            assert!(
                !is_whole || !text.starts_with('#') || fences % 2 == 0,
                "{id}: {text}"
            );
            match answer.get("cursor") {
                Some(cursor) => arguments = json!({"cursor": cursor, "max_tokens": 150}),
                None => break,
            }
        }
    }
}

#[test]
fn what_has_to_be_cut_anyway_begins_in_the_first_answer() {
    let mut client = shared();
    let result = client.call("read", json!({"id": "FetchConfiguration"}));
    let (text, _) = tokens(&result);
    assert!(text > 1_500, "{text}");
    let page = &result["structuredContent"]["pages"][0];
    assert!(page["markdown"].as_str().unwrap().ends_with('\n'), "{page}");
    assert_eq!(
        page["left"],
        json!(["reply", "example.fetch", "changes", "samples"])
    );
}

#[test]
fn one_read_of_an_operation_holds_its_parameters_and_its_reply() {
    let mut client = shared();
    let result = client.call("read", json!({"id": "ListInteraction"}));
    let text = texts(&result).join("\n");
    for fact in [
        "GET https://proxy.twilio.com/v1/Services/{ServiceSid}/Sessions/{SessionSid}/Interactions",
        "- `PageSize` integer (int64) · 1 to 1000",
        "- `Page` integer · at least 0",
        "## Reply (200 application/json)",
        "- `Access-Control-Allow-Credentials` boolean",
        "`^[a-zA-Z]{2}[0-9a-fA-F]{32}$`",
        "One of `message` `voice` `unknown`",
        "- `previous_page_url` string (uri) or null",
        "Left: example.readEmpty, changes, samples.",
    ] {
        assert!(text.contains(fact), "{fact} in {text}");
    }
    let cursor = &result["structuredContent"]["cursor"];
    let rest = client.answer("read", json!({"cursor": cursor}));
    let rest = rest["pages"][0]["markdown"].as_str().unwrap();
    assert!(
        rest.starts_with("## Reply example, 200 (readEmpty)"),
        "{rest}"
    );
    assert!(rest.contains("## Samples"), "{rest}");
}
