//! The replay of recorded requests, and proof that its judge finds differences.

use std::path::Path;

use acceptance::conformance::{Case, Outcome, differences, replay};
use acceptance::files;
use serde_json::{Value, json};

/// The recorded cases, or one case per operation of the documents if the corpus is missing.
fn cases(check: &str) -> Vec<Case> {
    let Some(corpus) = files::corpus(check) else {
        let documents = files::our_documents();
        let operations = documents.iter().flat_map(|document| document.operations());
        return operations
            .map(|operation| Case::everything(&operation))
            .collect();
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

/// The table in `tests/README.md` explains these differences: explain a new one there.
#[tokio::test]
async fn advisory_cases_differ_only_as_the_readme_explains() {
    let cases = cases("advisory_cases_differ_only_as_the_readme_explains");
    let outcomes = replay(&cases).await.unwrap();
    for (case, outcome) in cases.iter().zip(&outcomes) {
        let differences: Vec<_> = outcome
            .differences
            .iter()
            .map(|difference| {
                (
                    difference.kind.as_str(),
                    &difference.corpus,
                    &difference.candidate,
                )
            })
            .collect();
        let explained = match (case.name(), differences.as_slice()) {
            (_, []) => true,
            // The most that the documents allow.
            ("paging_limit_large", [("query", _, sent)]) => **sent == json!([["PageSize", "1000"]]),
            // The parameter is sent; the reference loses it.
            ("authorization_no_credentials", [("auth", corpus, sent)]) => {
                *corpus == "none"
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

/// Alters the expectation of a replayed case in one respect, and returns the kinds of difference that follow.
fn kinds_of(case: &Case, candidate: &Value, alter: impl FnOnce(&mut Value)) -> Vec<String> {
    let altered = case.altered(alter);
    assert_ne!(
        altered.row(),
        case.row(),
        "{}: nothing was altered",
        case.key()
    );
    differences(&altered, candidate)
        .into_iter()
        .map(|difference| difference.kind)
        .collect()
}

/// The case of an operation with everything set, and its recording.
async fn replayed(operation: &str) -> (Case, Value) {
    let documents = files::our_documents();
    let mut operations = documents.iter().flat_map(|document| document.operations());
    let operation = operations
        .find(|candidate| candidate.id == operation)
        .unwrap();
    let case = Case::everything(&operation);
    let outcome = replay(std::slice::from_ref(&case)).await.unwrap().remove(0);
    assert!(outcome.is_equal(), "{outcome}");
    (case, outcome.candidate)
}

#[tokio::test]
async fn another_json_body_is_a_difference() {
    let (case, sent) = &replayed("UpdateConfiguration").await;
    let json = |row: &mut Value, body: Value| row["normative"]["json"] = body;
    assert_eq!(kinds_of(case, sent, |row| json(row, json!({}))), ["json"]);
    assert_eq!(kinds_of(case, sent, |row| json(row, Value::Null)), ["json"]);
    // A member that is null is not a missing member.
    let without = |row: &mut Value| {
        row["normative"]["json"]
            .as_object_mut()
            .unwrap()
            .remove("none")
    };
    assert_eq!(kinds_of(case, sent, |row| drop(without(row))), ["json"]);
    let media = |row: &mut Value| row["normative"]["content_type"] = json!("text/plain");
    assert_eq!(kinds_of(case, sent, media), ["content_type"]);
}

#[tokio::test]
async fn another_form_method_host_path_or_authorization_is_a_difference() {
    let (case, sent) = &replayed("CreateChannel").await;
    let name = case.row()["normative"]["form"][0][0].as_str().unwrap();
    let text = |row: &mut Value| row["normative"]["form"][0][1] = json!("x");
    assert_eq!(kinds_of(case, sent, text), [format!("form {name}")]);
    let fewer = |row: &mut Value| drop(row["normative"]["form"].as_array_mut().unwrap().remove(0));
    assert_eq!(kinds_of(case, sent, fewer), [format!("form {name}")]);
    assert_eq!(
        kinds_of(case, sent, |row| row["normative"]["method"] = json!("PUT")),
        ["method"]
    );
    assert_eq!(
        kinds_of(case, sent, |row| row["request"]["host"] = json!("x")),
        ["host"]
    );
    assert_eq!(
        kinds_of(case, sent, |row| row["normative"]["path"] = json!("/v1")),
        ["path"]
    );
    assert_eq!(
        kinds_of(case, sent, |row| row["normative"]["auth"] = json!("none")),
        ["auth"]
    );
    assert_eq!(
        kinds_of(case, sent, |row| row["library_error"] = json!("no")),
        ["one refuses"]
    );
    let nothing = |row: &mut Value| row["request"] = Value::Null;
    assert_eq!(kinds_of(case, sent, nothing), ["one sends nothing"]);
}

/// A path that decodes to the same text may still be escaped in another way.
#[tokio::test]
async fn another_escape_in_a_path_is_a_difference() {
    let (case, sent) = &replayed("FetchPlugin").await;
    let mut raw = sent.clone();
    let path = raw["request"]["path"].as_str().unwrap();
    assert!(path.contains("%26"), "{path}");
    raw["request"]["path"] = json!(path.replace("%26", "&"));
    let kinds: Vec<String> = differences(case, &raw)
        .into_iter()
        .map(|difference| difference.kind)
        .collect();
    assert_eq!(kinds, ["path escapes"]);
}

#[tokio::test]
async fn another_query_or_number_of_records_is_a_difference() {
    let (case, sent) = &replayed("ListInteractionChannel").await;
    assert_eq!(
        kinds_of(case, sent, |row| row["normative"]["query"] = json!([])),
        ["query"]
    );
    assert_eq!(
        kinds_of(case, sent, |row| row["result_count"] = json!(9)),
        ["records returned"]
    );
    let two = |row: &mut Value| row["exchanges"] = json!([{}, {}]);
    assert_eq!(kinds_of(case, sent, two), ["number of page requests"]);
}

#[tokio::test]
async fn another_header_is_a_difference() {
    let (case, sent) = &replayed("CreatePlugin").await;
    let header = |row: &mut Value| row["normative"]["headers"]["Flex-Metadata"] = json!("x");
    assert_eq!(kinds_of(case, sent, header), ["header Flex-Metadata"]);
}

/// The order of names is free; the order of the values of one name is not.
#[tokio::test]
async fn another_order_of_values_is_a_difference() {
    let (case, sent) = &replayed("CreateMessageInteraction").await;
    let pairs = |row: &mut Value| {
        row["normative"]["form"]
            .as_array_mut()
            .unwrap()
            .rotate_left(1)
    };
    assert_eq!(kinds_of(case, sent, pairs), [""; 0]);
    let pairs = |row: &mut Value| row["normative"]["form"].as_array_mut().unwrap().reverse();
    assert_eq!(kinds_of(case, sent, pairs), ["form MediaUrl"]);
}

#[tokio::test]
async fn another_next_page_is_a_difference() {
    let documents = files::our_documents();
    let mut operations = documents.iter().flat_map(|document| document.operations());
    let list = operations
        .find(|operation| operation.id == "ListPlugin")
        .unwrap();
    let item = Case::everything(&list).reply_body()["plugins"][0].clone();
    let body =
        |next: Value| json!({"plugins": [item], "meta": {"key": "plugins", "next_page_url": next}});
    let (path, query) = ("/v1/PluginService/Plugins", "Page=1&PageToken=P%2F+x");
    let url = format!("https://flex-api.twilio.com{path}?{query}");
    let pairs = json!([["Page", "1"], ["PageToken", "P/ x"]]);
    let next =
        json!({"path": path, "query": pairs, "raw_query": query, "auth": "basic", "headers": {}});
    let case = Case::everything(&list).altered(|row| {
        row["exchanges"] = json!([
            {"request": {}, "response": {"status": 200, "body": body(json!(url))}},
            {"request": next, "response": {"status": 200, "body": body(Value::Null)}},
        ]);
    });
    let outcome = replay(std::slice::from_ref(&case)).await.unwrap().remove(0);
    assert!(outcome.is_equal(), "{outcome}");
    let sent = &outcome.candidate;
    let query = |row: &mut Value| row["exchanges"][1]["request"]["query"][1][1] = json!("P/x");
    assert_eq!(kinds_of(&case, sent, query), ["page 2"]);
    let path = |row: &mut Value| row["exchanges"][1]["request"]["path"] = json!("/v1/Services");
    assert_eq!(kinds_of(&case, sent, path), ["page 2"]);
    let raw = |row: &mut Value| {
        row["exchanges"][1]["request"]["raw_query"] = json!("Page=1&PageToken=P/+x")
    };
    assert_eq!(kinds_of(&case, sent, raw), ["page 2 escapes"]);
    let auth = |row: &mut Value| row["exchanges"][1]["request"]["auth"] = json!("none");
    assert_eq!(kinds_of(&case, sent, auth), ["page 2 auth"]);
    let header =
        |row: &mut Value| row["exchanges"][1]["request"]["headers"]["flex-metadata"] = json!("x");
    assert_eq!(
        kinds_of(&case, sent, header),
        ["page 2 header Flex-Metadata"]
    );
}

#[tokio::test]
async fn a_call_that_cannot_be_written_or_read_is_a_difference() {
    let documents = files::our_documents();
    let mut operations = documents.iter().flat_map(|document| document.operations());
    let fetch = operations
        .find(|operation| operation.id == "FetchSession")
        .unwrap();
    let case = Case::everything(&fetch);
    let refused = case.altered(|row| row["inputs"]["ServiceSid"] = json!("KS".repeat(20)));
    let unknown = case.altered(|row| row["operation_id"] = json!("FetchNothing"));
    let broken = case.altered(|row| row["response"]["body"]["sid"] = json!([]));
    let failed = case.altered(|row| row["response"]["status"] = json!(404));
    let outcomes = replay(&[refused, unknown, broken, failed]).await.unwrap();
    let kinds = |at: usize| -> Vec<&str> {
        outcomes[at]
            .differences
            .iter()
            .map(|difference| difference.kind.as_str())
            .collect()
    };
    assert_eq!(kinds(0), ["one refuses", "one sends nothing"]);
    assert_eq!(kinds(1), ["one refuses", "one sends nothing"]);
    assert_eq!(kinds(2), ["reply"]);
    assert_eq!(kinds(3), ["reply"]);
}

#[test]
fn a_line_that_holds_no_case_is_refused_with_its_number() {
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
