//! The facts of one operation of ours, ListInteraction, in HTML and in Markdown.

use serde::Deserialize;

use crate::html::{Html, squeeze};

const ID: &str = "proxy_v1/operations/ListInteraction";

/// Where a fact stands, and the texts that must stand there.
const EXPECTED: [(&str, &[&str]); 44] = [
    (
        "path.ServiceSid",
        &["string", "required", "34 characters", "^KS[0-9a-fA-F]{32}$"],
    ),
    (
        "path.SessionSid",
        &["string", "required", "34 characters", "^KC[0-9a-fA-F]{32}$"],
    ),
    ("query.PageSize", &["integer (int64)", "1 to 1000"]),
    ("query.Page", &["integer", "at least 0"]),
    ("query.PageToken", &["string"]),
    ("reply", &["200", "application/json"]),
    ("reply.headers.Access-Control-Allow-Origin", &["string"]),
    ("reply.headers.Access-Control-Allow-Methods", &["string"]),
    ("reply.headers.Access-Control-Allow-Headers", &["string"]),
    (
        "reply.headers.Access-Control-Allow-Credentials",
        &["boolean"],
    ),
    ("reply.headers.Access-Control-Expose-Headers", &["string"]),
    (
        "reply.interactions",
        &["list of Interaction", "object, 19 attributes"],
    ),
    (
        "reply.interactions.sid",
        &["string or null", "34 characters", "^KI[0-9a-fA-F]{32}$"],
    ),
    (
        "reply.interactions.session_sid",
        &["string or null", "34 characters", "^KC[0-9a-fA-F]{32}$"],
    ),
    (
        "reply.interactions.service_sid",
        &["string or null", "34 characters", "^KS[0-9a-fA-F]{32}$"],
    ),
    (
        "reply.interactions.account_sid",
        &["string or null", "34 characters", "^AC[0-9a-fA-F]{32}$"],
    ),
    (
        "reply.interactions.data",
        &["string or null", "personal data"],
    ),
    (
        "reply.interactions.type",
        &[
            "string",
            "InteractionType",
            "message voice unknown",
            "null too",
        ],
    ),
    (
        "reply.interactions.inbound_participant_sid",
        &["string or null", "34 characters", "^KP[0-9a-fA-F]{32}$"],
    ),
    (
        "reply.interactions.inbound_resource_sid",
        &[
            "string or null",
            "34 characters",
            "^[a-zA-Z]{2}[0-9a-fA-F]{32}$",
        ],
    ),
    (
        "reply.interactions.inbound_resource_status",
        &["string", STATUSES, "null too"],
    ),
    (
        "reply.interactions.inbound_resource_type",
        &["string or null"],
    ),
    (
        "reply.interactions.inbound_resource_url",
        &["string (uri) or null"],
    ),
    (
        "reply.interactions.outbound_participant_sid",
        &["string or null", "34 characters", "^KP[0-9a-fA-F]{32}$"],
    ),
    (
        "reply.interactions.outbound_resource_sid",
        &[
            "string or null",
            "34 characters",
            "^[a-zA-Z]{2}[0-9a-fA-F]{32}$",
        ],
    ),
    (
        "reply.interactions.outbound_resource_status",
        &["string", STATUSES, "null too"],
    ),
    (
        "reply.interactions.outbound_resource_type",
        &["string or null"],
    ),
    (
        "reply.interactions.outbound_resource_url",
        &["string (uri) or null"],
    ),
    (
        "reply.interactions.date_created",
        &["string (date-time) or null"],
    ),
    (
        "reply.interactions.date_updated",
        &["string (date-time) or null"],
    ),
    ("reply.interactions.url", &["string (uri) or null"]),
    ("reply.meta", &["object, 7 attributes"]),
    ("reply.meta.first_page_url", &["string (uri)"]),
    ("reply.meta.key", &["string"]),
    ("reply.meta.next_page_url", &["string (uri) or null"]),
    ("reply.meta.page", &["integer"]),
    ("reply.meta.page_size", &["integer"]),
    ("reply.meta.previous_page_url", &["string (uri) or null"]),
    ("reply.meta.url", &["string (uri)"]),
    (
        "example.readEmpty",
        &["readEmpty", "\"page_size\": 25", "\"interactions\": []"],
    ),
    (
        "content",
        &[
            "GET",
            "proxy.twilio.com",
            "/v1/Services/{ServiceSid}/Sessions/{SessionSid}/Interactions",
            "basic",
        ],
    ),
    (
        "content",
        &[
            "ListInteraction",
            "Safe to repeat",
            "proxy::v1::operation::ListInteraction",
        ],
    ),
    (
        "content",
        &["client.proxy().v1().service(sid).session(sid).interactions().list()"],
    ),
    ("path", &["Path parameters"]),
];

const STATUSES: &str = "accepted answered busy canceled completed deleted delivered delivery-unknown failed \
                        in-progress initiated no-answer queued received receiving ringing scheduled sending sent \
                        undelivered unknown";

