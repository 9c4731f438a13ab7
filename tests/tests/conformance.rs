//! The replay of recorded requests as a test, and proof that it can fail.

use std::path::Path;

use acceptance::conformance::{Case, Outcome, differences, replay};
use acceptance::files;
use serde_json::{Value, json};

/// The recorded cases; where they are not at hand, one case for each operation of the documents.
fn cases(check: &str) -> Vec<Case> {
    let Some(corpus) = files::corpus(check) else {
        let documents = files::our_documents();
        let operations = documents.iter().flat_map(|document| document.operations());
        return operations.map(|operation| Case::of(&operation)).collect();
    };
    read(&corpus)
}

fn read(corpus: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(corpus).unwrap();
    Case::read_all(&text).unwrap()
}

fn report(outcomes: &[Outcome]) -> String {
    outcomes.iter().map(Outcome::to_string).collect()
}

#[tokio::test]
async fn every_case_that_is_not_advisory_is_equal() {
    let cases = cases("every_case_that_is_not_advisory_is_equal");
    let mut outcomes = replay(&cases).await.unwrap();
    assert_eq!(outcomes.len(), cases.len());
    outcomes.retain(|outcome| !outcome.advisory);
    assert!(outcomes.len() >= 100, "only {} cases", outcomes.len());
    let report = report(&outcomes);
    assert!(report.is_empty(), "{report}");
}

/// The table in tests/README.md explains these, so a new one has to be explained there.
#[tokio::test]
async fn advisory_cases_differ_only_as_the_readme_explains() {
    let cases = cases("advisory_cases_differ_only_as_the_readme_explains");
    let outcomes = replay(&cases).await.unwrap();
    for (case, outcome) in cases.iter().zip(&outcomes) {
        let found: Vec<_> = outcome
            .differences
            .iter()
            .map(|found| (found.kind.as_str(), &found.corpus, &found.candidate))
            .collect();
        let explained = match (case.name(), found.as_slice()) {
            (_, []) => true,
            // The most that the documents allow.
            ("paging_limit_large", [("query", _, sent)]) => **sent == json!([["PageSize", "1000"]]),
            // The parameter is sent; the reference loses it.
            ("authorization_no_credentials", [("auth", wanted, sent)]) => {
                *wanted == "none"
                    && **sent == json!({"header": case.row()["inputs"]["Authorization"]})
            }
            // Of the operations with a JSON body: the Python library fails without one.
            ("minimal", [("one refuses", ..), ("one sends nothing", ..)]) => {
                outcome.candidate["request"]["json"] == json!({})
            }
            _ => false,
        };
        assert!(
            explained && (outcome.advisory || outcome.is_equal()),
            "{outcome}"
        );
    }
}

/// Alters what is expected of a replayed case in one respect; answers with what the judge finds then.
fn found(case: &Case, candidate: &Value, alter: impl FnOnce(&mut Value)) -> Vec<String> {
    let altered = case.altered(alter);
    assert_ne!(
        altered.row(),
        case.row(),
        "{}: nothing was altered",
        case.key()
    );
    differences(&altered, candidate)
        .into_iter()
        .map(|found| found.kind)
        .collect()
}

#[tokio::test]
async fn an_altered_expectation_is_a_difference() {
    let documents = files::our_documents();
    let operations = documents.iter().flat_map(|document| document.operations());
    let cases: Vec<Case> = operations.map(|operation| Case::of(&operation)).collect();
    let outcomes = replay(&cases).await.unwrap();
    let replayed = |operation: &str| {
        let at = cases
            .iter()
            .position(|case| case.operation() == operation)
            .unwrap();
        assert!(outcomes[at].is_equal(), "{}", outcomes[at]);
        (&cases[at], &outcomes[at].candidate)
    };

    let (case, sent) = replayed("UpdateConfiguration");
    let json = |row: &mut Value, body: Value| row["normative"]["json"] = body;
    assert_eq!(found(case, sent, |row| json(row, json!({}))), ["json"]);
    assert_eq!(found(case, sent, |row| json(row, Value::Null)), ["json"]);
    // A member that is null is another thing than none.
    let without = |row: &mut Value| {
        row["normative"]["json"]
            .as_object_mut()
            .unwrap()
            .remove("none")
    };
    assert_eq!(found(case, sent, |row| drop(without(row))), ["json"]);
    let media = |row: &mut Value| row["normative"]["content_type"] = json!("text/plain");
    assert_eq!(found(case, sent, media), ["content_type"]);

    let (case, sent) = replayed("CreateChannel");
    let name = case.row()["normative"]["form"][0][0].as_str().unwrap();
    let text = |row: &mut Value| row["normative"]["form"][0][1] = json!("x");
    assert_eq!(found(case, sent, text), [format!("form {name}")]);
    let fewer = |row: &mut Value| drop(row["normative"]["form"].as_array_mut().unwrap().remove(0));
    assert_eq!(found(case, sent, fewer), [format!("form {name}")]);
    assert_eq!(
        found(case, sent, |row| row["normative"]["method"] = json!("PUT")),
        ["method"]
    );
    assert_eq!(
        found(case, sent, |row| row["request"]["host"] = json!("x")),
        ["host"]
    );
    assert_eq!(
        found(case, sent, |row| row["normative"]["path"] = json!("/v1")),
        ["path"]
    );
    assert_eq!(
        found(case, sent, |row| row["normative"]["auth"] = json!("none")),
        ["auth"]
    );
    assert_eq!(
        found(case, sent, |row| row["library_error"] = json!("no")),
        ["one refuses"]
    );
    let nothing = |row: &mut Value| row["request"] = Value::Null;
    assert_eq!(found(case, sent, nothing), ["one sends nothing"]);

    // What decodes to the same was not escaped the same.
    let (case, sent) = replayed("FetchPlugin");
    let mut raw = sent.clone();
    let path = raw["request"]["path"].as_str().unwrap();
    assert!(path.contains("%26"), "{path}");
    raw["request"]["path"] = json!(path.replace("%26", "&"));
    let kinds: Vec<String> = differences(case, &raw)
        .into_iter()
        .map(|found| found.kind)
        .collect();
    assert_eq!(kinds, ["path escapes"]);

    let (case, sent) = replayed("ListInteractionChannel");
    assert_eq!(
        found(case, sent, |row| row["normative"]["query"] = json!([])),
        ["query"]
    );
    assert_eq!(
        found(case, sent, |row| row["result_count"] = json!(9)),
        ["records returned"]
    );
    let two = |row: &mut Value| row["exchanges"] = json!([{}, {}]);
    assert_eq!(found(case, sent, two), ["number of page requests"]);

    let (case, sent) = replayed("CreatePlugin");
    let header = |row: &mut Value| row["normative"]["headers"]["Flex-Metadata"] = json!("x");
    assert_eq!(found(case, sent, header), ["header Flex-Metadata"]);

    // The order of different names is free, that of one name's values is not.
    let (case, sent) = replayed("CreateMessageInteraction");
    let pairs = |row: &mut Value| {
        row["normative"]["form"]
            .as_array_mut()
            .unwrap()
            .rotate_left(1)
    };
    assert_eq!(found(case, sent, pairs), [""; 0]);
    let pairs = |row: &mut Value| row["normative"]["form"].as_array_mut().unwrap().reverse();
    assert_eq!(found(case, sent, pairs), ["form MediaUrl"]);
}

