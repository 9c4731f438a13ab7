//! Lists and objects as parameters: the bytes of each style of OpenAPI 3.0, and what parsers of others make of them.

#![cfg(feature = "reqwest")]

mod loopback;

use loopback::api::{Thing, client_at, create, fetch, things};
use serde_json::{Value, json};
use twilio_runtime::{Call, Method, Operation, Style};

/// The query of a call that is not sent.
fn query(call: impl FnOnce(Call<Thing>) -> Call<Thing>) -> String {
    let (client, _) = client_at("http://127.0.0.1:1");
    let request = call(fetch(&client, "TH1")).request().unwrap();
    request.raw_query().unwrap_or_default().to_owned()
}

fn refused(call: impl FnOnce(Call<Thing>) -> Call<Thing>) -> String {
    let (client, _) = client_at("http://127.0.0.1:1");
    let error = call(fetch(&client, "TH1"))
        .request()
        .unwrap_err()
        .to_string();
    let (_, problem) = error.split_once("not sent: ").unwrap();
    problem.to_owned()
}

/// The list and the object of the table "Style Values" of OpenAPI 3.0.3.
const COLOURS: [&str; 3] = ["blue", "black", "brown"];
fn shades() -> Value {
    json!({"B": 150, "G": 200, "R": 100})
}

#[test]
fn lists_are_written_as_the_specification_shows() {
    for (style, text) in [
        (Style::Spread, "color=blue&color=black&color=brown"),
        (Style::Comma, "color=blue,black,brown"),
        (Style::Space, "color=blue%20black%20brown"),
        (Style::Pipe, "color=blue%7Cblack%7Cbrown"),
    ] {
        let joined = query(|call| call.query_joined("color", style, COLOURS));
        assert_eq!(joined, text, "{style:?}");
        let untyped = query(|call| call.query_styled("color", style, COLOURS));
        assert_eq!(untyped, text, "{style:?}");
        let none = query(|call| call.query_joined("color", style, [""; 0]));
        assert_eq!(none, "", "{style:?}");
    }
}

#[test]
fn objects_are_written_as_the_specification_shows() {
    for (style, text) in [
        (Style::Spread, "B=150&G=200&R=100"),
        (Style::Comma, "color=B,150,G,200,R,100"),
        (Style::Space, "color=B%20150%20G%20200%20R%20100"),
        (Style::Pipe, "color=B%7C150%7CG%7C200%7CR%7C100"),
        (
            Style::Deep,
            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
        ),
    ] {
        let styled = query(|call| call.query_styled("color", style, shades()));
        assert_eq!(styled, text, "{style:?}");
        let none = query(|call| call.query_styled("color", style, json!({"R": null})));
        assert_eq!(none, "", "{style:?}");
    }
}

/// An emitted enum of models is written as the model that it holds.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Shades {
    Rgb { r: u8, b: Option<u8> },
    Other(Value),
}

#[test]
fn one_of_several_objects_is_written_as_the_one_that_it_is() {
    let rgb = Shades::Rgb { r: 100, b: None };
    let text = query(|call| call.query_styled("color", Style::Deep, rgb));
    assert_eq!(text, "color%5Br%5D=100");
    let other = Shades::Other(json!({"hue": {"from": 1}}));
    let text = query(|call| call.query_styled("color", Style::Deep, other));
    assert_eq!(text, "color%5Bhue%5D%5Bfrom%5D=1");
    let list = Shades::Other(json!([1]));
    assert_eq!(
        refused(|call| call.query_styled("color", Style::Deep, list)),
        refused(|call| call.query_styled("color", Style::Deep, [1]))
    );
}

#[test]
fn a_plain_value_is_the_same_in_every_style() {
    for style in [Style::Spread, Style::Comma, Style::Deep] {
        let text = query(|call| call.query_styled("color", style, "bl ue"));
        assert_eq!(text, "color=bl%20ue");
        assert_eq!(
            query(|call| call.query_styled("n", style, json!(1.5))),
            "n=1.5"
        );
        assert_eq!(
            query(|call| call.query_styled("n", style, json!(2.0))),
            "n=2"
        );
        assert_eq!(
            query(|call| call.query_styled("n", style, json!(true))),
            "n=true"
        );
        assert_eq!(query(|call| call.query_styled("n", style, Value::Null)), "");
    }
}

/// Read back by other parsers, each run once by hand:
///
/// - Python 3, `urllib.parse.parse_qsl`: `[('Filter[a]', 'x y'), ('Filter[b][c d]', '2')]` and
///   `[('Ids', 'a,b c,ü')]`;
/// - Node, `[...new URLSearchParams(text)]`: `[["Filter[a]","x y"],["Filter[b][c d]","2"]]` and
///   `[["Ids","a,b c,ü"]]`.
#[test]
fn parsers_of_others_read_brackets_and_commas() {
    let filter = json!({"a": "x y", "b": {"c d": 2, "e": null}});
    assert_eq!(
        query(|call| call.query_styled("Filter", Style::Deep, filter)),
        "Filter%5Ba%5D=x%20y&Filter%5Bb%5D%5Bc%20d%5D=2"
    );
    assert_eq!(
        query(|call| call.query_joined("Ids", Style::Comma, ["a", "b c", "ü"])),
        "Ids=a,b%20c,%C3%BC"
    );
}

