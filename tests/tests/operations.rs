//! Every operation of the documents, called with every parameter set and answered with every property set.

use std::collections::BTreeMap;

use acceptance::conformance::{Case, replay};
use acceptance::document::{Document, ParameterLocation};
use acceptance::shape::{reread_body, same_json};
use acceptance::{files, reading};

/// How many operations each document has.
const OPERATIONS: [(&str, usize); 3] = [("flex_v1", 73), ("flex_v2", 3), ("proxy_v1", 25)];

async fn sends_what_the_documents_say(documents: &[Document]) {
    for (document, (key, count)) in documents.iter().zip(OPERATIONS) {
        let operations = document.operations();
        assert_eq!((document.key.as_str(), operations.len()), (key, count));
        let texts = operations.iter().map(Case::everything_as_text);
        let cases: Vec<Case> = operations
            .iter()
            .map(Case::everything)
            .chain(texts)
            .collect();
        for outcome in replay(&cases).await.unwrap() {
            assert!(outcome.is_equal(), "{outcome}");
        }
    }
}

#[tokio::test]
async fn every_operation_sends_what_our_documents_say() {
    sends_what_the_documents_say(&files::our_documents()).await;
}

#[tokio::test]
async fn every_operation_sends_what_the_published_documents_say() {
    let check = "every_operation_sends_what_the_published_documents_say";
    sends_what_the_documents_say(&files::published_documents(check)).await;
}

/// The cases above set every parameter of every kind.
#[test]
fn the_cases_set_every_parameter() {
    let mut locations = BTreeMap::new();
    for document in files::our_documents() {
        for operation in document.operations() {
            let case = Case::everything(&operation);
            let inputs = case.row()["inputs"].as_object().unwrap();
            for parameter in operation.parameters() {
                assert!(inputs.contains_key(parameter.name), "{}", parameter.name);
                let location = match parameter.location {
                    ParameterLocation::Path => "path",
                    ParameterLocation::Query => "query",
                    ParameterLocation::Header if parameter.name == "Authorization" => {
                        "authorization"
                    }
                    ParameterLocation::Header => "header",
                    ParameterLocation::Form => "form",
                };
                *locations.entry(location).or_insert(0) += 1;
            }
            *locations.entry("body").or_insert(0) += usize::from(inputs.contains_key("$body"));
        }
    }
    let expected = [
        ("authorization", 24),
        ("body", 3),
        ("form", 161),
        ("header", 19),
        ("path", 108),
        ("query", 82),
    ];
    assert_eq!(locations, BTreeMap::from(expected));
}

/// A reply with every declared property is read and written again without loss.
#[tokio::test]
async fn every_operation_reads_every_property_of_its_reply() {
    for document in files::our_documents() {
        for operation in document.operations() {
            let case = Case::everything(&operation);
            let result = reading::read_reply(&operation, case.reply_body()).await;
            let result = result.unwrap_or_else(|error| panic!("{}: {error}", operation.id));
            let expected = reread_body(&operation.reply(), case.reply_body());
            assert!(
                same_json(&result.value, &expected),
                "{}:\n{}\n{expected}",
                operation.id,
                result.value
            );
        }
    }
}

#[test]
fn texts_that_are_no_arguments_become_the_crates_error() {
    use twilio_flex_proxy::proxy::v1::{ServiceSid, Session};
    use twilio_flex_proxy::{Cursor, Error};
    fn sid(text: &str) -> Result<ServiceSid, Error> {
        Ok(text.parse()?)
    }
    fn cursor(text: &str) -> Result<Cursor, Error> {
        Ok(text.parse()?)
    }
    fn handle(session: &Session) -> Result<(), Error> {
        let client = twilio_flex_proxy::testing::Script::new().client()?;
        session.handle(&client)?;
        Ok(())
    }
    let errors = [
        sid("KS1").unwrap_err(),
        cursor("?").unwrap_err(),
        handle(&Session::default()).unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::Argument(_)) && error.is_unsent());
        assert!(!error.is_retryable() && !error.to_string().is_empty());
    }
}

#[test]
fn required_arguments_print_no_values() {
    let required = twilio_flex_proxy::flex::v1::operation::CreateWebChannelRequired {
        flex_flow_sid: "FO0123456789abcdef0123456789abcdef".parse().unwrap(),
        identity: "marked".to_owned(),
        customer_friendly_name: "marked".to_owned(),
        chat_friendly_name: "marked".to_owned(),
    };
    assert_eq!(format!("{required:?}"), "CreateWebChannelRequired { .. }");
}

#[test]
fn builders_take_what_is_there_and_show_what_is_sent() {
    use twilio_flex_proxy::proxy::v1::{SessionMode, operation::CreateSession};

    let client = twilio_flex_proxy::testing::Script::new().client().unwrap();
    let service = "KS0123456789abcdef0123456789abcdef".parse().unwrap();
    let sessions = client.proxy().v1().service(service).sessions();
    let (name, ttl, mode): (Option<&str>, Option<i64>, Option<SessionMode>) =
        (Some("order-1234"), None, Some(SessionMode::VoiceOnly));
    let create = sessions
        .create()
        .maybe(name, CreateSession::unique_name)
        .maybe(ttl, CreateSession::ttl)
        .maybe(mode, CreateSession::mode)
        .maybe(
            Some(vec![serde_json::json!({"Identifier": "x"})]),
            CreateSession::participants,
        );
    let shown = format!("{create:?}");
    let form = r#"form: {"UniqueName": "order-1234", "Mode": "voice-only", "Participants": "#;
    assert!(
        shown.starts_with("CreateSession(Call {") && shown.contains(form),
        "{shown}"
    );
    let curl = create.call().to_curl().unwrap();
    assert!(curl.contains("-d 'UniqueName=order-1234'"), "{curl}");

    let flows = client.flex().v1().flex_flows().list();
    let shown = format!("{:?}", flows.friendly_name("marked"));
    assert!(shown.contains(r#"{"FriendlyName": [redacted]}"#), "{shown}");
}