/// Our own documents as they are generated from: with the corrections that the project makes.
fn page() -> (Html, String) {
    let text = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../specs/twilio_proxy_v1.yaml"
    ))
    .unwrap();
    let mut input = generator::pipeline::Input {
        documents: vec![(String::from("specs/twilio_proxy_v1.yaml"), text)],
        ..Default::default()
    };
    input.config.fixups = vec![String::from("referenced-enums-may-be-null")];
    let lowered = generator::pipeline::lower_documents(&input)
        .unwrap_or_else(|failure| panic!("{:?}", failure.diagnostics));
    let reference = crate::reference(&lowered.model);
    (
        Html::read(&crate::html(&reference, ID)),
        crate::markdown(&reference, ID),
    )
}

#[test]
fn every_fact_stands_where_it_belongs() {
    let (html, _) = page();
    for (anchor, facts) in EXPECTED {
        let part = html
            .part(anchor)
            .unwrap_or_else(|| panic!("there is no #{anchor}"));
        for fact in facts {
            assert!(part.contains(fact), "#{anchor}: {fact} in {part}");
        }
    }
}

#[test]
fn every_fact_stands_in_markdown() {
    let (_, markdown) = page();
    let text = squeeze(&markdown.replace('`', ""));
    for (anchor, facts) in EXPECTED
        .iter()
        .filter(|(anchor, _)| !matches!(*anchor, "content" | "path" | "reply"))
    {
        let name = anchor.rsplit('.').next().unwrap();
        for fact in *facts {
            let fact = fact
                .replace("object", "bject")
                .replace("list of Interaction", "list of [Interaction]");
            assert!(text.contains(&fact), "{anchor}: {fact}");
        }
        assert!(text.contains(name), "{anchor}");
    }
    for fact in [
        "## Reply (200 application/json)",
        "GET https://proxy.twilio.com/v1/Services/{ServiceSid}/Sessions",
    ] {
        assert!(text.contains(fact), "{fact}");
    }
}

#[test]
fn a_correction_is_named_where_it_was_made() {
    let (html, markdown) = page();
    let part = html.part("reply.interactions.type").unwrap();
    let note = "null too, undocumented: corrected here";
    assert!(part.contains(note), "{part}");
    assert!(html.hrefs.contains(&String::from("../index.html#fixups")));
    assert!(markdown.contains("../index.md#fixups"));
}

#[test]
fn a_page_says_where_it_comes_from_and_where_its_sids_come_from() {
    let (html, markdown) = page();
    assert!(squeeze(&html.text).contains("specs/twilio_proxy_v1.yaml:"));
    assert!(markdown.contains("Source: `specs/twilio_proxy_v1.yaml:"));
    let part = html.part("path.SessionSid").unwrap();
    assert!(part.contains("from CreateSession, ListSession"), "{part}");
    for href in [
        "../sids/KC.html",
        "../models/Interaction.html",
        "../enums/InteractionType.html",
    ] {
        assert!(html.hrefs.iter().any(|other| other == href), "{href}");
    }
}

/// One fact of another portal's page on this operation.
#[derive(Deserialize)]
struct Fact {
    name: Option<String>,
    key: String,
    value: serde_json::Value,
}

#[test]
fn what_another_portal_says_stands_on_our_page_too() {
    let Some(file) = crate::portal_facts() else {
        println!(
            "what_another_portal_says_stands_on_our_page_too: skipped, its facts are not at hand (PORTAL_FACTS)"
        );
        return;
    };
    let facts: Vec<Fact> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let (html, markdown) = page();
    let text = squeeze(&markdown.replace('`', ""));
    let mut missing = Vec::new();
    for fact in &facts {
        let name = fact.name.as_deref().unwrap_or_default();
        let value = match &fact.value {
            serde_json::Value::String(value) => value.clone(),
            other => other.to_string(),
        };
        let ids = [
            "path.",
            "query.",
            "reply.headers.",
            "reply.",
            "reply.interactions.",
            "reply.meta.",
            "example.",
        ];
        let mut parts: Vec<String> = ids
            .iter()
            .filter_map(|id| html.part(&format!("{id}{name}")))
            .collect();
        if name.is_empty() || name == "200" {
            parts = vec![squeeze(&html.text)];
        }
        let words: Vec<String> = match (fact.key.as_str(), value.as_str()) {
            ("required", "true") => vec![String::from("required")],
            ("type", "array[object]") => vec![String::from("list of"), String::from("object")],
            ("type", value) => vec![value.replace("(", " (").replace(" | null", " or null")],
            ("values", value) => value
                .split([',', ' '])
                .filter(|word| !matches!(*word, "" | "or"))
                .map(str::to_owned)
                .collect(),
            (_, value) => vec![value.to_owned()],
        };
        for word in words {
            let is_there = parts.iter().any(|part| part.contains(&word));
            let in_markdown = word == "object" || text.contains(&word);
            if !is_there || !in_markdown {
                missing.push(format!("{name} {}: {word}", fact.key));
            }
        }
    }
    assert!(facts.len() > 80);
    assert!(
        missing.is_empty(),
        "{} of {}: {missing:#?}",
        missing.len(),
        facts.len()
    );
}
