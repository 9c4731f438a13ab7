//! Each kind of structural difference, and how it is told.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod structure;

use generator::structure::compare;
use structure::{OURS, PUBLISHED, edit, load, text_of};

/// What is done to our document, as: name, piece of text, what stands there instead.
const CHANGES: &[(&str, &str, &str)] = &[
    ("a bound", "maximum: 20\n", "maximum: 10\n"),
    ("a default", "default: 5\n", "default: '5'\n"),
    (
        "a default is left out",
        "                  default: 5\n",
        "",
    ),
    ("a literal", "- shipped\n", "- shiped\n"),
    (
        "a literal more",
        "        - paid\n",
        "        - paid\n        - packed\n",
    ),
    ("a literal less", "        - shipped\n", ""),
    (
        "literals in another order",
        "        - paid\n        - shipped\n        - closed\n",
        "        - closed\n        - paid\n        - shipped\n",
    ),
    (
        "nullable",
        "          nullable: true\n          description: A sentence",
        "          nullable: false\n          description: A sentence",
    ),
    ("a type", "type: number\n", "type: integer\n"),
    ("a format", "format: int64\n", "format: int32\n"),
    (
        "a pattern",
        "          pattern: ^OR[0-9a-fA-F]{32}$\n          nullable",
        "          pattern: ^OD[0-9a-fA-F]{32}$\n          nullable",
    ),
    (
        "a demand",
        "          required: true\n          schema:\n            type: string\n        - name: PageSize",
        "          schema:\n            type: string\n        - name: PageSize",
    ),
    (
        "a required property",
        "                - Title\n",
        "                - Title\n                - Ttl\n",
    ),
    (
        "parameters in another order",
        "        - name: State\n          in: query\n          description: Only orders in this state.\n          schema:\n            $ref: '#/components/schemas/order_enum_state'\n        - name: Query\n          in: query\n          required: true\n          schema:\n            type: string\n",
        "        - name: Query\n          in: query\n          required: true\n          schema:\n            type: string\n        - name: State\n          in: query\n          description: Only orders in this state.\n          schema:\n            $ref: '#/components/schemas/order_enum_state'\n",
    ),
    (
        "a parameter in another place",
        "          in: query\n          required: true\n",
        "          in: header\n          required: true\n",
    ),
    (
        "a property is renamed",
        "                Ttl:\n",
        "                TTL:\n",
    ),
    (
        "a property called description goes",
        "        description:\n          type: string\n          nullable: true\n          description: A sentence on the order's content.\n",
        "",
    ),
    (
        "a property moves",
        "        total:\n          type: number\n          minimum: 0\n          maximum: 1000000\n          example: 3.25\n        note:\n          type: string\n          description: Free text for the warehouse.\n          x-twilio:\n            pii:\n              handling: standard\n              deleteSla: 30\n",
        "        note:\n          type: string\n          description: Free text for the warehouse.\n          x-twilio:\n            pii:\n              handling: standard\n              deleteSla: 30\n        total:\n          type: number\n          minimum: 0\n          maximum: 1000000\n          example: 3.25\n",
    ),
    (
        "a reference",
        "                $ref: '#/components/schemas/shop.v1.order'\n      security",
        "                $ref: '#/components/schemas/order_enum_state'\n      security",
    ),
    (
        "the title of a request",
        "title: CreateOrderRequest",
        "title: PlaceOrderRequest",
    ),
    ("x-twilio of a path", "pathType: instance", "pathType: list"),
    (
        "x-twilio of a property",
        "handling: standard",
        "handling: sensitive",
    ),
    ("x-twilio of an operation", "            - tags\n", ""),
    (
        "dependent properties in another order",
        "        lines:\n          mapping:\n            order_sid: sid\n          resource_url: /v1/Orders/{order_sid}/Lines\n        refunds:\n          mapping:\n            order_sid: sid\n          resource_url: /v1/Orders/{order_sid}/Refunds\n",
        "        refunds:\n          mapping:\n            order_sid: sid\n          resource_url: /v1/Orders/{order_sid}/Refunds\n        lines:\n          mapping:\n            order_sid: sid\n          resource_url: /v1/Orders/{order_sid}/Lines\n",
    ),
    (
        "an operationId",
        "operationId: DeleteOrder",
        "operationId: RemoveOrder",
    ),
    ("another method", "    delete:\n", "    patch:\n"),
    (
        "a path",
        "  /v1/Orders/{Sid}:\n",
        "  /v1/Orders/{OrderSid}:\n",
    ),
    ("a status", "        '204':\n", "        '200':\n"),
    (
        "a content type",
        "          application/x-www-form-urlencoded:\n",
        "          application/json:\n",
    ),
    (
        "a tag",
        "tags:\n  - name: Order\n",
        "tags:\n  - name: Orders\n",
    ),
    (
        "a server",
        "servers:\n  - url: https://shop.example.com\nsecurity",
        "servers:\n  - url: https://shop.example.org\nsecurity",
    ),
    (
        "a security scheme",
        "      scheme: basic\n",
        "      scheme: bearer\n",
    ),
    (
        "a shared header",
        "      description: Who may read the reply.\n      schema:\n        type: string\n",
        "      description: Who may read the reply.\n      schema:\n        type: boolean\n",
    ),
    ("the version", "version: 1.0.0", "version: 1.0.1"),
];

