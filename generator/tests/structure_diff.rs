//! What a new version of a document does to callers of the crate.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod structure;

use generator::structure::{Impact, diff, render_changes, render_changes_json};
use structure::{OURS, edit, load};

const BREAKING: &[(&str, &str)] = &[
    ("operationId: DeleteOrder", "operationId: RemoveOrder"),
    ("  /v1/Orders/{Sid}:\n", "  /v1/Orders/{OrderSid}:\n"),
    (
        "                Ttl:\n                  type: integer\n                  maximum: 20\n                  default: 5\n                  description: How long the order is kept, in days.\n",
        "",
    ),
    ("        - paid\n", ""),
    ("- shipped\n", "- shiped\n"),
    ("type: number\n", "type: integer\n"),
    ("format: int64\n", "format: int32\n"),
    (
        "pattern: ^OR[0-9a-fA-F]{32}$\n          nullable",
        "pattern: ^OD[0-9a-fA-F]{32}$\n          nullable",
    ),
    (
        "                - Title\n",
        "                - Title\n                - Ttl\n",
    ),
    ("              required:\n                - Title\n", ""),
    (
        "          in: query\n          required: true\n",
        "          in: query\n",
    ),
    (
        "          in: query\n          description: Orders per page.\n",
        "          in: query\n          required: true\n",
    ),
    (
        "          in: query\n          required: true\n",
        "          in: header\n          required: true\n",
    ),
    (
        "                $ref: '#/components/schemas/shop.v1.order'\n      security",
        "                type: object\n      security",
    ),
    ("pathType: instance", "pathType: list"),
    ("            - tags\n", ""),
    (
        "          application/x-www-form-urlencoded:\n",
        "          application/json:\n",
    ),
    (
        "resource_url: /v1/Orders/{order_sid}/Lines",
        "resource_url: /v1/Orders/{order_sid}/Items",
    ),
];

const COMPATIBLE: &[(&str, &str)] = &[
    ("maximum: 20\n", "maximum: 10\n"),
    ("default: 5\n", "default: 6\n"),
    ("        - paid\n", "        - paid\n        - packed\n"),
    (
        "        - paid\n        - shipped\n",
        "        - shipped\n        - paid\n",
    ),
    (
        "          nullable: true\n          description: A sentence",
        "          description: A sentence",
    ),
    (
        "        total:\n",
        "        weight:\n          type: number\n        total:\n",
    ),
    (
        "                Tags:\n",
        "                Colour:\n                  type: string\n                Tags:\n",
    ),
    (
        "        - name: PageSize\n",
        "        - name: Page\n          in: query\n          schema:\n            type: integer\n        - name: PageSize\n",
    ),
    (
        "    order_enum_state:\n      type",
        "    other:\n      type: string\n    order_enum_state:\n      type",
    ),
    ("handling: standard", "handling: sensitive"),
    ("        - sid\n        - state\n", "        - state\n"),
    ("version: 1.0.0", "version: 1.0.1"),
    (
        "      description: Who may read the reply.\n      schema:\n        type: string\n",
        "      schema:\n        type: boolean\n",
    ),
];

#[test]
fn each_change_is_judged_alone() {
    let old = load("old.yaml", OURS);
    for (expected, edits) in [
        (Impact::Breaking, BREAKING),
        (Impact::Compatible, COMPATIBLE),
    ] {
        for (from, to) in edits {
            let changes = diff(&old, &load("new.yaml", &edit(OURS, from, to)));
            let worst = changes.iter().map(|change| change.impact).min();
            assert_eq!(
                worst,
                Some(expected),
                "{from:?} -> {to:?}\n{}",
                render_changes(&changes)
            );
        }
    }
}

#[test]
fn changes_read_as_a_list() {
    let all = |edits: &[(&str, &str)]| {
        edits
            .iter()
            .fold(OURS.to_owned(), |text, (from, to)| edit(&text, from, to))
    };
    let new = all(&[
        ("maximum: 20\n", "maximum: 10\n"),
        (
            "                Tags:\n",
            "                Colour:\n                  type: string\n                Tags:\n",
        ),
        (
            "                - Title\n",
            "                - Title\n                - Colour\n",
        ),
        ("        - paid\n", "        - paid\n        - packed\n"),
        ("type: number\n", "type: integer\n"),
        ("  /v1/Orders/{Sid}:\n", "  /v2/Orders/{Sid}:\n"),
        (
            "        total:\n",
            "        weight:\n          type: number\n        total:\n",
        ),
        (
            "      description: Who may read the reply.\n      schema:\n        type: string\n",
            "      schema:\n        type: boolean\n",
        ),
    ]);
    let changes = diff(&load("old.yaml", OURS), &load("new.yaml", &new));
    insta::assert_snapshot!(render_changes(&changes));
    insta::assert_snapshot!("changes_as_json", render_changes_json(&changes));
}

#[test]
fn prose_is_no_change() {
    let new = edit(OURS, "Lists the orders, newest first.", "Lists orders.");
    let changes = diff(&load("old.yaml", OURS), &load("new.yaml", &new));
    assert_eq!(changes, []);
    assert_eq!(render_changes(&changes), "");
}