#[tokio::test]
async fn another_next_page_is_a_difference() {
    let documents = files::our_documents();
    let mut operations = documents.iter().flat_map(|document| document.operations());
    let list = operations.find(|known| known.id == "ListPlugin").unwrap();
    let item = Case::of(&list).reply_body()["plugins"][0].clone();
    let body =
        |next: Value| json!({"plugins": [item], "meta": {"key": "plugins", "next_page_url": next}});
    let (path, query) = ("/v1/PluginService/Plugins", "Page=1&PageToken=P%2F+x");
    let url = format!("https://flex-api.twilio.com{path}?{query}");
    let pairs = json!([["Page", "1"], ["PageToken", "P/ x"]]);
    let next =
        json!({"path": path, "query": pairs, "raw_query": query, "auth": "basic", "headers": {}});
    let case = Case::of(&list).altered(|row| {
        row["exchanges"] = json!([
            {"request": {}, "response": {"status": 200, "body": body(json!(url))}},
            {"request": next, "response": {"status": 200, "body": body(Value::Null)}},
        ]);
    });
    let outcome = replay(std::slice::from_ref(&case)).await.unwrap().remove(0);
    assert!(outcome.is_equal(), "{outcome}");
    let sent = &outcome.candidate;
    let query = |row: &mut Value| row["exchanges"][1]["request"]["query"][1][1] = json!("P/x");
    assert_eq!(found(&case, sent, query), ["page 2"]);
    let path = |row: &mut Value| row["exchanges"][1]["request"]["path"] = json!("/v1/Services");
    assert_eq!(found(&case, sent, path), ["page 2"]);
    let raw = |row: &mut Value| {
        row["exchanges"][1]["request"]["raw_query"] = json!("Page=1&PageToken=P/+x")
    };
    assert_eq!(found(&case, sent, raw), ["page 2 escapes"]);
    let auth = |row: &mut Value| row["exchanges"][1]["request"]["auth"] = json!("none");
    assert_eq!(found(&case, sent, auth), ["page 2 auth"]);
    let header =
        |row: &mut Value| row["exchanges"][1]["request"]["headers"]["flex-metadata"] = json!("x");
    assert_eq!(found(&case, sent, header), ["page 2 header Flex-Metadata"]);
}

#[tokio::test]
async fn a_call_that_cannot_be_written_or_read_is_a_difference() {
    let documents = files::our_documents();
    let mut operations = documents.iter().flat_map(|document| document.operations());
    let fetch = operations.find(|known| known.id == "FetchSession").unwrap();
    let case = Case::of(&fetch);
    let refused = case.altered(|row| row["inputs"]["ServiceSid"] = json!("KS".repeat(20)));
    let unknown = case.altered(|row| row["operation_id"] = json!("FetchNothing"));
    let broken = case.altered(|row| row["response"]["body"]["sid"] = json!([]));
    let failed = case.altered(|row| row["response"]["status"] = json!(404));
    let outcomes = replay(&[refused, unknown, broken, failed]).await.unwrap();
    let kinds = |at: usize| -> Vec<&str> {
        outcomes[at]
            .differences
            .iter()
            .map(|found| found.kind.as_str())
            .collect()
    };
    assert_eq!(kinds(0), ["one refuses", "one sends nothing"]);
    assert_eq!(kinds(1), ["one refuses", "one sends nothing"]);
    assert_eq!(kinds(2), ["reply"]);
    assert_eq!(kinds(3), ["reply"]);
}

#[test]
fn a_corpus_that_is_none_is_refused_with_its_line() {
    let good =
        r#"{"spec": "a", "operation_id": "B", "case": "c", "inputs": {}, "library_error": "x"}"#;
    assert_eq!(
        Case::read_all(&format!("{good}\n\n{good}\n"))
            .unwrap()
            .len(),
        2
    );
    for bad in ["{", "[]", "{}", &good.replace("library_error", "other")] {
        let error = Case::read_all(&format!("{good}\n{bad}")).unwrap_err();
        assert!(error.to_string().starts_with("line 2: "), "{error}");
    }
}
