//! Every example payload of the documents, and variations of it that a server may send, read as the reply of its
//! operation.

use acceptance::document::Reply;
use acceptance::examples::{all_documents, examples};
use acceptance::files;
use acceptance::shape::{
    UNSEEN, add_undeclared, each_property_otherwise, replace_enums, replace_nullable, reread_body,
    resources,
};
use serde_json::{Value, json};
use twilio_flex_proxy::Error;

#[tokio::test]
async fn every_example_is_read_and_written_as_it_was() {
    for documents in all_documents("every_example_is_read_and_written_as_it_was") {
        let mut pages = 0;
        for example in examples(&documents) {
            let expected = reread_body(&example.reply(), &example.body);
            let result = example.rereads(&example.body, &expected).await;
            let Reply::Page { key, .. } = example.reply() else {
                continue;
            };
            let (meta, body_meta) = (result.meta.unwrap(), &example.body["meta"]);
            assert_eq!(
                json!(meta.key),
                body_meta["key"],
                "{}",
                example.operation.id
            );
            assert_eq!(meta.key.as_deref(), Some(key));
            assert_eq!(json!(meta.page), body_meta["page"]);
            assert_eq!(json!(meta.page_size), body_meta["page_size"]);
            assert_eq!(json!(meta.url), body_meta["url"]);
            assert_eq!(json!(meta.first_page_url), body_meta["first_page_url"]);
            assert_eq!(json!(meta.next_page_url), body_meta["next_page_url"]);
            assert_eq!(
                json!(meta.previous_page_url),
                body_meta["previous_page_url"]
            );
            pages += 1;
        }
        assert!(pages > 20, "{pages} pages");
    }
}

#[tokio::test]
async fn undeclared_fields_are_kept() {
    for documents in all_documents("undeclared_fields_are_kept") {
        for example in examples(&documents) {
            let mut body = example.body.clone();
            assert!(add_undeclared(example.reply().body().unwrap(), &mut body) > 0);
            let expected = reread_body(&example.reply(), &body);
            example.rereads(&body, &expected).await;
        }
    }
}

#[tokio::test]
async fn unseen_enum_values_are_kept() {
    for documents in all_documents("unseen_enum_values_are_kept") {
        let mut all = 0;
        for example in examples(&documents) {
            let mut body = example.body.clone();
            let replaced = replace_enums(example.reply().body().unwrap(), &mut body);
            let result = example
                .rereads(&body, &reread_body(&example.reply(), &body))
                .await;
            let kept = result.debug.matches(UNSEEN).count();
            assert_eq!(kept, replaced, "{}: {}", example.operation.id, result.debug);
            all += replaced;
        }
        assert!(all > 50, "{all} values of enums");
    }
}

#[tokio::test]
async fn nulls_are_read_wherever_they_are_allowed() {
    for documents in all_documents("nulls_are_read_wherever_they_are_allowed") {
        let mut all = 0;
        for example in examples(&documents) {
            let reply = example.reply();
            let mut body = example.body.clone();
            all += replace_nullable(reply.body().unwrap(), &mut body);
            if example.has_identity() {
                let mut original = example.body.clone();
                let originals = resources(&reply, &mut original);
                for (nulled, original) in resources(&reply, &mut body).into_iter().zip(originals) {
                    nulled["sid"] = original["sid"].take();
                }
            }
            example.rereads(&body, &reread_body(&reply, &body)).await;
        }
        assert!(all > 500, "{all} nullable values");
    }
}

#[tokio::test]
async fn a_property_that_is_missing_null_or_of_another_type_costs_nothing_else() {
    let (mut all, documents) = (0, files::our_documents());
    for example in examples(&documents) {
        let reply = example.reply();
        let identity = example.has_identity();
        let count = resources(&reply, &mut example.body.clone()).len();
        for at in 0..count {
            let mut body = example.body.clone();
            let original = resources(&reply, &mut body).swap_remove(at).clone();
            for changed in each_property_otherwise(reply.resource().unwrap(), &original, identity) {
                *resources(&reply, &mut body).swap_remove(at) = changed;
                example.rereads(&body, &reread_body(&reply, &body)).await;
                all += 1;
            }
        }
    }
    assert!(all > 2371, "{all} payloads");
}

#[tokio::test]
async fn a_resource_without_its_own_sid_is_an_error_that_names_it() {
    for documents in all_documents("a_resource_without_its_own_sid_is_an_error_that_names_it") {
        let mut all = 0;
        for example in examples(&documents)
            .iter()
            .filter(|example| example.has_identity())
        {
            let reply = example.reply();
            let count = resources(&reply, &mut example.body.clone()).len();
            for at in 0..count {
                let (mut null, mut absent) = (example.body.clone(), example.body.clone());
                resources(&reply, &mut null)[at]["sid"] = Value::Null;
                let resource = resources(&reply, &mut absent).swap_remove(at);
                assert!(resource.as_object_mut().unwrap().remove("sid").is_some());
                let path = match reply {
                    Reply::Page { key, .. } => format!("{key}[{at}]"),
                    _ => String::new(),
                };
                for body in [null, absent] {
                    let error = example.read(&body).await.unwrap_err();
                    let Error::Decode(error) = &error else {
                        panic!("{path}: {error}")
                    };
                    assert_eq!(error.path(), path, "{}: {error}", example.operation.id);
                    assert!(error.to_string().contains("`sid` is missing"), "{error}");
                }
                all += 1;
            }
        }
        assert!(all > 40, "{all} resources");
    }
}

/// An unseen value is the catch-all, and not one of the known ones.
#[test]
fn an_unseen_enum_value_is_told_apart() {
    use twilio_flex_proxy::proxy::v1::{Session, SessionStatus};

    let read = |status: &str| {
        let session = json!({"sid": "KC0123456789abcdef0123456789abcdef", "status": status});
        serde_json::from_value::<Session>(session)
            .unwrap()
            .status
            .unwrap()
    };
    assert!(matches!(read(UNSEEN), SessionStatus::Unrecognized(text) if text.as_str() == UNSEEN));
    // A literal of the document, not the catch-all.
    assert_eq!(read("unknown"), SessionStatus::Unknown);
}
