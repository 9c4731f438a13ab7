//! Overlays on the document of Proxy: what each kind of action does, and what is said of one that cannot be applied.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it knows"
)]

use generator::diagnostic::{Colour, render};
use generator::model::Api;
use generator::pipeline::{Input, lower_documents};

fn input(documents: &[&str], overlay: &str) -> Input {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let documents = documents.iter();
    Input {
        documents: documents
            .map(|name| {
                (
                    (*name).to_owned(),
                    std::fs::read(folder.join(name)).unwrap(),
                )
            })
            .collect(),
        overlays: vec![(String::from("fix.yaml"), overlay.into())],
        ..Input::default()
    }
}

const PROXY: &str = "twilio_proxy_v1.yaml";

fn overlay(actions: &str) -> String {
    format!("overlay: 1.1.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n{actions}")
}

fn lowered(actions: &str) -> Api {
    match lower_documents(&input(&[PROXY], &overlay(actions))) {
        Ok(lowered) => lowered.model,
        Err(failure) => panic!(
            "{}",
            render(&failure.diagnostics, &failure.sources, Colour::Never)
        ),
    }
}

fn refusal_of(input: &Input) -> String {
    match lower_documents(input) {
        Ok(_) => panic!("it lowers, and should not"),
        Err(failure) => render(&failure.diagnostics, &failure.sources, Colour::Never),
    }
}

fn refusal(actions: &str) -> String {
    refusal_of(&input(&[PROXY], &overlay(actions)))
}

/// The wire names of a model's fields.
fn fields(api: &Api, model: &str) -> Vec<String> {
    let models = api.documents[0].models.iter();
    let mut models = models.filter(|one| one.name.wire == model);
    let fields = models.next().unwrap().fields.iter();
    fields.map(|field| field.name.wire.clone()).collect()
}

#[test]
fn an_update_adds_and_replaces() {
    let api = lowered(
        "- target: $.components.schemas['proxy.v1.service']
  update:
    description: As it really is
    properties:
      region: {type: string}
- target: $.paths['/v1/Services'].post.requestBody.content.*.schema.required
  update: CallbackUrl
",
    );
    let document = &api.documents[0];
    let service = document.models.iter();
    let mut service = service.filter(|model| model.name.wire == "proxy.v1.service");
    assert_eq!(service.next().unwrap().docs, ["As it really is"]);
    assert!(fields(&api, "proxy.v1.service").contains(&String::from("region")));
    let create = document.find_operation("CreateService").unwrap();
    let required: Vec<&str> = create
        .required()
        .map(|parameter| parameter.name.wire.as_str())
        .collect();
    assert_eq!(required, ["UniqueName", "CallbackUrl"]);
}

#[test]
fn a_removal_takes_out_of_maps_and_lists() {
    let api = lowered(
        "- target: $.components.schemas['proxy.v1.service'].properties['url', 'links']
  remove: true
- target: $.paths['/v1/Services'].get.parameters[0, 2]
  remove: true
",
    );
    let fields = fields(&api, "proxy.v1.service");
    assert!(!fields.contains(&String::from("url")) && !fields.contains(&String::from("links")));
    let list = api.documents[0].find_operation("ListService").unwrap();
    let names = list.parameters.iter();
    let names: Vec<&str> = names.map(|one| one.name.wire.as_str()).collect();
    assert_eq!(names, ["Page"]);
}

#[test]
fn a_copy_takes_what_the_document_says_elsewhere() {
    let api = lowered(
        "- target: $.components.schemas['proxy.v1.service'].properties
  copy: $.components.schemas['proxy.v1.service.session'].properties
",
    );
    assert!(fields(&api, "proxy.v1.service").contains(&String::from("closed_reason")));
}

#[test]
fn an_action_that_matches_nothing() {
    insta::assert_snapshot!(refusal(
        "- {target: \"$.paths['/v1/Nothing']\", remove: true}\n"
    ));
}

#[test]
fn an_action_that_changes_nothing() {
    insta::assert_snapshot!(refusal(
        "- target: $.paths['/v1/Services'].get\n  update: {operationId: ListService}\n"
    ));
}

#[test]
fn a_wrong_json_path() {
    insta::assert_snapshot!(refusal("- target: $.paths[/v1\n  remove: true\n"));
}

#[test]
fn a_value_of_another_kind() {
    insta::assert_snapshot!(refusal(
        "- target: $.paths['/v1/Services']\n  update:\n    get: none\n"
    ));
}

#[test]
fn a_copy_of_several_nodes() {
    insta::assert_snapshot!(refusal(
        "- target: $.paths['/v1/Services']\n  copy: $.paths.*.get\n"
    ));
}

#[test]
fn a_problem_in_an_overlaid_node_is_in_the_overlay() {
    insta::assert_snapshot!(refusal(
        "- target: $.components.schemas['proxy.v1.service'].properties
  update:
    region:
      type: strnig
"
    ));
}

#[test]
fn an_overlay_that_is_none() {
    let text = "overlay: 2.0.0\nactions:\n- {target: $.info, updates: {}}\n";
    insta::assert_snapshot!(refusal_of(&input(&[PROXY], text)));
}

#[test]
fn an_overlay_names_its_document_where_there_are_several() {
    let documents = [PROXY, "twilio_flex_v2.yaml"];
    let action = "- {target: \"$.paths['/v1/Services']\", remove: true}\n";
    let text = overlay(action);
    insta::assert_snapshot!(
        "an_overlay_for_no_document",
        refusal_of(&input(&documents, &text))
    );
    let other = text.replace(
        "actions:",
        "extends: https://example.com/twilio_video_v1.yaml\nactions:",
    );
    insta::assert_snapshot!(
        "an_overlay_for_another",
        refusal_of(&input(&documents, &other))
    );
    let named = text.replace("actions:", "extends: ./twilio_proxy_v1.yaml\nactions:");
    let lowered = lower_documents(&input(&documents, &named)).unwrap();
    let mut operations = lowered.model.documents[0].operations.iter();
    assert!(operations.all(|operation| operation.path != "/v1/Services"));
}
