//! Sentences that are taken from the published documents are found, however they are dressed.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod structure;

use generator::structure::prose_overlap;
use structure::{OURS, PUBLISHED, edit, load, text_of};

const PUBLISHED_TEXT: &str = "Retrieve a list of all Orders.";
const LONG: &str = "The customer's orders are listed, newest first, [until](https://a.example/b) the `limit` of the account is reached.";

fn overlap(ours: &str) -> String {
    let published = edit(
        PUBLISHED,
        PUBLISHED_TEXT,
        &format!("'{}'", LONG.replace('\'', "''")),
    );
    let text = edit(
        OURS,
        "Lists the orders, newest first.",
        &format!("'{}'", ours.replace('\'', "''")),
    );
    let published = load("published/shop.yaml", &published);
    let problems = prose_overlap(&load("specs/shop.yaml", &text), &[&published]);
    text_of(&problems, &[("specs/shop.yaml", &text)])
}

#[test]
fn our_own_words_are_fine() {
    assert_eq!(overlap("Lists the orders, newest first."), "");
    // Nine words in a row.
    assert_eq!(
        overlap("All orders are listed, newest first, until the limit of the account."),
        ""
    );
}

#[test]
fn ten_words_in_a_row_are_too_many() {
    insta::assert_snapshot!(overlap("Note: the customer's orders are listed, newest first - until the of all accounts."), @r#"
    specs/shop.yaml:35:20: error[prose-overlap]: "the customer s orders are listed newest first until the of" stands in the published text at published/shop.yaml:69:20
       |
    35 |       description: 'Note: the customer''s orders are listed, newest f…
       |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    help: say it afresh: fewer than 10 words in a row may be the same
    "#);
}

#[test]
fn case_links_and_code_hide_nothing() {
    assert!(!overlap("ORDERS are listed: newest `x y z` first until the of THE https://c.example account (is) reached").is_empty());
    // Written without its apostrophe.
    assert!(!overlap("The customers orders are listed newest first until the of").is_empty());
}

#[test]
fn names_that_look_like_prose_are_not() {
    // `description` under `properties` is a schema; its own description is prose.
    let published = edit(
        PUBLISHED,
        "What was ordered.",
        "one two three four five six seven eight nine ten",
    );
    let ours = edit(
        OURS,
        "A sentence on the order's content.",
        "one two three four five six seven eight nine ten eleven",
    );
    let (ours, published) = (load("o", &ours), load("p", &published));
    let problems = prose_overlap(&ours, &[&published]);
    let pointers: Vec<_> = problems
        .iter()
        .map(|problem| problem.location.pointer().unwrap())
        .collect();
    assert_eq!(
        pointers,
        ["/components/schemas/shop.v1.order/properties/description/description"]
    );
}

#[test]
fn the_prose_of_shared_headers_counts() {
    let words = "one two three four five six seven eight nine ten";
    let published = edit(PUBLISHED, "What was ordered.", words);
    let ours = edit(OURS, "Who may read the reply.", words);
    let (ours, published) = (load("o", &ours), load("p", &published));
    let problems = prose_overlap(&ours, &[&published]);
    let pointers: Vec<_> = problems
        .iter()
        .map(|problem| problem.location.pointer().unwrap())
        .collect();
    assert_eq!(pointers, ["/components/headers/Allow-Origin/description"]);
}
