//! Small documents, one feature each: what lowering makes of them, and what is emitted.

use crate::common::{fixtures, read_folder};
use crate::{items, kit, summary};

/// The files that show what a fixture is about.
const SHOWN: &[(&str, &[&str])] = &[
    ("verbs", &["src/verbs/v1/answers.rs", "src/verbs.rs"]),
    (
        "twilio_singletons_v1",
        &["src/singletons/v1/rooms/archive.rs"],
    ),
    (
        "twilio_named_v1",
        &["src/named/v1.rs", "src/named/v1/services.rs"],
    ),
    ("twilio_parameters_v1", &["src/parameters/v1/calls.rs"]),
    (
        "twilio_bodies_v1",
        &[
            "src/bodies/v1/anything.rs",
            "src/bodies/v1/content.rs",
            "src/bodies/v1/either.rs",
        ],
    ),
    (
        "twilio_required_v1",
        &[
            "src/required/v1/brands.rs",
            "tests/dispatch/required_v1/brands.rs",
        ],
    ),
    (
        "twilio_pages_v2010",
        &[
            "src/pages/v2010/accounts/calls.rs",
            "src/pages/v2010/numbers.rs",
        ],
    ),
    (
        "twilio_tokens_v1",
        &["src/tokens/v1/parcels.rs", "src/tokens/v1/stamps.rs"],
    ),
    (
        "twilio_styles_v1",
        &[
            "src/styles/v1/birds.rs",
            "src/styles/v1/nests.rs",
            "tests/dispatch/styles_v1/nests.rs",
        ],
    ),
    ("twilio_redirects_v1", &["src/redirects/v1/scans/file.rs"]),
    ("twilio_enums_v1", &["src/enums/v1/calls.rs"]),
    (
        "twilio_schemas_v1",
        &[
            "src/schemas/v1/trees.rs",
            "src/schemas/v1/schemas/unreached.rs",
        ],
    ),
    (
        "twilio_modern_v1",
        &[
            "src/modern/v1/stores/profiles.rs",
            "src/modern/v1/organizations/accounts.rs",
        ],
    ),
    (
        "twilio_deprecated_v1",
        &[
            "src/deprecated/v1.rs",
            "src/deprecated/v1/rooms/lamps.rs",
            "tests/dispatch/deprecated_v1/rooms.rs",
        ],
    ),
    ("twilio_all-of_v1", &["src/all_of/v1/boats.rs"]),
    ("twilio_unions_v1", &["src/unions/v1/visits/model.rs"]),
    ("twilio_pii_v1", &["src/pii/v1/people.rs"]),
    (
        "twilio_prelude-names_v1",
        &["src/prelude_names/v1.rs", "src/prelude_names/v1/calls.rs"],
    ),
    (
        "twilio_tree_v1",
        &[
            "src/tree/v1.rs",
            "src/tree/v1/handle.rs",
            "src/tree/v1/data/deep.rs",
        ],
    ),
    (
        "twilio_empty_v1",
        &[
            "src/empty/v1.rs",
            "src/empty.rs",
            "src/empty/v1/schemas/thing.rs",
        ],
    ),
];

fn documents() -> Vec<(String, Vec<u8>)> {
    read_folder(&fixtures().join("good"))
}

#[test]
fn every_fixture_is_lowered_as_it_should_be() {
    for document in documents() {
        let name = document.0.trim_end_matches(".yaml").to_owned();
        let generated = kit::run(&generator::pipeline::Input {
            documents: vec![document],
            ..Default::default()
        });
        items::check(&generated);
        insta::assert_snapshot!(format!("model_{name}"), summary::of(&generated.model));
        let shown = SHOWN.iter().find(|(fixture, _)| *fixture == name);
        for path in shown.iter().flat_map(|(_, paths)| *paths) {
            let text = generated
                .tree
                .get(path)
                .unwrap_or_else(|| panic!("no {path}"));
            let file = path.trim_end_matches(".rs").replace('/', "_");
            insta::assert_snapshot!(format!("emitted_{name}_{file}"), text);
        }
    }
}

#[test]
fn all_fixtures_fit_into_one_crate() {
    let generated = kit::run(&generator::pipeline::Input {
        documents: documents(),
        ..Default::default()
    });
    items::check(&generated);
    // Two versions of one product are two modules of it.
    let twins = generated.tree.get("src/twins.rs").unwrap();
    assert!(
        twins.contains("pub mod v1;") && twins.contains("pub mod v2;"),
        "{twins}"
    );
}

#[test]
fn warnings_of_the_fixtures_are_those_that_are_meant() {
    let input = generator::pipeline::Input {
        documents: documents(),
        ..Default::default()
    };
    let warnings = kit::run(&input).warnings;
    assert!(warnings.is_empty(), "{warnings:?}");
}