#[test]
fn what_separates_values_cannot_be_told_from_what_they_hold() {
    assert_eq!(
        query(|call| call.query_joined("Ids", Style::Comma, ["a,b", "c&d"])),
        "Ids=a%2Cb,c%26d"
    );
    assert_eq!(
        refused(|call| call.query_joined("Ids", Style::Space, ["a b"])),
        "Ids cannot be sent: a space within a value would divide it"
    );
    assert_eq!(
        refused(|call| call.query_joined("Ids", Style::Pipe, ["a|b"])),
        "Ids cannot be sent: a bar within a value would divide it"
    );
    assert_eq!(
        refused(|call| call.header_joined("X-Ids", ["a,b"])),
        "X-Ids cannot be sent: a comma within a value would divide it"
    );
}

#[test]
fn what_a_style_has_no_form_for_is_refused() {
    let nested = "Filter cannot be sent: a list or an object within it has no form there";
    for (style, value) in [
        (Style::Spread, json!({"a": {"b": 1}})),
        (Style::Spread, json!([[1]])),
        (Style::Comma, json!({"a": [1]})),
        (Style::Space, json!([{"a": 1}])),
        (Style::Deep, json!({"a": [1]})),
    ] {
        assert_eq!(
            refused(|call| call.query_styled("Filter", style, &value)),
            nested,
            "{style:?} {value}"
        );
    }
    assert_eq!(
        refused(|call| call.query_styled("Filter", Style::Deep, json!([1]))),
        "Filter cannot be sent: a list has no form there"
    );
}

#[test]
fn a_later_value_takes_the_place_of_all_pairs_of_the_earlier_one() {
    let text = query(|call| {
        call.query_styled("F", Style::Deep, json!({"a": 1, "b": 2}))
            .query("Name", "x")
            .query_styled("F", Style::Deep, json!({"c": 3}))
    });
    assert_eq!(text, "Name=x&F%5Bc%5D=3");
    let text = query(|call| {
        call.query_styled("F", Style::Spread, json!({"a": 1}))
            .query_styled("F", Style::Spread, json!({"b": 1}))
    });
    assert_eq!(text, "b=1");
}

#[test]
fn forms_have_the_same_styles() {
    let (client, _) = client_at("http://127.0.0.1:1");
    let call = create(&client)
        .form_joined("Tags", Style::Comma, ["a", "b"])
        .form_styled("Obj", Style::Deep, json!({"a": "x"}))
        .form_content("Raw", "text");
    let request = call.request().unwrap();
    let body = request.body().unwrap();
    assert_eq!(&body[..], b"Tags=a,b&Obj%5Ba%5D=x&Raw=%22text%22");
}

#[test]
fn headers_hold_lists_and_json() {
    let (client, _) = client_at("http://127.0.0.1:1");
    let call = fetch(&client, "TH1")
        .header_joined("X-Ids", ["a", "b c"])
        .header_joined("X-Gone", ["a"])
        .header_joined("X-Gone", [0_i64; 0])
        .header_content("X-Json", json!({"a": [1, "b"]}));
    let request = call.request().unwrap();
    assert_eq!(request.header("x-ids"), Some("a,b c"));
    assert_eq!(request.header("x-gone"), None);
    assert_eq!(request.header("x-json"), Some(r#"{"a":[1,"b"]}"#));
}

#[test]
fn content_is_json_text_whatever_it_is() {
    for (value, text) in [
        (json!("a"), "Json=%22a%22"),
        (json!(null), "Json=null"),
        (json!({"a": 1}), "Json=%7B%22a%22%3A1%7D"),
    ] {
        assert_eq!(query(|call| call.query_content("Json", value)), text);
    }
}

#[test]
fn the_keys_of_a_private_object_are_as_private_as_its_values() {
    const FIND: Operation =
        Operation::new("kites_v1", "FindKite", Method::Get, "/v1/Kites").private(&["Owner"]);
    let (client, _) = client_at("http://127.0.0.1:1");
    let call: Call<Thing> = Call::new(&things(&client), &FIND);
    let call = call
        .query_styled("Owner", Style::Spread, json!({"secret": "s3cr3t"}))
        .query_styled("Kite", Style::Spread, json!({"colour": "red"}));
    let debug = format!("{call:?}");
    assert!(
        debug.contains(r#""Owner": [redacted], "colour": "red""#),
        "{debug}"
    );
    assert!(
        !debug.contains("secret") && !debug.contains("s3cr3t"),
        "{debug}"
    );
}