/// A required property of a request is one change, although it stands in two places.
#[test]
fn a_new_demand_is_one_change() {
    let new = edit(
        OURS,
        "                Tags:\n",
        "                Colour:\n                  type: string\n                Tags:\n",
    );
    let new = edit(
        &new,
        "                - Title\n",
        "                - Title\n                - Colour\n",
    );
    let changes = diff(&load("old.yaml", OURS), &load("new.yaml", &new));
    let changes: Vec<&str> = changes.iter().map(|change| &*change.what).collect();
    assert_eq!(
        changes,
        ["required property `Colour` of CreateOrder is added"]
    );
}

fn worst_impact(old: &str, new: &str) -> Option<Impact> {
    let changes = diff(&load("old.yaml", old), &load("new.yaml", new));
    changes.iter().map(|change| change.impact).min()
}

/// A reply is decoded whatever it requires.
#[test]
fn what_a_reply_requires_breaks_nobody() {
    let properties =
        "                type: object\n                properties:\n                  orders:\n";
    let required = properties.replace(
        "properties:",
        "required:\n                  - orders\n                properties:",
    );
    let new = edit(OURS, properties, &required);
    assert_eq!(worst_impact(OURS, &new), Some(Impact::Compatible));
    assert_eq!(worst_impact(&new, OURS), Some(Impact::Compatible));
    let item = "                  - orders\n";
    let more = edit(&new, item, &format!("{item}                  - meta\n"));
    assert_eq!(worst_impact(&new, &more), Some(Impact::Compatible));
    assert_eq!(worst_impact(&more, &new), Some(Impact::Compatible));
}

/// A new body breaks callers if they have to send something.
#[test]
fn a_new_body_breaks_if_it_requires_something() {
    let (start, end) = (
        "      requestBody:\n",
        "              required:\n                - Title\n",
    );
    let body = &OURS[OURS.find(start).unwrap()..OURS.find(end).unwrap() + end.len()];
    let without = edit(OURS, body, "");
    assert_eq!(worst_impact(&without, OURS), Some(Impact::Breaking));
    let optional = edit(OURS, end, "");
    assert_eq!(worst_impact(&without, &optional), Some(Impact::Compatible));
    let required = edit(
        &optional,
        start,
        "      requestBody:\n        required: true\n",
    );
    assert_eq!(worst_impact(&without, &required), Some(Impact::Breaking));
    assert_eq!(worst_impact(&optional, &without), Some(Impact::Breaking));
}

/// Arguments follow the order of the required parameters, but for those of the path, which follow the URL.
#[test]
fn another_order_breaks_if_it_is_one_of_arguments() {
    let sid = "        - name: Sid\n          in: path\n";
    let argument = |name: &str| {
        format!(
            "        - name: {name}\n          in: query\n          required: true\n          schema:\n            type: string\n"
        )
    };
    let (one, two) = (argument("One"), argument("Two"));
    let with = |before: &str, after: &str| {
        let text = edit(OURS, sid, &format!("{before}{sid}"));
        edit(
            &text,
            "      responses:\n        '204':",
            &format!("{after}      responses:\n        '204':"),
        )
    };
    let old = with(&format!("{one}{two}"), "");
    assert_eq!(
        worst_impact(&old, &with(&format!("{two}{one}"), "")),
        Some(Impact::Breaking)
    );
    assert_eq!(
        worst_impact(&old, &with(&one, &two)),
        Some(Impact::Compatible)
    );
}

/// The report decides about an update, so no value of the new document may forge a line of it or control the terminal.
#[test]
fn values_cannot_forge_lines_of_the_report() {
    let hostile = r#"default: "\e[2J5\n  compatible  nothing else \u202e""#;
    let long = format!("        - {}\n", "y".repeat(5_000));
    let new = [
        ("default: 5\n", format!("{hostile}\n")),
        ("        - paid\n", format!("        - paid\n{long}")),
        (
            "operationId: DeleteOrder",
            format!("operationId: {}", "Drop".repeat(500)),
        ),
        (
            "          nullable: true\n          description: A sentence",
            "          title: \"a\\tb\\u2028c\"\n          description: A sentence".to_owned(),
        ),
    ]
    .iter()
    .fold(OURS.to_owned(), |text, (from, to)| edit(&text, from, to));
    let changes = diff(&load("old.yaml", OURS), &load("new.yaml", &new));
    let (text, json) = (render_changes(&changes), render_changes_json(&changes));
    for report in [&text, &json] {
        let hidden = |c: char| c != '\n' && generator::diagnostic::is_hidden(c);
        assert!(!report.contains(hidden), "{report}");
        assert!(!report.contains(&"y".repeat(200)), "{report}");
    }
    assert!(
        text.contains(r#"is "\u{1b}[2J5\n  compatible  nothing else \u{202e}""#),
        "{text}"
    );
    assert!(text.contains("… (4880 more characters)"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() < 500),
        "{text}"
    );
    assert_eq!(json.lines().count(), changes.len());
}
