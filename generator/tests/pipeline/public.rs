//! What users may rely on of an emitted crate's paths: each thing has one, and it stays.

use std::collections::BTreeSet;

use generator::emit::EmitOptions;
use generator::names::NamesLock;
use generator::pipeline::{Generated, Input, generate};

use crate::kit::{self, OK, document};
use crate::paths::{all, public_paths};

/// The crate of two of the project's documents, one of which has schemas that no operation uses.
fn emitted(longest_file: usize) -> Generated {
    let mut documents = kit::specs();
    documents.retain(|(name, _)| name.ends_with("flex_v2.yaml") || name.ends_with("proxy_v1.yaml"));
    assert_eq!(documents.len(), 2);
    let input = Input {
        documents,
        config_file: String::from("codegen.toml"),
        ..Input::default()
    };
    let options = EmitOptions {
        longest_file,
        ..EmitOptions::default()
    };
    generate(&input, &options).unwrap_or_else(|failure| panic!("{}", kit::shown(&failure)))
}

#[test]
fn everything_has_one_path_and_cutting_files_changes_none() {
    let whole = emitted(600);
    let paths = public_paths(&whole.tree);
    for (definition, paths) in &paths {
        assert_eq!(paths.len(), 1, "{definition} is {paths:?}");
    }
    let shown = all(&paths);
    for path in [
        "::Client",
        "::proxy::v1::Session",
        "::proxy::v1::SessionMode",
        "::proxy::v1::SessionSid",
        "::proxy::v1::handle::SessionCollection",
        "::proxy::v1::handle::V1",
        "::proxy::v1::operation::CreateSession",
        "::flex::v2::operation::UpdateFlexUser",
        "::flex::v2::unused::Instance",
    ] {
        assert!(shown.contains(path), "{path} is not in {shown:#?}");
    }
    let cut = emitted(60);
    let files = |generated: &Generated| generated.tree.files().count();
    assert!(files(&cut) > files(&whole));
    assert_eq!(all(&public_paths(&cut.tree)), shown);
}

/// The paths of the types below the version, after an earlier run's names.
fn paths_after(names: NamesLock, text: &str) -> (BTreeSet<String>, Generated) {
    let generated = kit::run(&kit::configured(&[("test.yaml", text)], "", names));
    let paths = public_paths(&generated.tree);
    let paths = all(&paths).into_iter();
    let below = paths.filter_map(|path| path.strip_prefix("::test::v1::").map(str::to_owned));
    (below.collect(), generated)
}

fn has(paths: &BTreeSet<String>, path: &str) -> bool {
    paths.contains(path)
}

#[test]
fn a_schema_that_comes_into_use_stays_reachable_and_one_that_goes_out_of_use_stays() {
    let card = "    card: {type: object, properties: {a: {type: string}}}\n";
    let get = |id: &str, schema: &str| {
        let content =
            format!("{{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}");
        format!(
            "  /v1/{id}s: {{get: {{operationId: Fetch{id}, responses: {{'200': {{description: It, content: {content}}}}}}}}}"
        )
    };
    let (root, both) = (
        get("Thing", "root"),
        format!("{}\n{}", get("Thing", "root"), get("Box", "card")),
    );
    let (before, first) = paths_after(NamesLock::default(), &document(&root, card));
    assert!(has(&before, "unused::Card") && !has(&before, "Card"));
    let docs = "/// No operation uses this schema.";
    let file = first.tree.get("src/test/v1/schemas/card.rs").unwrap();
    assert!(file.contains(docs), "{file}");

    let (used, second) = paths_after(first.names, &document(&both, card));
    // One path in the docs, and the old one for code that has it.
    assert!(has(&used, "Card") && !has(&used, "unused::Card"));
    let unused = second.tree.get("src/test/v1/unused.rs").unwrap();
    assert!(unused.contains("pub type Card = super::Card;"), "{unused}");
    assert!(unused.contains("write `test::v1::Card`"), "{unused}");

    // Back to where it was found first.
    let (again, third) = paths_after(second.names, &document(&root, card));
    assert!(has(&again, "unused::Card") && !has(&again, "Card"));

    // What had its path from an operation keeps it without one.
    let (used, fourth) = paths_after(NamesLock::default(), &document(&both, card));
    assert!(has(&used, "Card"));
    let (kept, _) = paths_after(fourth.names, &document(&root, card));
    assert!(
        has(&kept, "Card") && !has(&kept, "unused::Card"),
        "{kept:#?}"
    );
    assert!(third.tree.get("src/test/v1/unused.rs").is_some());
}

#[test]
fn names_that_several_kinds_want_go_to_models_builders_enums_and_handles_in_this_order() {
    let item = "parameters: [{name: Sid, in: path, required: true, schema: {type: string}}]";
    let paths = format!(
        "  /v1/Handle: {{get: {{operationId: FetchHandle, {OK}}}}}\n\
         \x20 /v1/Operation: {{get: {{operationId: FetchOperation, {OK}}}}}\n\
         \x20 /v1/Unused: {{get: {{operationId: FetchUnused, {OK}}}}}\n\
         \x20 /v1/Rooms/{{Sid}}: {{get: {{operationId: FetchRoom, {item}, {OK}}}}}\n\
         \x20 /v1/Halls/{{Sid}}/Rooms/{{Sid2}}: {{get: {{operationId: FetchRoom2, {}, {OK}}}}}\n",
        "parameters: [{name: Sid, in: path, required: true, schema: {type: string}}, \
         {name: Sid2, in: path, required: true, schema: {type: string}}]",
    );
    let schemas = "    fetch_room: {type: string, enum: [a]}\n\
                   \x20   room_handle: {type: object, properties: {a: {type: string}}}\n\
                   \x20   FetchUnused: {type: object, properties: {a: {type: string}}}\n";
    let text = document(&paths, schemas);
    let generated = kit::emitted(&text);
    let document = &generated.model.documents[0];
    let builder = |id: &str| document.find_operation(id).unwrap().builder.as_str();
    assert_eq!(builder("FetchRoom"), "FetchRoom");
    assert_eq!(document.enums[0].name.ident, "FetchRoomValue");
    assert_eq!(builder("FetchUnused"), "FetchUnusedCall");
    assert!(document.find_model("RoomHandle").is_some());
    let mut handles = document
        .resources
        .iter()
        .map(|resource| resource.handle.as_str());
    assert!(handles.all(|handle| handle != "RoomHandle"));
    for (definition, paths) in &public_paths(&generated.tree) {
        assert_eq!(paths.len(), 1, "{definition} is {paths:?}");
    }
}
