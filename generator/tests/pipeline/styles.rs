//! Parameters in the styles of OpenAPI: what the reference says is sent, which the client's own tests of styles repeat.

use generator::model::{Document, Operation};
use generator::reference::call::{BuiltCall, build};
use generator::reference::page::Language;
use serde_json::{Value, json};

use crate::common::{fixtures, read_folder};
use crate::kit;

fn document() -> Document {
    let mut documents = read_folder(&fixtures().join("good"));
    documents.retain(|(name, _)| name == "twilio_styles_v1.yaml");
    let input = generator::pipeline::Input {
        documents,
        ..Default::default()
    };
    kit::lower(&input).model.documents.remove(0)
}

fn built(id: &str, values: &Value, language: Language) -> BuiltCall {
    let document = document();
    let is_meant = |operation: &&Operation| operation.id == id;
    let operation = document.operations.iter().find(is_meant).unwrap();
    let values = values.as_object().unwrap();
    build(&document, operation, "styles", values, language).unwrap()
}

/// The query that values of a list of birds make.
fn query(values: &Value) -> String {
    let call = built("ListBird", values, Language::Curl);
    assert_eq!(call.problems, [], "{values}");
    let (_, query) = call.request.url.split_once('?').unwrap_or_default();
    // The command asks for the same address.
    assert!(
        call.code.contains(&format!("'{}'", call.request.url)),
        "{}",
        call.code
    );
    query.to_owned()
}

#[test]
fn the_reference_writes_every_style_as_the_client_does() {
    for (values, text) in [
        (
            json!({"Repeated": ["a", "b c"]}),
            "Repeated=a&Repeated=b%20c",
        ),
        (
            json!({"Joined": ["a", "b c", "d,e"]}),
            "Joined=a,b%20c,d%2Ce",
        ),
        (json!({"Spaced": [1, 2]}), "Spaced=1%202"),
        (json!({"Barred": ["red", "blue"]}), "Barred=red%7Cblue"),
        (
            json!({"Filter": {"name": "x y", "where": {"town": "ü", "height": 2.0}}}),
            "Filter%5Bname%5D=x%20y&Filter%5Bwhere%5D%5Bheight%5D=2&Filter%5Bwhere%5D%5Btown%5D=%C3%BC",
        ),
        (
            json!({"Range": {"from": 1, "to": null}}),
            "Range%5Bfrom%5D=1",
        ),
        (
            json!({"Spread": {"wings": 2, "beak": "long"}}),
            "beak=long&wings=2",
        ),
        (json!({"Flat": {"a": 1, "b": 2}}), "Flat=a,1,b,2"),
        (json!({"Open": {"a": 1}}), "Open=a%7C1"),
        (json!({"Open": [true, "x"]}), "Open=true%7Cx"),
        (json!({"Any": 1}), "Any=1"),
        (json!({"Any": {"a": 1}}), "a=1"),
        (
            json!({"Content": {"deep": ["a"]}}),
            "Content=%7B%22deep%22%3A%5B%22a%22%5D%7D",
        ),
        (json!({"Text": "\"a\""}), "Text=%22a%22"),
    ] {
        assert_eq!(query(&values), text, "{values}");
    }
}

#[test]
fn headers_and_forms_have_styles_as_well() {
    let rings = json!({"X-Rings": ["a", "it's"], "X-Nest": {"a": [1]}});
    let call = built("ListBird", &rings, Language::Curl);
    assert_eq!(call.request.headers["X-Rings"], "a,it's");
    assert_eq!(call.request.headers["X-Nest"], r#"{"a":[1]}"#);
    assert!(
        call.code.contains(r"-H 'X-Rings: a,it'\''s'"),
        "{}",
        call.code
    );
    let bird = json!({
        "Flocks": ["a", "b"], "Rings": ["c", "d"], "Tags": ["e", "f"], "Plumage": {"colour": "red"},
        "Notes": [{"text": "x"}], "Data": {"a": "b"},
    });
    let call = built("CreateBird", &bird, Language::Curl);
    assert!(
        call.request.url.ends_with("?Flocks=a,b"),
        "{}",
        call.request.url
    );
    let body = call.request.body.unwrap();
    assert_eq!(
        body,
        "Rings=c,d&Tags=e%7Cf&Plumage%5Bcolour%5D=red&Notes=%5B%7B%22text%22%3A%22x%22%7D%5D&Data=%7B%22a%22%3A%22b%22%7D"
    );
    for pair in body.split('&') {
        assert!(
            call.code.contains(&format!("-d '{pair}'")),
            "{pair}: {}",
            call.code
        );
    }
}

#[test]
fn what_a_style_has_no_form_for_is_a_problem() {
    for values in [
        json!({"Spread": {"a": {"b": 1}}}),
        json!({"Filter": {"a": [1]}}),
        json!({"Filter": [1]}),
        json!({"Open": [[1]]}),
    ] {
        let call = built("ListBird", &values, Language::Rust);
        let problems: Vec<&str> = call
            .problems
            .iter()
            .map(|problem| problem.problem.as_str())
            .collect();
        assert_eq!(
            problems,
            ["A list or an object within it cannot be sent."],
            "{values}"
        );
    }
}
