//! Every operation of the documents, called with every parameter set and answered with every property set.

use std::collections::BTreeMap;

use acceptance::conformance::{from_document, replay};
use acceptance::document::{Document, Place};
use acceptance::shape::{kept, same};
use acceptance::{Inputs, files, play};
use serde_json::Value;
use twilio_flex_proxy::testing::Script;

/// How many operations each document has.
const OPERATIONS: [(&str, usize); 3] = [("flex_v1", 73), ("flex_v2", 3), ("proxy_v1", 25)];

async fn sends_what_the_documents_say(documents: &[Document]) {
    for (document, (key, count)) in documents.iter().zip(OPERATIONS) {
        assert_eq!(document.key, key);
        let cases: Vec<_> = document.operations().iter().map(|known| from_document(known).0).collect();
        assert_eq!(cases.len(), count, "{key}");
        for outcome in replay(&cases).await.unwrap() {
            assert!(outcome.is_equal(), "{outcome}");
        }
    }
}

#[tokio::test]
async fn every_operation_sends_what_the_documents_say() {
    sends_what_the_documents_say(&files::our_documents()).await;
}

#[tokio::test]
async fn every_operation_sends_what_the_published_documents_say() {
    let documents = files::published_documents("every_operation_sends_what_the_published_documents_say");
    sends_what_the_documents_say(&documents).await;
}

/// That the cases above hold what they promise: parameters of every place, each with a value of its own.
#[test]
fn the_cases_set_every_parameter() {
    let mut places = BTreeMap::new();
    for document in files::our_documents() {
        for operation in document.operations() {
            let (case, _) = from_document(&operation);
            let inputs = case.row()["inputs"].as_object().unwrap();
            let body = usize::from(operation.takes_json());
            assert_eq!(inputs.len(), operation.parameters().len() + body, "{}", operation.id);
            assert_eq!(body == 1, inputs.contains_key("$body"), "{}", operation.id);
            *places.entry("body").or_insert(0) += body;
            for parameter in operation.parameters() {
                let place = match parameter.place {
                    Place::Path => "path",
                    Place::Query => "query",
                    Place::Header if parameter.name == "Authorization" => "authorization",
                    Place::Header => "header",
                    Place::Form => "form",
                };
                *places.entry(place).or_insert(0) += 1;
            }
        }
    }
    let expected = [("authorization", 24), ("body", 3), ("form", 0), ("header", 19), ("path", 0), ("query", 0)];
    for (place, count) in expected {
        assert!(places[place] >= count.max(1), "{place}: {places:?}");
    }
    assert_eq!((places["authorization"], places["header"], places["body"]), (24, 19, 3));
}

/// A reply with every declared property is read without loss, and written as it was.
#[tokio::test]
async fn every_operation_reads_every_property_of_its_reply() {
    for document in files::our_documents() {
        for operation in document.operations() {
            let (case, body) = from_document(&operation);
            let script = Script::new();
            let text = if body.is_null() { String::new() } else { body.to_string() };
            script.expect(operation.id).text(operation.status(), text);
            let values = case.row()["inputs"].as_object().unwrap().clone();
            let inputs = Inputs { values, ..Inputs::default() };
            let wanted = play::Wanted::FirstPage;
            let client = script.client().unwrap();
            let call = play::call(&client, &document.key, operation.id, &inputs, wanted).unwrap();
            let told = call.await.unwrap_or_else(|error| panic!("{}: {error}", operation.id));
            script.verify().unwrap();
            let read = acceptance::shape::resource(&operation.reply(), &body);
            let schema = operation.reply().resource();
            let expected = match (schema, read) {
                (Some(schema), Value::Array(items)) if told.items.is_some() => {
                    items.iter().map(|item| kept(schema, item)).collect()
                }
                (Some(schema), value) => kept(schema, value),
                (None, _) => Value::Null,
            };
            assert!(same(&told.value, &expected), "{}:\n{}\n{expected}", operation.id, told.value);
        }
    }
}
