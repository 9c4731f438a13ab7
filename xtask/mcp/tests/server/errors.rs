//! What bad input gets: what is wrong, and what is accepted or near.

use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Client, Generation, shared};
use crate::{PAGE, texts};

fn refusal(client: &mut Client, tool: &str, arguments: Value) -> String {
    let result = client.call(tool, arguments);
    assert_eq!(result["isError"], true, "{result}");
    assert!(result.get("structuredContent").is_none(), "{result}");
    texts(&result).concat()
}

// Long because it is one table: what is wrong, and what the answer names.
#[test]
fn wrong_input_is_told_what_is_accepted() {
    let mut client = shared();
    let wrong = [
        ("search", json!({}), "`query` is missing"),
        (
            "search",
            json!({"query": 1}),
            "`query` is 1: expected text of at most 500 characters",
        ),
        (
            "search",
            json!({"query": "a".repeat(501)}),
            "expected text of at most 500 characters",
        ),
        ("search", json!({"query": "a", "limit": 21}), "from 1 to 20"),
        ("search", json!({"query": "a", "limit": -1}), "from 1 to 20"),
        (
            "search",
            json!({"query": "a", "limit": 1.5}),
            "from 1 to 20",
        ),
        (
            "search",
            json!({"query": "a", "kind": "method"}),
            "one of operation, model, enum",
        ),
        (
            "search",
            json!({"query": "a", "document": "proxy"}),
            "there are:\n- `flex_v1`",
        ),
        (
            "search",
            json!({"query": "a", "Query": "a"}),
            "no argument `Query`",
        ),
        ("search", json!({"query": null}), "expected text"),
        ("read", json!({}), "Give `id`"),
        ("read", json!({"id": []}), "a list of 1 to 10"),
        ("read", json!({"id": [PAGE, 1]}), "a list of 1 to 10"),
        ("read", json!({"id": PAGE, "cursor": "1"}), "`cursor` alone"),
        (
            "read",
            json!({"id": PAGE, "max_tokens": 1}),
            "from 150 to 25000",
        ),
        (
            "read",
            json!({"id": PAGE, "parts": ["body"]}),
            "there are `top`, `path`, `query`, `reply`",
        ),
        ("read", json!({"cursor": "7"}), "is not a cursor"),
        (
            "read",
            json!({"cursor": format!("{PAGE}@999999")}),
            "is not a cursor",
        ),
        (
            "read",
            json!({"cursor": format!("{PAGE}:99@0")}),
            "is not a cursor",
        ),
        ("browse", json!({"cursor": "x"}), "not one of this list"),
        (
            "browse",
            json!({"id": PAGE, "kind": "api"}),
            "one of operation, resource",
        ),
        (
            "identify",
            json!({"text": "qqqqqqqqzzzz"}),
            "There is no thing",
        ),
        (
            "build_call",
            json!({"operation": "proxy_v1/models/Session"}),
            "is not an operation",
        ),
        (
            "build_call",
            json!({"operation": "CreateSession", "values": []}),
            "expected an object",
        ),
        (
            "build_call",
            json!({"operation": "CreateSession", "language": "go"}),
            "one of rust, blocking, curl",
        ),
        ("changes", json!({"breaking": "yes"}), "true or false"),
    ];
    for (tool, arguments, part) in wrong {
        let shown = arguments.to_string();
        let text = refusal(&mut client, tool, arguments);
        assert!(text.contains(part), "{tool} {shown}: {text}");
    }
}

#[test]
fn an_unknown_id_is_told_the_nearest() {
    let mut client = Client::stdio(Generation::Old, &[]);
    for (text, nearest) in [
        ("proxy_v1/operations/ListInteractoin", PAGE),
        ("ListInteractio", PAGE),
        ("proxy_v1/models/Sesion", "proxy_v1/models/Session"),
        (
            "proxy_v1/enums/InteractionTypes",
            "proxy_v1/enums/InteractionType",
        ),
    ] {
        let text = refusal(&mut client, "read", json!({"id": text}));
        assert!(text.contains(&format!("Nearest:\n- `{nearest}`")), "{text}");
    }
    let several = refusal(&mut client, "read", json!({"id": "AC"}));
    assert!(
        several.contains("Several pages") && several.contains("- `flex_v2/sids/AC`"),
        "{several}"
    );
    let uri = "reference:///proxy_v1/operations/ListInteractoin";
    let answer = client.ask("resources/read", json!({"uri": uri}));
    assert_eq!(answer["error"]["code"], -32002, "{answer}");
    let mut client = shared();
    for uri in [
        uri,
        "file:///etc/passwd",
        "reference:///../../etc/passwd",
        "",
    ] {
        let answer = client.ask("resources/read", json!({"uri": uri}));
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
    }
}

#[test]
fn values_that_do_not_fit_are_named() {
    let mut client = shared();
    let values = json!({"ServiceSid": "KS1", "Ttl": "soon", "Colour": "red"});
    let answer = client.answer(
        "build_call",
        json!({"operation": "CreateSession", "values": values}),
    );
    let problems = answer["problems"].as_array().unwrap();
    let named: Vec<&str> = problems
        .iter()
        .map(|problem| problem["parameter"].as_str().unwrap())
        .collect();
    assert_eq!(named, ["Colour", "ServiceSid", "Ttl"]);
    assert_eq!(answer["request"]["method"], "POST");
    let values = json!({"ServiceSid": format!("KS{}", "0".repeat(32)), "UniqueName": "a b"});
    let arguments = json!({"operation": "CreateSession", "values": values, "language": "rust"});
    let answer = client.answer("build_call", arguments);
    assert_eq!(answer["problems"], json!([]));
    assert_eq!(answer["request"]["body"], "UniqueName=a%20b");
    assert!(
        answer["code"]
            .as_str()
            .unwrap()
            .contains(".unique_name(\"a b\")"),
        "{answer}"
    );
}

#[test]
fn a_wrong_command_line_is_told_what_is_right() {
    for (arguments, problem) in [
        (
            &["--http", "0.0.0.0:8080"][..],
            "--http takes a loopback address",
        ),
        (
            &["--http", "example.org:80"],
            "--http takes a loopback address",
        ),
        (
            &["--max-tokens", "1"],
            "--max-tokens takes 500 or more, not 1",
        ),
        (&["--max-tokens", "many"], "many"),
        (&["--no-such-option"], "--no-such-option"),
        (&["--spec", "no/such/file.yaml"], "no/such/file.yaml: "),
        (
            &["--spec", "Cargo.toml"],
            "error: the documents cannot be served",
        ),
    ] {
        let program = env!("CARGO_BIN_EXE_reference-mcp");
        let output = Command::new(program).args(arguments).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(problem), "{text}");
        assert!(output.stdout.is_empty());
    }
}