#[test]
fn documents_of_one_structure_do_not_differ() {
    let (ours, published) = (
        load("specs/shop.yaml", OURS),
        load("published/shop.yaml", PUBLISHED),
    );
    assert_eq!(compare(&ours, &published), []);
    assert_eq!(compare(&published, &ours), []);
}

#[test]
fn every_kind_of_difference_is_told_with_both_places() {
    let published = load("published/shop.yaml", PUBLISHED);
    let mut report = String::new();
    for (name, from, to) in CHANGES {
        let text = edit(OURS, from, to);
        let ours = load("specs/shop.yaml", &text);
        let problems = compare(&ours, &published);
        assert!(!problems.is_empty(), "{name} goes unnoticed");
        for difference in &problems {
            assert!(
                difference.problem.contains("published/shop.yaml:"),
                "{name}: no other place"
            );
        }
        report.push_str(&format!(
            "# {name}\n\n{}\n",
            text_of(&problems, &[("specs/shop.yaml", &text)])
        ));
    }
    insta::assert_snapshot!(report);
}

/// One insertion into a list, or one move, is one difference, however long the list is.
#[test]
fn one_edit_of_a_list_is_one_difference() {
    let published = load("published/shop.yaml", PUBLISHED);
    for name in [
        "a literal",
        "a literal more",
        "a literal less",
        "literals in another order",
        "a property moves",
        "a shared header",
    ] {
        let (_, from, to) = CHANGES
            .iter()
            .find(|(change, _, _)| *change == name)
            .unwrap();
        let ours = load("specs/shop.yaml", &edit(OURS, from, to));
        assert_eq!(compare(&ours, &published).len(), 1, "{name}");
    }
}

#[test]
fn prose_payloads_and_spelling_are_free() {
    let published = load("published/shop.yaml", PUBLISHED);
    for (from, to) in [
        (
            "description: Lists the orders, newest first.",
            "description: Anything at all.",
        ),
        ("      summary: Place an order\n", ""),
        ("example: 50", "example: 60"),
        // One number, spelled twice.
        ("maximum: 1000000\n", "maximum: 1000000.0\n"),
        (
            "orders: [{sid: OR00000000000000000000000000000001}]",
            "other: 1",
        ),
        ("title: A shop", "title: No shop"),
        ("      description: Who may read the reply.\n", ""),
        // Where the published document has none.
        ("      enum:\n", "      example: paid\n      enum:\n"),
    ] {
        let ours = load("specs/shop.yaml", &edit(OURS, from, to));
        assert_eq!(compare(&ours, &published), [], "{from}");
    }
}

/// The name of a shared header may need escapes in a reference to it.
#[test]
fn a_shared_header_with_an_escaped_name_is_that_header() {
    let published = load("published/shop.yaml", PUBLISHED);
    let text = OURS.replace("headers/Allow-Origin", "headers/Allow~1Origin~0");
    let ours = load(
        "specs/shop.yaml",
        &edit(&text, "    Allow-Origin:\n", "    Allow/Origin~:\n"),
    );
    assert_eq!(compare(&ours, &published), []);
}
